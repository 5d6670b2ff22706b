"""Addresses. The landing page of a check belongs to its module."""

from django.urls import URLPattern, URLResolver, path

from assessments import marking_again_screen, views

BASE = "modules/<slug:module>/check/<uuid:attempt_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(BASE, views.attempt, name="check_attempt"),
    path(f"{BASE}<int:number>/", views.question, name="check_question"),
    path(f"{BASE}review/", views.review, name="check_review"),
    path(f"{BASE}submit/", views.submit, name="check_submit"),
    path(f"{BASE}result/", views.result, name="check_result"),
    path("cms/questions/<int:pk>/mark-again/", marking_again_screen.mark_again, name="mark_again"),
]
