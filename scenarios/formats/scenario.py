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
                reader.problem(_place(reader.data, finding), finding.message % finding.params)


def warnings_of(document: Mapping[str, Any]) -> list[str]:
    """What an editor should look at, though it does not keep the scenario from learners."""
    findings = check(graph_of(document))
    return [finding.message % finding.params for finding in findings if not finding.error]


def _place(document: Document, finding: Finding) -> Path:
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
    return next(index for index, part in enumerate(parts) if part["id"] == name)


# Writing ------------------------------------------------------------------------------

_ON_ONE_LINE = {"topics", "rights", "principles", "flags", "set", "cites"}


def dump_scenario(document: Mapping[str, Any]) -> str:
    """Write a scenario so that `parse_scenario` gives the same document back."""
    return dump({key: _form(key, value) for key, value in document.items()})


def _form(key: str, value: Any) -> Any:
    if key in _ON_ONE_LINE:
        return Flow(value)
    if key == "effects":
        return FlowMap(value)
    if key == "variables":
        return [FlowMap(variable) for variable in value]
    if isinstance(value, dict):
        return {name: _form(name, part) for name, part in value.items()}
    if isinstance(value, list):
        return [
            {name: _form(name, part) for name, part in item.items()}
            if isinstance(item, dict)
            else item
            for item in value
        ]
    return value
