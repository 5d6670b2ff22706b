"""The content checks in the editor: nothing is published while they find what blocks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from core.editing import findings_of
from core.findings import blocking

# A message at the top of the form; the panel has them all.
MOST = 5


@hooks.register("before_publish_page")
@hooks.register("before_publish")
def refuse_what_is_not_ready(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Keep the draft, say what is to be mended, and publish nothing."""
    found = blocking(findings_of(instance) or ())
    if not found:
        return None
    context = {"found": found[:MOST], "count": len(found), "more": len(found) - MOST}
    messages.warning(request, render_to_string("pages/core/cms/not_published.html", context))
    url = AdminURLFinder(request.user).get_edit_url(instance)
    return redirect(url or "wagtailadmin_home")


@hooks.register("insert_editor_js")
def refresh_the_checks() -> str:
    """Ask for the checks again whenever the editor has saved a draft by itself."""
    return format_html('<script src="{}" type="module"></script>', static("js/cms/checks.js"))
