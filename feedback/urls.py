"""Addresses. `core.feedback.feedback_url` makes those of the form."""

from django.urls import URLPattern, URLResolver, path

from core.feedback import ADDRESS
from feedback import views

urlpatterns: list[URLPattern | URLResolver] = [
    path(ADDRESS.lstrip("/"), views.give, name="feedback"),
    path("cms/feedback/", views.remarks, name="remarks"),
    path("cms/feedback/<uuid:pk>/", views.remark, name="remark"),
]
