import pytest

from accounts.enums import Role
from accounts.queries import has_role
from accounts.services import grant_role, revoke_role
from core.errors import NotAllowed
from core.models import AuditEntry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_role_is_given_once_and_taken_back():
    user = UserFactory()

    grant_role(by=None, user=user, role=Role.EDITOR)
    grant_role(by=None, user=user, role=Role.EDITOR)
    assert has_role(user, Role.EDITOR)

    revoke_role(by=None, user=user, role=Role.EDITOR)
    revoke_role(by=None, user=user, role=Role.EDITOR)
    assert not has_role(user, Role.EDITOR)
    assert [e.action for e in AuditEntry.objects.order_by("at")] == [
        "role.granted",
        "role.revoked",
    ]


def test_administrators_cannot_end_their_own_role():
    user = UserFactory(roles=[Role.ADMINISTRATOR])

    with pytest.raises(NotAllowed):
        revoke_role(by=user, user=user, role=Role.ADMINISTRATOR)
