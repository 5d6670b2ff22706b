"""Looking back on a run: what moved, which moments mattered, what a stronger path was. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from scenarios.engine import Choice, Graph, State, advance, begin, on_offer

MOST_MOMENTS = 3
LONGEST_PATH = 200


@dataclass(frozen=True)
class Moment:
    """One choice of a path, with what it moved: `shift` by variable, in the graph's order.

    `better` is the best choice that was on offer, when another was made. `mattered` is
    "gained" or "lost" for the moments that mattered most, and empty for the others.
    """

    step: int
    scene: str
    choice: Choice
    shift: tuple[int, ...]
    better: Choice | None = None
    mattered: str = ""

    @property
    def gain(self) -> int:
        """What it moved, taken together."""
        return sum(self.shift)


def weight(choice: Choice) -> int:
    """What a choice would move, taken together, if no bound stood in its way."""
    return sum(change for _name, change in choice.effects)


def best_of(choices: Sequence[Choice]) -> Choice:
    """The best of these choices: by grade, then by what it moves, then as written."""
    rank = {"best": 0, "partial": 1, "poor": 2}
    return min(choices, key=lambda choice: (rank[choice.grade], -weight(choice)))


def strongest_path(graph: Graph) -> tuple[list[str], list[State]]:
    """The path that takes the best choice at every moment: its choices and its states."""
    state = begin(graph)
    made: list[str] = []
    states = [state]
    while not state.over and len(made) < LONGEST_PATH:
        made.append(best_of(on_offer(graph, state)).id)
        state = advance(graph, state, made[-1])
        states.append(state)
    return made, states


def moments(graph: Graph, states: Sequence[State], choice_ids: Sequence[str]) -> list[Moment]:
    """The moments of a run, with those that mattered most marked: two or three of them."""
    found = []
    for step, choice_id in enumerate(choice_ids):
        before, after = states[step], states[step + 1]
        choice = graph.scenes[before.scene].by_id[choice_id]
        best = best_of(on_offer(graph, before))
        shift = tuple(after.values[v.id] - before.values[v.id] for v in graph.variables)
        better = None if choice.grade == "best" else best
        found.append(Moment(step, before.scene, choice, shift, better))
    marked = _mattered(found)
    return [
        Moment(m.step, m.scene, m.choice, m.shift, m.better, marked.get(m.step, "")) for m in found
    ]


def _mattered(found: Sequence[Moment]) -> dict[int, str]:
    """By step: the (at most two) costliest misses, and beside them the greatest gains."""

    def missed(moment: Moment) -> int:
        return weight(moment.better) - moment.gain if moment.better else 0

    lost = sorted((m for m in found if missed(m) > 0), key=lambda m: (-missed(m), m.step))
    gained = sorted((m for m in found if m.better is None), key=lambda m: (-m.gain, m.step))
    marked = {moment.step: "lost" for moment in lost[:2]}
    marked.update({m.step: "gained" for m in gained[: MOST_MOMENTS - len(marked)] if m.gain > 0})
    return marked
