"""Support contacts for tests."""

import datetime

import factory

from care.formats import ContactFile
from care.models import SupportContact


class SupportContactFactory(factory.django.DjangoModelFactory):
    """A contact for anyone, checked on 1 November 2026."""

    class Meta:
        model = SupportContact

    # Padded, because contacts of the same place stand in the order of their slugs.
    slug = factory.Sequence(lambda n: f"contact-{n:06}")
    name = factory.Sequence(lambda n: f"Helpline {n}")
    whom = "Anyone in distress"
    audience = ["everyone"]
    owner = "Training team"
    checked_on = datetime.date(2026, 11, 1)


def contact_file(**values: object) -> ContactFile:
    """A contact as a file has it."""
    usual: dict[str, object] = {
        "slug": "samaritans",
        "name": "Samaritans",
        "whom": "Anyone in distress",
        "audience": ("everyone", "staff"),
        "owner": "Training team",
        "checked_on": datetime.date(2026, 11, 1),
        "status": "secondary",
        "phone": "116 123",
    }
    return ContactFile(**(usual | values))  # type: ignore[arg-type]
