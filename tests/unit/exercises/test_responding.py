from datetime import date

import pytest

from exercises.forms import written_day
from exercises.kinds import Asks, Field, Offer
from exercises.responding import LONGEST_TEXT, Snag, respond

OFFERS = (Offer("a", "A"), Offer("b", "B"), Offer("c", "C"))
ONE = Field("p.one", Asks.ONE, "One", OFFERS)
MANY = Field("p.many", Asks.MANY, "Many", OFFERS)
TEXT = Field("p.text", Asks.TEXT, "Text")
DAY = Field("p.day", Asks.DAY, "Day")


def read(field: Field, **sent):
    names = {"chosen": f"a.{field.name}", "written": f"a.{field.name}.written"}
    lists = {
        names[key]: [value] if isinstance(value, str) else value for key, value in sent.items()
    }
    return respond([field], lists, day_of=written_day)


@pytest.mark.parametrize(
    ("field", "chosen", "answer"),
    [
        (ONE, ["a"], ("a",)),
        (ONE, ["a", "b"], ("b",)),
        (MANY, ["c", "a", "a"], ("a", "c")),
        (TEXT, "Two\r\nlines", ("Two\nlines",)),
        (DAY, "2026-09-01", ("2026-09-01",)),
    ],
)
def test_an_answer_is_taken_in_the_order_of_the_offer(field, chosen, answer) -> None:
    found = read(field, chosen=chosen)
    assert (found.answers, found.snags) == ({field.name: answer}, {})


@pytest.mark.parametrize("field", [ONE, MANY, TEXT, DAY])
@pytest.mark.parametrize("chosen", ["", [], " "])
def test_nothing_is_no_answer_and_no_fault(field, chosen) -> None:
    if chosen == " " and field is not TEXT:
        return
    found = read(field, chosen=chosen)
    assert (found.answers, found.snags) == ({}, {})


@pytest.mark.parametrize(
    ("field", "sent", "snag", "answer"),
    [
        (ONE, {"chosen": "x"}, Snag.NOT_OFFERED, None),
        (MANY, {"chosen": ["a", "x"]}, Snag.NOT_OFFERED, ("a",)),
        (DAY, {"chosen": "Monday"}, Snag.NOT_OFFERED, None),
        (DAY, {"written": "31 September"}, Snag.NOT_A_DAY, None),
        (DAY, {"chosen": "2026-09-01", "written": "2/9/2026"}, Snag.TWO_DAYS, ("2026-09-01",)),
    ],
)
def test_what_cannot_be_used_is_told_and_what_can_is_kept(field, sent, snag, answer) -> None:
    found = read(field, **sent)
    assert found.snags == {field.name: snag}
    assert found.answers.get(field.name) == answer
    if "written" in sent:
        assert found.written == {field.name: sent["written"]}


@pytest.mark.parametrize(
    "written", ["1 September 2026", "Tue 1st Sept 2026", "01/09/2026", " 2026-09-01 "]
)
def test_a_day_may_be_written_as_people_write_it(written) -> None:
    assert read(DAY, written=written).answers == {"p.day": ("2026-09-01",)}
    both = read(DAY, chosen="2026-09-01", written=written)
    assert (both.answers, both.snags, both.written) == ({"p.day": ("2026-09-01",)}, {}, {})
    assert written_day(written) == date(2026, 9, 1)


def test_a_text_that_is_too_long_is_not_lost() -> None:
    found = read(TEXT, chosen="x" * (LONGEST_TEXT + 1))
    assert found.snags == {"p.text": Snag.TOO_LONG}
    assert len(found.answers["p.text"][0]) == LONGEST_TEXT + 1
