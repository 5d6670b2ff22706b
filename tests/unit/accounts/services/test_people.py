import datetime

import pytest
from allauth.account.models import EmailAddress

from accounts.enums import Job
from accounts.models import Post, User
from accounts.services import (
    NewPerson,
    PersonChange,
    add_people,
    change_people,
    deactivate_person,
    reactivate_people,
)
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.models import AuditEntry, AuditPersonal
from tests.factories.accounts import PostFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 3)


def person(**fields):
    return NewPerson(
        **{"email": "New@Example.org", "staff_number": "N1", "joined_on": DAY, **fields}
    )


def test_a_person_is_added_with_a_post_and_without_a_password():
    unit = UnitFactory()

    [user] = add_people(by=None, people=[person(unit_code=unit.code, job="supervisor", leads=True)])

    user = User.objects.get(pk=user.pk)
    assert user.email == "new@example.org"
    assert not user.has_usable_password()
    post = user.posts.get()
    assert (post.unit, post.job, post.starts_on, post.leads, post.from_feed) == (
        unit,
        Job.SUPERVISOR,
        DAY,
        True,
        True,
    )


def test_the_audit_entry_keeps_the_name_apart():
    [user] = add_people(by=None, people=[person(last_name="Okafor")])

    entry = AuditEntry.objects.get(action="person.added")
    assert "Okafor" not in str(entry.after)
    assert entry.personal.about_id == user.pk
    assert entry.personal.after["last_name"] == "Okafor"


def test_adding_twice_changes_nothing():
    unit = UnitFactory()
    people = [person(unit_code=unit.code)]
    first = add_people(by=None, people=people)

    assert add_people(by=None, people=people) == first
    assert (User.objects.count(), Post.objects.count()) == (1, 1)


def test_who_is_known_by_address_alone_stays():
    known = UserFactory(email="new@example.org", staff_number=None)

    assert add_people(by=None, people=[person(staff_number="")]) == [known]


def test_an_address_of_another_number_is_refused():
    UserFactory(email="new@example.org", staff_number="OTHER")

    with pytest.raises(Conflict, match="staff number OTHER"):
        add_people(by=None, people=[person()])


def test_an_unknown_unit_is_refused_and_nobody_added():
    with pytest.raises(NotFound, match="no unit X9"):
        add_people(by=None, people=[person(), person(email="b@x.org", unit_code="X9")])
    assert not User.objects.exists()


def test_a_new_address_shuts_out_the_old_one():
    user = UserFactory(email="old@example.org")
    EmailAddress.objects.create(user=user, email="old@example.org", primary=True, verified=True)

    change_people(by=None, changes=[PersonChange(user, {"email": "new@example.org"})])

    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert not EmailAddress.objects.exists()
    assert AuditPersonal.objects.get().before == {"email": "old@example.org"}


def test_the_same_values_change_nothing():
    user = UserFactory(first_name="Sam")

    assert change_people(by=None, changes=[PersonChange(user, {"first_name": "Sam"})]) == []
    assert not AuditEntry.objects.exists()


def test_an_address_of_somebody_else_is_refused():
    UserFactory(email="taken@example.org")

    with pytest.raises(Conflict, match="another person"):
        change_people(
            by=None, changes=[PersonChange(UserFactory(), {"email": "Taken@example.org"})]
        )


def test_only_details_can_be_changed():
    with pytest.raises(InvalidInput, match="is_superuser"):
        change_people(by=None, changes=[PersonChange(UserFactory(), {"is_superuser": True})])


def test_a_leaver_keeps_their_history():
    post = PostFactory()

    deactivate_person(by=None, user=post.user, on=DAY, reason="left")

    post.refresh_from_db()
    assert post.ends_on == DAY
    assert not User.objects.get(pk=post.user_id).is_active
    assert AuditEntry.objects.get(action="person.deactivated").reason == "left"


def test_leaving_twice_changes_nothing():
    post = PostFactory()
    deactivate_person(by=None, user=post.user, on=DAY)
    entries = AuditEntry.objects.count()

    deactivate_person(by=None, user=post.user, on=DAY + datetime.timedelta(days=9))

    post.refresh_from_db()
    assert post.ends_on == DAY
    assert AuditEntry.objects.count() == entries


def test_a_post_that_had_not_begun_ends_on_its_first_day():
    post = PostFactory(starts_on=DAY + datetime.timedelta(days=30))

    deactivate_person(by=None, user=post.user, on=DAY)

    post.refresh_from_db()
    assert post.ends_on == post.starts_on


def test_nobody_closes_their_own_account():
    user = UserFactory()

    with pytest.raises(NotAllowed, match="another administrator"):
        deactivate_person(by=user, user=user, on=DAY)


def test_a_returner_can_sign_in_again():
    user = UserFactory(is_active=False)

    reactivate_people(by=None, users=[user])

    assert User.objects.get(pk=user.pk).is_active
    assert AuditEntry.objects.get().action == "person.reactivated"
