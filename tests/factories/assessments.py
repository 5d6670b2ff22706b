"""Questions, checks, documents and attempts for tests."""

from typing import Any

import factory

from assessments.formats import Option, QuestionText
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
