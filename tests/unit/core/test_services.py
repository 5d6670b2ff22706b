import pytest

from accounts.models import User
from core.models import OutboxMessage
from core.services import audit, enqueue

pytestmark = pytest.mark.django_db


def test_personal_values_are_kept_apart_from_the_entry():
    user = User.objects.create_user("a@example.org")

    entry = audit(
        by=None,
        action="user.renamed",
        obj=user,
        about=user,
        personal_before={"last_name": "Old"},
        personal_after={"last_name": "New"},
    )

    assert entry.before == {}
    assert entry.after == {}
    assert entry.personal.after == {"last_name": "New"}


def test_work_is_asked_for_once_by_key():
    first = enqueue(kind="reminder", key="k", payload={"person": 1})
    second = enqueue(kind="reminder", key="k", payload={"person": 2})

    assert first.pk == second.pk
    assert OutboxMessage.objects.get().payload == {"person": 1}
