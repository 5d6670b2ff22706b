"""Lengths in words."""

import pytest

from core.durations import about, say_minutes


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (59, "59 minutes"),
        (60, "1 hour"),
        (62, "1 hour"),
        (63, "1 hour 5 minutes"),
        (102, "1 hour 40 minutes"),
        (110, "1 hour 50 minutes"),
        (119, "2 hours"),
        (121, "2 hours"),
    ],
)
def test_a_length_reads_as_people_say_it(minutes: int, words: str) -> None:
    assert say_minutes(minutes) == words
    assert about(minutes) == f"About {words}"
