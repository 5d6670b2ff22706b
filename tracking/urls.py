"""Addresses."""

from django.urls import URLPattern, URLResolver, path

from tracking import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("record/certificates/<uuid:pk>/", views.certificate, name="certificate"),
    path("record/certificates/<uuid:pk>.pdf", views.certificate_as_pdf, name="certificate_pdf"),
    path("record/export.pdf", views.export_pdf, name="record_pdf"),
    path("record/export.csv", views.export_csv, name="record_csv"),
    path("verify/", views.verify, name="verify"),
    path("verify/<str:code>/", views.verify_code, name="verify_code"),
]
