"""What the content checks find in one draft, as a piece of the page that edits it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from wagtail.admin.admin_url_finder import AdminURLFinder

from accounts.access import role_required
from accounts.enums import Role
from core.editing import draft_of
from core.errors import NotFound
from core.panels import checks_context


@require_GET
@never_cache
@role_required(Role.EDITOR)
def content_checks(request: HttpRequest, app_label: str, model_name: str, pk: int) -> HttpResponse:
    """The findings in a page or a snippet that this editor may change."""
    instance = draft_of(app_label, model_name, pk)
    if instance is None or AdminURLFinder(request.user).get_edit_url(instance) is None:
        raise NotFound(_("There is nothing to check at this address."))
    return render(request, "pages/core/cms/checks_list.html", checks_context(instance))
