"""What the pages of a run show: from a `Play` to words, links and figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from core.components import Step
from core.linecharts import PathChart
from scenarios.debrief import Moment, moments, strongest_path
from scenarios.engine import Choice, Ending, Scene, ending_of, on_offer, shuffled, telling
from scenarios.queries import Play

# Who speaks where nobody of the story does.
NARRATOR = "Narrator"
_MARKUP = ("svg", "text")


@dataclass(frozen=True)
class Link:
    """A right or a principle that a choice touched; a principle has no address."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Shift:
    """What a choice did to one variable, in words with a mark."""

    name: str
    icon: str
    words: str


@dataclass(frozen=True)
class Told:
    """A choice that was made, with its scene and what it touched."""

    number: int
    scene: Scene
    choice: Choice
    links: tuple[Link, ...]


@dataclass(frozen=True)
class MomentPage:
    """A page of a run: what has just happened, and the moment now (None at the end)."""

    number: int
    before: tuple[Told, ...]
    happened: Told | None
    shifts: tuple[Shift, ...]
    scene: Scene | None
    speaker: str
    text: str
    picture: Mapping[str, str] | None
    choices: tuple[Choice, ...]
    steps: tuple[Step, ...]
    tried: bool


def moment_page(play: Play) -> MomentPage:
    """What to show where the run stands."""
    made = [_told(play, step) for step in range(len(play.made))]
    state = play.state
    scene = None if state.over else play.graph.scenes[state.scene]
    steps = [Step(told.scene.title, "done") for told in made]
    if scene:
        steps.append(Step(scene.title, "here"))
    return MomentPage(
        number=len(made) + 1,
        before=tuple(made[:-1]),
        happened=made[-1] if made else None,
        shifts=tuple(_shifts(play)) if made else (),
        scene=scene,
        speaker=scene.speaker if scene and scene.speaker != NARRATOR else "",
        text=telling(play.graph, state) if scene else "",
        picture=picture_of(play.document, scene) if scene else None,
        choices=shuffled(on_offer(play.graph, state), play.run.seed, state.scene),
        steps=tuple(steps),
        tried=any(choice.step == len(made) for choice in play.tried),
    )


def picture_of(document: Mapping[str, Any], scene: Scene) -> Mapping[str, str] | None:
    """What the scene's picture shows, with the markup that was drawn at release."""
    found = document.get("links", {}).get("pictures", {}).get(scene.picture)
    return {**found, **{key: mark_safe(found[key]) for key in _MARKUP}} if found else None  # noqa: S308  written by our own hand at release


def _told(play: Play, step: int) -> Told:
    made = play.made[step]
    choice = play.choice_of(made)
    return Told(step + 1, play.graph.scenes[made.scene], choice, links_of(play.document, choice))


def links_of(document: dict[str, Any], choice: Choice) -> tuple[Link, ...]:
    """The rights that a choice touched, each once, and then the principles."""
    links = document.get("links", {})
    found: dict[str, Link] = {}
    for cite in choice.cites:
        right = links.get("rights", {}).get(cite)
        if right:
            words = _("Right %(number)s: %(title)s") % right
            found.setdefault(right["number"], Link(words, right["url"]))
    for principle in choice.principles:
        name = links.get("principles", {}).get(principle) or principle.replace("-", " ")
        found[principle] = Link(_("Principle: %(name)s") % {"name": name[:1].lower() + name[1:]})
    return tuple(found.values())


def _shifts(play: Play) -> Iterable[Shift]:
    before, after = play.states[-2], play.states[-1]
    for variable in play.graph.variables:
        yield _shift(variable.name, after.values[variable.id] - before.values[variable.id])


def _shift(name: str, change: int) -> Shift:
    if change == 0:
        return Shift(name, "level", _("stayed as it was"))
    words = {
        (True, False): _("rose a little"),
        (True, True): _("rose"),
        (False, False): _("fell a little"),
        (False, True): _("fell"),
    }[change > 0, abs(change) > 1]
    return Shift(name, "rise" if change > 0 else "fall", words)


@dataclass(frozen=True)
class PathStep:
    """A moment of the path as it is looked back on; `first` is what was tried before."""

    told: Told
    moment: Moment
    first: Choice | None


@dataclass(frozen=True)
class Debrief:
    """Looking back on a run."""

    ending: Ending
    path: tuple[PathStep, ...]
    charts: tuple[PathChart, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    # The moment that cost most, with what would have helped; None when there is none.
    stronger: PathStep | None
    stronger_links: tuple[Link, ...]


def debrief_of(play: Play) -> Debrief:
    """The path as a story, what it moved, and what would have helped. The run is over."""
    found = moments(play.graph, play.states, [made.choice for made in play.made])
    first = play.first_tries()
    path = tuple(
        PathStep(
            _told(play, moment.step),
            moment,
            play.choice_of(first[moment.step]) if moment.step in first else None,
        )
        for moment in found
    )
    lost = [step for step in path if step.moment.mattered == "lost" and step.moment.better]
    stronger = max(lost, key=lambda step: _missed(step.moment)) if lost else None
    better = stronger.moment.better if stronger else None
    charts, rows = _figures(play, path)
    return Debrief(
        ending=ending_of(play.graph, play.state),
        path=path,
        charts=tuple(charts),
        columns=(_("Moment"), *(variable.name for variable in play.graph.variables)),
        rows=tuple(rows),
        stronger=stronger,
        stronger_links=links_of(play.document, better) if better else (),
    )


def _missed(moment: Moment) -> int:
    better = sum(change for _name, change in moment.better.effects) if moment.better else 0
    return better - moment.gain


def _figures(
    play: Play, path: tuple[PathStep, ...]
) -> tuple[list[PathChart], list[tuple[str, ...]]]:
    """A chart for each variable, and one table of how each moment moved them."""
    _made, best = strongest_path(play.graph)
    labels = [_("start"), *range(1, max(len(play.states), len(best)))]
    charts = []
    for index, variable in enumerate(play.graph.variables):
        mine = [state.values[variable.id] for state in play.states]
        other = [state.values[variable.id] for state in best]
        moved = [step.moment.shift[index] for step in path]
        words = "; ".join(
            f"{step.told.number}: {_change(change)}"
            for step, change in zip(path, moved, strict=True)
        )
        description = _("Your path by moment: %(words)s.") % {"words": words}
        charts.append(PathChart(variable.name, description, labels, mine, other))
    rows = [
        (
            f"{step.told.number}. {step.told.scene.title}",
            *(_change(change) for change in step.moment.shift),
        )
        for step in path
    ]
    return charts, rows


def _change(change: int) -> str:
    if change == 0:
        return _("no change")
    words = _("up %(n)s") if change > 0 else _("down %(n)s")
    return words % {"n": abs(change)}
