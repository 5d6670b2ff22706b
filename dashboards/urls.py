"""Addresses: each screen's own, mounted at the root."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dashboards.learner.urls")),
    path("", include("dashboards.manager.urls")),
    path("", include("dashboards.evaluator.urls")),
    path("", include("dashboards.editor.urls")),
]
