import pytest

from tests.factories.victimscode import code_from_files, code_texts
from victimscode import formats


def problems_of(name: str, old: str, new: str) -> list[str]:
    texts = code_texts()
    assert old in texts[name]
    texts[name] = texts[name].replace(old, new, 1)
    return [str(problem) for problem in formats.parse_code(texts)[1]]


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("2020.yaml", "right: 6", "right: 7", "code/2020.yaml:12: This edition has no Right 7."),
        ("2020.yaml", "[police]", "[nobody]", "14: There is no agency “nobody”."),
        ("2020.yaml", "5 working days", "5 days", "17: “5 days” should be a limit"),
        ("2020.yaml", "5 working days", "1 working days", "17: “1 working days” should be"),
        ("2020.yaml", "confidence: verified", "confidence: sure", "20: “sure” should be one of"),
        ("2020.yaml", "trigger: ", "triger: ", "15: “triger” is not a key that belongs here."),
        ("2020.yaml", "id: d-under-18", "id: under-18", "45: The id of a definition"),
        ("2020.yaml", "id: r6-recalled", "id: r6-bail", "21: “r6-bail” stands in this file twice"),
        ("2020.yaml", "id: r6-bail", "id: R6_bail", "11: “R6_bail” should be small letters"),
        ("2020.yaml", 'id: "2020"', 'id: "2021"', "1: “2021” should be the name of the file"),
        ("2020.yaml", "kind: code", "kind: [", "not YAML"),
        ("2006.yaml", "sources: [W8]\n    conf", "sources: []\n    conf", "names its source"),
        ("sources.yaml", "read_on: 2026-06-01", "read_on: lately", "1: “lately” should be a date"),
    ],
)
def test_each_mistake_is_named_by_file_and_line(name: str, old: str, new: str, says: str) -> None:
    found = problems_of(name, old, new)
    assert any(says in problem for problem in found), found


def test_a_missing_file_is_named() -> None:
    texts = code_texts()
    del texts["agencies.yaml"]
    problems = formats.parse_code(texts)[1]
    assert "code/agencies.yaml:1: This file is missing." in [str(one) for one in problems]


def test_what_is_written_parses_to_the_same() -> None:
    code = code_from_files()
    assert formats.parse_code(formats.format_code(code)) == (code, [])


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (formats.LimitText(1, "working_days"), "1 working day"),
        (formats.LimitText(28, "calendar_days"), "28 calendar days"),
        (formats.LimitText(3, "months"), "3 months"),
    ],
)
def test_a_limit_in_words(limit: formats.LimitText, words: str) -> None:
    assert str(limit) == words
