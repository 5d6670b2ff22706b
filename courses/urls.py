"""Addresses."""

from django.urls import URLPattern, URLResolver, path

from courses import (
    aid_screen,
    checks_screen,
    exercise_pages,
    facilitating,
    pathway_screen,
    release_screen,
    search_screen,
    views,
)

LESSON = "modules/<slug:module>/<slug:lesson>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "cms/checks/<slug:app_label>/<slug:model_name>/<int:pk>/",
        checks_screen.content_checks,
        name="content_checks",
    ),
    path("cms/modules/", release_screen.modules, name="module_releases"),
    path("cms/modules/<int:page_id>/release/", release_screen.release, name="module_release"),
    path("", views.home, name="home"),
    path("search/", search_screen.search, name="search"),
    path("aids/", aid_screen.aids, name="aids"),
    path("aids/<slug:slug>/", aid_screen.aid, name="aid"),
    path("pathways/", pathway_screen.pathways, name="pathways"),
    path("pathways/<slug:slug>/", pathway_screen.pathway, name="pathway"),
    path("cms/pathways/<int:pk>/release/", pathway_screen.release, name="pathway_release"),
    path("modules/", views.catalogue, name="modules"),
    path("modules/<slug:module>/", views.module, name="module"),
    path("modules/<slug:module>/check/", views.check, name="module_check"),
    path("modules/<slug:module>/scenarios/<slug:slug>/", views.scenario, name="module_scenario"),
    path("modules/<slug:module>/facilitator/", facilitating.pack, name="facilitator_pack"),
    path(
        "modules/<slug:module>/facilitator/slides/", facilitating.slides, name="facilitator_slides"
    ),
    path(
        "modules/<slug:module>/facilitator/pack.pdf",
        facilitating.pack_pdf,
        name="facilitator_pack_pdf",
    ),
    path(
        "modules/<slug:module>/facilitator/slides.pdf",
        facilitating.slides_pdf,
        name="facilitator_slides_pdf",
    ),
    path("exercises/", exercise_pages.exercises, name="exercises"),
    path("exercises/<slug:slug>/", exercise_pages.exercise, name="exercise"),
    path(
        "modules/<slug:module>/exercises/<slug:slug>/",
        exercise_pages.module_exercise,
        name="module_exercise",
    ),
    path(LESSON, views.lesson, name="lesson"),
    path(f"{LESSON}place/", views.place, name="lesson_place"),
    path(f"{LESSON}done/", views.done, name="lesson_done"),
    path(f"{LESSON}questions/<slug:ref>/", views.question, name="lesson_question"),
    path(f"{LESSON}notes/<slug:block>/", views.note, name="lesson_note"),
    path(f"{LESSON}reflections/<slug:key>/", views.reflection, name="lesson_reflection"),
]
