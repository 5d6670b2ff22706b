"""Drafts of scenarios beside the form: a copy to adapt, and a draft that a text replaces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Conflict
from core.hashing import document_hash
from core.services import audit
from scenarios.cards import next_id
from scenarios.models import Scenario


def free_id() -> str:
    """The next id, which stays free until the transaction around it ends."""
    with transaction.atomic():
        # Whoever asks at the same time waits here, and then sees what was made meanwhile.
        list(Scenario.objects.select_for_update().values_list("pk", flat=True))
        return next_id(Scenario.objects.values_list("slug", flat=True))


def copy_scenario(*, by: User, scenario: Scenario) -> Scenario:
    """A draft of its own with the same cards, named as a copy, under the next free id.

    It is taken from the newest draft. A copy that the same person made and nobody has touched is
    given again, so that a button pressed twice makes one. Raises Conflict when somebody else took
    the id meanwhile.
    """
    try:
        with transaction.atomic():
            return _copied(by, scenario)
    except IntegrityError as error:
        raise Conflict(
            _("Somebody began another scenario in the same moment. Copy it again.")
        ) from error


def _copied(by: User, scenario: Scenario) -> Scenario:
    draft = scenario.get_latest_revision_as_object()
    title = _("%(title)s (copy)") % {"title": draft.title[:190]}
    document = {**draft.document, "title": title}
    for one in Scenario.objects.filter(title=title, live=False, latest_revision__user=by):
        if one.revisions.count() == 1 and one.document == {**document, "id": one.document["id"]}:
            return one
    name = free_id()
    document["id"] = name
    copy = Scenario(slug=name.lower(), title=title, document=document, live=False)
    copy.save()
    copy.save_revision(user=by, clean=False)
    audit(by=by, action="scenario.copied", obj=copy, after={"from": scenario.slug})
    return copy


@transaction.atomic
def replace_draft(*, by: User, scenario: Scenario, document: Mapping[str, Any]) -> Scenario:
    """Make a document that was found to be in order the scenario's newest draft.

    What learners play stays as it is. Raises Conflict while somebody has locked the scenario.
    """
    row = Scenario.objects.select_for_update().get(pk=scenario.pk)
    lock = row.get_lock()
    if lock and lock.for_user(by):
        raise Conflict(_("The scenario is locked, so nothing was changed. Ask who locked it."))
    draft = row.get_latest_revision_as_object()
    before = document_hash(draft.document)
    draft.document, draft.title = dict(document), str(document["title"])[:200]
    draft.save_revision(user=by, clean=False, log_action=True)
    audit(
        by=by,
        action="scenario.replaced_by_text",
        obj=row,
        before={"hash": before},
        after={"hash": document_hash(draft.document)},
    )
    return row
