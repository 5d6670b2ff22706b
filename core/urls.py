"""Addresses for machines. Nothing is known about who asks."""

from django.urls import URLPattern, URLResolver, path

from core import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", views.health_live, name="health_live"),
    path("health/ready", views.health_ready, name="health_ready"),
]
