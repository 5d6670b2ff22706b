"""Addresses for machines, and the gallery of components for developers."""

from django.urls import URLPattern, URLResolver, path

from core import views
from core.gallery import gallery

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", views.health_live, name="health_live"),
    path("health/ready", views.health_ready, name="health_ready"),
    path("service-worker.js", views.service_worker_script, name="service_worker"),
    path("offline/", views.offline, name="offline"),
    path("offline/reader/", views.offline_reader, name="offline_reader"),
    path("components/", gallery, name="gallery"),
]
