"""Addresses."""

from django.urls import URLPattern, URLResolver, path

from scenarios import views

RUN = "scenarios/runs/<uuid:run_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("scenarios/<slug:slug>/", views.intro, name="scenario"),
    path(RUN, views.door, name="scenario_run"),
    path(f"{RUN}scene/", views.scene, name="scenario_scene"),
    path(f"{RUN}choose/", views.choose, name="scenario_choose"),
    path(f"{RUN}again/", views.again, name="scenario_again"),
    path(f"{RUN}finish/", views.finish, name="scenario_finish"),
    path(f"{RUN}debrief/", views.debrief, name="scenario_debrief"),
    path(f"{RUN}reflection/", views.reflection, name="scenario_reflection"),
    path(f"{RUN}from/<int:number>/", views.play_from, name="scenario_from"),
]
