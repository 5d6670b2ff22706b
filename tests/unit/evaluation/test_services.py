import datetime

import pytest

from core.models import AuditEntry
from core.outbox import sweep_outbox
from evaluation.models import ItemReport
from evaluation.queries import Reach, item_report
from evaluation.services import (
    ask_for_item_report,
    make_item_report,
    make_item_reports,
    record_export,
)
from mandatory.services import set_requirement
from tests.factories.accounts import UserFactory
from tests.factories.assessments import QuestionFactory
from tests.factories.items import make_answers
from tests.factories.tracking import MODULE, release

pytestmark = pytest.mark.django_db


def test_a_download_is_in_the_audit_log():
    release()
    requirement = set_requirement(by=None, name="Code", module_key=MODULE)
    user = UserFactory()
    reach = Reach(requirement.slug, "Code", MODULE, datetime.date(2026, 3, 31), "2020", None)
    record_export(by=user, reach=reach, file="reach.csv")
    entry = AuditEntry.objects.get(action="reach.exported")
    assert (entry.by_id, entry.object_id) == (user.pk, str(requirement.pk))
    assert entry.after["as_at"] == "2026-03-31"


@pytest.fixture
def bank():
    for number in range(1, 5):
        QuestionFactory(ref=f"Q{number}")
    return "victims-code"


def test_a_report_is_kept_with_its_moment(bank):
    make_answers(40)
    report = make_item_report(bank=bank)
    assert item_report(bank) == report
    assert [(item["ref"], item["n"]) for item in report.document["items"]] == [
        ("Q1", 40), ("Q2", 40), ("Q3", 40), ("Q4", 40),
    ]  # fmt: skip


def test_nothing_is_kept_where_nothing_changed(bank):
    make_answers(40)
    assert make_item_reports() == 1
    assert make_item_reports() == 0
    make_answers(9, seed=3)
    assert make_item_reports() == 0
    make_answers(1, seed=4)
    assert make_item_reports() == 1


def test_only_the_first_attempt_of_a_person_counts(bank):
    make_answers(40)
    before = make_item_report(bank=bank)
    from assessments.models import Attempt

    first = Attempt.objects.earliest("submitted_at")
    again = Attempt(
        user=first.user, iri=first.iri, document_hash="0" * 64, form={}, seed=1, back_url="/",
        opened_at=first.opened_at, submitted_at=first.submitted_at + datetime.timedelta(days=1),
        score=0,
    )  # fmt: skip
    again.save()
    again.markings.bulk_create(
        again.markings.model(
            attempt=again, index=place, ref=f"Q{place % 4 + 1}", revision=1, score=1, most=1,
            right=True, marked_at=again.submitted_at,
        )
        for place in range(40)
    )  # fmt: skip
    assert make_item_report(bank=bank) is None
    assert item_report(bank) == before


def test_somebody_may_have_it_worked_out_now(bank):
    make_answers(40)
    user = UserFactory()
    ask_for_item_report(by=user, bank=bank)
    ask_for_item_report(by=user, bank=bank)
    sweep_outbox()
    assert ItemReport.objects.count() == 1


def test_the_number_of_queries_does_not_grow_with_answers(bank, django_assert_num_queries):
    make_answers(40)
    with django_assert_num_queries(7):
        make_item_report(bank=bank)
    make_answers(40, seed=2)
    with django_assert_num_queries(8):
        make_item_report(bank=bank)
