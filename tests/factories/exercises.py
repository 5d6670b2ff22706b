"""Exercises for tests: a small document of each kind, and rows."""

import copy
from typing import Any

import factory

from exercises.models import Exercise

CALENDAR = {
    "parts": [
        {
            "id": "august",
            "title": "Before a bank holiday",
            "text": "A suspect is bailed.",
            "day": "2026-08-24",
            "event": "He is bailed on Monday 24 August 2026",
            "group": "standard",
            "clocks": [
                {
                    "id": "police",
                    "name": "The police",
                    "ask": "What is the last day?",
                    "limit": "2020/r6-bail",
                },
                {
                    "id": "again",
                    "name": "And once more",
                    "ask": "What is then the last day?",
                    "limit": "2020/r6-bail",
                },
            ],
            "after": "The limit is the latest day.",
        },
        {
            "id": "enhanced",
            "title": "With Enhanced Rights",
            "text": "Another suspect is bailed.",
            "day": "2026-08-28",
            "event": "He is bailed on Friday 28 August 2026",
            "group": "enhanced",
            "clocks": [
                {
                    "id": "police",
                    "name": "The police",
                    "ask": "What is the last day?",
                    "limit": "2020/r6-bail",
                }
            ],
        },
    ]
}
WORKS: dict[str, dict[str, Any]] = {"calendar": CALENDAR}
SLUGS = {"calendar": "t-days"}


def links() -> dict[str, dict[str, Any]]:
    """What the small exercises cite, as it is compiled."""
    one = {
        "right": 6,
        "edition": "2020",
        "edition_title": "The Code of 2020",
        "history": False,
        "coming": False,
        "checked": True,
        "says": "Tell the victim of bail",
        "agencies": ["Police"],
        "url": "/code/2020/right-6/#r6-bail",
        "limits": {
            "standard": {"amount": 5, "unit": "working_days", "words": "5 working days"},
            "enhanced": {"amount": 1, "unit": "working_days", "words": "1 working day"},
        },
    }
    return {"2020/r6-bail": one}


def exercise_document(kind: str = "calendar", **fields: Any) -> dict[str, Any]:
    """A small exercise of a kind, without faults."""
    document = {
        "slug": SLUGS[kind],
        "kind": kind,
        "title": f"A small {kind}",
        "summary": "A small exercise.",
        "minutes": 5,
        "outcomes": ["Do a small thing"],
        "intro": "Do this.",
        "work": WORKS[kind],
        "after": "Keep that.",
    }
    return copy.deepcopy({**document, **fields})


class ExerciseFactory(factory.django.DjangoModelFactory):
    """A published exercise."""

    class Meta:
        model = Exercise
        django_get_or_create = ("slug",)

    kind = "calendar"
    document = factory.LazyAttribute(lambda one: exercise_document(one.kind))
    slug = factory.LazyAttribute(lambda one: one.document["slug"])
    title = factory.LazyAttribute(lambda one: one.document["title"])
