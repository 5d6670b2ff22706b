"""Addresses of the editor's screens of the Code. Fixed ones first: a duty's key may be any word."""

from django.urls import URLPattern, URLResolver, path

from dashboards.editor import succession, views

EDITION = "cms/code/<slug:slug>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("cms/code/", views.editions, name="touch_editions"),
    path(EDITION, views.edition, name="touch_edition"),
    path(f"{EDITION}adopt/", succession.adopt, name="code_adopt"),
    path(f"{EDITION}worklist/", succession.todo, name="code_worklist"),
    path(f"{EDITION}carry/", succession.carry, name="code_carry"),
    path(f"{EDITION}delta/", succession.delta, name="code_delta"),
    path(f"{EDITION}go-back/", succession.back, name="code_go_back"),
    path(f"{EDITION}right-<int:number>/", views.right, name="touch_right"),
    path(f"{EDITION}limits/<slug:limit>/", views.limit, name="touch_limit"),
    path(f"{EDITION}<slug:duty>/", views.duty, name="touch_duty"),
]
