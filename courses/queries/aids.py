"""Job aids as they were released: the newest of each, from whatever module names it."""

from __future__ import annotations

import datetime

from django.db.models import Min
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from core.dates import london_day
from core.errors import NotFound
from courses.enums import PartKind
from courses.models import CompiledPart
from courses.queries.released import current_parts


def current_aids() -> list[CompiledPart]:
    """All job aids by title, each with its `lead` but without its document; two queries however many there are."""
    rows = current_parts([PartKind.AID]).select_related("version").defer("document", "text")
    rows = rows.annotate(lead=KT("document__lead"))
    newest: dict[str, CompiledPart] = {}
    for row in rows.order_by("version__released_at"):
        newest[row.key] = row
    return sorted(newest.values(), key=lambda part: part.title.removeprefix("The ").lower())


def current_aid(slug: str) -> CompiledPart:
    """A job aid as it was released last. Raises NotFound."""
    rows = current_parts([PartKind.AID]).filter(key=slug).select_related("version")
    part = rows.order_by("-version__released_at").first()
    if part is None:
        raise NotFound(
            _("There is no such job aid. Perhaps it has moved: choose it from the list of aids.")
        )
    return part


def said_since(part: CompiledPart) -> datetime.date:
    """Since when learners have been given a part as it is now, word for word."""
    same = CompiledPart.objects.filter(kind=part.kind, key=part.key, content_hash=part.content_hash)
    first = same.aggregate(first=Min("version__released_at"))["first"]
    return london_day(first or part.version.released_at)
