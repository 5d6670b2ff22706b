import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.enums import PRIVATE_WORDS
from care.private_words import PrivateKind, private_kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Write to jo.bloggs@example.org about it.", [PrivateKind.EMAIL]),
        ("I rang 07700 900123 twice.", [PrivateKind.NUMBER]),
        ("Crime number 42/123456/26 was mine.", [PrivateKind.NUMBER]),
        ("It was +44 20 7946 0000.", [PrivateKind.NUMBER]),
        ("Her insurance number is QQ 12 34 56 C.", [PrivateKind.NUMBER]),
        ("She lives at SW1A 1AA.", [PrivateKind.ADDRESS]),
        ("The car was AB12 CDE.", [PrivateKind.ADDRESS]),
        ("I spoke with Mrs Patel.", [PrivateKind.NAME]),
        ("and then Amina Khan said", [PrivateKind.NAME]),
        ("a woman called Joanna", [PrivateKind.NAME]),
        ("PC Jones rang 07700 900123", [PrivateKind.NAME, PrivateKind.NUMBER]),
    ],
)
def test_what_looks_private_is_named_by_kind(text, kinds):
    assert private_kinds(text) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I had no news to give, and said so too late.",
        "They told me about Victim Support and the Victim Personal Statement.",
        "Right 6 says 5 working days, or 1 with Enhanced Rights.",
        "On 3 March 2026 we talked for 20 minutes.",
        "I asked Witness Care. Nobody rang back.",
        "Monday was hard. Tuesday was easier.",
    ],
)
def test_ordinary_thoughts_give_no_warning(text):
    assert private_kinds(text) == []


@given(st.text())
def test_any_text_is_taken(text):
    assert set(private_kinds(text)) <= set(PrivateKind)


@given(st.text(alphabet=st.characters(categories=["Ll", "Zs"])), st.sampled_from(["a@b.org"]))
def test_what_stands_around_an_address_does_not_hide_it(around, address):
    assert PrivateKind.EMAIL in private_kinds(f"{around} {address} {around}")


def test_every_kind_has_its_words():
    assert set(PRIVATE_WORDS) == set(PrivateKind)
