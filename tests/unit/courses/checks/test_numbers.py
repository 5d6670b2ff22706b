import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.checks.numbers import Measure, claims, measures, supported, unsupported, working_days

amounts = st.integers(min_value=2, max_value=99)
units = st.sampled_from(["working days", "calendar days", "days", "weeks", "months", "hours"])


@given(amounts, units)
def test_a_limit_is_found_whatever_its_number_and_unit(amount, unit):
    wanted = Measure(str(amount), unit.replace(" ", "_"))
    text = f"They are told within {amount} {unit}, at the latest."
    assert measures(text) == claims(text) == {wanted}
    assert str(wanted) == f"{amount} {unit}"
    assert unsupported(text, {wanted}) == []
    assert unsupported(text, ()) == [wanted]


@given(amounts, st.sampled_from(["days", "weeks", "months", "years", "hours"]))
def test_a_bare_span_of_time_is_a_memory_and_no_limit(amount, unit):
    assert claims(f"It had been {amount} {unit} since then.") == set()


@given(st.text(max_size=200))
def test_nothing_is_claimed_that_is_not_there(text):
    assert claims(text) <= measures(text)
    assert unsupported(text, claims(text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("within five working days", {"5 working days"}),
        ("a further 2 working days", {"2 working days"}),
        ("a 10-working-day target", set()),
        ("the 28-day limit", {"28 days"}),
        ("89% and 57 per cent", {"89%", "57%"}),
        ("one in five people", {"1 in 5"}),
        ("three out of every ten", {"3 in 10"}),
        ("2,646 people", {"2646"}),
        ("in 2026, section 5, paragraph 7.7, page 12", set()),
        ("ring 101 from home, or 999 now", set()),
        ("at 238 High Street", set()),
        ("18 in 2025", set()),
    ],
)
def test_what_a_reader_takes_as_a_fact(text, found):
    assert {str(one) for one in claims(text)} == found


def test_days_may_stand_for_calendar_days_and_never_for_working_days():
    days = Measure("5", "days")
    assert supported(days, {Measure("5", "calendar_days")})
    assert not supported(days, {Measure("5", "working_days")})
    assert working_days("5 days, or 5 working days") == {Measure("5", "working_days")}
