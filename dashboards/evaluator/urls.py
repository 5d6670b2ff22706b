"""Addresses of the evaluator's screen."""

from django.urls import path

from dashboards.evaluator import views

urlpatterns = [
    path("evaluation/", views.home, name="evaluation"),
    path("evaluation/reach.csv", views.reach_csv, name="evaluation_reach_csv"),
    path("evaluation/codebook.csv", views.codebook_csv, name="evaluation_codebook_csv"),
]
