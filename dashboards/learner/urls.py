"""Addresses of the learner's screens."""

from django.urls import URLPattern, URLResolver, path

from dashboards.learner import prior, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("training/", views.training, name="training"),
    path("record/", views.record, name="record"),
    path("record/export.json", views.export_json, name="record_json"),
    path("record/prior-learning/", prior.ask, name="prior_ask"),
    path("record/prior-learning/<uuid:pk>/withdraw/", prior.withdraw, name="prior_withdraw"),
    path("record/prior-learning/<uuid:pk>/document/", prior.document, name="prior_document"),
    path("notes/", views.notes, name="notes"),
    path("notes/<int:pk>/", views.note, name="note"),
]
