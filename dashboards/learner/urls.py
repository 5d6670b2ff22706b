"""Addresses of the learner's screens."""

from django.urls import URLPattern, URLResolver, path

from dashboards.learner import prior, refreshing, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("training/", views.training, name="training"),
    path("training/refreshers/", refreshing.own, name="refreshers"),
    path("training/refreshers/refreshers.csv", refreshing.table, name="refreshers_csv"),
    path(
        "training/refreshers/offered/<slug:module>/", refreshing.offered, name="refresher_offered"
    ),
    path("training/refreshers/<uuid:pk>/", refreshing.one, name="refresher"),
    path(
        "training/refreshers/<uuid:pk>/<int:number>/",
        refreshing.question,
        name="refresher_question",
    ),
    path("training/refreshers/<uuid:pk>/end/", refreshing.end, name="refresher_end"),
    path("training/refreshers/<uuid:pk>/delete/", refreshing.delete, name="refresher_delete"),
    path("record/", views.record, name="record"),
    path("record/export.json", views.export_json, name="record_json"),
    path("record/prior-learning/", prior.ask, name="prior_ask"),
    path("record/prior-learning/<uuid:pk>/withdraw/", prior.withdraw, name="prior_withdraw"),
    path("record/prior-learning/<uuid:pk>/document/", prior.document, name="prior_document"),
    path("notes/", views.notes, name="notes"),
    path("notes/<int:pk>/", views.note, name="note"),
]
