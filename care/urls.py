"""Addresses. /support/ and /leave/ are blind: see core.logs."""

from django.urls import URLPattern, URLResolver, path

from care import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("support/", views.support, name="support"),
    path("leave/", views.leave, name="leave"),
    path("accounts/reading/", views.reading, name="reading"),
]
