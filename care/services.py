"""The doors of care. What is private here is not audited: a trace would tell what it hides."""

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from care import formats, queries
from care.enums import READING_CHOICES, PrivateTextKind
from care.locks import lock
from care.models import PrivateText, ReadingPreference, SupportContact
from care.private_words import PrivateKind, private_kinds
from core.contentload import LoadReport, Step, content_hash, settle
from core.errors import InvalidInput
from core.services import audit

LONGEST_TEXT = 10_000
LONGEST_TITLE = 300


# Support -----------------------------------------------------------------------------


@transaction.atomic
def load_support(
    *, by: AbstractBaseUser | None, contacts: Iterable[formats.ContactFile]
) -> LoadReport:
    """Bring the support contacts to what the file says. A second load changes nothing.

    A contact that an editor changed since it was loaded, or made by hand, is listed in
    the report's `kept` and left alone; what stands in no file is listed, not removed.
    """
    report = LoadReport()
    rows = {row.slug: row for row in SupportContact.objects.all()}
    wanted = list(contacts)
    for position, contact in enumerate(wanted):
        _load_contact(by, report, rows.get(contact.slug), contact, position)
    in_file = {contact.slug for contact in wanted}
    report.not_in_files += [f"support contact {slug}" for slug in rows if slug not in in_file]
    return report


def _load_contact(
    by: AbstractBaseUser | None,
    report: LoadReport,
    row: SupportContact | None,
    wanted: formats.ContactFile,
    position: int,
) -> None:
    before = formats.contact_data(queries.contact_file(row)) if row else None
    after = formats.contact_data(wanted)
    goal = content_hash(after)
    current = content_hash(before) if before else None
    row = row or SupportContact()
    step = settle(
        report,
        name=f"support contact {wanted.slug}",
        wanted=goal,
        current=current,
        loaded=row.loaded_hash,
    )
    if step is Step.LEAVE:
        if current == goal and (row.loaded_hash, row.position) != (goal, position):
            row.loaded_hash, row.position = goal, position
            row.save(update_fields=["loaded_hash", "position"])
        return
    for name, value in vars(wanted).items():
        setattr(row, name, list(value) if name == "audience" else value)
    row.loaded_hash, row.position = goal, position
    row.save()
    audit(
        by=by,
        action="supportcontact.loaded",
        obj=row,
        before=_plain(before or {}),
        after=_plain(after),
    )


def _plain(data: dict[str, object]) -> dict[str, Any]:
    """The same as JSON values, without what is empty."""
    return {
        key: list(value) if isinstance(value, list) else str(value)
        for key, value in data.items()
        if value not in ("", None)
    }


@transaction.atomic
def mark_checked(
    *, by: AbstractBaseUser | None, contacts: Iterable[SupportContact], on: datetime.date
) -> None:
    """Note that these contacts were rung or opened on a day. Raises InvalidInput for a day to come."""
    if on > timezone.localdate():
        raise InvalidInput(
            _("A check cannot lie in the future. Give the day on which it was made.")
        )
    for contact in contacts:
        before = contact.checked_on
        contact.checked_on = on
        contact.save(update_fields=["checked_on"])
        audit(
            by=by,
            action="supportcontact.checked",
            obj=contact,
            before={"checked_on": before.isoformat()},
            after={"checked_on": on.isoformat()},
        )


# Private -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Kept:
    """What became of a text: kept or not, and what it seems to hold that it should not."""

    kept: bool
    warnings: tuple[PrivateKind, ...] = ()


@transaction.atomic
def keep_reflection(*, by: AbstractBaseUser, place_iri: str, key: str, text: str) -> Kept:
    """Keep a learner's own thought at a prompt, in place of the one before; nothing deletes it.

    The text is kept whatever it holds; `warnings` says what to ask the writer to take out.
    Raises InvalidInput when it is longer than 10,000 characters.
    """
    return _keep(by, PrivateTextKind.REFLECTION, place_iri, key, text)


@transaction.atomic
def delete_reflection(*, by: AbstractBaseUser, place_iri: str, key: str) -> None:
    """Delete one's own thought at once. Nothing happens when there is none."""
    _delete(by, PrivateTextKind.REFLECTION, place_iri, key)


@transaction.atomic
def keep_note(*, by: AbstractBaseUser, place_iri: str, key: str, about: str, text: str) -> Kept:
    """Keep a learner's own note beside a passage, as `keep_reflection` keeps a thought.

    `key` is the id of the passage and `about` its title, which is all that is kept of it.
    """
    return _keep(by, PrivateTextKind.NOTE, place_iri, key, text, about=about[:LONGEST_TITLE])


@transaction.atomic
def delete_note(*, by: AbstractBaseUser, place_iri: str, key: str) -> None:
    """Delete one's own note at once. Nothing happens when there is none."""
    _delete(by, PrivateTextKind.NOTE, place_iri, key)


def _keep(
    by: AbstractBaseUser,
    kind: PrivateTextKind,
    place_iri: str,
    key: str,
    text: str,
    about: str = "",
) -> Kept:
    text = text.strip().replace("\r\n", "\n")
    if not text:
        _delete(by, kind, place_iri, key)
        return Kept(kept=False)
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(
            _("This is longer than can be kept here. Shorten it to about 1,500 words.")
        )
    ciphertext = lock(
        text,
        secrets=queries.reflection_secrets(),
        context=queries.lock_context(by, kind, place_iri, key),
    )
    PrivateText.objects.update_or_create(
        user_id=by.pk,
        kind=kind,
        place_iri=place_iri,
        key=key,
        defaults={"ciphertext": ciphertext, "about": about, "kept_on": timezone.localdate()},
    )
    return Kept(kept=True, warnings=tuple(private_kinds(text)))


def _delete(by: AbstractBaseUser, kind: PrivateTextKind, place_iri: str, key: str) -> None:
    rows = PrivateText.objects.filter(user_id=by.pk, kind=kind, place_iri=place_iri, key=key)
    rows.delete()


@transaction.atomic
def set_reading(*, by: AbstractBaseUser, reading: queries.Reading) -> None:
    """Set how pages look for this person. Raises InvalidInput for a value that does not exist."""
    wishes = asdict(reading)
    for name, choices in READING_CHOICES.items():
        if wishes[name] not in choices.values:
            raise InvalidInput(_("Choose one of the answers that are offered."))
    ReadingPreference.objects.update_or_create(user_id=by.pk, defaults=wishes)
