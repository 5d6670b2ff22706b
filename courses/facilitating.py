"""A module taught face to face: the pack, its slides, and both on paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.access import current_user, signed_in
from accounts.models import User
from core.context import brand
from core.durations import say_minutes
from core.errors import NotAllowed, NotFound
from core.typesetting import typeset
from courses import queries
from courses.enums import PartKind
from tracking.models import ModuleVersion
from tracking.queries import current_version

TYPESET = Path(__file__).parent / "typeset"
KINDS = {
    "talk": gettext_lazy("All together"),
    "pairs": gettext_lazy("In pairs"),
    "group": gettext_lazy("In groups"),
    "scenario": gettext_lazy("In groups, over a scene"),
    "quiet": gettext_lazy("Each alone, in quiet"),
    "break": gettext_lazy("Break"),
}
# On paper, what the classes of a drawing mean: the colours of the light page.
INKS = {
    "d-ink": "#1d2427",
    "d-line": "#7b7466",
    "d-teal": "#0b5a58",
    "d-amber": "#8a5200",
    "d-soft": "#4a5357",
    "d-page": "#ffffff",
}
_CLASS = re.compile(r'class="([^"]*)"')


@dataclass(frozen=True)
class PackScreen:
    """The pack of a module, as it was released."""

    module: str
    version: ModuleVersion
    document: Mapping[str, Any]

    @property
    def plan(self) -> list[dict[str, Any]]:
        """The steps with the words for their time and kind."""
        return [
            {**step, "at": clock(step["starts"]), "how": KINDS[step["kind"]]}
            for step in self.document["steps"]
        ]

    @property
    def slides(self) -> list[dict[str, Any]]:
        """All slides in their order, each with the one after it."""
        found = [slide for step in self.document["steps"] for slide in step["slides"]]
        after = [*(slide["id"] for slide in found[1:]), ""]
        return [{**slide, "next": following} for slide, following in zip(found, after, strict=True)]


def clock(minutes: int) -> str:
    """Time since the beginning: "0:25"."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def pack_of(user: User, module: str) -> PackScreen:
    """The pack of a module. Raises NotAllowed, and NotFound where there is none."""
    if not queries.may_teach(user):
        raise NotAllowed(
            _(
                "This page is for people who teach the module to others. If you are to teach it, "
                "ask the person who runs training where you are."
            )
        )
    version = current_version(module)
    part = queries.only_part(version.pk, PartKind.PACK) if version else None
    if version is None or part is None:
        raise NotFound(_("There is no facilitator’s pack for this module yet."))
    return PackScreen(module, version, part.document)


@require_safe
@signed_in
def pack(request: HttpRequest, module: str) -> HttpResponse:
    """How to teach the module face to face."""
    screen = pack_of(current_user(request), module)
    return render(request, "pages/courses/facilitator/pack.html", {"screen": screen})


@require_safe
@signed_in
def slides(request: HttpRequest, module: str) -> HttpResponse:
    """The slides, one under the other; the arrow keys go from one to the next."""
    screen = pack_of(current_user(request), module)
    return render(request, "pages/courses/facilitator/slides.html", {"screen": screen})


@require_safe
@signed_in
def pack_pdf(request: HttpRequest, module: str) -> HttpResponse:
    """The pack on paper."""
    return _pdf(pack_of(current_user(request), module), "pack")


@require_safe
@signed_in
def slides_pdf(request: HttpRequest, module: str) -> HttpResponse:
    """The slides on paper, or for a machine without a line."""
    return _pdf(pack_of(current_user(request), module), "slides")


def _pdf(screen: PackScreen, kind: str) -> HttpResponse:
    data = sheet_of(screen)
    content = typeset(TYPESET / f"{kind}.typ", data)
    response = HttpResponse(content, content_type="application/pdf")
    disposition = content_disposition_header(False, f"{screen.module}-{kind}.pdf")
    response["Content-Disposition"] = str(disposition)
    return response


def sheet_of(screen: PackScreen) -> dict[str, Any]:
    """The pack as the typesetter takes it: all words in order, and the drawings in ink."""
    edition = _("Teaches %(edition)s. Version %(number)s of the module.") % {
        "edition": _("the Code of %s") % screen.version.edition,
        "number": screen.version.number,
    }
    return {
        **{key: screen.document[key] for key in ("title", "lead", "group", "before", "care_text")},
        "lang": "en",
        "site": str(brand().name),
        "edition": edition,
        "length": say_minutes(screen.document["minutes"]),
        "words": {key: str(words) for key, words in _words().items()},
        "steps": [
            {
                **step,
                "how": str(step["how"]),
                "length": say_minutes(step["minutes"]),
                "slides": [{**slide, "svg": in_ink(slide["svg"])} for slide in step["slides"]],
            }
            for step in screen.plan
        ],
    }


def _words() -> dict[str, str]:
    return {
        "group": _("For"),
        "length": _("Takes"),
        "before": _("Before the day"),
        "care": _("Care for the people in the room"),
        "plan": _("The plan"),
        "ask": _("Ask"),
        "follows": _("What follows"),
        "why": _("Why"),
        "slide": _("Slide"),
        "everyone": _("Everyone else"),
        "enhanced": _("Enhanced Rights"),
        "all": _("For everyone"),
    }


def in_ink(svg: str) -> str:
    """A drawing with the colours of the light page, for where no style sheet reaches it."""

    def colour(found: re.Match[str]) -> str:
        inks = [INKS[name] for name in found[1].split() if name in INKS]
        return f'color="{inks[0]}"' if inks else ""

    return _CLASS.sub(colour, svg).replace("<svg ", '<svg font-family="Atkinson Hyperlegible" ', 1)
