"""What a file would bring into the bank: each question with its id, and what it lacks. Reads only."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assessments.formats.exchange import parse
from assessments.formats.lacking import Lack, lacks
from assessments.formats.naming import free_refs, prefix_of, wanted_of
from assessments.formats.question import QuestionText
from assessments.formats.said import Found, Reading
from assessments.models import Question, QuestionImport


@dataclass(frozen=True)
class Coming:
    """One question of a file: its place in it from 0, the id it gets, and whose id it asks for.

    `clash` is the id of the question in the bank that has the id already; empty for none.
    """

    place: int
    found: Found
    ref: str
    clash: str = ""

    @property
    def question(self) -> QuestionText:
        """The question as it would stand in the bank."""
        return replace(self.found.question, id=self.ref)

    @property
    def lacks(self) -> list[Lack]:
        """What it lacks before it can be published, each said once."""
        return list({lack.message: lack for lack in lacks(self.question)}.values())


def reading_of(run: QuestionImport) -> Reading:
    """The file of an import as it was read; nothing once the file is forgotten."""
    if run.content is None:
        return Reading((), ())
    return parse(zlib.decompress(bytes(run.content)), form=run.form)


def refs_of(bank: str) -> tuple[list[str], list[str]]:
    """All ids that are taken, and those of this bank."""
    rows = list(Question.objects.values_list("ref", "bank"))
    return [ref for ref, _bank in rows], [ref for ref, of in rows if of == bank]


def coming_of(run: QuestionImport, found: Sequence[Found]) -> list[Coming]:
    """The questions of a file with the ids that they would get now."""
    everywhere, here = refs_of(run.bank)
    known = {ref.casefold(): ref for ref in everywhere}
    wanted = [wanted_of(one.question.id, one.name) for one in found]
    free = free_refs(prefix_of(run.bank, here), [*everywhere, *filter(None, wanted)])
    return list(_named(found, wanted, known, free))


def _named(
    found: Sequence[Found], wanted: Sequence[str], known: Mapping[str, str], free: Iterator[str]
) -> Iterator[Coming]:
    given: set[str] = set()
    for place, (one, ref) in enumerate(zip(found, wanted, strict=True)):
        key = ref.casefold()
        if ref and key not in known and key not in given:
            given.add(key)
            yield Coming(place, one, ref)
        else:
            yield Coming(place, one, next(free), known.get(key, ""))


def drafts_of(refs: Sequence[str]) -> dict[str, Question]:
    """These questions as they were last saved, by id."""
    rows = Question.objects.filter(ref__in=refs).select_related("latest_revision")
    return {row.ref: draft_of(row) for row in rows}


def draft_of(row: Question) -> Question:
    """A question as it was last saved, without a query where its latest revision was fetched."""
    draft = row.latest_revision
    found: Question = row.with_content_json(draft.content) if draft is not None else row
    return found


def same_as_drafts(coming: Sequence[Coming]) -> list[int]:
    """The places of those questions that stand in the bank already, word for word."""
    clashing = [one for one in coming if one.clash]
    drafts = drafts_of([one.clash for one in clashing])
    return [
        one.place
        for one in clashing
        if one.clash in drafts
        and with_what_was_given(one.found, drafts[one.clash].text) == drafts[one.clash].text
    ]


_ABOUT = ("use", "level", "rights", "cites", "sources", "lesson")


def with_what_was_given(found: Found, standing: QuestionText) -> QuestionText:
    """A question that takes the place of a draft: what the file does not say stays as it was."""
    kept = {name: getattr(standing, name) for name in _ABOUT if name not in found.given}
    rationale = found.question.rationale or standing.rationale
    return replace(found.question, id=standing.id, rationale=rationale, **kept)
