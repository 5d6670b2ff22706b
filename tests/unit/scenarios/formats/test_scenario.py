from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.formats import dump_scenario, parse_scenario, problems_of, warnings_of
from tests.factories.scenarios import alternative, choice, ending, scenario_document, scene

SC01 = Path(__file__).parents[4] / "content" / "scenarios" / "SC01.yaml"
GOOD = dump_scenario(scenario_document())


def problems(text: str) -> list[str]:
    return [str(problem) for problem in parse_scenario(text, file="T01.yaml")[1]]


def test_the_first_scenario_is_read_whole_and_written_back():
    document, found = parse_scenario(SC01.read_text(), file="SC01.yaml")
    assert found == []
    assert warnings_of(document) == []
    assert parse_scenario(dump_scenario(document), file="again.yaml") == (document, [])


def test_a_document_comes_back_as_it_was():
    assert parse_scenario(GOOD, file="T01.yaml") == (scenario_document(), [])


def test_a_document_without_a_file_is_checked_too():
    assert problems_of(scenario_document()) == []
    assert problems_of(scenario_document(minutes=0)) == ["“0” should be between 1 and 120."]
    assert problems_of([]) != []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("minutes: 5", "minutes: 5\nhurry: true", "“hurry” is not a key that belongs here."),
        ("grade: poor", "grade: bad", "“bad” should be one of: best, partial, poor."),
        ("band: strong", "band: great", "“great” should be one of"),
        ("when: sent_away\n", "when: sent_home\n", "“sent_home” is no flag of this scenario."),
        ("trust >= 3", "hope >= 3", "“hope” is no variable of this scenario."),
        ("trust >= 3", "trust >=", "needs a whole number after it"),
        ("effects: {trust: 2}", "effects: {hope: 2}", "“hope” is no variable of this scenario."),
        ("set: [sent_away]", "set: [gone]", "“gone” is no flag of this scenario."),
        ("id: listen", "id: hurry", "“hurry” stands here twice."),
        ("next: room", "next: attic", "this choice leads to “attic”, which is no scene."),
        ("id: room", "id: end", "“end” is kept for the end of a scenario."),
        ("strength: CW2", "strength: CW9", "“CW9” should be one of"),
        ("strength: CW2", "strength: CW3", "From CW3 up there has to be an “alternative”."),
        ("rights: [2]", "rights: [0]", "There is no Right 0: 1 to 12."),
        ("cites: [2020/r2-record]", "cites: [r2]", "“r2” should be written <edition>/<id>."),
        ("start: 0", "start: 9", "“start” should lie between “min” and “max”."),
        ("why: Because of listen.", 'why: " "', "“why” is empty."),
        ("id: T01", "id: T 01", "should be letters, digits and hyphens"),
    ],
)
def test_a_mistake_is_named_with_its_line(old, new, expected):
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    found = problems(text)
    assert any(expected in line for line in found), found
    assert all(line.startswith("T01.yaml:") for line in found)


def test_the_line_is_the_one_of_the_mistake():
    text = GOOD.replace("next: room", "next: attic", 1)
    line = text.split("\n").index("      - id: welcome") + 1
    assert problems(text) == [
        f"T01.yaml:{line}: “The door”: this choice leads to “attic”, which is no scene."
    ]


@pytest.mark.parametrize(
    "text", ["", "- a\n", "just words\n", "scenes: {a: 1}\n", "a: [\n", "id: 1\n"]
)
def test_what_is_no_scenario_is_refused_in_words(text):
    assert problems(text) != []


def test_an_alternative_tells_every_scene_and_choice_again():
    note = {**scenario_document()["content_note"], "strength": "CW3"}
    document = scenario_document(content_note=note, alternative=alternative())
    assert problems_of(document) == []
    assert parse_scenario(dump_scenario(document), file="x")[0] == document


def test_an_alternative_with_a_gap_or_a_stranger_is_refused():
    gap = alternative()
    del gap["scenes"]["room"]["choices"]["hurry"]
    assert problems_of(scenario_document(alternative=gap)) == ["“hurry” is missing."]
    stranger = alternative()
    stranger["endings"]["never"] = {"text": "No."}
    assert problems_of(scenario_document(alternative=stranger)) == [
        "“never” is not a key that belongs here."
    ]


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1
).filter(lambda text: text.strip() != "")


@given(words, words, st.lists(words, max_size=3), st.lists(st.integers(1, 12), max_size=3))
def test_whatever_is_written_is_read_back(line, tale, aims, rights):
    tale = f"{tale.strip()}\n\n{line.strip()}\n"
    document = scenario_document(
        title=line,
        aims=aims or ["One"],
        scenes=[scene("door", choice("a", text=line, consequence=tale, rights=rights), text=tale)],
        endings=[ending("so-so", text=tale)],
    )
    assert parse_scenario(dump_scenario(document), file="x.yaml") == (document, [])


def reordered(value):
    """The same data with the keys of every mapping the other way round."""
    if isinstance(value, dict):
        return {key: reordered(value[key]) for key in reversed(value)}
    return [reordered(item) for item in value] if isinstance(value, list) else value


def test_the_text_does_not_depend_on_the_order_of_keys():
    document = scenario_document(alternative=alternative())
    assert dump_scenario(reordered(document)) == dump_scenario(document)
    first = parse_scenario(SC01.read_text(), file="SC01.yaml")[0]
    assert dump_scenario(reordered(first)) == dump_scenario(first)


def test_the_first_scenario_is_written_as_it_stands_but_for_empty_lines():
    document = parse_scenario(SC01.read_text(), file="SC01.yaml")[0]
    written = [line for line in dump_scenario(document).split("\n") if line]
    assert written == [line for line in SC01.read_text().split("\n") if line]
