"""From content file to authoring copy, and from there to what learners are served."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.contentload import LoadReport, Step, content_hash, settle
from core.errors import InvalidInput
from core.services import audit
from exercises.formats import cited, dump_exercise
from exercises.kinds import KINDS, Work
from exercises.models import Exercise
from victimscode.models import Duty
from victimscode.queries import duties_by_ref


@transaction.atomic
def load_exercise(*, by: User | None, parsed: Mapping[str, Any]) -> LoadReport:
    """Bring an exercise to what its file says, and publish it. Loading twice changes nothing.

    `parsed` is the document that `formats.parse_exercise` gave without problems. One that
    was changed in the CMS since its load, or has a draft waiting, is left alone and listed.
    """
    slug = str(parsed["slug"])
    wanted = _hash(parsed)
    present = Exercise.objects.filter(slug=slug).first()
    exercise = present or Exercise(slug=slug, live=False)
    report = LoadReport()
    step = settle(
        report,
        name=f"exercise {slug}",
        wanted=wanted,
        current=_current(present),
        loaded=exercise.loaded_hash,
    )
    if step is Step.LEAVE:
        return report
    exercise.title, exercise.kind = parsed["title"], parsed["kind"]
    exercise.document = dict(parsed)
    exercise.loaded_hash = wanted
    exercise.full_clean()
    exercise.save()
    exercise.save_revision(user=by, clean=False).publish(user=by)
    audit(by=by, action="exercise.loaded", obj=exercise, after={"hash": wanted})
    return report


def _current(exercise: Exercise | None) -> str | None:
    """The hash of what stands in the CMS; of the draft, when one waits there."""
    if exercise is None:
        return None
    if exercise.has_unpublished_changes:
        exercise = exercise.get_latest_revision_as_object()
    return _hash(exercise.document)


def _hash(document: Mapping[str, Any]) -> str:
    """By the text of its file, since a database may give the keys back in another order."""
    return content_hash({"text": dump_exercise(document)})


def compile_exercise(exercise: Exercise) -> dict[str, Any]:
    """The published version of an exercise as self-contained JSON data.

    Beside the document it holds, under "links", what it shows of each duty that it cites,
    with its limits. Raises InvalidInput when it is not published or has faults.
    """
    if not exercise.live:
        raise InvalidInput(_("The exercise “%(title)s” is not published.") % {"title": exercise})
    try:
        exercise.clean()
    except ValidationError as error:
        raise _not_ready(exercise, error.messages) from error
    document = compiled(exercise.document)
    found = troubles_of(document)
    if found:
        raise _not_ready(exercise, found)
    return document


def _not_ready(exercise: Exercise, why: list[str]) -> InvalidInput:
    text = _("The exercise “%(title)s” cannot be released: %(words)s")
    return InvalidInput(text % {"title": exercise, "words": " ".join(why)})


def compiled(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document with what it cites, as it stands now."""
    duties = duties_by_ref(one.ref for one in cited(document))
    links = {ref: _link(duty) for ref, duty in sorted(duties.items())}
    return {**document, "links": links}


def troubles_of(document: Mapping[str, Any]) -> list[str]:
    """What keeps a compiled document from being done, though its form is as it should be."""
    kind = KINDS[document["kind"]]
    works = [document["work"]]
    works += [document["alternative"]["work"]] if document.get("alternative") else []
    return [why for work in works for why in kind.troubles(Work(work, document["links"]))]


def _link(duty: Duty) -> dict[str, Any]:
    """What an exercise shows of a duty, and needs to count with it."""
    return {
        "right": duty.right.number if duty.right else None,
        "edition": duty.edition.slug,
        "edition_title": duty.edition.title,
        "history": duty.edition.is_history,
        "coming": duty.edition.is_coming or not duty.in_force,
        "checked": duty.confidence == "verified",
        "says": duty.says,
        "agencies": [agency.name for agency in duty.agencies.all()],
        "url": duty.get_absolute_url(),
        "limits": {
            limit.group: {"amount": limit.amount, "unit": limit.unit, "words": str(limit)}
            for limit in duty.limits.all()
        },
    }
