"""Parts of the page's frame."""

from typing import Any
from uuid import UUID

from django import template
from django.template import Context
from django.utils.translation import gettext

from core.context import Brand
from core.context import brand as site_brand
from core.durations import say_minutes
from core.feedback import feedback_url
from core.nav import NavItem, nav_items

register = template.Library()


@register.simple_tag
def brand() -> Brand:
    """The site's face, for pages that are rendered without a request, such as the one for our own faults."""
    return site_brand()


@register.simple_tag(takes_context=True)
def main_nav(context: Context) -> list[NavItem]:
    """The navigation of the person who asks; empty without a request."""
    request: Any = context.get("request")
    if request is None or not hasattr(request, "user"):
        return []
    return nav_items(request)


@register.simple_tag(takes_context=True)
def to_put_right(context: Context) -> str:
    """Beginning of the title of a page whose form (or `put_right`) has something to put right."""
    wrong = getattr(context.get("form"), "errors", None) or context.get("put_right")
    return gettext("To put right: ") if wrong else ""


@register.filter
def notification_kind(level_tag: str) -> str:
    """The kind of notification for a level of Django's messages."""
    return {"success": "good", "warning": "look", "error": "fault"}.get(level_tag, "info")


@register.filter
def duration(minutes: int | None) -> str:
    """So many minutes in words: `About {{ 102|duration }}` is "About 1 hour 40 minutes"."""
    return say_minutes(minutes or 0)


@register.simple_tag
def who_sees() -> str:
    """What a manager sees of somebody's training: the one sentence that all pages say."""
    return gettext(
        "Your manager sees what you have finished, and a band. "
        "Never an answer, a choice or a number of tries."
    )


@register.simple_tag
def feedback_href(part_iri: str, block: str = "", version_id: UUID | None = None) -> str:
    """Where to say that something is wrong at a place: `{% feedback_href iri block version as href %}`."""
    return feedback_url(part_iri, block, version_id)
