"""Addresses. The landing page of a check belongs to its module."""

from django.urls import URLPattern, URLResolver, path

from assessments import (
    bring_screen,
    marking_again_screen,
    take_out_screen,
    trying_screen,
    views,
)

BASE = "modules/<slug:module>/check/<uuid:attempt_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(BASE, views.attempt, name="check_attempt"),
    path(f"{BASE}<int:number>/", views.question, name="check_question"),
    path(f"{BASE}review/", views.review, name="check_review"),
    path(f"{BASE}submit/", views.submit, name="check_submit"),
    path(f"{BASE}result/", views.result, name="check_result"),
    path("cms/questions/try/", trying_screen.try_question, name="try_question"),
    path("cms/questions/<int:pk>/mark-again/", marking_again_screen.mark_again, name="mark_again"),
    path("cms/questions/in/", bring_screen.bring, name="bring_questions"),
    path("cms/questions/in/template.csv", bring_screen.template, name="bring_questions_template"),
    path("cms/questions/in/<uuid:import_id>/", bring_screen.bring_one, name="bring_questions_one"),
    path("cms/questions/out/", take_out_screen.take_out, name="take_out_questions"),
    path("cms/questions/out/file/", take_out_screen.download, name="take_out_questions_file"),
]
