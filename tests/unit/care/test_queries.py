import datetime

import pytest

from care import queries
from care.enums import Audience
from care.services import keep_reflection
from tests.factories.accounts import UserFactory
from tests.factories.care import SupportContactFactory

ON = datetime.date(2026, 11, 25)
pytestmark = pytest.mark.django_db


def names(contacts):
    return [contact.slug for contact in contacts]


def test_groups_come_staff_first_and_without_empty_ones(django_assert_num_queries):
    SupportContactFactory(slug="anyone", audience=["everyone"])
    SupportContactFactory(slug="both", audience=["everyone", "staff"])
    SupportContactFactory(slug="old", audience=["staff"], checked_on=datetime.date(2026, 1, 1))

    with django_assert_num_queries(1):
        groups = queries.support_groups(on=ON)

    assert [(group.audience, names(group.contacts)) for group in groups] == [
        (Audience.STAFF, ["both"]),
        (Audience.EVERYONE, ["anyone", "both"]),
    ]


def test_beside_a_topic_its_own_contacts_come_first_and_each_once():
    SupportContactFactory(slug="work", audience=["staff"], position=1)
    SupportContactFactory(slug="refuge", audience=["domestic-abuse"], position=2)
    SupportContactFactory(slug="galop", audience=["domestic-abuse", "staff"], position=3)
    SupportContactFactory(slug="children", audience=["children"])
    SupportContactFactory(
        slug="old", audience=["domestic-abuse"], checked_on=datetime.date(2026, 1, 1)
    )

    found = queries.contacts_for(["domestic abuse named in a rule", "theft"], on=ON)

    assert names(found) == ["refuge", "galop", "work"]


def test_what_is_to_be_checked_comes_oldest_first():
    SupportContactFactory(slug="fresh")
    SupportContactFactory(slug="older", checked_on=datetime.date(2026, 1, 1))
    SupportContactFactory(slug="old", checked_on=datetime.date(2026, 6, 1))

    assert names(queries.contacts_to_check(on=ON)) == ["older", "old"]


def test_a_reflection_is_read_by_its_writer_alone():
    writer, other = UserFactory(), UserFactory()
    keep_reflection(by=writer, place_iri="lesson", key="a", text="mine")

    assert queries.reflection_of(writer, "lesson", "a").text == "mine"
    assert queries.reflection_of(other, "lesson", "a") is None
    assert queries.kept_at(other, "lesson").reflections == {}


@pytest.mark.parametrize("count", [1, 3])
def test_the_reflections_of_a_place_are_one_query(count, django_assert_num_queries):
    writer = UserFactory()
    for n in range(count):
        keep_reflection(by=writer, place_iri="lesson", key=str(n), text=f"thought {n}")
    keep_reflection(by=writer, place_iri="another", key="0", text="elsewhere")

    with django_assert_num_queries(1):
        found = queries.kept_at(writer, "lesson").reflections

    assert {key: one.text for key, one in found.items()} == {
        str(n): f"thought {n}" for n in range(count)
    }


def test_a_lost_key_is_told_and_breaks_nothing(settings):
    writer = UserFactory()
    settings.REFLECTION_KEYS = ["first"]
    keep_reflection(by=writer, place_iri="lesson", key="a", text="mine")
    settings.REFLECTION_KEYS = ["another"]

    assert queries.reflection_of(writer, "lesson", "a").text is None


def test_without_keys_of_their_own_the_sites_secret_and_its_fallbacks_open_them(settings):
    writer = UserFactory()
    keep_reflection(by=writer, place_iri="lesson", key="a", text="mine")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the next one"

    assert queries.reflection_of(writer, "lesson", "a").text == "mine"


def test_who_said_nothing_reads_as_drawn():
    assert queries.reading_of(UserFactory()) == queries.AS_DRAWN
