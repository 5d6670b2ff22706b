from dataclasses import replace

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


FOLLOWING = """\
id: later
title: The Code of later
kind: draft
fictional: true
follows: "2020"
sources: []
rights:
  - number: 6
    title: Information about investigation
duties:
  - id: r6-bail
    continues: [r6-bail]
    right: 6
    says: Tell the victim of bail
    agencies: [police]
    trigger: Key decision
    limits:
      standard: 3 working days
      enhanced: 1 working day
    sources: []
    confidence: verified
unchanged:
  - ids: [r6-recalled, r6-later, r2-record, r6-arrest-interview-release]
ended: [d-under-18]
"""


def following(old: str = "", new: str = "") -> tuple[formats.CodeFiles, list[str]]:
    assert old in FOLLOWING
    text = FOLLOWING.replace(old, new, 1) if old else FOLLOWING
    code, problems = formats.parse_code({**code_texts(), "later.yaml": text})
    return code, [str(one) for one in problems]


def _later(code: formats.CodeFiles) -> formats.EditionFile:
    return next(one for one in code.editions if one.slug == "later")


def test_what_is_only_named_as_unchanged_stands_as_it_stood() -> None:
    code, problems = following()
    assert problems == []
    older, newer = (
        next(one for one in code.editions if one.slug == slug) for slug in ("2020", "later")
    )
    assert [one.slug for one in newer.duties] == [
        *("r6-bail", "r6-recalled", "r6-later", "r2-record", "r6-arrest-interview-release"),
    ]
    was, now = (next(d for d in one.duties if d.slug == "r2-record") for one in (older, newer))
    # It was invented, so it was read nowhere.
    assert now == replace(was, sources=(), continues=("r2-record",))


def test_an_edition_that_follows_is_written_as_it_was_read() -> None:
    code, _problems = following()
    assert formats.parse_code(formats.format_code(code)) == (code, [])
    text = formats.format_code(code)["later.yaml"]
    assert text.count("says:") == 1
    assert "ended:\n  - d-under-18\n" in text


def test_where_unchanged_duties_were_read_anew_they_keep_that() -> None:
    code, problems = following(
        "fictional: true\n", ""
    )  # a real one: what is written out names its sources
    assert any("names its source" in one for one in problems)
    anew = FOLLOWING.replace("fictional: true\n", "").replace("sources: []", "sources: [W8]")
    anew = anew.replace("  - ids: [", "  - sources: [W8]\n    confidence: verified\n    ids: [")
    code, found = formats.parse_code({**code_texts(), "later.yaml": anew})
    assert found == []
    recalled = next(one for one in _later(code).duties if one.slug == "r6-recalled")
    assert (recalled.sources, recalled.confidence) == (("W8",), "verified")
    assert formats.parse_code(formats.format_code(code)) == (code, [])


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('follows: "2020"', 'follows: "1999"', "There is no edition “1999” to follow"),
        ('follows: "2020"\n', "", "Say first which edition it follows"),
        ('follows: "2020"', "follows: later", "follow one another in a circle"),
        ("ended: [d-under-18]", "ended: []", "“d-under-18” of “2020” is not accounted for"),
        ("ended: [d-under-18]", "ended: [d-under-18, gone]", "“gone” is not in “2020”"),
        ("ended: [d-under-18]", "ended: [d-under-18, r2-record]", "has ended and also goes on"),
        ("[r6-recalled,", "[r6-recalled, r6-bail,", "is unchanged and also written out"),
        ("[r6-recalled,", "[r6-recalled, other,", "“other” is not in “2020”"),
        ("continues: [r6-bail]", "continues: [bail]", "“bail” is not in “2020”"),
        ("number: 6", "number: 7", "“r6-recalled” belongs to Right 6, which is gone"),
        ("sources: []\n    conf", "sources: [W8]\n    conf", "There is no source “W8”"),
        ("  - ids:", "  - confidence: verified\n    ids:", "belong together"),
    ],
)
def test_nothing_is_carried_over_or_lost_by_mistake(old: str, new: str, says: str) -> None:
    problems = following(old, new)[1]
    assert any(says in one for one in problems), problems
