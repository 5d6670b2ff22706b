import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.locks import Locked, lock, unlock

secrets = st.lists(st.text(min_size=1), min_size=1, max_size=3)
contexts = st.tuples(st.text(), st.text(), st.text())


@settings(max_examples=30)
@given(st.text(), secrets, contexts)
def test_what_is_locked_opens_to_the_same(text, keys, context):
    assert unlock(lock(text, secrets=keys, context=context), secrets=keys, context=context) == text


@settings(max_examples=30)
@given(st.text(min_size=4), contexts, contexts)
def test_nobody_elses_place_opens_it(text, mine, other):
    token = lock(text, secrets=["s"], context=mine)

    assert text.encode() not in token
    if other != mine:
        with pytest.raises(Locked):
            unlock(token, secrets=["s"], context=other)


def test_contexts_do_not_run_together():
    token = lock("t", secrets=["s"], context=["1", "11"])

    with pytest.raises(Locked):
        unlock(token, secrets=["s"], context=["11", "1"])


def test_an_older_secret_still_opens_and_a_stranger_does_not():
    token = lock("t", secrets=["old"], context=["1"])

    assert unlock(token, secrets=["new", "old"], context=["1"]) == "t"
    with pytest.raises(Locked):
        unlock(token, secrets=["new"], context=["1"])
