"""How scenarios are played, for editors, reviewers, evaluators and administrators. Never about one person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import current_user
from accounts.enums import Role
from accounts.queries import has_role
from core.errors import NotFound
from core.exports import stream_csv
from dashboards.editor import stories
from dashboards.editor.itemviews import readers
from evaluation.services import record_story_export
from evaluation.stories import LEFT_AFTER, Text, played, story_figures, texts
from scenarios.models import Scenario


@require_safe
@readers
@never_cache
def report(request: HttpRequest) -> HttpResponse:
    """All scenarios, with how many people have finished each."""
    context = {"columns": stories.list_columns(), "rows": stories.list_rows(played())}
    return render(request, "pages/dashboards/editor/stories.html", context)


@require_safe
@readers
@never_cache
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """How one scenario was played."""
    every = texts(slug)
    text = _text(request, slug, every)
    figures = story_figures(text) if text else None
    scenario = Scenario.objects.filter(slug=slug).first()
    may_edit = scenario is not None and has_role(current_user(request), Role.EDITOR)
    context = {
        "slug": slug,
        "title": text.title if text else scenario.title if scenario else slug,
        "texts": every,
        "text": text,
        "figures": figures,
        "screen": stories.screen(figures) if figures else None,
        "days": LEFT_AFTER.days,
        "edit": scenario if may_edit else None,
    }
    return render(request, "pages/dashboards/editor/story.html", context)


@require_safe
@readers
def story_csv(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """All figures of one scenario as a file."""
    text = _text(request, slug, texts(slug))
    if text is None:
        raise NotFound(_("Nobody has played this scenario yet, so there are no figures of it."))
    figures = story_figures(text)
    record_story_export(by=current_user(request), figures=figures)
    return stream_csv(
        f"scenario-{slug}-{text.key}.csv", stories.HEADER, stories.export_rows(figures)
    )


def _text(request: HttpRequest, slug: str, every: list[Text]) -> Text | None:
    """The text that is asked for, or the newest. Raises NotFound for one that there is not."""
    wanted = request.GET.get("text", "")
    if not wanted and every:
        return every[0]
    for text in every:
        if text.key == wanted:
            return text
    if not wanted and Scenario.objects.filter(slug=slug).exists():
        return None
    raise NotFound(_("There are no figures of such a scenario. Choose one from the list."))
