"""Addresses for machines, and the gallery of components for developers."""

from django.urls import URLPattern, URLResolver, path

from core import views
from core.gallery import gallery

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", views.health_live, name="health_live"),
    path("health/ready", views.health_ready, name="health_ready"),
    path("components/", gallery, name="gallery"),
]
