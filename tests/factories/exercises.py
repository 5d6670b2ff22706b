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
MATCHING = {
    "question": "Which said it?",
    "choices": [{"id": "old", "name": "The old one"}, {"id": "new", "name": "The new one"}],
    "parts": [
        {
            "id": "first",
            "title": "As one hears it",
            "text": "Three statements.",
            "statements": [
                {
                    "id": "monthly",
                    "text": "There is news each month.",
                    "choice": "old",
                    "why": "It was so.",
                    "history": ["2006/monthly"],
                },
                {
                    "id": "bail",
                    "text": "There is news of bail.",
                    "choice": "new",
                    "why": "It is so.",
                    "cites": ["2020/r6-bail"],
                },
                {"id": "both", "text": "There is a Code.", "choice": "new", "why": "It is so."},
            ],
            "after": "Look at the edition first.",
        }
    ],
}
REWRITING = {
    "parts": [
        {
            "id": "visit",
            "title": "A missed visit",
            "text": "A colleague wrote this.",
            "log": "Victim {failed} at ten. {door} Her {story} was taken.",
            "phrases": [
                {
                    "id": "failed",
                    "words": "failed to appear",
                    "change": True,
                    "why": "It blames.",
                    "options": [
                        {"id": "absent", "text": "was not there", "fits": True, "why": "A fact."},
                        {"id": "away", "text": "stayed away", "fits": False, "why": "A guess."},
                    ],
                },
                {
                    "id": "door",
                    "words": "Nobody came to the door.",
                    "change": False,
                    "why": "It was seen.",
                },
                {
                    "id": "story",
                    "words": "story",
                    "change": True,
                    "why": "It sounds doubtful.",
                    "options": [
                        {"id": "account", "text": "account", "fits": True, "why": "It is plain."},
                        {"id": "claim", "text": "claim", "fits": False, "why": "It doubts."},
                    ],
                },
            ],
            "model": "Mina was not there at ten. Nobody came to the door.",
            "after": "Say what was seen.",
        }
    ],
    "own": {
        "title": "One of your own",
        "text": "Now write one.",
        "log": "She refused again.",
        "ask": "Write it anew",
        "avoid": ["refused", "again"],
        "model": "She did not want to speak today.",
        "after": "Leave the door open.",
    },
}
SELF_CHECK = {
    "parts": [
        {
            "id": "first",
            "title": "Say it in a minute",
            "text": "Mina has five minutes.",
            "ask": "Say it aloud, or write it here",
            "points": [
                {
                    "id": "choice",
                    "text": "It is a choice.",
                    "how": "You need not.",
                    "why": "Nobody has to.",
                    "cites": ["2020/r6-bail"],
                },
                {
                    "id": "own",
                    "text": "In own words.",
                    "how": "As you say it.",
                    "why": "It is hers.",
                },
            ],
            "model": "You may tell us how it was for you.",
            "after": "Ask again.",
        }
    ]
}
CARD = {
    "parts": [
        {
            "id": "file",
            "title": "Mina’s file",
            "text": "You take over on Monday.",
            "entries": [{"day": "Monday", "by": "An officer", "text": "Promised to ring."}],
            "after": "A promise is a date.",
        }
    ],
    "people": [{"id": "mina", "name": "Mina"}, {"id": "unit", "name": "The Unit"}],
    "promises": [
        {
            "id": "ring",
            "text": "Ring Mina",
            "open": True,
            "why": "Nobody rang.",
            "how": "Ring first.",
            "dates": [
                {"id": "tuesday", "text": "Tuesday 1 September 2026"},
                {"id": "friday", "text": "Friday 4 September 2026"},
            ],
            "due": "tuesday",
            "who": ["mina", "unit"],
            "counted": {
                "starts": "2026-08-24",
                "limit": "2020/r6-bail",
                "group": "standard",
                "last": "2026-09-01",
            },
        },
        {"id": "letter", "text": "Send a letter", "open": False, "why": "It was sent."},
    ],
    "line": {
        "title": "The card",
        "ask": "What will you say first?",
        "model": "I have read your file.",
        "after": "Print it.",
    },
}
AUDIT = {
    "answers": [
        {"id": "yes", "text": "Yes"},
        {"id": "no", "text": "No"},
        {"id": "silent", "text": "The file does not say"},
    ],
    "questions": [
        {"id": "told", "number": 3, "text": "Was she told?", "cites": ["2020/r6-bail"]},
        {"id": "whole", "number": 1, "text": "Did it meet the Code?", "hint": "Taken together."},
    ],
    "parts": [
        {
            "id": "one",
            "title": "The first file",
            "text": "A bicycle was taken.",
            "entries": [{"day": "Monday", "by": "An officer", "text": "Reported."}],
            "panel": [
                {
                    "id": "told",
                    "reviewers": ["yes", "no", "yes"],
                    "agreed": "yes",
                    "why": "There is a letter.",
                    "rule": "A letter counts.",
                },
                {
                    "id": "whole",
                    "reviewers": ["yes", "yes", "yes"],
                    "agreed": "yes",
                    "why": "All was done.",
                },
            ],
            "after": "Write the day down.",
        }
    ],
    "rules": {"title": "What was agreed", "text": "The rules.", "after": "Write them down."},
}
TABLE = {
    "parts": [
        {
            "id": "one",
            "title": "Who was told",
            "text": "An invented force.",
            "caption": "Told, by group",
            "measure": "Told",
            "note": "Withheld: fewer than 10.",
            "rows": [
                {"name": "Group A", "people": 400, "share": 60, "margin": 5},
                {"name": "Group B", "people": 100, "share": 50, "margin": 10},
                {"name": "Group C", "withheld": "small"},
                {"name": "Group D", "withheld": "complement"},
            ],
            "statements": [
                {"id": "apart", "text": "A gap is certain.", "may": False, "why": "They meet."},
                {"id": "a", "text": "About 60% of A.", "may": True, "why": "It says so."},
            ],
            "after": "Say the range.",
        }
    ]
}
WORKS: dict[str, dict[str, Any]] = {
    "calendar": CALENDAR,
    "matching": MATCHING,
    "rewriting": REWRITING,
    "self-check": SELF_CHECK,
    "card": CARD,
    "audit": AUDIT,
    "table": TABLE,
}
SLUGS = {
    "calendar": "t-days",
    "matching": "t-match",
    "rewriting": "t-log",
    "self-check": "t-say",
    "card": "t-card",
    "audit": "t-audit",
    "table": "t-table",
}


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
