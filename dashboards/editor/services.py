"""The doors of the editor's screens: each calls services of the floors below."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Conflict, InvalidInput
from core.models import OutboxMessage
from core.services import enqueue
from courses.services import compile_delta, delta_of, release_delta
from dashboards.editor.carrying import Carried, carry_over
from mandatory.models import Requirement
from mandatory.services import require_of_learners
from tracking.models import ModuleVersion
from victimscode.queries import Replacement, adoption_of

# Asking many thousands of people takes longer than a page may take.
BUILD_DELTA = "editor.build_delta"


def carry(*, by: User, replacement: Replacement) -> Carried:
    """Let everything written cite the edition that applies, where both say the same.

    That is the newer one while it applies, and the older one after going back.
    """
    turned = replacement.carried
    older, newer = replacement.older.slug, replacement.newer.slug
    if replacement.newer.is_current:
        return carry_over(by=by, turned=turned, edition=(older, newer))
    back = {now: before for before, now in turned.items()}
    return carry_over(by=by, turned=back, edition=(newer, older))


@dataclass(frozen=True)
class Built:
    """The lesson on what has changed, and the requirement that asks people to take it."""

    version: ModuleVersion
    requirement: Requirement


@transaction.atomic
def ask_for_delta(*, by: User, replacement: Replacement, due_by: datetime.date) -> OutboxMessage:
    """Have the lesson on what an edition changes built, out of the request.

    Asking twice for the same changes and the same day asks once. Raises at once what building
    it would raise of the text: Conflict while the edition does not apply, InvalidInput where
    there is nothing to tell or a rule is not confirmed.
    """
    adoption = adoption_of(replacement.newer)
    if adoption is None:
        raise Conflict(_("The edition does not apply yet. Adopt it first."))
    delta = delta_of(replacement)
    if not delta.changes:
        raise InvalidInput(_("Nothing that was taught has changed, so there is nothing to tell."))
    content = compile_delta(delta).content_hash
    return enqueue(
        kind=BUILD_DELTA,
        key=f"delta:{adoption.pk}:{content[:16]}:{due_by.isoformat()}",
        payload={
            "edition": replacement.newer.slug,
            "due_by": due_by.isoformat(),
            "by": by.pk,
        },
    )


@transaction.atomic
def build_delta(*, by: User, replacement: Replacement, due_by: datetime.date) -> Built:
    """Build the lesson on what an edition changes, and ask for it exactly those who learnt it.

    Building it again with the same changes and the same day changes nothing. Raises Conflict
    while the edition does not apply, and what releasing and requiring it raise.
    """
    if not replacement.newer.is_current:
        raise Conflict(_("The edition does not apply yet. Adopt it first."))
    delta = delta_of(replacement)
    version = release_delta(by=by, replacement=replacement, due_by=due_by)
    requirement = require_of_learners(
        by=by,
        name=version.title,
        slug=delta.module_key,
        module_key=delta.module_key,
        parts=delta.parts,
        due_by=due_by,
    )
    return Built(version, requirement)
