import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care import formats
from care.enums import Audience, ContactStatus
from tests.factories.care import contact_file

CONTENT = Path(__file__).parents[3] / "content" / "support.yaml"


def problems_of(old: str, new: str) -> list[str]:
    text = formats.format_support((contact_file(),))
    assert old in text
    return [str(one) for one in formats.parse_support(text.replace(old, new, 1))[1]]


def test_the_content_file_parses_and_is_written_back_to_the_same_text():
    text = CONTENT.read_text(encoding="utf-8")

    contacts, problems = formats.parse_support(text)

    assert problems == []
    assert formats.format_support(contacts) == text


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("id: samaritans", "id: The Samaritans", "“The Samaritans” should be small letters"),
        ("staff]", "friends]", "“friends” should be one of: staff, everyone"),
        (
            "\n    status: secondary",
            "\n    status: sure",
            "“sure” should be one of: verified, secondary",
        ),
        ("116 123", "ring us", "“ring us” should be digits and spaces"),
        ("2026-11-01", "lately", "“lately” should be a date"),
        ("\n    owner: Training team", "", "“owner” is missing"),
        (
            "\n    status:",
            "\n    colour: red\n    status:",
            "“colour” is not a key that belongs here",
        ),
        ("name: ", "name: [", "This is not YAML"),
        ("phone: 116 123", "web: https://samaritans.org", "without https://"),
    ],
)
def test_each_mistake_is_named_with_its_line(old, new, says):
    (problem,) = problems_of(old, new)

    assert problem.startswith("support.yaml:")
    assert says in problem


def test_an_id_stands_once():
    text = formats.format_support((contact_file(), contact_file()))

    assert "stands in this file twice" in str(formats.parse_support(text)[1])


words = st.text(
    st.characters(categories=["L", "N", "P", "Zs"], codec="utf-8"), min_size=1, max_size=60
).map(str.strip)


@given(
    st.lists(
        st.builds(
            contact_file,
            name=words.filter(bool),
            whom=words.filter(bool),
            note=words,
            hours=words,
            owner=words.filter(bool),
            phone=st.sampled_from(["", "999", "116 123"]),
            web=st.sampled_from(["", "example.org", "gov.uk/a-b"]),
            audience=st.lists(st.sampled_from(Audience.values), min_size=1).map(tuple),
            status=st.sampled_from(ContactStatus.values),
            checked_on=st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 1, 1)),
        ),
        min_size=1,
        max_size=1,
    ).map(tuple)
)
def test_what_is_written_parses_to_the_same(contacts):
    assert formats.parse_support(formats.format_support(contacts)) == (contacts, [])


def test_the_pure_vocabularies_are_those_of_the_models():
    assert list(formats.AUDIENCES) == Audience.values
    assert list(formats.STATUSES) == ContactStatus.values
