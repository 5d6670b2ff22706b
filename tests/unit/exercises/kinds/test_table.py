import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.formats import problems_of
from exercises.kinds import Stand
from exercises.kinds.table import TABLE, Line, lines, margin
from tests.factories.exercises import exercise_document
from tests.unit.exercises.answering import work_of

WORK = work_of("table")
STEP = TABLE.steps(WORK)[0]


def test_what_may_be_said_and_what_not() -> None:
    said = TABLE.mark(WORK, STEP, {"one.apart": ("may",), "one.a": ("may",)})
    assert [remark.stand for remark in said.remarks] == [Stand.OTHER, Stand.SAME]
    assert said.remarks[0].ours == ("may-not",)


def test_a_row_is_shown_with_its_range_or_withheld_whole() -> None:
    assert lines(WORK.part("one")) == (
        Line("Group A", 400, 60, 55, 65),
        Line("Group B", 100, 50, 40, 60),
        Line("Group C", None, withheld="small"),
        Line("Group D", None, withheld="complement"),
    )


@given(share=st.integers(1, 99), people=st.integers(10, 10_000))
def test_a_margin_that_fits_is_taken_and_a_surer_one_refused(share: int, people: int) -> None:
    right = round(margin(share, people))
    document = exercise_document("table")
    rows = document["work"]["parts"][0]["rows"]
    rows[0] = {"name": "A", "people": people, "share": share, "margin": right}
    assert problems_of(document) == []
    rows[0]["margin"] = right + 2
    assert len(problems_of(document)) == 1


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"name": "A", "people": 9, "share": 50, "margin": 33}, "“9” should be between 10"),
        ({"name": "A", "withheld": "shy"}, "“shy” should be one of: complement, small."),
        ({"name": "A", "withheld": "small", "people": 4}, "“people” is not a key"),
    ],
)
def test_small_numbers_stay_out_of_the_file_too(row, problem) -> None:
    document = exercise_document("table")
    document["work"]["parts"][0]["rows"][2] = row
    assert any(problem in one for one in problems_of(document))


def test_one_withheld_row_is_never_alone() -> None:
    document = exercise_document("table")
    document["work"]["parts"][0]["rows"].pop()
    assert problems_of(document) == ["One withheld row alone can be worked out: withhold two."]
