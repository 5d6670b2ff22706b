"""Reads of care. Private ones take the person whose they are, and nobody else."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from care.enums import Audience, PrivateTextKind
from care.formats import ContactFile
from care.locks import Locked, unlock
from care.models import PrivateText, ReadingPreference, SupportContact, SupportContactQuerySet
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


def contacts_shown(*, on: datetime.date | None = None) -> list[SupportContact]:
    """All contacts that readers see on a day (today), in their order. One query."""
    return list(SupportContact.objects.shown(on or timezone.localdate()))


def contacts_for(
    topics: Iterable[str],
    *,
    on: datetime.date | None = None,
    among: Iterable[SupportContact] | None = None,
) -> list[SupportContact]:
    """Whom to name beside matter about these topics: what fits them first, then staff's own.

    Whoever asks for several passages gives the contacts that are shown, read once (`among`).
    """
    wanted = list(
        dict.fromkeys(
            AUDIENCE_OF_TOPIC[topic] for topic in topics_in(topics) if topic in AUDIENCE_OF_TOPIC
        )
    )
    shown = contacts_shown(on=on) if among is None else list(among)
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
class KeptText:
    """A private text as its writer sees it. `text` is None when no key of the site opens it."""

    pk: int
    kind: PrivateTextKind
    place_iri: str
    key: str
    about: str
    text: str | None
    kept_on: datetime.date


@dataclass(frozen=True)
class KeptHere:
    """What a person keeps at one place: thoughts by prompt, notes by passage."""

    reflections: Mapping[str, KeptText] = field(default_factory=dict)
    notes: Mapping[str, KeptText] = field(default_factory=dict)


def reflection_secrets() -> list[str]:
    """The site's secrets for private texts, the one to lock with first."""
    own: list[str] = settings.REFLECTION_KEYS
    return own or [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def lock_context(
    user: AbstractBaseUser, kind: PrivateTextKind | str, place_iri: str, key: str
) -> tuple[str, ...]:
    """What binds a locked text to its person, its kind and its place."""
    # Reflections were there first, and are told apart by having no word for their kind.
    named = () if kind == PrivateTextKind.REFLECTION else (str(kind),)
    return (str(user.pk), *named, place_iri, key)


def _opened(user: AbstractBaseUser, row: PrivateText) -> KeptText:
    text: str | None
    try:
        text = unlock(
            bytes(row.ciphertext),
            secrets=reflection_secrets(),
            context=lock_context(user, row.kind, row.place_iri, row.key),
        )
    except Locked:
        text = None
    kind = PrivateTextKind(row.kind)
    return KeptText(row.pk, kind, row.place_iri, row.key, row.about, text, row.kept_on)


def reflection_of(user: AbstractBaseUser, place_iri: str, key: str) -> KeptText | None:
    """What this person kept at this prompt, or None."""
    kind = PrivateTextKind.REFLECTION
    rows = PrivateText.objects.filter(user_id=user.pk, kind=kind, place_iri=place_iri, key=key)
    row = rows.first()
    return _opened(user, row) if row else None


def kept_at(user: AbstractBaseUser, place_iri: str) -> KeptHere:
    """All that this person keeps at a place, thoughts and notes. One query."""
    rows = PrivateText.objects.filter(user_id=user.pk, place_iri=place_iri).order_by("key")
    found: dict[str, dict[str, KeptText]] = {kind: {} for kind in PrivateTextKind}
    for row in rows:
        found[row.kind][row.key] = _opened(user, row)
    return KeptHere(found[PrivateTextKind.REFLECTION], found[PrivateTextKind.NOTE])


def kept_by(user: AbstractBaseUser, kind: PrivateTextKind | None = None) -> list[KeptText]:
    """All that this person keeps anywhere, the newest first; of one kind, or of all. One query."""
    rows = PrivateText.objects.filter(user_id=user.pk).order_by("-kept_on", "-pk")
    return [_opened(user, row) for row in (rows.filter(kind=kind) if kind else rows)]


def note_of(user: AbstractBaseUser, pk: int) -> KeptText | None:
    """One of this person's own notes; None for anybody else's."""
    row = PrivateText.objects.filter(user_id=user.pk, kind=PrivateTextKind.NOTE, pk=pk).first()
    return _opened(user, row) if row else None


# Reading -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Reading:
    """How pages should look; "" everywhere is as drawn."""

    width: str = ""
    size: str = ""
    spacing: str = ""
    theme: str = ""
    contrast: str = ""
    motion: str = ""


AS_DRAWN = Reading()


NAMES = tuple(one.name for one in fields(Reading))


def kept_reading(user: AbstractBaseUser) -> Reading | None:
    """The reading preferences that this person has set; None for who never did. One query by key."""
    row = ReadingPreference.objects.filter(pk=user.pk).values_list(*NAMES).first()
    return Reading(*row) if row else None


def reading_of(user: AbstractBaseUser) -> Reading:
    """This person's reading preferences, as drawn for who never set them. One query by key."""
    return kept_reading(user) or AS_DRAWN
