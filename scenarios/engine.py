"""Playing a scenario: a pure function of graph, state and choice. No Django.

A graph is made from a document with `graph_of`. A state never changes: `advance` gives
the next one, so that replaying the choices of a run always gives the same state.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from scenarios.conditions import Condition, parse

END = "end"


class NotOffered(ValueError):
    """A choice that is not on offer in this state."""


@dataclass(frozen=True)
class Variable:
    """A number that moves between its bounds."""

    id: str
    name: str
    start: int
    least: int
    most: int


@dataclass(frozen=True)
class Choice:
    """Something to do, what follows from it, and what it changes."""

    id: str
    text: str
    consequence: str
    feeling: str
    next: str
    grade: str
    why: str
    effects: tuple[tuple[str, int], ...] = ()
    sets: tuple[str, ...] = ()
    when: Condition | None = None
    rights: tuple[int, ...] = ()
    principles: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class Variant:
    """Another telling of a scene, where its condition holds."""

    when: Condition
    text: str


@dataclass(frozen=True)
class Scene:
    """A moment with its choices."""

    id: str
    title: str
    speaker: str
    text: str
    choices: tuple[Choice, ...]
    variants: tuple[Variant, ...] = ()
    picture: str = ""

    @cached_property
    def by_id(self) -> dict[str, Choice]:
        """The choices by their ids."""
        return {choice.id: choice for choice in self.choices}

    @cached_property
    def has_conditions(self) -> bool:
        """Whether what is told or offered here depends on the state."""
        return bool(self.variants) or any(choice.when for choice in self.choices)


@dataclass(frozen=True)
class Ending:
    """How it came out. The first ending whose condition holds is the one."""

    id: str
    title: str
    band: str
    text: str
    stronger: str
    when: Condition | None = None


@dataclass(frozen=True)
class Graph:
    """A whole scenario, ready to be played."""

    id: str
    variables: tuple[Variable, ...]
    flags: tuple[str, ...]
    start: str
    scenes: Mapping[str, Scene]
    endings: tuple[Ending, ...]

    @cached_property
    def bounds(self) -> dict[str, tuple[int, int]]:
        """Least and most of each variable."""
        return {v.id: (v.least, v.most) for v in self.variables}


@dataclass(frozen=True)
class State:
    """Where a run is: the scene (`END` when it is over), the variables and the flags."""

    scene: str
    values: Mapping[str, int]
    flags: frozenset[str] = frozenset()

    @property
    def over(self) -> bool:
        """Whether the last choice has been made."""
        return self.scene == END

    @property
    def key(self) -> tuple[str, tuple[int, ...], frozenset[str]]:
        """The state as something that can stand in a set."""
        return self.scene, tuple(self.values.values()), self.flags


def begin(graph: Graph) -> State:
    """The state in which every run of a graph begins."""
    values = {variable.id: variable.start for variable in graph.variables}
    return State(graph.start, MappingProxyType(values))


def holds(condition: Condition | None, state: State) -> bool:
    """Whether a condition holds in a state; none always does."""
    return condition is None or condition.holds(state.values, state.flags)


def on_offer(graph: Graph, state: State) -> tuple[Choice, ...]:
    """The choices that can be made in this state, in the order they were written."""
    if state.over:
        return ()
    return tuple(c for c in graph.scenes[state.scene].choices if holds(c.when, state))


def advance(graph: Graph, state: State, choice_id: str) -> State:
    """The state after a choice. Raises NotOffered when it cannot be made in this one."""
    choice = None if state.over else graph.scenes[state.scene].by_id.get(choice_id)
    if choice is None or not holds(choice.when, state):
        raise NotOffered(choice_id)
    values = dict(state.values)
    for name, change in choice.effects:
        least, most = graph.bounds[name]
        values[name] = max(least, min(most, values[name] + change))
    flags = state.flags.union(choice.sets) if choice.sets else state.flags
    return State(choice.next, MappingProxyType(values), flags)


def replay(graph: Graph, choice_ids: Iterable[str]) -> list[State]:
    """All states of a run, from the first to the one after its last choice.

    Raises NotOffered when the choices could not have been made.
    """
    states = [begin(graph)]
    for choice_id in choice_ids:
        states.append(advance(graph, states[-1], choice_id))
    return states


def telling(graph: Graph, state: State) -> str:
    """The text of the scene as it is told in this state."""
    scene = graph.scenes[state.scene]
    return next((v.text for v in scene.variants if holds(v.when, state)), scene.text)


def ending_of(graph: Graph, state: State) -> Ending:
    """How it came out in this state. Raises ValueError when no ending fits."""
    for ending in graph.endings:
        if holds(ending.when, state):
            return ending
    raise ValueError("no ending fits this state")


def shuffled(choices: Iterable[Choice], seed: int, scene_id: str) -> tuple[Choice, ...]:
    """The choices in the order in which a run with this seed shows them."""
    order = sorted(choices, key=lambda choice: choice.id)
    random.Random(f"choices:{seed}:{scene_id}").shuffle(order)  # noqa: S311 -- seeded on purpose
    return tuple(order)


def graph_of(document: Mapping[str, Any]) -> Graph:
    """The graph of a document that `formats.check_document` found to be in order."""
    return Graph(
        id=document["id"],
        variables=tuple(
            Variable(v["id"], v["name"], v["start"], v["min"], v["max"])
            for v in document["variables"]
        ),
        flags=tuple(document.get("flags", ())),
        start=document["start"],
        scenes={scene["id"]: _scene(scene) for scene in document["scenes"]},
        endings=tuple(
            Ending(
                id=ending["id"],
                title=ending["title"],
                band=ending["band"],
                text=ending["text"],
                stronger=ending["stronger"],
                when=_condition(ending),
            )
            for ending in document["endings"]
        ),
    )


def _scene(scene: Mapping[str, Any]) -> Scene:
    return Scene(
        id=scene["id"],
        title=scene["title"],
        speaker=scene["speaker"],
        text=scene["text"],
        choices=tuple(_choice(choice) for choice in scene.get("choices", ())),
        variants=tuple(
            Variant(parse(variant["when"]), variant["text"])
            for variant in scene.get("variants", ())
        ),
        picture=scene.get("picture", ""),
    )


def _choice(choice: Mapping[str, Any]) -> Choice:
    return Choice(
        id=choice["id"],
        text=choice["text"],
        consequence=choice["consequence"],
        feeling=choice["feeling"],
        next=choice["next"],
        grade=choice["grade"],
        why=choice["why"],
        effects=tuple(choice.get("effects", {}).items()),
        sets=tuple(choice.get("set", ())),
        when=_condition(choice),
        rights=tuple(choice.get("rights", ())),
        principles=tuple(choice.get("principles", ())),
        cites=tuple(choice.get("cites", ())),
    )


def _condition(part: Mapping[str, Any]) -> Condition | None:
    return parse(part["when"]) if part.get("when") else None
