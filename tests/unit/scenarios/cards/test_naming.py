import re

from hypothesis import given
from hypothesis import strategies as st

from scenarios.cards.naming import free_name, name_of, next_id, slug_of


@given(st.text(max_size=80), st.sets(st.sampled_from(["scene", "scene-2", "a", "end"])))
def test_an_id_is_readable_and_free(text, taken):
    made = slug_of(text, taken, otherwise="scene")
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", made)
    assert made not in taken


@given(st.text(max_size=80), st.sets(st.sampled_from(["trust", "trust_2", "amount"])))
def test_a_name_can_stand_in_a_condition(text, taken):
    made = free_name(text, taken, otherwise="amount")
    assert re.fullmatch(r"[a-z][a-z0-9_]{0,45}", made)
    assert made not in taken
    assert made not in ("and", "or", "not")


def test_words_make_names():
    assert slug_of("She’s at the café: now!", (), otherwise="scene") == "shes-at-the-cafe-now"
    assert name_of("Sent away") == "sent_away"
    assert name_of("sent_away") == "sent_away"
    assert name_of("2 hours") == "n_2_hours"
    assert name_of("…") == ""


def test_a_scenario_gets_the_next_number():
    assert next_id([]) == "SC01"
    assert next_id(["sc01", "sc12", "t99", "another"]) == "SC13"
