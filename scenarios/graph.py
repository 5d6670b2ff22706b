"""Whether a graph can be played well: what is unreachable, dead or impossible. Pure.

States are explored exactly up to a limit; beyond it only what an over-estimate proves is said
as an error, and what it leaves open as something to look at.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scenarios.engine import END, Graph, Scene
from scenarios.exploring import LIMIT, Exploration, explore


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation; it is translated where it is shown."""
    return message


@dataclass(frozen=True)
class Finding:
    """Something that is not right with a graph, in words that name the scene.

    `message` is a %-format over `params`. Errors block publishing, warnings do not.
    """

    message: str
    params: Mapping[str, object]
    scene: str = ""
    choice: str = ""
    ending: str = ""
    error: bool = True


def check(graph: Graph, limit: int = LIMIT) -> list[Finding]:
    """Everything that is not right with a graph, in the order of its scenes and endings."""
    missing = list(_missing(graph))
    if missing:
        return missing
    return findings(graph, explore(graph, limit))


def findings(graph: Graph, found: Exploration) -> list[Finding]:
    """What an exploration of a graph shows to be the matter. All its arrows lead somewhere."""
    return [*_scenes(graph, found), *_endings(graph, found)]


def connects(graph: Graph) -> bool:
    """Whether all its arrows lead somewhere: only then can it be played, drawn and measured."""
    return not any(_missing(graph))


def _missing(graph: Graph) -> Iterator[Finding]:
    """Arrows that lead nowhere. While there are any, nothing can be played."""
    if graph.start not in graph.scenes:
        yield Finding(
            gettext_noop("The scenario begins at “%(scene)s”, which is no scene."),
            {"scene": graph.start},
        )
    for scene in graph.scenes.values():
        for choice in scene.choices:
            if choice.next != END and choice.next not in graph.scenes:
                yield Finding(
                    gettext_noop(
                        "“%(title)s”: this choice leads to “%(next)s”, which is no scene."
                    ),
                    {"title": scene.title, "next": choice.next},
                    scene=scene.id,
                    choice=choice.id,
                )


def ways_out(graph: Graph) -> set[str]:
    """The scenes from which the arrows lead to the end, conditions aside."""
    into: dict[str, set[str]] = {}
    for scene in graph.scenes.values():
        for choice in scene.choices:
            into.setdefault(choice.next, set()).add(scene.id)
    out: set[str] = set()
    queue = deque([END])
    while queue:
        for scene_id in into.get(queue.popleft(), set()) - out:
            out.add(scene_id)
            queue.append(scene_id)
    return out


def _scenes(graph: Graph, found: Exploration) -> Iterator[Finding]:
    out = ways_out(graph)
    for scene in graph.scenes.values():
        words = {"title": scene.title}
        if scene.id not in found.scenes:
            message = gettext_noop("Nobody can come to “%(title)s”.")
            yield Finding(message, words, scene=scene.id)
        elif scene.id not in out:
            message = gettext_noop("From “%(title)s” no way leads to the end.")
            yield Finding(message, words, scene=scene.id)
        elif scene.id in found.without_choice:
            message = gettext_noop("In “%(title)s” a person may find no choice to make.")
            yield Finding(message, words, scene=scene.id, error=found.exact)
        else:
            yield from _choices(scene, found)


def _choices(scene: Scene, found: Exploration) -> Iterator[Finding]:
    words = {"title": scene.title}
    if scene.id in found.without_best:
        message = gettext_noop("In “%(title)s” a person may find no best choice.")
        yield Finding(message, words, scene=scene.id, error=found.exact)
    for choice in scene.choices:
        if (scene.id, choice.id) not in found.choices:
            message = gettext_noop("“%(title)s”: this choice is never on offer.")
            yield Finding(message, words, scene=scene.id, choice=choice.id)
    for index in range(-1, len(scene.variants)):
        if (scene.id, index) not in found.variants:
            message = gettext_noop("“%(title)s”: one of its tellings is never told.")
            yield Finding(message, words, scene=scene.id, error=False)


def _endings(graph: Graph, found: Exploration) -> Iterator[Finding]:
    if found.without_ending:
        message = gettext_noop("It can come out in a way that no ending fits.")
        yield Finding(message, {}, error=found.exact)
    for ending in graph.endings:
        if ending.id not in found.endings:
            message = gettext_noop("The ending “%(title)s” can never come about.")
            yield Finding(message, {"title": ending.title}, ending=ending.id)
