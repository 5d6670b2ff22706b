"""A job aid's file, `content/aids/<slug>.md`: text in, dataclass out, and back to the same text. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from care.notes import ContentNote
from core.yamltext import Flow, Problem, Unreadable, dump
from courses.formats.lesson import content_note, front_and_body
from courses.formats.model import Block, LessonFile
from courses.formats.writing import format_body, note_data

# A card of one page shows and tells; what asks for an answer or a choice stands in a lesson.
AID_KINDS = ("text", "heading", "fact", "limits", "quotation", "try", "diagram")

_AID_FILE = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.md")


@dataclass(frozen=True)
class AidFile:
    """A job aid: one card, made of the blocks of lessons. `whom` says for which moment it is."""

    slug: str
    title: str
    lead: str
    whom: str
    minutes: int
    rights: tuple[int, ...]
    content_note: ContentNote | None
    blocks: tuple[Block, ...]
    file: str = field(default="", compare=False)

    def as_lesson(self) -> LessonFile:
        """The same as a lesson, since what holds for the words of lessons holds for these."""
        return LessonFile(
            position=1,
            slug=self.slug,
            title=self.title,
            number="",
            minutes=self.minutes,
            lead=self.lead,
            outcomes=(self.whom,) if self.whom else (),
            rights=self.rights,
            content_note=self.content_note,
            blocks=self.blocks,
            file=self.file,
        )


def parse_aid(text: str, *, file: str) -> tuple[AidFile | None, list[Problem]]:
    """Parse a job aid. `file` ends in its name, "…/no-news-call.md"."""
    named = _AID_FILE.fullmatch(file.rsplit("/", 1)[-1])
    if not named:
        message = "A job aid’s file is named by its address, as “no-news-call.md”."
        return None, [Problem(file, 1, message)]
    try:
        head, blocks, problems = front_and_body(text, file=file)
    except Unreadable as error:
        return None, [error.problem]
    head.mapping(required=["title", "lead", "for", "minutes", "rights"], optional=["content_note"])
    aid = AidFile(
        slug=named[1],
        title=head.text(("title",)),
        lead=head.text(("lead",)),
        whom=head.text(("for",)),
        minutes=head.number(("minutes",)) or 0,
        rights=head.numbers(("rights",)),
        content_note=content_note(head),
        blocks=blocks,
        file=file,
    )
    return aid, sorted([*head.problems, *problems])


def format_aid(aid: AidFile) -> str:
    """The aid's file in its one fixed form."""
    head = dump(
        {
            "title": aid.title,
            "lead": aid.lead,
            "for": aid.whom,
            "minutes": aid.minutes,
            "rights": Flow(aid.rights),
            "content_note": note_data(aid.content_note),
        }
    )
    return f"---\n{head}---\n{format_body(aid.blocks)}"
