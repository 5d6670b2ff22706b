"""Trying a draft out: from any scene, with any amounts and memories. Pure; nothing is recorded.

The state travels in the address, and whatever it says is checked before it is played.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from scenarios.engine import (
    END,
    Choice,
    Ending,
    Graph,
    NotOffered,
    Scene,
    State,
    advance,
    begin,
    ending_of,
    holds,
    telling,
)
from scenarios.sketching import sketch
from scenarios.telling import has_alternative, told

QUIET = "quiet"


# What an address says: all values of each key.
Query = Mapping[str, Sequence[str]]


class BadState(ValueError):
    """A state that this scenario cannot be in; `kind` says what, `value` what was asked for."""

    def __init__(self, kind: str, value: str) -> None:
        super().__init__(kind, value)
        self.kind, self.value = kind, value


@dataclass(frozen=True)
class Trial:
    """A moment of trying: the choice that was just made with the state before it, and the state
    now. `bad` is what was asked for and cannot be; then it stands at the beginning."""

    graph: Graph
    state: State
    made: Choice | None = None
    before: State | None = None
    bad: BadState | None = None
    quiet: bool = False
    can_be_quiet: bool = False
    nowhere: tuple[str, ...] = ()

    @property
    def scene(self) -> Scene | None:
        """The scene now; None at the end."""
        return None if self.state.over else self.graph.scenes[self.state.scene]

    @property
    def text(self) -> str:
        """The scene as it is told in this state."""
        return "" if self.state.over else telling(self.graph, self.state)

    @property
    def offered(self) -> list[Choice]:
        """What can be chosen now, in the order in which it was written."""
        return [one for one in self._choices if holds(one.when, self.state)]

    @property
    def withheld(self) -> list[Choice]:
        """What cannot be chosen now, each with its condition."""
        return [one for one in self._choices if not holds(one.when, self.state)]

    @property
    def _choices(self) -> Sequence[Choice]:
        return self.scene.choices if self.scene else ()

    @property
    def ending(self) -> Ending | None:
        """How it came out; None before the end, or when no ending fits."""
        try:
            return ending_of(self.graph, self.state) if self.state.over else None
        except ValueError:
            return None

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The state now as fields of a form."""
        quiet = [(QUIET, "1")] if self.quiet else []
        return [*quiet, *_fields(self.state)]

    @property
    def amounts(self) -> list[tuple[str, str, int, int, int, int]]:
        """Each amount as (field, name, now, least, most, change by the choice just made)."""
        return [
            (
                f"amount-{one.id}",
                one.name,
                self.state.values[one.id],
                one.least,
                one.most,
                self.state.values[one.id] - self.before.values[one.id] if self.before else 0,
            )
            for one in self.graph.variables
        ]

    @property
    def memories(self) -> list[tuple[str, bool, bool]]:
        """Each flag as (name, whether it is set, whether it was set by the choice just made)."""
        old = self.before.flags if self.before else self.state.flags
        now = self.state.flags
        return [(name, name in now, name in now and name not in old) for name in self.graph.flags]


def trial_of(document: Mapping[str, Any], query: Query) -> Trial | None:
    """What trying shows for an address; None while the draft has no scene."""
    drawn = sketch(document)
    if drawn is None:
        return None
    can_be_quiet, quiet = has_alternative(document), False
    if can_be_quiet and _last(query, QUIET):
        try:
            drawn = sketch(told(document, alternative=True)) or drawn
            quiet = True
        except (KeyError, TypeError):
            can_be_quiet = False  # the second telling is still being written
    trial = _played(drawn.graph, query)
    nowhere = drawn.nowhere.get(trial.state.scene, ())
    return Trial(
        trial.graph, trial.state, trial.made, trial.before, trial.bad, quiet, can_be_quiet, nowhere
    )


def _played(graph: Graph, query: Query) -> Trial:
    try:
        state = _state(graph, query)
        name = _last(query, "choice")
        if not name:
            return Trial(graph, state)
        after = advance(graph, state, name)
    except NotOffered as error:
        return Trial(graph, state, bad=BadState("choice", str(error.args[0])[:80]))
    except BadState as error:
        return Trial(graph, begin(graph), bad=error)
    return Trial(graph, after, made=graph.scenes[state.scene].by_id[name], before=state)


def _state(graph: Graph, query: Query) -> State:
    first = begin(graph)
    scene = _last(query, "scene") or first.scene
    if scene != END and scene not in graph.scenes:
        raise BadState("scene", scene[:80])
    values = {}
    for one in graph.variables:
        text = _last(query, f"amount-{one.id}").strip()
        try:
            value = int(text) if text else one.start
        except ValueError as error:
            raise BadState("amount", f"{one.name}: {text[:20]}") from error
        if not one.least <= value <= one.most:
            raise BadState("amount", f"{one.name}: {text[:20]}")
        values[one.id] = value
    flags = frozenset(query.get("flag", ()))
    unknown = sorted(flags - set(graph.flags))
    if unknown:
        raise BadState("flag", unknown[0][:80])
    return State(scene, MappingProxyType(values), flags)


def _last(query: Query, key: str) -> str:
    return next(iter(reversed(query.get(key, ()))), "")


def _fields(state: State) -> Iterator[tuple[str, str]]:
    yield "scene", state.scene
    for name, value in state.values.items():
        yield f"amount-{name}", str(value)
    for flag in sorted(state.flags):
        yield "flag", flag
