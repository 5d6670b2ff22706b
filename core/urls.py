"""Addresses for machines, and the gallery of components for developers."""

from django.urls import URLPattern, URLResolver, path

from core import views
from core.checks_list import content_checks
from core.gallery import gallery

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", views.health_live, name="health_live"),
    path("health/ready", views.health_ready, name="health_ready"),
    path("components/", gallery, name="gallery"),
    path(
        "cms/checks/<slug:app_label>/<slug:model_name>/<int:pk>/",
        content_checks,
        name="content_checks",
    ),
]
