from dataclasses import replace

import pytest

from evaluation.disclosure.answers import Share, ShownItem, ShownOption
from evaluation.statistics.flags import Flag, flags


def option(key, percent, *, r=0.0, kind="about", right=False):
    return ShownOption("", key, Share(percent, kind), 0.5, r, right)


FINE = ShownItem(
    n=300,
    facility=Share(70),
    sd=0.4,
    r_rest=0.3,
    r_total=0.4,
    efficiency=0.5,
    tails=None,
    options=(option("a", 70, r=0.3, right=True), option("b", 20, r=-0.2), option("c", 10, r=-0.2)),
    time=None,
    is_partial=False,
    withheld=False,
    step=1,
)


def raised(**fields):
    return [one.flag for one in flags(replace(FINE, **fields))]


def test_nothing_to_look_at():
    assert raised() == []


@pytest.mark.parametrize(
    ("facility", "expected"),
    [
        (Share(91), [Flag.TOO_EASY]),
        (Share(90), []),
        (Share(20), []),
        (Share(19), [Flag.TOO_HARD]),
        (Share(95, "above"), [Flag.TOO_EASY]),
        (Share(75, "above"), []),
        (Share(15, "below"), [Flag.TOO_HARD]),
        (Share(25, "below"), []),
    ],
)
def test_facility(facility, expected):
    assert raised(facility=facility) == expected


@pytest.mark.parametrize(
    ("r_rest", "expected"),
    [
        (0.15, []),
        (0.14, [Flag.DOES_NOT_SEPARATE]),
        (0.0, [Flag.DOES_NOT_SEPARATE]),
        (-0.01, [Flag.OTHER_WAY_ROUND]),
        (None, []),
    ],
)
def test_discrimination(r_rest, expected):
    assert raised(r_rest=r_rest, options=()) == expected


def test_an_option_that_those_who_know_like_better_than_the_right_one():
    found = flags(replace(FINE, options=(*FINE.options[:2], option("d", 30, r=0.35))))
    assert [(one.flag, one.options) for one in found] == [(Flag.WRONG_OPTION_LIKED, ("d",))]


def test_options_that_hardly_anybody_chooses_are_named():
    few = (option("c", 2), option("d", 3, kind="below"), option("e", 4, kind="below"))
    found = flags(replace(FINE, options=(*FINE.options[:2], *few)))
    assert [(one.flag, one.options) for one in found] == [(Flag.NOBODY_CHOOSES, ("c", "d"))]


def test_no_answer_is_no_option():
    assert raised(options=(*FINE.options, option("", 1, r=0.9))) == []
