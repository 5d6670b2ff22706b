"""Every scenario in `content/`, played by a machine to every ending."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from care.notes import needs_alternative
from scenarios.engine import Choice, Graph, State, advance, begin, ending_of, graph_of, on_offer
from scenarios.formats import dump_scenario, parse_scenario, warnings_of
from scenarios.telling import has_alternative, told

FILES = sorted((Path(__file__).parents[3] / "content" / "scenarios").glob("*.yaml"))


def document_of(file: Path) -> dict[str, Any]:
    document, problems = parse_scenario(file.read_text(encoding="utf-8"), file=file.name)
    assert problems == []
    return document


def states_of(graph: Graph) -> Iterator[State]:
    """Every state that play can come to, each once."""
    waiting, seen = [begin(graph)], {begin(graph).key}
    while waiting:
        state = waiting.pop()
        yield state
        for choice in on_offer(graph, state):
            after = advance(graph, state, choice.id)
            if after.key not in seen:
                seen.add(after.key)
                waiting.append(after)


def offers_of(graph: Graph) -> dict[str, set[tuple[Choice, ...]]]:
    """By scene: the choices that people find there, in all the ways that they find them."""
    offers: dict[str, set[tuple[Choice, ...]]] = {}
    for state in states_of(graph):
        if not state.over:
            offers.setdefault(state.scene, set()).add(on_offer(graph, state))
    return offers


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_is_played_to_every_ending_with_a_best_choice_at_every_moment(file: Path) -> None:
    document = document_of(file)
    graph = graph_of(document)
    endings = {ending_of(graph, state).id for state in states_of(graph) if state.over}
    assert endings == {ending.id for ending in graph.endings}
    assert len({ending.band for ending in graph.endings}) > 1
    for offers in offers_of(graph).values():
        assert all(any(choice.grade == "best" for choice in offer) for offer in offers)
    assert warnings_of(document) == []
    assert dump_scenario(document) == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_was_chosen_changes_what_follows_in_two_places_or_more(file: Path) -> None:
    forks = 0
    for offers in offers_of(graph_of(document_of(file))).values():
        ways = {choice.next for offer in offers for choice in offer}
        forks += len(ways) > 1 or len(offers) > 1
    assert forks >= 2


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_from_cw3_there_is_a_second_telling_with_words_of_its_own(file: Path) -> None:
    document = document_of(file)
    if not needs_alternative(document["content_note"]["strength"]):
        return
    assert has_alternative(document)
    other = told(document, alternative=True)
    for mine, theirs in zip(document["scenes"], other["scenes"], strict=True):
        assert mine["text"] != theirs["text"]
        for first, second in zip(mine["choices"], theirs["choices"], strict=True):
            assert (first["id"], first["effects"]) == (second["id"], second["effects"])


def test_the_best_choice_is_not_the_longest_more_often_than_chance() -> None:
    longest, expected = 0, 0.0
    for file in FILES:
        for offers in offers_of(graph_of(document_of(file))).values():
            for offer in offers:
                most = max(len(choice.text) for choice in offer)
                best = [choice for choice in offer if choice.grade == "best"]
                longest += any(len(choice.text) == most for choice in best)
                expected += len(best) / len(offer)
    assert longest <= expected
