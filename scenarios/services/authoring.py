"""From content file to authoring copy, and from there to what learners play."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import pictures
from core.contentload import LoadReport, Step, content_hash, settle
from core.errors import InvalidInput
from core.hashing import document_hash
from core.services import audit
from scenarios.citing import cites_of, pictures_of
from scenarios.formats import dump_scenario
from scenarios.models import Scenario, ScenarioDocument
from victimscode.models import Duty, Principle
from victimscode.queries import duties_by_ref


@transaction.atomic
def load_scenario(*, by: User | None, parsed: Mapping[str, Any]) -> LoadReport:
    """Bring a scenario to what its file says, and publish it. Loading twice changes nothing.

    `parsed` is the document that `formats.parse_scenario` gave without problems. One that
    was changed in the CMS since its load, or has a draft waiting, is left alone and listed.
    """
    slug = str(parsed["id"]).lower()
    wanted = _hash(parsed)
    present = Scenario.objects.filter(slug=slug).first()
    scenario = present or Scenario(slug=slug, live=False)
    report = LoadReport()
    step = settle(
        report,
        name=f"scenario {parsed['id']}",
        wanted=wanted,
        current=_current(present),
        loaded=scenario.loaded_hash,
    )
    if step is Step.LEAVE:
        return report
    scenario.title = parsed["title"]
    scenario.document = dict(parsed)
    scenario.loaded_hash = wanted
    scenario.full_clean()
    scenario.save()
    scenario.save_revision(user=by, clean=False).publish(user=by)
    audit(by=by, action="scenario.loaded", obj=scenario, after={"hash": wanted})
    return report


def _current(scenario: Scenario | None) -> str | None:
    """The hash of what stands in the CMS; of the draft, when one waits there."""
    if scenario is None:
        return None
    if scenario.has_unpublished_changes:
        scenario = scenario.get_latest_revision_as_object()
    return _hash(scenario.document)


def _hash(document: Mapping[str, Any]) -> str:
    """By the text of its file, since a database may give the keys back in another order."""
    return content_hash({"text": dump_scenario(document)})


def compile_scenario(scenario: Scenario) -> dict[str, Any]:
    """The published version of a scenario as self-contained JSON data.

    Beside the graph it holds, under "links", what learners are shown of the rights and
    principles it touches, and its pictures. Raises InvalidInput when it is not published, has
    faults or shows a picture that there is not.
    """
    if not scenario.live:
        raise InvalidInput(_("The scenario “%(title)s” is not published.") % {"title": scenario})
    try:
        scenario.clean()
    except ValidationError as error:
        raise InvalidInput(
            _("The scenario “%(title)s” cannot be released: %(words)s")
            % {"title": scenario, "words": " ".join(error.messages)}
        ) from error
    document = dict(scenario.document)
    duties = duties_by_ref(cites_of(document))
    links: dict[str, Any] = {"rights": _rights(duties), "principles": _principles()}
    if pictures := _pictures(scenario, document):
        links["pictures"] = pictures
    return {**document, "kind": "scenario", "slug": scenario.slug, "links": links}


def _pictures(scenario: Scenario, document: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The pictures as they are drawn today, so that a run keeps those it began with."""
    names = pictures_of(document)
    drawn = pictures.drawn(names)
    missing = [name for name in names if name not in drawn]
    if missing:
        raise InvalidInput(
            _(
                "The scenario “%(title)s” shows pictures that are not published: %(names)s. "
                "Publish them under Diagrams, or choose others."
            )
            % {"title": scenario, "names": ", ".join(missing)}
        )
    return {name: {key: str(value) for key, value in drawn[name].items()} for name in sorted(names)}


def _rights(duties: Mapping[str, Duty]) -> dict[str, dict[str, str]]:
    """By citation: the right that it belongs to, and its address."""
    return {
        ref: {
            "number": str(duty.right.number),
            "title": duty.right.title,
            "edition": duty.edition.slug,
            "url": reverse("code_right", args=[duty.edition.slug, duty.right.number])
            + f"#{duty.slug}",
        }
        for ref, duty in sorted(duties.items())
        if duty.right is not None
    }


def _principles() -> dict[str, str]:
    return dict(Principle.objects.order_by("slug").values_list("slug", "name"))


@transaction.atomic
def publish_document(*, by: User | None, document: Mapping[str, Any]) -> ScenarioDocument:
    """Put a compiled scenario before people who play it on its own. Idempotent.

    Called at release. Runs that are under way go on with the document they began with.
    """
    released, created = ScenarioDocument.objects.select_for_update().get_or_create(
        slug=document["slug"],
        content_hash=document_hash(document),
        defaults={"document": dict(document), "released_at": timezone.now()},
    )
    newest = (
        ScenarioDocument.objects.filter(slug=released.slug, released_at__isnull=False)
        .order_by("-released_at", "-pk")
        .first()
    )
    if created or newest != released:
        released.released_at = timezone.now()
        released.save(update_fields=["released_at"])
        audit(
            by=by,
            action="scenario.released",
            obj=released,
            after={"slug": released.slug, "hash": released.content_hash},
        )
    return released
