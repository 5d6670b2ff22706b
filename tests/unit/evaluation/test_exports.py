"""What leaves as a file, searched for what must not leave."""

import datetime

from evaluation.codebook import HEADER as CODEBOOK_HEADER
from evaluation.codebook import VARIABLES, suppression
from evaluation.disclosure import protect
from evaluation.exports import HEADER, codebook_rows, reach_rows
from evaluation.queries import Reach
from evaluation.reach import MEASURES, RULES, Group, UnitName, Words, reach_table

UNITS = [UnitName("F", "Force", None), *(UnitName(c, f"Unit {c}", "F") for c in "ABC")]
WORDS = Words("Everybody", "No post", "{unit}, itself")
GROUPS = [
    Group("A", "other", True, True, 143),
    Group("A", "other", False, False, 119),
    Group("B", "other", True, True, 7),
    Group("B", "other", False, False, 127),
    Group("C", "other", True, True, 151),
    Group("C", "other", False, False, 139),
]


def reach(groups=GROUPS):
    table = reach_table(groups, UNITS, {"other": "Other post"}, WORDS)
    return Reach(
        slug="code",
        requirement="The Code",
        module_key="victims-code",
        as_at=datetime.date(2026, 3, 31),
        edition="2020",
        table=protect(table, RULES) if table else None,
    )


def lines():
    return [dict(zip(HEADER, row, strict=True)) for row in reach_rows(reach())]


def test_every_row_says_what_it_is_a_breakdown_by():
    assert [line["breakdown"] for line in lines()] == [
        "total", "unit", "unit", "unit", "post", "unit_post", "unit_post", "unit_post",
    ]  # fmt: skip


def test_withheld_counts_are_marked_and_not_blank():
    by_unit = {line["unit_code"]: line for line in lines() if line["breakdown"] == "unit"}
    assert by_unit["B"]["offered"] == 134
    assert by_unit["B"]["completed"] == "[c]"


def test_cells_do_not_give_what_is_not_given():
    cells = [line for line in lines() if line["breakdown"] == "unit_post"]
    assert {line["started"] for line in cells} == {"[x]"}


def test_no_small_number_and_nothing_withheld_is_in_the_file():
    numbers = {cell for row in reach_rows(reach()) for cell in row if isinstance(cell, int)}
    assert min(numbers) >= 10
    # 7 in B, and what it could be worked out from.
    assert {7, 143, 127}.isdisjoint(numbers)


def test_nobody_asked_gives_an_empty_file():
    assert list(reach_rows(reach([]))) == []


def test_the_codebook_has_a_line_for_every_column():
    rows = [dict(zip(CODEBOOK_HEADER, row, strict=True)) for row in codebook_rows(reach())]
    assert [row["variable"] for row in rows] == list(HEADER) == [v.name for v in VARIABLES]
    by_name = {row["variable"]: row for row in rows}
    assert all("[c]=" in by_name[measure]["missing_codes"] for measure in MEASURES)
    assert by_name["completed"]["suppression_rule"] == suppression(RULES)
    assert {row["code_edition"] for row in rows} == {"2020"}
    assert "witness-care=Witness care officer" in by_name["post"]["values"]


def test_the_rule_in_words_names_the_threshold():
    assert "fewer than 10" in suppression(RULES)
