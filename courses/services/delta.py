"""The lesson on what an edition changes, built from the citations that changed.

No list is made by hand: a change is told when something that was ever released taught the rule
as it was. The lesson is a module of its own, so that it is required, finished and certified
like any other.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import say_date
from core.errors import InvalidInput
from courses.delta import delta_key
from courses.deltaquestions import question_of
from courses.formats import Block, Completion, LessonFile, ModuleFile, derived_ids
from courses.services.compiling import Sources, anchor_of
from courses.services.drafting import Draft, citations_of_parts, lesson_draft, module_draft
from courses.services.releasing import Compiled, put_before_learners
from tracking.enums import ReleaseKind
from tracking.models import ModuleVersion
from tracking.queries import completion_events, current_version
from tracking.services import withdraw_version
from victimscode.changing import Aspect
from victimscode.models import Citation, Duty, Edition
from victimscode.queries import DutyChange, Replacement, duties_by_ref, parts_teaching

LESSON = "what-is-new"


@dataclass(frozen=True)
class Delta:
    """What there is to teach of an edition: its changes that were taught otherwise, and where.

    `parts` are the IRIs, by version, of what taught them.
    """

    replacement: Replacement
    changes: tuple[DutyChange, ...]
    parts: Mapping[UUID, frozenset[str]]

    @property
    def module_key(self) -> str:
        """The key of its module."""
        return delta_key(self.replacement.newer.slug)


def delta_of(replacement: Replacement) -> Delta:
    """What of an edition's changes was ever taught, and where."""
    duties = [duty.pk for change in replacement.changed for duty in change.old]
    taught = set(
        Citation.objects.filter(duty__in=duties, was_in_force=True).values_list(
            "duty_id", flat=True
        )
    )
    changes = tuple(
        change for change in replacement.changed if any(duty.pk in taught for duty in change.old)
    )
    parts = parts_teaching([duty.pk for change in changes for duty in change.old])
    return Delta(replacement, changes, parts)


@transaction.atomic
def release_delta(
    *, by: User | None, replacement: Replacement, due_by: datetime.date
) -> ModuleVersion:
    """Put the lesson on what an edition changes before learners.

    The same changes give the same version. Where the changes are others than people have
    finished, it is a material version: they take it again by `due_by`.

    Raises InvalidInput when nothing that was taught has changed, or a new rule is not confirmed.
    """
    delta = delta_of(replacement)
    if not delta.changes:
        raise InvalidInput(_("Nothing that was taught has changed, so there is nothing to tell."))
    compiled = compile_delta(delta)
    finished = completion_events(delta.module_key).filter(version__isnull=False)
    before = finished.exclude(version__content_hash=compiled.content_hash).exists()
    return put_before_learners(
        by=by,
        compiled=compiled,
        kind=ReleaseKind.MATERIAL if before else ReleaseKind.MINOR,
        note=_("What is new in %s") % replacement.newer,
        retake_by=due_by if before else None,
    )


@transaction.atomic
def withdraw_delta(*, by: User | None, edition: Edition, reason: str) -> None:
    """Take back the lesson on what an edition changes. What was finished stays on record."""
    version = current_version(delta_key(edition.slug))
    if version is not None:
        withdraw_version(by=by, version=version, reason=reason)


def compile_delta(delta: Delta) -> Compiled:
    """The module with its one lesson, compiled. Raises InvalidInput for an unconfirmed rule."""
    refs = [duty.ref for change in delta.changes for duty in (*change.old, *change.new)]
    unsure = [
        duty.ref for change in delta.changes for duty in change.new if duty.confidence == "recall"
    ]
    if unsure:
        raise InvalidInput(_("These are not confirmed, so they may not be taught: %s") % unsure)
    newer = delta.replacement.newer
    questions = {
        question["ref"]: question
        for change in delta.changes
        if (question := question_of(change, newer, delta.module_key, LESSON))
    }
    groups = [(change, _blocks(change, questions)) for change in delta.changes]
    told = [block for _change, blocks in groups for block in blocks]
    blocks = _named([*_intro(delta), *told])
    lesson = _lesson(delta, blocks)
    module = _module(delta, lesson)
    sources = Sources(duties_by_ref(refs), questions)
    draft = lesson_draft(lesson, module, sources)
    draft.document["changes"] = list(_changes(draft, groups, blocks))
    parts = (module_draft(module), draft)
    return Compiled(module, parts, tuple(citations_of_parts(module, [], parts)), ())


def _changes(
    draft: Draft,
    groups: Sequence[tuple[DutyChange, Sequence[Block]]],
    blocks: Sequence[Block],
) -> Iterator[dict[str, Any]]:
    """The segments of each change, so that a reader sees first what they learnt."""
    position = len(blocks) - sum(len(own) for _change, own in groups)
    for change, own in groups:
        anchors = tuple(anchor_of(block) for block in blocks[position : position + len(own)])
        position += len(own)
        yield {
            "key": change.key,
            "was": [duty.ref for duty in change.old],
            "segments": [
                segment["id"]
                for segment in draft.document["segments"]
                if str(segment["id"]).startswith(anchors)
            ],
        }


def _named(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with ids that come from what they say."""
    ids = derived_ids((block.kind, block.data) for block in blocks)
    return tuple(Block(one.kind, one.data, own) for one, own in zip(blocks, ids, strict=True))


# The module and its lesson --------------------------------------------------------------------


def _lesson(delta: Delta, blocks: tuple[Block, ...]) -> LessonFile:
    rights = {duty.right.number for one in delta.changes for duty in one.new if duty.right}
    number = len(delta.changes)
    return LessonFile(
        position=1,
        slug=LESSON,
        title=_("What is new"),
        number="1",
        minutes=min(3 + 2 * number, 20),
        lead=_("What you learnt by the edition before, and how it stands now."),
        outcomes=(_("Go by the rules as they are now"),),
        rights=tuple(sorted(rights)),
        content_note=None,
        blocks=blocks,
    )


def _module(delta: Delta, lesson: LessonFile) -> ModuleFile:
    newer = delta.replacement.newer
    return ModuleFile(
        slug=delta.module_key,
        title=_("What is new: %s") % newer,
        summary=_("A short lesson for people who learnt a rule that has changed since."),
        edition=newer.slug,
        minutes=lesson.minutes,
        audience=_("People who have finished a lesson, a check or a scenario that taught it."),
        outcomes=lesson.outcomes,
        owner="",
        review_by=None,
        content_note=None,
        check=None,
        scenarios=(),
        aids=(),
        completion=Completion(lessons=True, check=False),
        attribution="",
        sources=(),
        lessons=(lesson,),
    )


def _intro(delta: Delta) -> Iterator[Block]:
    newer, older = delta.replacement.newer, delta.replacement.older
    day = say_date(newer.in_force) if newer.in_force else ""
    since = _("Since %(day)s, %(newer)s applies in the place of %(older)s.") % {
        "day": day,
        "newer": newer.title,
        "older": older.title,
    }
    first = _("What you have learnt yourself comes first. Everything else stands as it stood.")
    yield Block("text", {"text": f"{since}\n\n{first}"})
    if newer.fictional:
        drill = _("**This is a rehearsal.** The edition is invented, and nothing in it is law.")
        yield Block("text", {"text": drill})


# One change ------------------------------------------------------------------------------------


def _blocks(change: DutyChange, questions: Mapping[str, Mapping[str, Any]]) -> list[Block]:
    """What it was, what it is now, why it matters, and a question where an honest one can be asked."""
    about = "; ".join(duty.says for duty in change.old)
    blocks = [
        Block("heading", {"level": 2, "text": _heading(change)}),
        Block("text", {"text": f"*{about}*\n\n{' '.join(change.words)}"}),
    ]
    blocks += [Block("fact", {"cites": duty.ref, "say": _say(duty)}) for duty in change.new]
    blocks += [
        Block("fact", {"cites": duty.ref, "say": _say(duty), "history": True})
        for duty in change.old
        if duty.confidence != "recall"
    ]
    blocks.append(Block("text", {"text": f"**{_('Why it matters.')}** {_why(change)}"}))
    blocks += [
        Block("question", {"ref": ref})
        for ref, question in questions.items()
        if question["change"] == change.key
    ]
    return blocks


def _say(duty: Duty) -> str:
    said = duty.says if duty.says.endswith(".") else f"{duty.says}."
    if duty.standard and duty.standard == duty.enhanced:
        return said + " " + _("Limit: %s, for everyone.") % duty.standard
    limits = {"standard": duty.standard, "enhanced": duty.enhanced}
    if duty.standard and duty.enhanced:
        words = _("Limit: %(enhanced)s with Enhanced Rights, %(standard)s for everyone else.")
        return f"{said} {words % limits}"
    return said


def _heading(change: DutyChange) -> str:
    aspects = change.change.aspects
    if Aspect.LIMIT in aspects:
        after = [limit for one in change.change.limits for limit in one.after]
        return _("A new limit: %s") % after[0] if after else _("A limit has gone")
    if Aspect.AGENCY in aspects:
        return _("Somebody else’s duty now")
    if Aspect.SPLIT in aspects:
        return _("One rule has become %d") % len(change.new)
    if Aspect.RIGHT in aspects:
        return _("It stands under another right")
    if Aspect.ENDED in aspects:
        return _("No longer part of the Code")
    return _("The rule says something else")


def _why(change: DutyChange) -> str:
    """What somebody who goes by the old rule would get wrong."""
    aspects = change.change.aspects
    if Aspect.LIMIT in aspects:
        return _("Whoever counts by the old limit tells people the wrong day, or tells them late.")
    if Aspect.AGENCY in aspects:
        return _("Where two bodies think that the other one does it, nobody does. Agree who.")
    if Aspect.RIGHT in aspects or Aspect.SPLIT in aspects:
        return _("People look a right up by its number. Give them the one that holds today.")
    if Aspect.ENDED in aspects:
        return _("Do not promise what the Code asks of nobody any more.")
    return _("Go by the words as they are now when you tell somebody what to expect.")
