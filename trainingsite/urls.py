"""The site's addresses. Each app keeps its own; only their places are decided here."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

handler400 = "core.views.bad_request"
handler403 = "core.views.permission_denied"
handler404 = "core.views.page_not_found"
handler500 = "core.views.server_error"

# Wagtail's own log-in would let a password in without the second factor.
closed_doors = RedirectView.as_view(url=reverse_lazy("account_login"), query_string=True)

urlpatterns: list[URLPattern | URLResolver] = [
    path("_util/login/", closed_doors),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        closed_doors,
    ),
]
# An app's addresses begin where the contract puts them, so each urls.py is mounted at the root.
for label in (
    "core",
    "accounts",
    "dashboards",
    "evaluation",
    "mandatory",
    "feedback",
    "assessments",
    "scenarios",
    "courses",
    "tracking",
    "care",
    "victimscode",
):
    urlpatterns.append(path("", include(f"{label}.urls")))

urlpatterns += [
    path("accounts/", include("allauth.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include(wagtail_urls)),
]
if settings.DEVELOPMENT:
    # In production the web server in front does it. Django's own short cut wants DEBUG.
    media = path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT})
    urlpatterns = [media, *urlpatterns]
