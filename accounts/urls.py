"""Addresses."""

from django.urls import URLPattern, URLResolver, path

from accounts import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", views.profile, name="accounts_profile"),
    path("accounts/email/", views.email_is_not_changed_here),
    path("accounts/roles/", views.roles, name="accounts_roles"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
