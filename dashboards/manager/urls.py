"""Addresses of the manager's screens. Fixed ones first: a unit's code may be any word."""

from django.urls import URLPattern, URLResolver, path

from dashboards.manager import prior, requirements, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("team/", views.team, name="team"),
    path("team/export.csv", views.team_csv, name="team_csv"),
    path("team/remind/", views.remind, name="remind"),
    path("team/people/<int:pk>/", views.someone, name="person"),
    path("team/people/<int:pk>/exempt/", views.exempt, name="person_exempt"),
    path("team/people/<int:pk>/absence/", views.absence, name="person_absence"),
    path("team/people/<int:pk>/prior-learning/", prior.enter, name="person_prior"),
    path("team/prior-learning/", prior.waiting, name="prior_waiting"),
    path("team/prior-learning/<uuid:pk>/", prior.decide, name="prior_decide"),
    path("team/requirements/", requirements.requirements, name="requirements"),
    path("team/requirements/new/", requirements.new_requirement, name="requirement_new"),
    path(
        "team/requirements/<int:pk>/close/",
        requirements.close_requirement,
        name="requirement_close",
    ),
    path("team/<str:code>/", views.team, name="team_unit"),
]
