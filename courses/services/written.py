"""From the files of `content/aids/` and `content/diagrams/` to snippets. What an editor changed is left alone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from core.contentload import LoadReport, Step, settle
from core.services import audit
from courses import formats, queries, streams
from courses.formats import AidFile, DiagramFile
from courses.models import Diagram, JobAid
from courses.queries import latest


@transaction.atomic
def load_aid(*, by: User | None, aid: AidFile) -> LoadReport:
    """Bring a job aid to what its file says, and publish it. Twice changes nothing.

    One that was changed in the CMS since its load, or has a draft waiting there, is listed
    in `kept` and left alone.
    """
    row = JobAid.objects.filter(slug=aid.slug).first()
    note = aid.content_note
    return _load(
        by=by,
        name=f"job aid {aid.slug}",
        row=row or JobAid(slug=aid.slug, live=False),
        current=_aid_hash(queries.aid_file(latest(row))) if row else None,
        wanted=_aid_hash(aid),
        fields={
            "title": aid.title,
            "lead": aid.lead,
            "whom": aid.whom,
            "minutes": aid.minutes,
            "rights": ", ".join(str(number) for number in aid.rights),
            "strength": note.strength if note else "",
            "topics": ", ".join(note.topics) if note else "",
            "body": streams.to_stream(aid.blocks, media={}),
        },
    )


@transaction.atomic
def load_diagram(*, by: User | None, diagram: DiagramFile) -> LoadReport:
    """Bring a diagram to what its files say, and publish it. Twice changes nothing."""
    row = Diagram.objects.filter(slug=diagram.slug).first()
    return _load(
        by=by,
        name=f"diagram {diagram.slug}",
        row=row or Diagram(slug=diagram.slug, live=False),
        current=_diagram_hash(queries.diagram_file(latest(row))) if row else None,
        wanted=_diagram_hash(diagram),
        fields={
            "title": diagram.title,
            "alt": diagram.alt,
            "text": streams.html(diagram.text),
            "caption": diagram.caption,
            "svg": diagram.svg,
        },
    )


def _aid_hash(aid: AidFile) -> str:
    return hashlib.sha256(formats.format_aid(aid).encode()).hexdigest()


def _diagram_hash(diagram: DiagramFile) -> str:
    texts = formats.format_diagram(diagram)
    return hashlib.sha256("\n".join(texts.values()).encode()).hexdigest()


def _load(
    *,
    by: User | None,
    name: str,
    row: JobAid | Diagram,
    current: str | None,
    wanted: str,
    fields: Mapping[str, Any],
) -> LoadReport:
    report = LoadReport()
    step = settle(report, name=name, wanted=wanted, current=current, loaded=row.loaded_hash)
    if step is Step.LEAVE:
        if current == wanted and row.loaded_hash != wanted:
            type(row).objects.filter(pk=row.pk).update(loaded_hash=wanted)
        return report
    for key, value in fields.items():
        setattr(row, key, value)
    row.loaded_hash = wanted
    row.full_clean()
    row.save()
    row.save_revision(user=by, clean=False).publish(user=by)
    audit(by=by, action=f"{row._meta.model_name}.loaded", obj=row, after={"hash": wanted})
    return report
