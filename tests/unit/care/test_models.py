import datetime

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from care.enums import CheckState
from care.models import PrivateText, SupportContact, check_audiences
from tests.factories.accounts import UserFactory
from tests.factories.care import SupportContactFactory

CHECKED = datetime.date(2026, 6, 1)
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (0, CheckState.FRESH),
        (89, CheckState.FRESH),
        (90, CheckState.NEEDS_CHECK),
        (179, CheckState.NEEDS_CHECK),
        (180, CheckState.HIDDEN),
    ],
)
def test_the_state_of_a_contact_agrees_with_what_is_shown_and_what_is_flagged(days, state):
    contact = SupportContactFactory(checked_on=CHECKED)
    on = CHECKED + datetime.timedelta(days=days)

    assert contact.check_state(on) == state
    assert SupportContact.objects.shown(on).exists() == (state != CheckState.HIDDEN)
    assert SupportContact.objects.to_check(on).exists() == (state != CheckState.FRESH)


@pytest.mark.parametrize("value", [[], ["strangers"], "everyone", None])
def test_a_contact_is_for_somebody_known(value):
    with pytest.raises(ValidationError):
        check_audiences(value)


def test_one_reflection_a_person_a_place_and_a_prompt():
    user = UserFactory()
    fields = {"user": user, "place_iri": "x", "key": "k", "ciphertext": b"", "kept_on": CHECKED}
    PrivateText.objects.create(**fields)

    with pytest.raises(IntegrityError), transaction.atomic():
        PrivateText.objects.create(**fields)


def test_nobody_can_be_given_a_permission_on_private_things():
    assert not Permission.objects.filter(
        content_type__app_label="care",
        content_type__model__in=["reflection", "readingpreference"],
    ).exists()
