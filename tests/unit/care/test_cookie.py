"""How pages look before anybody signs in."""

from hypothesis import given
from hypothesis import strategies as st

from care import cookie
from care.enums import READING_CHOICES

OFFERED = {name: frozenset(choices.values) for name, choices in READING_CHOICES.items()}
wishes = st.fixed_dictionaries({name: st.sampled_from(sorted(v)) for name, v in OFFERED.items()})


@given(wishes)
def test_what_is_written_is_read(chosen):
    said = {name: value for name, value in chosen.items() if value}
    assert cookie.read(cookie.written(chosen), offered=OFFERED) == said


@given(st.text())
def test_whatever_a_browser_sends_only_what_is_on_offer_is_read(text):
    found = cookie.read(text, offered=OFFERED)
    assert all(value in OFFERED[name] for name, value in found.items())


def test_a_word_of_ones_own_does_not_reach_the_page():
    assert cookie.read('theme=dark"onload=x&size=large&who=me', offered=OFFERED) == {
        "size": "large"
    }
