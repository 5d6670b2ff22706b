"""What leaves is written down; what takes long to work out is kept."""

import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessments.firstanswers import first_attempt_answers
from core.services import audit, enqueue
from evaluation import queries
from evaluation.itemreport import item_report
from evaluation.models import ItemReport
from evaluation.queries import Reach
from evaluation.stories import StoryFigures
from mandatory.models import Requirement
from scenarios.models import ScenarioDocument


@transaction.atomic
def record_export(*, by: User, reach: Reach, file: str) -> None:
    """Note in the audit log that a person took these figures, and how many were withheld."""
    requirement = Requirement.objects.filter(slug=reach.slug).order_by("-pk")[0]
    audit(
        by=by,
        action="reach.exported",
        obj=requirement,
        after={
            "file": file,
            "requirement": reach.slug,
            "as_at": reach.as_at.isoformat(),
            "withheld": reach.table.withheld if reach.table else 0,
        },
    )


@transaction.atomic
def record_items_export(*, by: User, report: ItemReport, file: str) -> None:
    """Note in the audit log that a person took the figures of a bank's questions."""
    audit(
        by=by,
        action="items.exported",
        obj=report,
        after={"file": file, "bank": report.bank, "as_of": report.as_of.isoformat()},
    )


@transaction.atomic
def record_story_export(*, by: User, figures: StoryFigures) -> None:
    """Note in the audit log that a person took the figures of a scenario."""
    text = figures.text
    audit(
        by=by,
        action="stories.exported",
        obj=ScenarioDocument.objects.get(pk=text.newest.id),
        after={"scenario": text.slug, "versions": [one.number for one in text.versions]},
    )


def make_item_reports(*, as_of: datetime.datetime | None = None) -> int:
    """Work out anew how the questions of every bank perform; how many reports were kept."""
    made = (make_item_report(bank=bank, as_of=as_of) for bank in queries.banks_with_checks())
    return sum(report is not None for report in made)


def make_item_report(*, bank: str, as_of: datetime.datetime | None = None) -> ItemReport | None:
    """Work out how the questions of a bank perform, and keep it; None where nothing changed.

    Answers are read as a stream, and what is kept of them in memory does not grow with their
    number. Nobody is named in what is kept, and nothing stands in it that may not be shown.
    """
    moment = as_of or timezone.now()
    last = queries.item_report(bank)
    document = item_report(
        first_attempt_answers(bank=bank),
        queries.released_questions(bank),
        as_of=moment,
        before=last.document["items"] if last else (),
        renew=queries.regraded_since(last.as_of) if last else (),
    )
    if last is not None and last.document == document:
        return None
    return ItemReport.objects.create(bank=bank, as_of=moment, document=document)


def ask_for_item_report(*, by: User, bank: str) -> None:
    """Have the figures of a bank worked out now and not tonight; several asks in a minute are one."""
    minute = timezone.now().replace(second=0, microsecond=0)
    enqueue(
        kind="evaluation.item_report",
        key=f"item-report:{bank}:{minute:%Y%m%d%H%M}",
        payload={"bank": bank},
    )
