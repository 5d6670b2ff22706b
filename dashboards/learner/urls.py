"""Addresses of the learner's screens."""

from django.urls import URLPattern, URLResolver, path

from dashboards.learner import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("training/", views.training, name="training"),
    path("record/", views.record, name="record"),
    path("notes/", views.notes, name="notes"),
    path("notes/<int:pk>/", views.note, name="note"),
]
