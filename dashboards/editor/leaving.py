"""What rests on an edition that one goes back from."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.editor import drafts, released
from dashboards.editor.drafts import Passage
from dashboards.editor.released import Served
from dashboards.editor.worklist import citing
from victimscode.queries import Replacement


@dataclass(frozen=True)
class Leftovers:
    """What rests on an edition: written, served, and how much of it one click can turn back."""

    written: list[Passage]
    served: list[Served]
    carried: int


def leftovers(replacement: Replacement) -> Leftovers:
    """What would be left, or is left, of the newer edition once one has gone back."""
    duties = {duty.pk: duty.ref for change in replacement.changes for duty in change.new}
    refs = set(duties.values())
    back = set(replacement.carried.values())
    written = [one for one in drafts.passages() if not refs.isdisjoint(one.refs)]
    return Leftovers(
        written=[one for one in written if not (refs - back).isdisjoint(one.refs)],
        served=released.served(duties),
        carried=citing(written, back),
    )
