"""`content/scenarios/<id>.yaml`: a scenario as a readable file, in and out without loss. Pure.

The document that comes out of a file is the graph as JSON data, and the other way round.
"""

from collections.abc import Mapping
from typing import Any

from core.yamltext import Flow, FlowMap, Path, Problem, Reader, Unreadable, dump, read
from scenarios.engine import graph_of
from scenarios.formats.checking import FormCheck
from scenarios.graph import Finding, check

Document = dict[str, Any]


def parse_scenario(text: str, *, file: str) -> tuple[Document, list[Problem]]:
    """Read a scenario. It may be used only when there are no problems: it goes in whole."""
    try:
        reader = read(text, file=file)
    except Unreadable as error:
        return {}, [error.problem]
    check_document(reader)
    data = reader.data if isinstance(reader.data, dict) else {}
    return data, sorted(reader.problems)


def problems_of(document: Mapping[str, Any]) -> list[str]:
    """What is the matter with a document that comes from no file, in words."""
    reader = Reader(data=document, lines={}, file="")
    check_document(reader)
    return [problem.message for problem in reader.problems]


def check_document(reader: Reader) -> None:
    """Note everything that is the matter: first its form, then (if that holds) its graph."""
    FormCheck(reader).document()
    if not reader.problems:
        graph = graph_of(reader.data)
        for finding in check(graph):
            if finding.error:
                reader.problem(place_of(reader.data, finding), finding.message % finding.params)


def warnings_of(document: Mapping[str, Any]) -> list[str]:
    """What an editor should look at, though it does not keep the scenario from learners."""
    findings = check(graph_of(document))
    return [finding.message % finding.params for finding in findings if not finding.error]


def place_of(document: Mapping[str, Any], finding: Finding) -> Path:
    """Where in a document a finding of its graph lies."""
    if finding.ending:
        return ("endings", _index(document["endings"], finding.ending))
    if not finding.scene:
        return ("start",) if "scene" in finding.params else ("endings",)
    scene = _index(document["scenes"], finding.scene)
    if not finding.choice:
        return ("scenes", scene)
    choices = document["scenes"][scene]["choices"]
    return ("scenes", scene, "choices", _index(choices, finding.choice))


def _index(parts: list[Any], name: str) -> int:
    return next(
        index
        for index, part in enumerate(parts)
        if isinstance(part, dict) and part.get("id") == name
    )


# Writing ------------------------------------------------------------------------------

_ON_ONE_LINE = {"topics", "rights", "principles", "flags", "set", "cites"}
# The order of keys in a file, whatever they belong to. PostgreSQL keeps none of its own.
# fmt: off
_ORDER = [
    "id", "when", "name", "about", "title", "band", "summary", "strength", "topics", "note",
    "minutes", "audience", "setting", "person", "content_note", "speaker", "text", "picture",
    "consequence",
    "feeling", "effects", "set", "grade", "rights", "principles", "cites", "why", "aims",
    "variables", "flags", "next", "start", "min", "max", "reflection", "variants", "choices",
    "scenes", "endings", "stronger", "alternative",
]
# fmt: on
_PLACE = {key: place for place, key in enumerate(_ORDER)}


def dump_scenario(document: Mapping[str, Any]) -> str:
    """Write a scenario so that `parse_scenario` gives the same document back.

    The same document gives the same text, in whatever order its keys come.
    """
    names = [variable.get("id") for variable in _dicts(document.get("variables"))]
    writer = _Writer({name: place for place, name in enumerate(names)})
    written = {key: writer.form(key, document[key]) for key in _sorted(document)}
    other = document.get("alternative")
    if isinstance(other, dict):
        written["alternative"] = _alternative(document, other)
    return dump(written)


def _sorted(mapping: Mapping[str, Any]) -> list[str]:
    return sorted(mapping, key=lambda key: (_PLACE.get(key, len(_PLACE)), key))


class _Writer:
    """Gives each part the form it has in a file; `places` is the order of the variables."""

    def __init__(self, places: Mapping[Any, int]) -> None:
        self.places = places

    def form(self, key: str, value: Any) -> Any:
        """The value under a key."""
        if key in _ON_ONE_LINE and isinstance(value, list):
            return Flow(value)
        if key == "effects" and isinstance(value, dict):
            names = sorted(value, key=lambda name: (self.places.get(name, len(self.places)), name))
            return FlowMap({name: value[name] for name in names})
        if isinstance(value, dict):
            return {name: self.form(name, value[name]) for name in _sorted(value)}
        if isinstance(value, list):
            return [self._item(key, item) for item in value]
        return value

    def _item(self, key: str, item: Any) -> Any:
        if not isinstance(item, dict):
            return item
        parts = {name: self.form(name, item[name]) for name in _sorted(item)}
        return FlowMap(parts) if key == "variables" else parts


def _alternative(document: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """The second texts, in the order of the first: here the keys are ids."""
    scenes = _by_id(other.get("scenes"), document.get("scenes"))
    choices = {scene.get("id"): scene.get("choices") for scene in _dicts(document.get("scenes"))}
    for name, scene in scenes.items():
        if isinstance(scene, dict) and "choices" in scene:
            scenes[name] = {**scene, "choices": _by_id(scene["choices"], choices.get(name))}
    found = {key: other[key] for key in _sorted(other)}
    if "scenes" in other:
        found["scenes"] = scenes
    if "endings" in other:
        found["endings"] = _by_id(other["endings"], document.get("endings"))
    return found


def _by_id(texts: Any, parts: Any) -> dict[str, Any]:
    if not isinstance(texts, dict):
        return {}
    places = {part.get("id"): place for place, part in enumerate(_dicts(parts))}
    names = sorted(texts, key=lambda name: (places.get(name, len(places)), name))
    return {
        name: {key: texts[name][key] for key in _sorted(texts[name])}
        if isinstance(texts[name], dict)
        else texts[name]
        for name in names
    }


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
