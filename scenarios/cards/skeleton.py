"""What a new scenario begins with. Pure."""

from __future__ import annotations

from typing import Any

from scenarios.cards.taking import empty_scene
from scenarios.engine import END

_AMOUNTS = (("trust", "Trust"), ("safety", "Safety"), ("information", "Information"))


def skeleton(id: str) -> dict[str, Any]:
    """Three amounts, one empty scene whose choice leads to the end, and one ending."""
    choice = {
        "id": "first-choice",
        "text": "",
        "consequence": "",
        "feeling": "",
        "effects": {},
        "grade": "best",
        "why": "",
        "next": END,
    }
    return {
        "id": id,
        "title": "",
        "summary": "",
        "minutes": 10,
        "audience": "",
        "setting": "",
        "person": {"name": "", "about": ""},
        "content_note": {"strength": "CW1", "topics": [], "note": "", "minutes": 10},
        "aims": [],
        "variables": [
            {"id": name, "name": label, "start": 0, "min": -8, "max": 8} for name, label in _AMOUNTS
        ],
        "start": "first-scene",
        "scenes": [{**empty_scene("first-scene", "The first scene"), "choices": [choice]}],
        "endings": [
            {
                "id": "the-end",
                "title": "How it came out",
                "band": "secure",
                "text": "",
                "stronger": "",
            }
        ],
    }
