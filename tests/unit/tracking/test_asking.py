"""Asking that prior learning be recorded: who may ask, who decides, and what becomes of it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.enums import Role
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.models import AuditEntry, AuditPersonal, OutboxMessage
from tests.factories.accounts import UnitFactory, UserFactory
from tests.factories.mandatory import person
from tests.factories.tracking import MODULE, release
from tracking import prior_learning, services
from tracking.enums import RequestState
from tracking.models import Event, PriorLearningDocument, PriorLearningRequest
from tracking.queries import completions

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 1)
PDF = b"%PDF-1.7 certificate"


@pytest.fixture
def unit():
    return UnitFactory(code="N1", name="North")


@pytest.fixture
def learner(unit):
    return person(unit)


@pytest.fixture
def leader(unit):
    return person(unit, leads=True)


@pytest.fixture(autouse=True)
def _module():
    release(MODULE)


def ask(user, by=None, **changed):
    values = {
        "module_key": MODULE,
        "completed_on": DAY,
        "place": "A former force, two days with a trainer",
        "evidence": "The certificate is attached.",
    }
    return services.ask_for_prior_learning(by=by or user, user=user, **{**values, **changed})


def decide(request, by, approve=True, answer="The same matter, taught in the same way."):
    return services.decide_prior_learning(by=by, request=request, approve=approve, answer=answer)


def evidence(name="certificate.pdf", content=PDF):
    return services.evidence_file(name=name, content=content)


def test_the_same_request_twice_is_one(learner):
    first = ask(learner)
    assert ask(learner) == first
    assert PriorLearningRequest.objects.count() == 1
    assert AuditEntry.objects.filter(action="prior_learning_request.asked").count() == 1


def test_another_request_for_the_module_waits_for_the_first(learner):
    ask(learner)
    with pytest.raises(Conflict, match="Withdraw that request first"):
        ask(learner, place="Elsewhere")


def test_approving_puts_it_on_the_record_on_its_own_day(learner, leader):
    done = decide(ask(learner), leader)
    event = completions(learner, MODULE).get()
    assert done.event == event
    assert done.state == RequestState.APPROVED
    assert timezone.localdate(event.occurred_at) == DAY
    assert event.recorded_by == leader
    assert "former force" not in event.reason


def test_refusing_records_nothing_and_says_why(learner, leader):
    request = decide(ask(learner, document=evidence()), leader, approve=False, answer="Too old.")
    assert (request.state, request.answer) == (RequestState.REFUSED, "Too old.")
    assert not Event.objects.filter(actor=learner).exists()
    assert not PriorLearningDocument.objects.exists()
    assert ask(learner, place="Elsewhere").state == RequestState.WAITING


def test_the_same_answer_twice_is_one_and_another_answer_is_refused(learner, leader):
    request = decide(ask(learner), leader)
    assert decide(request, leader) == request
    assert Event.objects.filter(actor=learner).count() == 1
    with pytest.raises(Conflict):
        decide(request, leader, approve=False)
    with pytest.raises(Conflict):
        decide(request, UserFactory(roles=[Role.ADMINISTRATOR]))


def test_nobody_decides_on_their_own_request(leader, unit):
    with pytest.raises(NotAllowed, match="second person"):
        decide(ask(leader), leader)
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    with pytest.raises(NotAllowed):
        decide(ask(administrator), administrator)


def test_who_entered_a_request_does_not_decide_on_it(learner, leader, unit):
    request = ask(learner, by=leader)
    with pytest.raises(NotAllowed, match="not who entered"):
        decide(request, leader)
    above = person(leads=True)
    with pytest.raises(NotAllowed):
        decide(request, above)
    other = person(unit, leads=True)
    assert decide(request, other).state == RequestState.APPROVED


def test_a_leader_does_not_decide_for_who_leads_them(unit, leader):
    top = person(unit, leads=True)
    lower = UnitFactory(code="N11", name="North one", parent=unit)
    low = person(lower, leads=True)
    with pytest.raises(NotAllowed):
        decide(ask(top), low)
    # Two who lead one unit lead each other: neither vouches for the other.
    with pytest.raises(NotAllowed):
        decide(ask(leader), top)
    assert decide(ask(low), top).state == RequestState.APPROVED


def test_only_leaders_and_administrators_enter_a_request_for_somebody(learner, unit):
    with pytest.raises(NotAllowed):
        ask(learner, by=person(unit))
    with pytest.raises(NotAllowed):
        ask(learner, by=person(leads=True))
    assert ask(learner, by=UserFactory(roles=[Role.ADMINISTRATOR])).user == learner


def test_one_rule_says_who_may_and_which(learner, leader, unit):
    request = ask(learner)
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    may = [leader, administrator]
    may_not = [learner, person(unit), person(leads=True), UserFactory(roles=[Role.EDITOR])]
    assert all(request in prior_learning.to_decide(one) for one in may)
    assert not any(request in prior_learning.to_decide(one) for one in may_not)
    for one in may_not:
        with pytest.raises(NotAllowed):
            decide(request, one)


def test_what_is_withdrawn_is_gone_with_its_document(learner, leader):
    request = ask(learner, document=evidence())
    services.withdraw_prior_learning(by=learner, request=request)
    again = services.withdraw_prior_learning(by=learner, request=request)
    assert again.state == RequestState.WITHDRAWN
    assert not PriorLearningDocument.objects.exists()
    assert AuditEntry.objects.filter(action="prior_learning_request.withdrawn").count() == 1
    with pytest.raises(Conflict):
        decide(request, leader)


def test_who_may_not_withdraw(learner, leader):
    request = ask(learner)
    with pytest.raises(NotAllowed):
        services.withdraw_prior_learning(by=leader, request=request)
    decide(request, leader)
    with pytest.raises(Conflict, match="answered already"):
        services.withdraw_prior_learning(by=learner, request=request)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"completed_on": date(2999, 1, 1)}, "in the past"),
        ({"completed_on": date(1066, 1, 1)}, "in the past"),
        ({"place": "  "}, "Say where"),
        ({"evidence": "\n"}, "Say where"),
        ({"evidence": "x" * 2001}, "fewer words"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(learner, changed, says):
    with pytest.raises(InvalidInput, match=says):
        ask(learner, **changed)
    assert not PriorLearningRequest.objects.exists()


def test_a_module_that_is_not_open_cannot_be_credited(learner):
    with pytest.raises(NotFound):
        ask(learner, module_key="elsewhere")


def test_an_answer_needs_words(learner, leader):
    with pytest.raises(InvalidInput, match="Say why"):
        decide(ask(learner), leader, answer=" ")


def test_what_a_person_wrote_is_kept_where_it_can_be_erased(learner, leader):
    decide(ask(learner), leader, answer="Alex did the whole of it.")
    in_log = " ".join(map(str, AuditEntry.objects.values_list("before", "after", "reason")))
    assert "former force" not in in_log
    assert "Alex did" not in in_log
    assert AuditPersonal.objects.filter(about=learner).count() == 3
    mail = " ".join(str(one) for one in OutboxMessage.objects.values_list("payload", flat=True))
    assert "former force" not in mail


def test_leaders_hear_that_something_waits_and_the_person_that_it_was_answered(learner, leader):
    decide(ask(learner), leader)
    keys = OutboxMessage.objects.values_list("key", flat=True)
    assert sorted(key.split(":")[2] for key in keys) == ["answered", "asked"]


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("my certificate.pdf", PDF, "my certificate.pdf"),
        ("C:\\Users\\me\\scan.exe", PDF, "scan.pdf"),
        ("../../etc/passwd", b"\x89PNG\r\n\x1a\n...", "passwd.png"),
        ("photo", b"\xff\xd8\xff\xe0", "photo.jpg"),
        ('a";rm -rf.jpg', b"\xff\xd8\xff\xe0", "a rm -rf.jpg"),
        ("///", b"\xff\xd8\xff\xe0", "document.jpg"),
    ],
)
def test_a_document_is_known_by_its_bytes_and_has_a_safe_name(name, content, kept):
    assert evidence(name, content).name == kept


@pytest.mark.parametrize("content", [b"", b"MZ\x90", b"<html>", b"PK\x03\x04", b"%PD"])
def test_other_documents_are_refused(content):
    with pytest.raises(InvalidInput, match="PDF"):
        evidence("certificate.pdf", content)


def test_a_document_that_is_too_large_is_refused():
    with pytest.raises(InvalidInput, match="larger than 5 MB"):
        evidence("certificate.pdf", PDF + b"0" * 5 * 1024 * 1024)


def test_a_document_opens_for_its_owner_and_who_decides_and_nobody_else(learner, leader, unit):
    request = ask(learner, by=leader, document=evidence())
    other = person(unit, leads=True)
    seen = [learner, other, UserFactory(roles=[Role.ADMINISTRATOR])]
    hidden = [leader, person(unit), person(leads=True), UserFactory(roles=[Role.EDITOR])]
    assert all(prior_learning.document_for(one, request.pk) for one in seen)
    assert not any(prior_learning.document_for(one, request.pk) for one in hidden)
    decide(request, other)
    assert prior_learning.document_for(other, request.pk)
    assert prior_learning.document_for(seen[2], request.pk) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"approved": True},
        {"decided_at": timezone.now()},
        {"withdrawn_at": timezone.now(), "decided_at": timezone.now(), "approved": False},
    ],
)
def test_the_database_holds_one_end(learner, changed):
    request = ask(learner)
    with pytest.raises(IntegrityError), transaction.atomic():
        PriorLearningRequest.objects.filter(pk=request.pk).update(**changed)


def test_the_database_holds_the_second_person(learner, leader):
    request = decide(ask(learner), leader)
    for same in ({"decided_by": learner}, {"entered_by": leader}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PriorLearningRequest.objects.filter(pk=request.pk).update(**same)


def test_today_is_not_the_future(learner):
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert ask(learner, completed_on=timezone.localdate()).state == RequestState.WAITING
