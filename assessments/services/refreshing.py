"""Taking, declining and deleting refreshers. A person's own business: no ledger, no audit log."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import refreshers
from assessments.assembly import as_shown
from assessments.marking import WrongShape, check_response, mark
from assessments.models import NoRefreshers, Refresher
from assessments.refreshing import Occasion, pick
from core.errors import Conflict, InvalidInput, NotFound


@transaction.atomic
def begin_refresher(
    *,
    by: User,
    document: Mapping[str, Any],
    title: str,
    iri: str,
    occasion: Occasion,
    refs: Collection[str],
) -> Refresher:
    """Begin the refresher of an occasion, or go on with it.

    `document` is the compiled check of the module, `refs` those of its questions that may be
    asked; which are chosen follows from how the person answered this check (`iri`). Raises
    Conflict where it was declined, InvalidInput where there is nothing to ask.
    """
    standing = _of(by, document["module"], occasion)
    if standing is not None:
        if standing.declined_at is not None:
            raise Conflict(
                _("You have put this off. It is offered again after the next three months.")
            )
        return standing
    bank = {one["ref"]: one for one in document["questions"] if one["ref"] in refs}
    seed = secrets.randbits(62)
    chosen = pick(bank.values(), refreshers.tried_by(by, document["module"], iri), seed)
    if not chosen:
        raise InvalidInput(_("There is no question to ask at present. Thank you for looking in."))
    form = {
        "title": title,
        "module": document["module"],
        "lessons": document.get("lessons", {}),
        "questions": [as_shown(bank[ref], seed) for ref in chosen],
    }
    return _keep(by, document["module"], occasion, form=form, begun_at=timezone.now())


@transaction.atomic
def answer_refresher(*, by: User, pk: UUID, index: int, response: object) -> Refresher:
    """Keep the first answer to question `index` (from 0); a second one changes nothing.

    Raises NotFound for somebody else's, InvalidInput for what was not asked or not on offer.
    """
    held = Refresher.objects.select_for_update().filter(pk=pk, user=by, begun_at__isnull=False)
    found = held.first()
    if found is None:
        raise NotFound(_("This refresher is not here. Open it from your training."))
    questions = found.form["questions"]
    if not 0 <= index < len(questions):
        raise InvalidInput(_("That question is not one of these. Go back to your training."))
    if str(index) in found.answers:
        return found
    try:
        settled: Any = check_response(questions[index], response)
    except WrongShape as error:
        raise InvalidInput(_("Choose one of the answers on offer.")) from error
    settled = list(settled) if isinstance(settled, tuple) else settled
    if not settled:
        raise InvalidInput(_("Choose one of the answers on offer."))
    now = timezone.now()
    found.answers[str(index)] = {
        "response": settled,
        "right": mark(questions[index], settled).full,
        "at": now.isoformat(),
    }
    if len(found.answers) == len(questions):
        found.finished_at = now
    found.save(update_fields=["answers", "finished_at"])
    return found


@transaction.atomic
def decline_refresher(*, by: User, module_key: str, occasion: Occasion) -> None:
    """Not this time: the offer of this occasion is gone. What was begun stays as it is."""
    if _of(by, module_key, occasion) is None:
        _keep(by, module_key, occasion, declined_at=timezone.now())


@transaction.atomic
def want_refreshers(*, by: User, wanted: bool) -> None:
    """Whether a person may be offered refreshers at all; until they say no, they may."""
    if wanted:
        NoRefreshers.objects.filter(user=by).delete()
    else:
        NoRefreshers.objects.get_or_create(user=by, defaults={"since": timezone.now()})


@transaction.atomic
def delete_refresher(*, by: User, pk: UUID) -> None:
    """Delete a refresher with all its answers. Raises NotFound for somebody else's."""
    deleted, _rows = Refresher.objects.filter(pk=pk, user=by).delete()
    if not deleted:
        raise NotFound(_("This refresher is not here. It may be deleted already."))


def _of(user: User, module_key: str, occasion: Occasion) -> Refresher | None:
    return Refresher.objects.filter(
        user=user,
        module_key=module_key,
        completed_on=occasion.completed_on,
        months=occasion.months,
    ).first()


def _keep(user: User, module_key: str, occasion: Occasion, **values: Any) -> Refresher:
    """The row of an occasion; of two at once the first one stands."""
    row, _created = Refresher.objects.get_or_create(
        user=user,
        module_key=module_key,
        completed_on=occasion.completed_on,
        months=occasion.months,
        defaults=values,
    )
    return row
