import copy

import pytest

from exercises.formats import problems_of
from exercises.kinds import Stand, Work
from exercises.kinds.card import CARD, Row, card
from tests.factories.exercises import exercise_document, links
from tests.unit.exercises.answering import work_of

WORK = work_of("card")
OPEN, FILL, LINE = CARD.steps(WORK)


def test_what_is_open_and_what_is_not() -> None:
    said = CARD.mark(WORK, OPEN, {"open.promises": ("letter",)})
    assert [remark.stand for remark in said.remarks] == [Stand.OTHER, Stand.OTHER]
    assert [remark.ours for remark in said.remarks] == [("open",), ("closed",)]


@pytest.mark.parametrize(
    ("due", "who", "stand"),
    [
        (("tuesday",), ("unit", "mina"), Stand.SAME),
        (("tuesday",), ("mina",), Stand.OTHER),
        (("friday",), ("mina", "unit"), Stand.OTHER),
        (("tuesday",), (), Stand.OTHER),
        ((), (), Stand.OPEN),
    ],
)
def test_a_line_of_the_card_is_a_day_and_those_who_know(due, who, stand) -> None:
    answers = {"fill.ring-due": due, "fill.ring-who": who}
    said = CARD.mark(WORK, FILL, {name: value for name, value in answers.items() if value})
    assert [remark.stand for remark in said.remarks] == [stand]
    assert said.remarks[0].why == "Ring first."
    assert said.remarks[0].cites == ("2020/r6-bail",)


def test_the_card_holds_both_hands_and_the_line() -> None:
    answers = {"fill.ring-due": ("friday",), "fill.ring-who": ("unit",), "line.text": ("Hello.",)}
    filled = card(WORK, answers)
    assert filled.rows == (
        Row(
            "Ring Mina",
            "Tuesday 1 September 2026",
            ("Mina", "The Unit"),
            "Friday 4 September 2026",
            ("The Unit",),
        ),
    )
    assert (filled.line, filled.model) == ("Hello.", "I have read your file.")
    assert CARD.mark(WORK, LINE, answers).more == filled


def test_a_day_that_no_longer_follows_from_its_limit_is_found() -> None:
    changed = copy.deepcopy(links())
    changed["2020/r6-bail"]["limits"]["standard"]["amount"] = 3
    assert CARD.troubles(Work(WORK.data, changed)) == [
        "“Ring Mina” says 2026-09-01, but its limit runs to 2026-08-27."
    ]
    assert "has no limit" in CARD.troubles(Work(WORK.data, {}))[0]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"due": "never"}, "“never” is no date of this exercise."),
        ({"who": ["nobody"]}, "“nobody” is no person of this exercise."),
        ({"open": False}, "“dates” is not a key that belongs here."),
        ({"counted": {"starts": "soon"}}, "“soon” should be a day"),
    ],
)
def test_what_is_the_matter_with_a_promise_is_told(change, problem) -> None:
    document = exercise_document("card")
    document["work"]["promises"][0].update(change)
    assert any(problem in one for one in problems_of(document))
