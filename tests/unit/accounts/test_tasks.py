import pytest
from django.core import mail

from accounts.services import invite, withdraw_invitation
from core.sweep import sweep
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_invitation_is_sent_once_with_a_link_that_opens(client):
    invite(by=UserFactory(first_name="Sam", last_name="Hall"), email="e@example.org")

    sweep()
    sweep()

    [message] = mail.outbox
    assert message.to == ["e@example.org"]
    assert "Sam Hall has opened an account for you" in message.body
    link = next(word for word in message.body.split() if "/accounts/invitation/?key=" in word)
    assert client.get(link.replace("http://127.0.0.1:8000", "")).status_code == 200


def test_a_withdrawn_invitation_is_not_sent():
    invitation = invite(by=None, email="e@example.org")
    withdraw_invitation(by=None, invitation_id=invitation.pk)

    sweep()

    assert mail.outbox == []
