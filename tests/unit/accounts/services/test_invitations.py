import datetime

import pytest
import time_machine
from allauth.account.models import EmailAddress

from accounts.enums import Role
from accounts.models import Invitation, User
from accounts.queries import has_role
from accounts.services import (
    accept_invitation,
    invitation_by_key,
    invitation_key,
    invite,
    renew_invitation,
    withdraw_invitation,
)
from core.errors import Conflict, NotFound
from core.models import AuditEntry, OutboxMessage
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "another-long-phrase-9"


def test_an_invitation_adds_the_person_gives_the_role_and_asks_for_the_mail():
    by = UserFactory()

    invitation = invite(by=by, email="Eve@Example.org", last_name="Ash", roles=[Role.REVIEWER])

    user = User.objects.get(email="eve@example.org")
    assert has_role(user, Role.REVIEWER)
    assert not user.has_usable_password()
    message = OutboxMessage.objects.get()
    assert (message.kind, message.payload) == (
        "accounts.invitation",
        {"invitation": str(invitation.pk)},
    )
    assert AuditEntry.objects.filter(action="invitation.sent", by=by).count() == 1


def test_inviting_twice_is_one_invitation():
    assert invite(by=None, email="e@example.org") == invite(by=None, email="e@example.org")
    assert OutboxMessage.objects.count() == 1


def test_inviting_after_it_expired_sends_another():
    first = invite(by=None, email="e@example.org")
    with time_machine.travel(first.expires_at + datetime.timedelta(hours=1)):
        second = invite(by=None, email="e@example.org")

    assert second != first
    with pytest.raises(Conflict, match="too old"):
        invitation_by_key(invitation_key(first))


@pytest.mark.parametrize("fields", [{}, {"is_active": False, "password": None}])
def test_who_can_sign_in_or_has_left_is_not_invited(fields):
    user = UserFactory(**fields)

    with pytest.raises(Conflict):
        invite(by=None, email=user.email)


def test_who_came_by_the_feed_may_be_invited():
    user = UserFactory(password=None)

    assert invite(by=None, email=user.email).user == user


def test_accepting_sets_the_password_once():
    key = invitation_key(invite(by=None, email="e@example.org"))

    user = accept_invitation(key=key, password=PASSWORD)

    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    assert EmailAddress.objects.get(user=user).verified
    with pytest.raises(Conflict, match="has been used"):
        accept_invitation(key=key, password="something-else-77")


@pytest.mark.parametrize("key", ["", "x", "9d4d1a0e-0000-4000-8000-000000000000:forged"])
def test_a_forged_link_opens_nothing(key):
    with pytest.raises(NotFound, match="not whole"):
        invitation_by_key(key)


def test_a_link_expires():
    invitation = invite(by=None, email="e@example.org")

    with (
        time_machine.travel(invitation.expires_at),
        pytest.raises(Conflict, match="too old"),
    ):
        accept_invitation(key=invitation_key(invitation), password=PASSWORD)


def test_a_withdrawn_link_opens_nothing():
    invitation = invite(by=None, email="e@example.org")
    withdraw_invitation(by=None, invitation_id=invitation.pk)
    withdraw_invitation(by=None, invitation_id=invitation.pk)

    with pytest.raises(Conflict):
        invitation_by_key(invitation_key(invitation))


def test_the_link_of_an_account_that_was_closed_opens_nothing():
    invitation = invite(by=None, email="e@example.org")
    User.objects.update(is_active=False)

    with pytest.raises(Conflict, match="closed"):
        invitation_by_key(invitation_key(invitation))


def test_sending_again_stops_the_link_before():
    first = invite(by=None, email="e@example.org")

    second = renew_invitation(by=None, invitation_id=first.pk)

    assert invitation_by_key(invitation_key(second)) == second
    with pytest.raises(Conflict):
        invitation_by_key(invitation_key(first))
    assert OutboxMessage.objects.count() == 2


def test_an_accepted_invitation_has_ended():
    invitation = invite(by=None, email="e@example.org")
    accept_invitation(key=invitation_key(invitation), password=PASSWORD)

    with pytest.raises(Conflict):
        withdraw_invitation(by=None, invitation_id=invitation.pk)
    with pytest.raises(Conflict):
        renew_invitation(by=None, invitation_id=invitation.pk)
    assert Invitation.objects.get().withdrawn_at is None
