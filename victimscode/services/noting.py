"""What a release cites, noted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from victimscode import queries
from victimscode.models import Citation


@dataclass(frozen=True)
class CitationNote:
    """A passage of a part of a release, and the duty it rests on ("2020/r6-bail-changes")."""

    part_iri: str
    block_id: str
    ref: str
    kind: str


@transaction.atomic
def note_citations(*, module_key: str, version_id: UUID, notes: Iterable[CitationNote]) -> int:
    """Write what a release cites; returns how many rows there are. Called by a release only.

    A reference that names no duty is left out: the publishing checks have refused it before.
    """
    notes = list(notes)
    known = queries.duties_by_ref(note.ref for note in notes)
    Citation.objects.bulk_create(
        [
            Citation(
                module_key=module_key,
                version_id=version_id,
                part_iri=note.part_iri,
                block_id=note.block_id,
                kind=note.kind,
                duty=known[note.ref],
                was_in_force=known[note.ref].holds,
            )
            for note in dict.fromkeys(notes)
            if note.ref in known
        ],
        ignore_conflicts=True,
    )
    return Citation.objects.filter(version_id=version_id).count()
