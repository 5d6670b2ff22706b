"""Small-number rules side by side, as their publishers state them."""

import pytest

from evaluation.disclosure.marks import HOSPITAL_EPISODES, OFQUAL, PLATFORM, nearest, written

COUNTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 22, 23, 26, 97, 238]
NEAREST = [0, 0, 0, 5, 5, 5, 5, 5, 10, 10, 10, 15, 20, 25, 25, 95, 240]


def test_nearest_five():
    assert [nearest(count, 5) for count in COUNTS] == NEAREST


@pytest.mark.parametrize(
    ("rule", "small", "below"),
    [(PLATFORM, "[c]", 10), (OFQUAL, "fewer than 5", 5), (HOSPITAL_EPISODES, "*", 8)],
)
def test_small_counts_are_not_written(rule, small, below):
    expected = [
        small if 0 < count < below else str(count if rule is PLATFORM else rounded)
        for count, rounded in zip(COUNTS, NEAREST, strict=True)
    ]
    assert [written(count, rule) for count in COUNTS] == expected


def test_halves_go_up():
    assert [nearest(n, 10) for n in (4, 5, 14, 15, 25)] == [0, 10, 10, 20, 30]
