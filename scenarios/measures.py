"""How long a scenario is, and in how many ways it can go. Pure.

Conditions are left aside: paths are counted along the arrows, never walked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.engine import END, Choice, Graph, Scene

WORDS_A_MINUTE = 180


@dataclass(frozen=True)
class Measures:
    """The length and the breadth of a graph.

    `paths` is how many ways lead from the start to the end, None when a loop makes them
    endless. `minutes` is the reading time of the longest way, each loop read once.
    """

    paths: int | None
    minutes: float


def measure(graph: Graph) -> Measures:
    """Count the paths of a graph and read its longest one. Every scene must exist."""
    groups = _groups(graph)
    place = {scene: number for number, group in enumerate(groups) for scene in group}
    loops = any(_is_loop(graph, group) for group in groups)
    paths: dict[str, int] = {END: 1}
    longest: dict[int, int] = {}
    # The groups come from the end to the start, so what follows a group is known before it.
    for number, group in enumerate(groups):
        outside = [
            longest[place[choice.next]] if choice.next != END else 0
            for scene in group
            for choice in graph.scenes[scene].choices
            if choice.next == END or place[choice.next] != number
        ]
        longest[number] = sum(_words(graph.scenes[scene]) for scene in group) + max(
            outside, default=0
        )
        if not loops:
            (scene,) = group
            paths[scene] = sum(paths[choice.next] for choice in graph.scenes[scene].choices)
    start = graph.start
    return Measures(
        paths=None if loops else paths[start], minutes=longest[place[start]] / WORDS_A_MINUTE
    )


def _words(scene: Scene) -> int:
    """The words that a person reads there: the scene, its choices, the longest consequence."""
    texts = [scene.title, scene.text, *(choice.text for choice in scene.choices)]
    after = max((_after(choice) for choice in scene.choices), default=0)
    return sum(len(text.split()) for text in texts) + after


def _after(choice: Choice) -> int:
    return len(choice.consequence.split()) + len(choice.why.split())


def _is_loop(graph: Graph, group: list[str]) -> bool:
    if len(group) > 1:
        return True
    return any(choice.next == group[0] for choice in graph.scenes[group[0]].choices)


def _groups(graph: Graph) -> list[list[str]]:
    """The scenes that the start leads to, those in a loop together; from the end to the start.

    Tarjan's strongly connected components, without recursion.
    """
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    groups: list[list[str]] = []

    def following(scene: str) -> Iterator[str]:
        return (choice.next for choice in graph.scenes[scene].choices if choice.next != END)

    def enter(scene: str) -> tuple[str, Iterator[str]]:
        order[scene] = low[scene] = len(order)
        stack.append(scene)
        on_stack.add(scene)
        return scene, following(scene)

    work = [enter(graph.start)]
    while work:
        scene, rest = work[-1]
        for after in rest:
            if after not in order:
                work.append(enter(after))
                break
            if after in on_stack:
                low[scene] = min(low[scene], order[after])
        else:
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[scene])
            if low[scene] == order[scene]:
                cut = stack.index(scene)
                groups.append(stack[cut:])
                on_stack.difference_update(stack[cut:])
                del stack[cut:]
    return groups
