import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.wording import reading_age, sentences, syllables, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("He rang at 3.10 pm. Then he left.", ["He rang at 3.10 pm.", "Then he left."]),
        ("“Yes.” She left.", ["“Yes.", "She left."]),
        ("No stop\n\nAnother", ["No stop", "Another"]),
        ("… \n\n –", []),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    assert sentences(text) == found


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("table", 2), ("made", 1), ("waited", 2), ("victim", 2), ("5", 1)],
)
def test_syllables(word: str, count: float) -> None:
    assert syllables(word) == count


def test_plain_words_read_younger_than_long_ones() -> None:
    plain = reading_age(["She rang him on the day that she had said she would."])
    hard = reading_age(["Organisational communication necessitates systematic documentation."])
    assert plain < 10 < 16 < hard
    assert reading_age([]) == 0


@given(st.text(max_size=200))
def test_no_word_is_lost_between_sentences(text: str) -> None:
    assert sum(len(words(one)) for one in sentences(text)) == len(words(text))
