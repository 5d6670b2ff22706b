"""Previews for editors. Models may not know services, so the preview's template asks for them."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.safestring import mark_safe

from courses import screens, showing
from courses.models import Diagram, JobAid, LessonPage, ModulePage, Pathway
from courses.services import (
    compile_pathway,
    preview_aid,
    preview_diagram,
    preview_lesson,
    preview_module,
)

register = template.Library()


@register.simple_tag(takes_context=True)
def lesson_preview(context: dict[str, Any], page: LessonPage) -> dict[str, Any]:
    """{"html", "findings"}: the lesson as it would be served, and what blocks its release."""
    request: HttpRequest = context["request"]
    parent = ModulePage.objects.ancestor_of(page).last()
    if parent is None:  # a page that was not saved yet has no parent in the database
        return {"html": "", "findings": []}
    preview = preview_lesson(page, parent)
    return {"html": showing.preview_html(request, preview), "findings": preview.findings}


@register.simple_tag
def aid_preview(aid: JobAid) -> dict[str, Any]:
    """{"document", "html", "findings"}: the card as it would be served, and what blocks its release."""
    preview = preview_aid(aid)
    html = mark_safe(preview.html)  # noqa: S308  compiled just now
    return {"document": preview.document, "html": html, "findings": preview.findings}


@register.simple_tag
def diagram_preview(diagram: Diagram) -> dict[str, Any]:
    """{"html", "findings"}: the picture as it would stand in a lesson, and what blocks its release."""
    preview = preview_diagram(diagram)
    html = mark_safe(preview.html)  # noqa: S308  compiled just now
    return {"html": html, "findings": preview.findings}


@register.simple_tag
def module_preview(page: ModulePage) -> Any:
    """The module's screen as a visitor who has signed in would see it."""
    module, document = preview_module(page)
    return showing.preview_screen(module, document)


@register.simple_tag
def pathway_preview(pathway: Pathway) -> dict[str, Any]:
    """{"steps", "findings"}: the draft as learners would be served it, and what blocks it."""
    compiled = compile_pathway(pathway)
    steps = screens.pathway_steps(compiled.document, frozenset())
    return {"steps": steps, "findings": compiled.findings}
