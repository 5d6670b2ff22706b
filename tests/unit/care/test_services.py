import datetime

import pytest
import time_machine
from django.db import connection

from care import queries, services
from care.enums import READING_CHOICES, PrivateTextKind
from care.models import PrivateText, SupportContact
from care.private_words import PrivateKind
from core.errors import InvalidInput
from core.models import AuditEntry, AuditPersonal, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.care import SupportContactFactory, contact_file

pytestmark = pytest.mark.django_db
PLANTED = "a thought planted here and nowhere else"


def load(*contacts):
    return services.load_support(by=None, contacts=contacts)


def test_a_second_load_changes_nothing_and_writes_nothing_down():
    first = load(contact_file(), contact_file(slug="other"))
    entries = AuditEntry.objects.count()

    second = load(contact_file(), contact_file(slug="other"))

    assert first.created == ["support contact samaritans", "support contact other"]
    assert (second.changed, second.unchanged) == (False, 2)
    assert AuditEntry.objects.count() == entries == 2


def test_loading_and_writing_out_gives_the_same_contacts():
    contacts = (contact_file(), contact_file(slug="other", web="example.org", phone=""))

    load(*contacts)

    assert queries.support_file() == contacts


def test_a_changed_file_changes_the_contact():
    load(contact_file())

    report = load(contact_file(phone="999"))

    assert report.updated == ["support contact samaritans"]
    assert SupportContact.objects.get().phone == "999"
    assert AuditEntry.objects.filter(after__phone="999").exists()


def test_what_an_editor_changed_is_listed_and_never_overwritten():
    load(contact_file())
    SupportContact.objects.update(phone="123")

    report = load(contact_file(phone="999"))

    assert report.kept == ["support contact samaritans"]
    assert SupportContact.objects.get().phone == "123"


def test_what_stands_in_no_file_is_listed_and_kept():
    SupportContactFactory(slug="by-hand")

    assert load(contact_file()).not_in_files == ["support contact by-hand"]
    assert SupportContact.objects.count() == 2


def test_the_order_is_that_of_the_file():
    load(contact_file(slug="a"), contact_file(slug="b"))
    load(contact_file(slug="b"), contact_file(slug="a"))

    assert [one.slug for one in queries.support_file()] == ["b", "a"]


@time_machine.travel(datetime.date(2026, 11, 25))
def test_a_check_is_noted_with_who_made_it():
    editor = UserFactory()
    contact = SupportContactFactory(checked_on=datetime.date(2026, 1, 1))

    services.mark_checked(by=editor, contacts=[contact], on=datetime.date(2026, 11, 24))

    contact.refresh_from_db()
    assert contact.checked_on == datetime.date(2026, 11, 24)
    entry = AuditEntry.objects.get()
    assert (entry.by, entry.after) == (editor, {"checked_on": "2026-11-24"})


@time_machine.travel(datetime.date(2026, 11, 25))
def test_a_check_cannot_lie_in_the_future():
    with pytest.raises(InvalidInput, match="future"):
        services.mark_checked(by=None, contacts=[], on=datetime.date(2026, 11, 26))


def keep(user, text, key="k"):
    return services.keep_reflection(by=user, place_iri="lesson", key=key, text=text)


def test_a_thought_takes_the_place_of_the_one_before():
    user = UserFactory()
    keep(user, "first")
    keep(user, "second\r\nline")

    assert queries.reflection_of(user, "lesson", "k").text == "second\nline"
    assert PrivateText.objects.count() == 1


def test_a_thought_is_in_no_table_audit_or_outbox_as_words():
    user = UserFactory()

    keep(user, PLANTED)

    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            assert not any(PLANTED in _words(cell) for row in cursor.fetchall() for cell in row)
    assert not AuditEntry.objects.exists()
    assert not AuditPersonal.objects.exists()
    assert not OutboxMessage.objects.exists()


def _words(cell):
    if isinstance(cell, (bytes, memoryview)):
        return bytes(cell).decode("latin-1")
    return str(cell)


def test_a_thought_moved_to_another_row_cannot_be_read_there():
    writer, thief = UserFactory(), UserFactory()
    keep(writer, PLANTED)

    PrivateText.objects.update(user=thief)

    assert queries.reflection_of(thief, "lesson", "k").text is None


def test_deleting_is_at_once_and_of_ones_own_only():
    writer, other = UserFactory(), UserFactory()
    keep(writer, "mine")
    keep(other, "theirs")

    services.delete_reflection(by=writer, place_iri="lesson", key="k")
    services.delete_reflection(by=writer, place_iri="lesson", key="k")

    assert queries.reflection_of(writer, "lesson", "k") is None
    assert queries.reflection_of(other, "lesson", "k").text == "theirs"


@pytest.mark.parametrize("text", ["", "  \n "])
def test_to_keep_nothing_is_to_delete(text):
    user = UserFactory()
    keep(user, "first")

    assert not keep(user, text).kept
    assert not PrivateText.objects.exists()


def test_private_words_are_kept_and_named():
    kept = keep(UserFactory(), "I rang Mrs Patel on 07700 900123.")

    assert kept.kept
    assert kept.warnings == (PrivateKind.NAME, PrivateKind.NUMBER)


def test_what_is_too_long_is_refused_in_words_and_the_one_before_stays():
    user = UserFactory()
    keep(user, "first")

    with pytest.raises(InvalidInput, match="Shorten it"):
        keep(user, "x" * (services.LONGEST_TEXT + 1))

    assert queries.reflection_of(user, "lesson", "k").text == "first"


def note(user, text, key="b-1", about="1.5 Keeping people informed: Which limit applies"):
    return services.keep_note(by=user, place_iri="lesson", key=key, about=about, text=text)


def test_a_note_is_kept_locked_and_says_what_it_was_about():
    user = UserFactory()

    note(user, PLANTED)

    (kept,) = queries.kept_by(user, PrivateTextKind.NOTE)
    assert (kept.text, kept.about) == (PLANTED, "1.5 Keeping people informed: Which limit applies")
    row = PrivateText.objects.get()
    assert PLANTED.encode() not in bytes(row.ciphertext)
    assert not AuditEntry.objects.exists()


def test_a_note_and_a_thought_at_one_place_are_two_things_with_two_keys():
    user = UserFactory()
    keep(user, "a thought", key="same")
    note(user, "a note", key="same")

    here = queries.kept_at(user, "lesson")
    assert (here.reflections["same"].text, here.notes["same"].text) == ("a thought", "a note")

    services.delete_note(by=user, place_iri="lesson", key="same")
    assert queries.kept_at(user, "lesson").notes == {}
    assert queries.kept_at(user, "lesson").reflections["same"].text == "a thought"


def test_a_note_that_becomes_a_thought_by_force_cannot_be_read_as_one():
    user = UserFactory()
    note(user, "a note")

    PrivateText.objects.update(kind=PrivateTextKind.REFLECTION)

    assert queries.reflection_of(user, "lesson", "b-1").text is None


def test_a_note_belongs_to_its_writer_alone():
    writer, other = UserFactory(), UserFactory()
    note(writer, "mine")
    (mine,) = queries.kept_by(writer)

    assert queries.note_of(other, mine.pk) is None
    assert queries.kept_by(other) == []
    services.delete_note(by=other, place_iri="lesson", key="b-1")
    assert queries.note_of(writer, mine.pk).text == "mine"


def test_reading_preferences_are_set_and_set_again():
    user = UserFactory()

    services.set_reading(by=user, reading=queries.Reading(size="large"))
    services.set_reading(by=user, reading=queries.Reading(theme="dark", motion="off"))

    assert queries.reading_of(user) == queries.Reading(theme="dark", motion="off")


def test_a_preference_that_does_not_exist_is_refused():
    with pytest.raises(InvalidInput):
        services.set_reading(by=UserFactory(), reading=queries.Reading(theme="red"))


def test_every_preference_offered_is_known_to_the_style_sheet():
    from core.context import READING

    offered = {name: set(choices.values) - {""} for name, choices in READING_CHOICES.items()}
    assert offered == {name: set(values) for name, values in READING.items()}
