"""Addresses."""

from django.urls import URLPattern, URLResolver, path

from scenarios import desk, views

RUN = "scenarios/runs/<uuid:run_id>/"

DESK = "cms/scenarios/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("cms/scenarios/picture/", desk.picture, name="scenario_picture"),
    path(f"{DESK}picture/", desk.picture, name="scenario_picture"),
    path(f"{DESK}text/", desk.text, name="scenario_text"),
    path(f"{DESK}text.yaml", desk.text_file, name="scenario_text_file"),
    path(f"{DESK}play/", desk.play, name="scenario_play"),
    path(f"{DESK}copy/", desk.copy, name="scenario_copy"),
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
