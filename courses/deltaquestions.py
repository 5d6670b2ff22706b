"""A question on a change, where one can be asked honestly: the new limit, or whose duty it is.

Every answer on offer is true of something: of today, of the edition before, or of other people.
Nothing is made up to mislead.
"""

from __future__ import annotations

from string import ascii_lowercase
from typing import Any

from django.utils.translation import gettext as _

from victimscode.changing import LimitChange
from victimscode.models import Edition
from victimscode.queries import DutyChange

GROUPS = ("standard", "enhanced")
Option = tuple[str, str, bool]


def question_of(
    change: DutyChange, edition: Edition, module: str, lesson: str
) -> dict[str, Any] | None:
    """A compiled question for practice; None where none can be asked honestly."""
    if len(change.old) != 1 or len(change.new) != 1:
        return None
    limit = next(
        (one for one in change.change.limits if len(one.before) == len(one.after) == 1), None
    )
    if limit is not None:
        stem, options, why = _on_limit(change, limit, edition)
    else:
        before, after = (list(one[0].agencies.all()) for one in (change.old, change.new))
        if len(before) != 1 or len(after) != 1 or before == after:
            return None
        stem, options, why = _on_agency(change, before[0].name, after[0].name, edition)
    right = change.new[0].right
    return {
        "ref": f"new-{change.key}",
        "change": change.key,
        "use": "formative",
        "type": "single",
        "level": "recall",
        "stem": stem,
        "options": [
            {"key": key, "text": text, "feedback": feedback, "correct": correct}
            for key, (text, feedback, correct) in zip(ascii_lowercase, options, strict=False)
        ],
        "rationale": why,
        "lesson": lesson,
        "rights": [right.number] if right else [],
        "cites": [duty.ref for duty in (*change.new, *change.old)],
        "sources": [],
        "module": module,
        "revision": None,
    }


def _on_limit(
    change: DutyChange, limit: LimitChange, edition: Edition
) -> tuple[str, list[Option], str]:
    whom = {
        "standard": _("somebody without Enhanced Rights"),
        "enhanced": _("somebody with Enhanced Rights"),
    }
    before, after = str(limit.before[0]), str(limit.after[0])
    stem = _("%(rule)s. What is the limit now, for %(whom)s?") % {
        "rule": change.new[0].says.rstrip("."),
        "whom": whom[limit.group],
    }
    options: list[Option] = [
        (before, _("It was, until %s took its place.") % edition, False),
        (after, _("Yes: that is the limit in %s.") % edition, True),
    ]
    other = next(group for group in GROUPS if group != limit.group)
    theirs = change.new[0].limit(other)
    if theirs and theirs not in (before, after):
        options.append((theirs, _("That is the limit for %s.") % whom[other], False))
    return stem, options, " ".join(change.words)


def _on_agency(
    change: DutyChange, before: str, after: str, edition: Edition
) -> tuple[str, list[Option], str]:
    stem = _("%s. Whose duty is it now?") % change.new[0].says.rstrip(".")
    options: list[Option] = [
        (before, _("It was theirs, until %s took its place.") % edition, False),
        (after, _("Yes: %s makes it theirs.") % edition, True),
    ]
    return stem, options, " ".join(change.words)
