"""Reads of care. Private ones take the person whose they are, and nobody else."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from care.enums import Audience
from care.formats import ContactFile
from care.locks import Locked, unlock
from care.models import ReadingPreference, Reflection, SupportContact, SupportContactQuerySet
from care.notes import Topic, topics_in

AUDIENCE_OF_TOPIC: dict[Topic, Audience] = {
    Topic.DOMESTIC_ABUSE: Audience.DOMESTIC_ABUSE,
    Topic.SEXUAL_VIOLENCE: Audience.SEXUAL_VIOLENCE,
    Topic.CHILD: Audience.CHILDREN,
    Topic.STALKING: Audience.STALKING,
    Topic.HARASSMENT: Audience.STALKING,
    Topic.BEREAVEMENT: Audience.BEREAVED,
    Topic.HOMICIDE: Audience.BEREAVED,
    Topic.ROAD_DEATH: Audience.BEREAVED,
}


@dataclass(frozen=True)
class SupportGroup:
    """Contacts under one heading of the support page."""

    audience: Audience
    contacts: list[SupportContact]


def support_groups(*, on: datetime.date | None = None) -> list[SupportGroup]:
    """The support page of a day (today): staff first, empty groups left out. One query."""
    contacts = list(SupportContact.objects.shown(on or timezone.localdate()))
    groups = [
        SupportGroup(audience, [one for one in contacts if audience in one.audience])
        for audience in Audience
    ]
    return [group for group in groups if group.contacts]


def contacts_for(topics: Iterable[str], *, on: datetime.date | None = None) -> list[SupportContact]:
    """Whom to name beside matter about these topics: what fits them first, then staff's own."""
    wanted = list(
        dict.fromkeys(
            AUDIENCE_OF_TOPIC[topic] for topic in topics_in(topics) if topic in AUDIENCE_OF_TOPIC
        )
    )
    shown = list(SupportContact.objects.shown(on or timezone.localdate()))
    found = [
        contact
        for audience in (*wanted, Audience.STAFF)
        for contact in shown
        if audience in contact.audience
    ]
    return list(dict.fromkeys(found))


def contacts_to_check(*, on: datetime.date | None = None) -> SupportContactQuerySet:
    """What editors are asked to check, the oldest first."""
    day = on or timezone.localdate()
    return SupportContact.objects.to_check(day).order_by("checked_on", "slug")


def contact_file(contact: SupportContact) -> ContactFile:
    """A contact as the content file has it."""
    names = ("slug", "name", "whom", "phone", "web", "hours", "note", "owner", "status")
    return ContactFile(
        audience=tuple(contact.audience),
        checked_on=contact.checked_on,
        **{name: getattr(contact, name) for name in names},
    )


def support_file() -> tuple[ContactFile, ...]:
    """All contacts, hidden ones too, in the order of the file."""
    return tuple(contact_file(contact) for contact in SupportContact.objects.all())


# Private -----------------------------------------------------------------------------


@dataclass(frozen=True)
class KeptReflection:
    """A reflection as its writer sees it. `text` is None when no key of the site opens it."""

    place_iri: str
    key: str
    text: str | None
    kept_on: datetime.date


def reflection_secrets() -> list[str]:
    """The site's secrets for reflections, the one to lock with first."""
    own: list[str] = settings.REFLECTION_KEYS
    return own or [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def lock_context(user: AbstractBaseUser, place_iri: str, key: str) -> tuple[str, str, str]:
    """What binds a locked text to its person and place."""
    return (str(user.pk), place_iri, key)


def _opened(user: AbstractBaseUser, row: Reflection) -> KeptReflection:
    text: str | None
    try:
        text = unlock(
            bytes(row.ciphertext),
            secrets=reflection_secrets(),
            context=lock_context(user, row.place_iri, row.key),
        )
    except Locked:
        text = None
    return KeptReflection(row.place_iri, row.key, text, row.kept_on)


def reflection_of(user: AbstractBaseUser, place_iri: str, key: str) -> KeptReflection | None:
    """What this person kept at this prompt, or None."""
    row = Reflection.objects.filter(user_id=user.pk, place_iri=place_iri, key=key).first()
    return _opened(user, row) if row else None


def reflections_of(user: AbstractBaseUser, place_iri: str) -> dict[str, KeptReflection]:
    """What this person kept at a place, by key. One query."""
    rows = Reflection.objects.filter(user_id=user.pk, place_iri=place_iri).order_by("key")
    return {row.key: _opened(user, row) for row in rows}


@dataclass(frozen=True)
class Reading:
    """How pages should look; "" everywhere is as drawn."""

    width: str = ""
    size: str = ""
    spacing: str = ""
    theme: str = ""
    motion: str = ""


AS_DRAWN = Reading()


def reading_of(user: AbstractBaseUser) -> Reading:
    """This person's reading preferences. One query by key."""
    names = ("width", "size", "spacing", "theme", "motion")
    row = ReadingPreference.objects.filter(pk=user.pk).values_list(*names).first()
    return Reading(*row) if row else AS_DRAWN
