"""Scenarios for tests: as documents, and as rows."""

import copy
from typing import Any

import factory

from scenarios import queries, services
from scenarios.models import Run, Scenario

BEST = {"effects": {"trust": 2}, "grade": "best", "next": "end"}
POOR = {"effects": {"trust": -1}, "grade": "poor", "next": "end"}


def choice(name: str, **fields: Any) -> dict[str, Any]:
    """A choice that leads to the end."""
    return {
        "id": name,
        "text": f"Do {name}.",
        "consequence": f"You did {name}.",
        "feeling": "Heard",
        "rights": [2],
        "principles": ["safety"],
        "cites": ["2020/r2-record"],
        "why": f"Because of {name}.",
        **copy.deepcopy(BEST),
        **fields,
    }


def scene(name: str, *choices: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A scene with these choices, or with a best and a poor one that lead to the end."""
    return {
        "id": name,
        "title": f"The {name}",
        "speaker": "Narrator",
        "text": f"You are at the {name}.",
        "choices": list(choices) or [choice(f"{name}-good"), choice(f"{name}-poor", **POOR)],
        **fields,
    }


def ending(name: str, **fields: Any) -> dict[str, Any]:
    """An ending of the band "secure"."""
    return {
        "id": name,
        "title": f"It came out {name}",
        "band": "secure",
        "text": f"So it was {name}.",
        "stronger": "Ask first.",
        **fields,
    }


def scenario_document(**fields: Any) -> dict[str, Any]:
    """A scenario of two moments, in which a poor first choice changes the second one."""
    document = {
        "id": "T01",
        "title": "At the door",
        "summary": "Somebody comes to the door.",
        "minutes": 5,
        "audience": "Everybody",
        "setting": "A door",
        "person": {"name": "Marta", "about": "Marta is 34."},
        "content_note": {
            "strength": "CW2",
            "topics": ["harassment"],
            "note": "A woman reports messages. Nothing graphic.",
            "minutes": 5,
        },
        "aims": ["Take a report"],
        "variables": [{"id": "trust", "name": "Trust", "start": 0, "min": -3, "max": 3}],
        "flags": ["sent_away"],
        "start": "door",
        "scenes": [
            scene(
                "door",
                choice("welcome", next="room"),
                choice("refuse", **{**POOR, "next": "room"}, set=["sent_away"]),
            ),
            scene(
                "room",
                choice("listen"),
                choice("hurry", **POOR),
                choice("say-sorry", when="sent_away"),
                variants=[{"when": "sent_away", "text": "She is back."}],
            ),
        ],
        "endings": [
            ending("well", when="trust >= 3 and not sent_away", band="strong"),
            ending("late", when="sent_away and trust < 0", band="revisit"),
            ending("so-so"),
        ],
    }
    return {**copy.deepcopy(document), **fields}


def compiled(**fields: Any) -> dict[str, Any]:
    """The same as it is when it has been compiled."""
    document = scenario_document(**fields)
    rights = {"number": "2", "title": "Crime recorded", "edition": "2020", "url": "/code/2020/"}
    links = {"rights": {"2020/r2-record": rights}, "principles": {"safety": "Safety"}}
    return {**document, "kind": "scenario", "slug": document["id"].lower(), "links": links}


def alternative() -> dict[str, Any]:
    """Second texts for `scenario_document`."""
    choices = {"door": ["welcome", "refuse"], "room": ["listen", "hurry", "say-sorry"]}
    return {
        "scenes": {
            name: {
                "text": f"A quieter telling of the {name}.",
                "choices": {
                    one: {"text": f"Quietly {one}.", "consequence": f"You quietly did {one}."}
                    for one in ids
                },
            }
            for name, ids in choices.items()
        },
        "endings": {
            name: {"text": f"Quietly it was {name}."} for name in ("well", "late", "so-so")
        },
    }


class ScenarioFactory(factory.django.DjangoModelFactory):
    """A published scenario."""

    class Meta:
        model = Scenario

    slug = factory.Sequence(lambda n: f"t{n}")
    title = "At the door"
    document = factory.LazyFunction(scenario_document)


def start_run(user: Any, *, document: dict[str, Any] | None = None, **fields: Any) -> Run:
    """A run that was started as the site starts one, on its own unless told otherwise."""
    values: dict[str, Any] = {
        "iri": "https://steady.example.org/scenarios/t01",
        "registration": None,
        "back_url": "/training/",
    }
    return services.start(by=user, document=document or compiled(), **{**values, **fields})


def choose(run: Run, *choices: str) -> Run:
    """Make choices as forms would, one after the other."""
    for name in choices:
        play = queries.play_of(queries.run_of(run.user, run.pk))
        run = services.choose(
            by=run.user,
            run_id=run.pk,
            scene=play.state.scene,
            choice=name,
            key=f"key-{play.run.version}",
            version=play.run.version,
        ).run
    return run
