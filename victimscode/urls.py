"""Addresses."""

from django.urls import URLPattern, URLResolver, path

from victimscode import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("about/sources/", views.sources, name="sources"),
    path("code/", views.index, name="code"),
    path("code/<slug:slug>/", views.edition, name="code_edition"),
    path("code/<slug:slug>/right-<int:number>/", views.right, name="code_right"),
]
