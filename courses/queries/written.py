"""Job aids and diagrams as their files show them."""

from __future__ import annotations

from collections.abc import Iterable

from care.notes import ContentNote
from courses import streams
from courses.formats import AidFile, DiagramFile, tidy
from courses.models import Diagram, JobAid
from courses.queries.authoring import expanded, listed


def aid_file(aid: JobAid) -> AidFile:
    """A job aid as its file shows it."""
    raw = [expanded(one) for one in aid.body.raw_data]
    return AidFile(
        slug=aid.slug,
        title=aid.title,
        lead=aid.lead,
        whom=aid.whom,
        minutes=aid.minutes,
        rights=tuple(int(part) for part in listed(aid.rights) if part.isdigit()),
        content_note=ContentNote(aid.strength, listed(aid.topics)) if aid.strength else None,
        blocks=streams.from_stream(raw, media={}),
        file=f"aids/{aid.slug}.md",
    )


def diagram_file(diagram: Diagram) -> DiagramFile:
    """A diagram as its files show it."""
    return DiagramFile(
        slug=diagram.slug,
        title=diagram.title,
        alt=diagram.alt,
        text=streams.markdown(diagram.text),
        caption=diagram.caption,
        svg=tidy(diagram.svg),
        file=f"diagrams/{diagram.slug}.yaml",
    )


def aid_files(slugs: Iterable[str] | None = None) -> list[AidFile]:
    """All published job aids by their address, or those of these addresses."""
    rows = JobAid.objects.filter(live=True).order_by("slug")
    return [aid_file(row) for row in (rows if slugs is None else rows.filter(slug__in=slugs))]


def diagram_files(slugs: Iterable[str] | None = None) -> list[DiagramFile]:
    """All published diagrams by their address, or those of these addresses."""
    rows = Diagram.objects.filter(live=True).order_by("slug")
    return [diagram_file(row) for row in (rows if slugs is None else rows.filter(slug__in=slugs))]
