"""Which edition of the Code applies on this site: taken up, and gone back from."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import london_day, say_date
from core.errors import Conflict, InvalidInput, NotAllowed
from core.services import audit
from victimscode import queries, signals
from victimscode.enums import EditionKind
from victimscode.models import Adoption, Edition


@transaction.atomic
def adopt_edition(*, by: User | None, edition: Edition, on: datetime.date) -> Adoption:
    """Let an edition apply from a day on, in the place of the one that it follows.

    What was released does not change: readers are told at each passage that rests on what is
    superseded, and no module that still cites it can be released. Adopting it again for the
    same day changes nothing. Sends `signals.adopted`.

    Raises NotAllowed for an invented edition where rehearsals are not allowed; InvalidInput for
    an edition that follows none, or a day that is to come or not after its predecessor's;
    Conflict when it applies already, or its predecessor does not.
    """
    rows = {one.pk: one for one in Edition.objects.select_for_update(no_key=True, of=("self",))}
    edition = rows[edition.pk]
    standing = queries.adoption_of(edition)
    if standing is not None and standing.on == on:
        return standing
    if edition.fictional and not settings.CODE_REHEARSAL:
        raise NotAllowed(
            _("This edition is fictional. It can be adopted only on a site for rehearsals.")
        )
    older = rows.get(edition.follows_id or 0)
    if older is None:
        raise InvalidInput(_("This edition takes no other’s place. Say first which it follows."))
    if not older.is_current or edition.is_current or edition.is_history:
        raise Conflict(
            _("“%(edition)s” can be adopted only while “%(older)s” applies.")
            % {"edition": edition, "older": older}
        )
    _check_day(on, older)
    adoption = Adoption.objects.create(
        edition=edition,
        replaced=older,
        on=on,
        kind_before=edition.kind,
        in_force_before=edition.in_force,
        recorded_at=timezone.now(),
        by=by,
    )
    edition.kind, edition.in_force = EditionKind.CODE, on
    edition.save(update_fields=["kind", "in_force"])
    older.superseded_on = on
    older.save(update_fields=["superseded_on"])
    audit(
        by=by,
        action="edition.adopted",
        obj=edition,
        before={"applies": older.slug},
        after={"applies": edition.slug, "on": on.isoformat()},
    )
    signals.adopted.send(sender=None, adoption=adoption)
    return adoption


def _check_day(on: datetime.date, older: Edition) -> None:
    if on > london_day(timezone.now()):
        raise InvalidInput(
            _("Adopt it on the day on which it comes into force, or later. That is still to come.")
        )
    if older.in_force is not None and on <= older.in_force:
        raise InvalidInput(
            _("It cannot apply before the one that it follows, which began on %s.")
            % say_date(older.in_force)
        )


@transaction.atomic
def go_back(*, by: User | None, edition: Edition, reason: str) -> Adoption:
    """Let the edition before this one apply again. Nothing that was written or done is lost.

    Both rows are again what they were; the adoption stays in the record, ended. Going back
    twice gives the same adoption and changes nothing. Sends `signals.gone_back`.

    Raises InvalidInput without a reason; Conflict when the edition was never adopted, or another
    has taken its place meanwhile.
    """
    if not reason.strip():
        raise InvalidInput(_("Say why you go back."))
    rows = {one.pk: one for one in Edition.objects.select_for_update(no_key=True, of=("self",))}
    edition = rows[edition.pk]
    adoption = queries.adoption_of(edition)
    if adoption is None:
        last = queries.adoptions().filter(edition=edition).first()
        if last is None:
            raise Conflict(_("“%s” was never adopted here.") % edition)
        return last
    if edition.is_history:
        raise Conflict(
            _("Another edition has taken the place of “%s”. Go back from that one first.") % edition
        )
    older = rows[adoption.replaced_id]
    edition.kind, edition.in_force = adoption.kind_before, adoption.in_force_before
    edition.save(update_fields=["kind", "in_force"])
    older.superseded_on = None
    older.save(update_fields=["superseded_on"])
    adoption.ended_at, adoption.ended_by, adoption.reason = timezone.now(), by, reason.strip()
    adoption.save(update_fields=["ended_at", "ended_by", "reason"])
    audit(
        by=by,
        action="edition.gone_back",
        obj=edition,
        before={"applies": edition.slug},
        after={"applies": older.slug},
        reason=reason.strip(),
    )
    signals.gone_back.send(sender=None, adoption=adoption, by=by)
    return adoption
