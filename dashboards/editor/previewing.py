"""All that adopting an edition would set going, before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from core.hashing import document_hash
from dashboards.editor import learnt
from dashboards.editor.worklist import Worklist, worklist
from victimscode.queries import Replacement, parts_teaching


@dataclass(frozen=True)
class Preview:
    """What would change, for whom. `seen` names exactly what was shown."""

    replacement: Replacement
    worklist: Worklist
    learners: str
    seen: str


def preview(replacement: Replacement) -> Preview:
    """The consequences of adopting the newer edition."""
    asked = worklist(replacement)
    return Preview(
        replacement=replacement,
        worklist=asked,
        learners=learnt.people(learners_of(replacement)),
        seen=seen_of(replacement),
    )


def learners_of(replacement: Replacement) -> int:
    """How many people who work here have learnt at least one of the rules that change."""
    parts = parts_teaching(changed_duties(replacement))
    if not parts:
        return 0
    return learnt.finished(parts).order_by().values("actor").distinct().count()


def changed_duties(replacement: Replacement) -> list[int]:
    """The old duties that are not what they were."""
    return [duty.pk for change in replacement.changed for duty in change.old]


def seen_of(replacement: Replacement) -> str:
    """The changes as one hash."""
    return document_hash(
        [replacement.newer.slug, *([one.key, *one.words] for one in replacement.changes)]
    )
