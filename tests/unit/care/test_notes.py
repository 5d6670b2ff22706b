import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.notes import (
    LEAST_STRENGTH,
    ContentNote,
    Strength,
    Topic,
    at_least,
    is_only_named,
    is_strength,
    needs_alternative,
    strength_asked_for,
    strongest,
    topics_in,
)

strengths = st.sampled_from(list(Strength))


@given(strengths, strengths)
def test_strengths_are_ordered(a, b):
    assert at_least(a, b) or at_least(b, a)
    assert (at_least(a, b) and at_least(b, a)) == (a == b)


@given(st.lists(strengths))
def test_the_strongest_is_at_least_each(many):
    assert all(at_least(strongest(many), one) for one in many)


@pytest.mark.parametrize(
    ("strength", "needed"),
    [("CW0", False), ("CW1", False), ("CW2", False), ("CW3", True), ("CW4", True), ("CWX", True)],
)
def test_an_alternative_is_needed_from_cw3_up(strength, needed):
    assert needs_alternative(strength) is needed
    assert ContentNote(Strength(strength)).needs_alternative is needed


def test_a_strength_that_does_not_exist_is_an_error():
    with pytest.raises(ValueError, match="CW9"):
        needs_alternative("CW9")


def test_every_topic_has_its_least_strength():
    assert set(LEAST_STRENGTH) == set(Topic)


@pytest.mark.parametrize(
    ("words", "topics"),
    [
        (["harassment", "threat"], [Topic.HARASSMENT, Topic.THREAT]),
        (
            ["theft", "Sexual violence and domestic abuse named in a rule"],
            [Topic.THEFT, Topic.DOMESTIC_ABUSE, Topic.SEXUAL_VIOLENCE],
        ),
        (["threatened species", "whatever"], []),
        ([], []),
    ],
)
def test_topics_are_found_in_an_authors_words(words, topics):
    assert topics_in(words) == topics


def test_the_strength_that_topics_ask_for_is_that_of_the_strongest():
    assert strength_asked_for(["burglary", "stalking"]) == Strength.CW2
    assert strength_asked_for([]) == Strength.CW0


def test_what_is_only_named_may_be_weaker():
    assert is_only_named("Bereavement named in a rule")
    assert not is_only_named("bereavement")
    assert strength_asked_for(["burglary", "bereavement named in a rule"]) == Strength.CW1


@given(st.text(max_size=4))
def test_a_word_is_a_strength_only_when_it_is_one(word):
    assert is_strength(word) == (word in {"CW0", "CW1", "CW2", "CW3", "CW4", "CWX"})
