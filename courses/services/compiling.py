"""From the authoring copy to self-contained documents, which alone reach learners."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from assessments.assembly import as_practised
from core.hashing import document_hash
from courses import checks, queries, richtext
from courses.drawings import read_drawing
from courses.formats import (
    AidFile,
    Block,
    DiagramFile,
    LessonFile,
    ModuleFile,
    format_diagram,
    format_lesson,
    format_module,
)
from courses.sections import sections, words_of
from victimscode.formats import duty_data
from victimscode.models import Duty
from victimscode.queries import duty_file

# It stands where the page puts support contacts: in both tellings of a passage.
HELP = "\ue000help\ue000"
# They stand where the page puts what belongs to one reader: never in a compiled document.
CSRF = "\ue000csrf\ue000"
ONCE = "\ue000once\ue000"
WHO = "\ue000who\ue000"


@dataclass(frozen=True)
class Sources:
    """All that lessons of a module refer to, read once."""

    duties: Mapping[str, Duty]
    questions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    scenarios: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    aids: Mapping[str, AidFile] = field(default_factory=dict)
    diagrams: Mapping[str, DiagramFile] = field(default_factory=dict)
    exercises: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def anchor_of(block: Block) -> str:
    """The id of a block in the page."""
    return "b-" + "".join(sign for sign in block.id if sign.isalnum())[:10]


def inner_id(anchor: str) -> str:
    """The id of what stands in a block; of a question, its first control."""
    return f"{anchor}-in"


# Modules ---------------------------------------------------------------------------------


def compile_module(module: ModuleFile) -> dict[str, Any]:
    """What the catalogue and the module's page show of it."""
    note = module.content_note
    return {
        "title": module.title,
        "summary": module.summary,
        "edition": module.edition,
        "minutes": module.minutes,
        "audience": module.audience,
        "outcomes": list(module.outcomes),
        "strength": note.strength if note else "",
        "topics": list(note.topics) if note else [],
        "attribution": richtext.to_html(richtext.from_markdown(module.attribution)),
        "source": format_module(module)["module.yaml"],
    }


# Lessons -----------------------------------------------------------------------------------


def compile_lesson(lesson: LessonFile, module: ModuleFile, sources: Sources) -> dict[str, Any]:
    """A lesson as {"segments": [{"id", "html", "slot"?, …}], "sections": […], …}.

    A segment with a `slot` ("question", "reflection") may be shown otherwise to somebody who
    has answered or kept something; its `html` is what everybody else sees.
    """
    compiler = Compiler(lesson, module, sources)
    note = lesson.content_note
    made = [(block, compiler.segments(block)) for block in lesson.blocks]
    return {
        "number": lesson.number,
        "title": lesson.title,
        "minutes": lesson.minutes,
        "lead": lesson.lead,
        "outcomes": list(lesson.outcomes),
        "rights": list(lesson.rights),
        "strength": note.strength if note else "",
        "topics": list(note.topics) if note else [],
        "segments": [segment for _block, segments in made for segment in segments],
        "sections": sections(lesson, made, more=lambda block: drawn_words([block], sources)),
        "source": format_lesson(lesson),
    }


def lesson_hash(lesson: LessonFile, sources: Sources) -> str:
    """What a lesson teaches: its words and everything that it refers to, not its markup."""
    return blocks_hash(format_lesson(lesson), lesson.blocks, sources)


def blocks_hash(source: str, blocks: Sequence[Block], sources: Sources) -> str:
    """The same for what has this file and these blocks."""
    refs = {ref for block in blocks for ref, _line in checks.refs_of(block)}
    asked = referred(blocks, "question")
    said: dict[str, Any] = {
        "source": source,
        "facts": {ref: duty_data(duty_file(sources.duties[ref])) for ref in sorted(refs)},
        "questions": {ref: without_revision(sources.questions[ref]) for ref in sorted(asked)},
    }
    drawn = {ref: format_diagram(sources.diagrams[ref]) for ref in referred(blocks, "diagram")}
    return document_hash({**said, "diagrams": drawn} if drawn else said)


def referred(blocks: Iterable[Block], kind: str) -> list[str]:
    """What blocks of a kind refer to, each once, by key."""
    return sorted({block.data["ref"] for block in blocks if block.kind == kind})


def without_revision(document: Mapping[str, Any]) -> dict[str, Any]:
    """A compiled question without the number of its revision, which says nothing to anybody."""
    return {key: value for key, value in document.items() if key != "revision"}


def lesson_text(lesson: LessonFile, sources: Sources) -> str:
    """The plain words of a lesson, for the search. A passage behind a note is not among them."""
    said = [lesson.title, lesson.lead]
    for block in lesson.blocks:
        said += words_of(block)
    return "\n".join([*said, *drawn_words(lesson.blocks, sources)])


def drawn_words(blocks: Iterable[Block], sources: Sources) -> list[str]:
    """The plain words of the diagrams that blocks show."""
    drawn = [sources.diagrams[ref] for ref in referred(blocks, "diagram")]
    return [
        said
        for one in drawn
        for said in (one.title, one.caption, richtext.plain(richtext.from_markdown(one.text)))
        if said
    ]


@dataclass
class Compiler:
    """One lesson being compiled."""

    lesson: LessonFile
    module: ModuleFile
    sources: Sources
    passages: int = 0
    # Whether a heading of the second level stands above: before it, a fact is one itself.
    headed: bool = False

    def segments(self, block: Block) -> list[dict[str, Any]]:
        """What a block becomes: one segment, or for text one for each paragraph."""
        anchor = anchor_of(block)
        if block.kind == "text":
            nodes = richtext.from_markdown(block.data["text"])
            ids = [f"{anchor}-{number}" for number in range(1, len(nodes) + 1)]
            return [
                {"id": own, "html": richtext.node_html(node, f' id="{own}" data-block')}
                for own, node in zip(ids, nodes, strict=True)
            ]
        make = getattr(self, f"_{block.kind}", None)
        more = make(block) if make else {}
        extra = more.pop("segment", {})
        html = render(self.template(block.kind), block, anchor, **more)
        self.headed = self.headed or "<h2" in html
        return [{"id": anchor, "html": html, **extra}]

    def template(self, kind: str) -> str:
        """The template of a block."""
        return kind

    def _url(self, name: str, *args: str) -> str:
        return reverse(name, args=[self.module.slug, *args])

    def _fact(self, block: Block) -> dict[str, Any]:
        level = 3 if self.headed else 2
        return {"fact": fact_context(self.sources.duties[block.data["cites"]]), "level": level}

    def _quotation(self, block: Block) -> dict[str, Any]:
        return self._fact(block)

    def _limits(self, block: Block) -> dict[str, Any]:
        rows = []
        for row in block.data["rows"]:
            duty = self.sources.duties[row["cites"]]
            rows.append(
                {
                    "event": row["event"],
                    "standard": row.get("standard") or duty.standard,
                    "enhanced": row.get("enhanced") or duty.enhanced,
                    "source": source_words(duty),
                    "source_href": duty.get_absolute_url(),
                }
            )
        note = _("The limit is the latest day, not the right day.")
        if block.data.get("history"):
            note = _("This is history: an edition that is no longer in force.")
        return {"rows": rows, "note": note}

    def _passage(self, block: Block) -> dict[str, Any]:
        self.passages += 1
        tail = "" if self.passages == 1 else f"-{self.passages}"
        alternative = block.data.get("alternative") or {}
        return {
            "note_id": f"note{tail}",
            "passage_id": f"passage{tail}",
            "alternative_id": f"alternative{tail}",
            "go_on": f"#passage{tail}",
            "alternative": f"#alternative{tail}" if alternative else "",
            "alternative_title": alternative.get("title", ""),
            "help": HELP,
            "segment": {"topics": list(block.data.get("topics", []))},
        }

    def _image(self, block: Block) -> dict[str, Any]:
        image = queries.media_row(get_image_model(), block.data["file"])
        rendition = image.get_rendition("max-1200x1200|preserve-svg")
        picture = {"url": rendition.url, "width": rendition.width, "height": rendition.height}
        return {"picture": picture}

    def _video(self, block: Block) -> dict[str, Any]:
        video, captions = (
            queries.media_row(get_document_model(), block.data[key]) for key in ("file", "captions")
        )
        return {"video": {"url": video.file.url, "captions": captions.file.url}}

    def _scenario(self, block: Block) -> dict[str, Any]:
        scenario = self.sources.scenarios[block.data["ref"]]
        return {
            "scenario": scenario,
            "action": self._url("module_scenario", block.data["ref"]),
        }

    def _keep(self, block: Block) -> dict[str, Any]:
        return {"aid": self.sources.aids[block.data["ref"]]}

    def _diagram(self, block: Block) -> dict[str, Any]:
        return {"picture": picture(self.sources.diagrams[block.data["ref"]], anchor_of(block))}

    def _interactive(self, block: Block) -> dict[str, Any]:
        ref = block.data["ref"]
        return {
            "exercise": self.sources.exercises[ref],
            "href": self._url("module_exercise", ref),
            "segment": {"exercise": ref},
        }

    def _question(self, block: Block) -> dict[str, Any]:
        document = self.sources.questions[block.data["ref"]]
        action = self._url("lesson_question", self.lesson.slug, block.data["ref"])
        slot = {"slot": "question", "question": dict(document), "action": action}
        return {**question_context(document, action), "segment": slot}

    def _reflection(self, block: Block) -> dict[str, Any]:
        key, prompt = block.data["key"], block.data["prompt"]
        action = self._url("lesson_reflection", self.lesson.slug, key)
        slot = {"slot": "reflection", "key": key, "prompt": prompt, "action": action}
        return {"action": action, "prompt": prompt, "kept_text": "", "segment": slot}


def picture(diagram: DiagramFile, anchor: str) -> dict[str, str]:
    """What the template of a diagram shows; `anchor` is unique in its page.

    Raises KeyError for a drawing that may not be shown: the checks have said why.
    """
    drawing, faults = read_drawing(diagram.svg)
    if drawing is None:
        raise KeyError(f"{diagram.slug}: {faults[0]}")
    svg = drawing.markup(prefix=anchor, title=diagram.title, alt=diagram.alt)
    text = richtext.to_html(richtext.from_markdown(diagram.text))
    return {
        "svg": mark_safe(svg),  # noqa: S308  written anew, from allowed parts alone
        "text": mark_safe(text),  # noqa: S308  richtext escapes what it writes
        "caption": diagram.caption,
    }


def render(template: str, block: Block | None, anchor: str, **context: Any) -> str:
    """A block's HTML. Its rich texts are given to the template as `html`."""
    rich = {}
    if block is not None:
        for key, text in checks.rich_texts(block):
            html = richtext.to_html(richtext.from_markdown(text))
            rich[key] = mark_safe(html)  # noqa: S308  richtext escapes what it writes
    data = block.data if block is not None else {}
    values = {
        "csrf_token": CSRF,
        "block": data,
        "anchor": anchor,
        "inner": inner_id(anchor),
        "html": rich,
        **context,
    }
    return render_to_string(f"blocks/courses/{template}.html", values).strip()


def question_context(document: Mapping[str, Any], action: str) -> dict[str, Any]:
    """What the template of a question for practice needs.

    What it offers comes in an order that is the same for everybody and tells nothing.
    """
    return {
        "question": as_practised(document),
        "values": {},
        "error": "",
        "action": action,
        "once": ONCE,
        "who": WHO,
    }


# Facts ------------------------------------------------------------------------------------------


def source_words(duty: Duty) -> str:
    """Whose duty it is, and how sure we are where we are not."""
    words = ", ".join(agency.name for agency in duty.agencies.all())
    if duty.right:
        right = _("Right %(number)d") % {"number": duty.right.number}
        words = f"{right}: {words}" if words else right
    if duty.confidence == "secondary":
        words = f"{words} ({duty.get_confidence_display()})" if words else ""
    return words or duty.edition.title


def fact_context(duty: Duty) -> dict[str, str]:
    """What a fact shows beside its sentence: whose duty, which edition, which source."""
    edition = duty.edition
    source = next(iter(duty.sources.all()), None)
    read = source.read_on if source else None
    notes = []
    if read:
        notes.append(_("read %(day)s") % {"day": day(read)})
    if duty.confidence == "secondary":
        notes.append(str(duty.get_confidence_display()))
    agencies = ", ".join(agency.name for agency in duty.agencies.all())
    return {
        "heading": _heading(duty),
        "duty": agencies,
        "edition": edition.title,
        "edition_href": edition.get_absolute_url(),
        "edition_note": _edition_note(duty),
        "source": source.address if source else "",
        "source_href": duty.get_absolute_url(),
        "source_note": ", ".join(notes),
        "sure": str(duty.get_confidence_display()) if duty.confidence == "secondary" else "",
    }


def _heading(duty: Duty) -> str:
    title = duty.edition.title
    if duty.edition.is_history:
        return _("History: %(edition)s") % {"edition": title}
    if duty.edition.is_coming or not duty.in_force:
        return _("Not in force: %(edition)s") % {"edition": title}
    if duty.edition.fictional:
        right = _("Right %(number)d") % {"number": duty.right.number} if duty.right else ""
        return f"{title}: {right}" if right else title
    if duty.right:
        return _("The rule: Right %(number)d") % {"number": duty.right.number}
    if duty.edition.kind == "statute":
        return _("The law: %(edition)s") % {"edition": title}
    if duty.edition.is_guidance:
        return title
    return _("What the Code says")


def _edition_note(duty: Duty) -> str:
    edition = duty.edition
    if edition.superseded_on:
        return _("superseded on %(day)s") % {"day": day(edition.superseded_on)}
    if edition.is_coming or not duty.in_force:
        return _("not in force")
    if edition.is_guidance:
        return _("not part of the Code")
    if edition.in_force:
        return _("in force since %(day)s") % {"day": day(edition.in_force)}
    return ""


def day(date: Any) -> str:
    """A date in full: 3 March 2026."""
    return date_format(date, "j F Y")
