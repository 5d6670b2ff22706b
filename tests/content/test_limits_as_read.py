"""Every limit in `content/` against what was read at its source. See tests/data/README.md.

It does not ask the code that the site runs what a limit is: it reads the table and the words.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from courses.contentfolder import Content, read_content

ROOT = Path(__file__).parents[2]
AS_READ = ROOT / "tests" / "data" / "limits-as-read.csv"
WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
NUMBERS = {word: number for number, word in enumerate(WORDS, start=1)}
DAYS = re.compile(rf"\b(\d+|{'|'.join(NUMBERS)}) working days?\b", re.IGNORECASE)
EDITIONS = {"2020 (in force 2021-04-01)": "2020", "2006 (SUPERSEDED)": "2006"}
# What stands in the table under another name than in the file, or with more words.
OTHERWISE = {
    "2020 + VPA 2024 s.27 (from 2025-01-29)": "2020",
    "Criminal Justice Act 1988; Victims and Courts Act 2026": "uls",
}


@cache
def content() -> Content:
    found = read_content(ROOT / "content")
    assert found.problems == []
    return found


@cache
def as_read() -> dict[tuple[str, str], dict[str, str]]:
    """The rows of the table by edition and what the duty says."""
    with AS_READ.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = {}
    for row in rows:
        edition = {**EDITIONS, **OTHERWISE}.get(row["code_edition"])
        if edition:
            says = re.sub(r"^[\d.\-]+ ", "", row["duty"])
            found[edition, plain(says)] = row
    return found


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def limit(cell: str) -> str:
    """A cell of the table as the files write a limit; empty when it has no number of days."""
    if cell == "monthly":
        return "1 month"
    match = re.match(r"(?:within )?(\d+)(?: (calendar day|month)s?)?", cell)
    if not match:
        return ""
    unit = match[2] or "working day"
    return f"{match[1]} {unit}{'' if match[1] == '1' else 's'}"


def rows_of(edition: str) -> Iterator[tuple[str, dict[str, str]]]:
    for duty in duties(edition):
        row = as_read().get((edition, plain(duty.says)))
        if row:
            yield f"{edition}/{duty.slug}", row


def duties(edition: str):
    (found,) = (one for one in content().code.editions if one.slug == edition)
    return found.duties


@pytest.mark.parametrize("edition", ["2020", "2006"])
def test_each_duty_has_the_limit_and_the_confidence_that_were_read(edition: str) -> None:
    known = {f"{edition}/{duty.slug}": duty for duty in duties(edition)}
    for ref, row in rows_of(edition):
        duty = known[ref]
        limits = {group: str(one) for group, one in duty.limits}
        assert limits.get("standard", "") == limit(row["standard_working_days"]), ref
        assert limits.get("enhanced", "") == limit(row["enhanced_working_days"]), ref
        assert duty.confidence == row["confidence"], ref
        assert str(duty.right or 0) == row["right_no"], ref


@pytest.mark.parametrize("edition", ["2020", "2006", "uls"])
def test_each_row_that_was_read_stands_in_the_files_and_each_limit_in_the_table(edition) -> None:
    said = {plain(duty.says) for duty in duties(edition)}
    assert {words for slug, words in as_read() if slug == edition} <= said
    for duty in duties(edition):
        if duty.limits:
            assert (edition, plain(duty.says)) in as_read(), duty.slug


def allowed(refs) -> set[int]:
    """The numbers of working days that the table has for these duties."""
    return {
        int(number)
        for edition in ("2020", "2006")
        for ref, row in rows_of(edition)
        if ref in refs
        for cell in (row["standard_working_days"], row["enhanced_working_days"], row["trigger"])
        for number in re.findall(r"\d+", cell)
    }


def stated(text: str) -> set[int]:
    found = (word.lower() for word in DAYS.findall(text))
    return {NUMBERS.get(word) or int(word) for word in found}


def cited_texts() -> Iterator[tuple[str, str, set[str]]]:
    """Each text of the content that cites, with its place and what it cites."""
    for module in content().modules:
        for lesson in module.lessons:
            for block in lesson.blocks:
                yield from block_texts(f"{lesson.file}:{block.line}", block)
    for aid in getattr(content(), "aids", ()):
        for block in aid.blocks:
            yield from block_texts(f"aids/{aid.slug}.md:{block.line}", block)
    for bank in content().banks:
        for one in bank.questions:
            right = [option for option in one.options if option.correct]
            said = [one.rationale, *(option.text for option in right)]
            said += [option.feedback for option in right]
            yield f"question {one.id}", " ".join(said), set(one.cites)
    for scenario in content().scenarios:
        for scene in scenario["scenes"]:
            for choice in scene["choices"]:
                place = f"{scenario['id']}, {scene['id']}, {choice['id']}"
                yield place, choice["why"], set(choice.get("cites", ()))

    for exercise in content().exercises:
        yield from exercise_texts(exercise["slug"], exercise["work"])


def exercise_texts(place: str, value) -> Iterator[tuple[str, str, set[str]]]:
    """Each thing in an exercise that cites, with the words that stand beside it."""
    if isinstance(value, list):
        for inner in value:
            yield from exercise_texts(place, inner)
    if not isinstance(value, dict):
        return
    here = f"{place}/{value['id']}" if "id" in value else place
    refs = {ref for key in ("cites", "history", "coming") for ref in value.get(key, ())}
    refs |= {value["limit"]} if "limit" in value else set()
    if refs:
        words = " ".join(str(value.get(key, "")) for key in ("text", "hint", "why", "how", "ask"))
        yield here, words, refs
    for inner in value.values():
        yield from exercise_texts(here, inner)


def block_texts(place: str, block) -> Iterator[tuple[str, str, set[str]]]:
    data = block.data
    if data.get("cites"):
        yield place, data.get("say") or data.get("text", ""), {data["cites"]}
    for row in data.get("rows", ()):
        words = " ".join(row.get(key, "") for key in ("event", "standard", "enhanced"))
        yield place, words, {row["cites"]}


def test_every_limit_that_a_text_states_with_a_citation_was_read() -> None:
    wrong = [
        (place, sorted(stated(text) - allowed(refs)))
        for place, text, refs in cited_texts()
        if stated(text) - allowed(refs)
    ]
    assert wrong == []


def test_nothing_that_is_only_recalled_is_cited_anywhere() -> None:
    recalled = {
        f"{edition.slug}/{duty.slug}"
        for edition in content().code.editions
        for duty in edition.duties
        if duty.confidence == "recall"
    }
    recalled |= {
        ref
        for edition in ("2020", "2006")
        for ref, row in rows_of(edition)
        if row["confidence"] == "recall"
    }
    assert recalled  # or this test would hold nothing
    files = [path for path in (ROOT / "content").rglob("*") if path.suffix in (".md", ".yaml")]
    cited = [
        (str(path), ref)
        for path in files
        if path.parent.name != "code"
        for ref in sorted(recalled)
        if re.search(rf"(?<![\w/-]){re.escape(ref)}(?![\w-])", path.read_text(encoding="utf-8"))
    ]
    assert cited == []
