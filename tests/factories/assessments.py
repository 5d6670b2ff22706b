"""Questions, checks, documents and attempts for tests."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory

from assessments.blocks import stream_of
from assessments.formats import (
    Limit,
    LimitFeedback,
    Option,
    Pair,
    Panel,
    QuestionText,
    Rated,
    Step,
    Value,
    Wording,
)
from assessments.formats.compiled import with_keys
from assessments.models import Check, Question


def question_text(**fields: Any) -> QuestionText:
    """A complete question with one answer, as data."""
    defaults: dict[str, Any] = {
        "id": "Q1",
        "use": "counting",
        "type": "single",
        "level": "apply",
        "stem": "By when is the victim told of an arrest?",
        "options": (
            Option("Within 1 working day", "You had the right pair in mind. Here it is 5."),
            Option("Within 5 working days", "Yes. It is a key decision.", correct=True),
            Option("Within 10 working days", "That is another limit. Here it is 5."),
        ),
        "rationale": "An arrest is a key decision.",
        "lesson": "05-keeping-people-informed",
        "rights": (6,),
        "cites": ("2020/r6-arrest-interview-release",),
        "sources": ("W8",),
    }
    return QuestionText(**{**defaults, **fields})


PANEL = Panel("Six practitioners and two researchers", date(2026, 5, 11), 8, 0.82, "ICC(2,k)")

# One complete question of each type, as far as it differs from the first.
TYPES: dict[str, dict[str, Any]] = {
    "single": {},
    "multiple": {
        "stem": "Which of these are key decisions?",
        "options": (
            Option("An arrest", "Yes, an arrest is one.", correct=True),
            Option("A change of officer", "That matters too. It is no key decision."),
            Option("A charge", "Yes, a charge is one.", correct=True),
        ),
    },
    "truefalse": {
        "stem": "A victim may have a say before a case is closed.",
        "options": (
            Option("True", "Yes.", correct=True),
            Option("False", "It sounds too good. It is so."),
        ),
    },
    "matching": {
        "stem": "Who tells the victim?",
        "options": (),
        "pairs": (
            Pair("An arrest", "The police", "The police tell of what they do."),
            Pair("A decision not to charge", "The prosecutor", "Who decides, tells."),
            Pair("A release on bail", "The police", "The police tell of bail."),
        ),
        "decoys": ("The court",),
    },
    "ordering": {
        "stem": "In which order does it go?",
        "options": (),
        "steps": (
            Step("Report", "It begins with a report."),
            Step("Needs assessment", "Needs come early."),
            Step("Charge", "Only then a charge."),
            Step("Trial", "The trial comes last."),
        ),
    },
    "short": {
        "stem": "What is the short name of a Victim Personal Statement?",
        "options": (),
        "answers": (
            Wording("VPS", "Yes.", correct=True),
            Wording("*personal*statement*", "That is the long name. The short one is VPS."),
        ),
        "otherwise": "It is made of the first letters: VPS.",
    },
    "number": {
        "stem": "Within how many working days is the victim told?",
        "options": (),
        "answers": (
            Value("5", "Yes, 5.", correct=True, tolerance="0.5"),
            Value("1", "That is the limit for enhanced rights. Here it is 5."),
        ),
        "otherwise": "It is 5.",
        "unit": "working days",
    },
    "workingday": {
        "stem": "By when is the victim told?",
        "options": (),
        "limit": Limit(date(2026, 4, 2), "date", days=5),
        "feedback": LimitFeedback(
            right="Yes: Easter is left out.",
            otherwise="Count from the day after.",
            calendar="Every day was counted.",
            eventday="The day itself is not counted.",
            holiday="Good Friday and Easter Monday are left out.",
        ),
    },
    "judgement": {
        "stem": "A victim says that nobody rings back. What do you do?",
        "options": (),
        "mode": "rate",
        "responses": (
            Rated("Say sorry, and ring back today", 3, "It mends trust."),
            Rated("Send a leaflet", 1, "It informs, and does not listen."),
            Rated("Wait for the next date", 0, "It confirms what they fear."),
        ),
        "panel": PANEL,
    },
}
RANKED: dict[str, Any] = {
    **TYPES["judgement"],
    "mode": "rank",
    "responses": (
        Rated("Say sorry, and ring back today", 1, "It mends trust."),
        Rated("Send a leaflet", 2, "It informs, and does not listen."),
        Rated("Wait for the next date", 3, "It confirms what they fear."),
    ),
}
COUNTED: dict[str, Any] = {
    **TYPES["workingday"],
    "stem": "How many working days lie between them?",
    "limit": Limit(date(2026, 4, 2), "days", until=date(2026, 4, 13)),
}
# By name: each type, and the two that have a second way.
WAYS: dict[str, dict[str, Any]] = {
    **{name: {"type": name, **fields} for name, fields in TYPES.items()},
    "ranked": {"type": "judgement", **RANKED},
    "counted": {"type": "workingday", **COUNTED},
}


def text_of_way(way: str, **fields: Any) -> QuestionText:
    """A complete question, as data, answered in one of the `WAYS`."""
    return question_text(**{"id": f"W-{way}", **WAYS[way], **fields})


def document_of_way(way: str, **fields: Any) -> dict[str, Any]:
    """The same compiled."""
    data = text_of_way(way, **fields).as_data()
    ref = data.pop("id")
    return with_keys({**data, "ref": ref, "module": "victims-code", "revision": 1})


def fields_of_way(way: str, **fields: Any) -> dict[str, Any]:
    """The same as the fields of a question in the CMS."""
    text = text_of_way(way, **fields)
    panel = text.panel
    return {
        "type": text.type,
        "stem": text.stem,
        "options": stream_of(text),
        "otherwise": text.otherwise,
        "unit": text.unit,
        "mode": text.mode,
        "panel_who": panel.who if panel else "",
        "panel_on": panel.on if panel else None,
        "panel_people": panel.people if panel else None,
        "panel_agreement": Decimal(str(panel.agreement)) if panel else None,
        "panel_measure": panel.measure if panel else "",
    }


def question_document(ref: str = "Q1", **fields: Any) -> dict[str, Any]:
    """A compiled question; option b is right."""
    data = question_text(id=ref, **fields).as_data()
    data["ref"] = data.pop("id")
    data["module"] = "victims-code"
    data["revision"] = 1
    data["options"] = [{"key": "abcdef"[i], **o} for i, o in enumerate(data["options"])]
    return data


def check_document(*, size: int = 24, draw: int = 12, need: int = 10) -> dict[str, Any]:
    """A compiled check over questions Q1, Q2 and so on, about Rights 1 to 12 in turn."""
    return {
        "kind": "check",
        "slug": "victims-code",
        "title": "Knowledge check",
        "module": "victims-code",
        "bank": "victims-code",
        "draw": draw,
        "blueprint": [],
        "pause_hours": 0,
        "pass_mark": 80,
        "need": need,
        "lessons": {},
        "questions": [
            question_document(f"Q{n}", stem=f"Question {n}?", rights=((n - 1) % 12 + 1,))
            for n in range(1, size + 1)
        ],
    }


class QuestionFactory(factory.django.DjangoModelFactory):
    """A published question of the bank "victims-code", complete."""

    class Meta:
        model = Question

    ref = factory.Sequence(lambda n: f"T{n}")
    bank = "victims-code"
    module_key = "victims-code"
    use = "counting"
    stem = factory.LazyAttribute(lambda q: f"Question {q.ref}?")
    options = factory.LazyFunction(
        lambda: [
            ("option", {"text": o.text, "correct": o.correct, "feedback": o.feedback})
            for o in question_text().options
        ]
    )
    rationale = "An arrest is a key decision."
    lesson = "05-keeping-people-informed"
    rights = factory.LazyFunction(lambda: [6])
    cites = factory.LazyFunction(lambda: ["2020/r6-bail"])
    sources = factory.LazyFunction(lambda: ["W8"])


class CheckFactory(factory.django.DjangoModelFactory):
    """A published check that draws from the bank "victims-code"."""

    class Meta:
        model = Check

    slug = factory.Sequence(lambda n: f"check-{n}")
    title = "Knowledge check"
    module_key = "victims-code"
    bank = "victims-code"
