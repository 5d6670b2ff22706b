"""Addresses of the editor's screens: the Code (fixed ones first, since a duty's key may be any
word), how questions perform, and how scenarios are played."""

from django.urls import URLPattern, URLResolver, path

from dashboards.editor import itemviews, storyviews, succession, views

EDITION = "cms/code/<slug:slug>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("evaluation/questions/", itemviews.report, name="items"),
    path("evaluation/questions/questions.csv", itemviews.items_csv, name="items_csv"),
    path("evaluation/questions/options.csv", itemviews.options_csv, name="items_options_csv"),
    path("evaluation/questions/work-out/", itemviews.work_out, name="items_work_out"),
    path("evaluation/questions/q/<slug:ref>/", itemviews.item, name="item"),
    path("evaluation/stories/", storyviews.report, name="stories"),
    path("evaluation/stories/<slug:slug>/", storyviews.story, name="story"),
    path("evaluation/stories/<slug:slug>/figures.csv", storyviews.story_csv, name="story_csv"),
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
