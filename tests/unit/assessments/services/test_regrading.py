import pytest
from django.contrib.auth.models import Permission

from assessments.earlier import earlier_markings, outlook
from assessments.models import Attempt, Marking, Question, Regrade, Regraded
from assessments.queries import first_attempt_answers
from assessments.services import (
    begin_regrade,
    compile_question,
    go_on_regrading,
    looked_back,
    mended_document,
    open_attempt,
    outcomes_of,
    regrading,
    save_answer,
    submit,
)
from core.errors import Conflict, InvalidInput, NotAllowed
from core.models import AuditEntry, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.assessments import QuestionFactory, check_document
from tests.factories.tracking import MODULE, check, manifest, release
from tracking.enums import Verb
from tracking.models import Certificate, Event
from tracking.services import register

pytestmark = pytest.mark.django_db
IRI = check()["iri"]


@pytest.fixture
def editor():
    user = UserFactory()
    user.user_permissions.add(
        Permission.objects.get(content_type__app_label="assessments", codename="publish_question")
    )
    return user


@pytest.fixture
def question():
    """Published, with b as its key."""
    made = QuestionFactory(ref="Q1")
    made.save_revision().publish()
    made.refresh_from_db()
    return made


def mend(question: Question, *, key: int = 0) -> Question:
    """Publish another key: the option at this place."""
    for index, block in enumerate(question.options):
        block.value["correct"] = index == key
    question.save_revision().publish()
    question.refresh_from_db()
    return question


def key_of(attempt: Attempt, index: int, text: str) -> str:
    options = attempt.form["questions"][index]["options"]
    return next(one["key"] for one in options if one["text"] == text)


def take(question, user=None, *, q1: str = "a", right: int = 1, registration=None) -> Attempt:
    """A check of Q1 and two others; need 2. `q1` is answered to Q1, the others `right` times."""
    document = check_document(size=3, draw=3, need=2)
    document["questions"][0] = compile_question(question)
    attempt = open_attempt(
        by=user or UserFactory(),
        document=document,
        iri=IRI,
        registration=registration,
        back_url="/",
    )
    left = right
    for index, one in enumerate(attempt.form["questions"]):
        response = [q1] if one["ref"] == "Q1" else ["b" if left > 0 else "a"]
        left -= one["ref"] != "Q1"
        save_answer(by=attempt.user, attempt=attempt, index=index, response=response)
    return attempt


def taken(question, user=None, **how) -> Attempt:
    attempt = take(question, user, **how)
    return submit(by=attempt.user, attempt=attempt)


def test_the_outlook_counts_who_would_change_and_names_nobody(question):
    taken(question, q1="a", right=1)  # gains a pass
    taken(question, q1="a", right=0)  # gains a mark
    taken(question, q1="b", right=1)  # would lose a pass
    taken(question, q1="c", right=1)  # stays
    found = outlook(mended_document(mend(question)))
    assert (found.answers, found.up, found.down, found.left) == (4, 2, 1, 0)
    assert (found.gains, found.kept) == (1, 1)
    assert found.changes


def test_both_marks_stay_and_the_better_one_counts(question, editor):
    gains, loses = taken(question, q1="a"), taken(question, q1="b")
    first = list(Marking.objects.order_by("pk").values())
    regrade = begin_regrade(by=editor, question=mend(question), reason="The key was b.")
    assert list(Marking.objects.filter(regrade=None).order_by("pk").values()) == first
    again = {one.attempt_id: one for one in Marking.objects.filter(regrade=regrade)}
    assert {pk: one.right for pk, one in again.items()} == {gains.pk: True, loses.pk: False}
    assert {(one.marked_by, one.reason) for one in again.values()} == {(editor, "The key was b.")}
    for attempt, score in ((gains, 2), (loses, 2)):
        attempt.refresh_from_db()
        assert attempt.score == score
    assert regrade.finished_at is not None
    assert outcomes_of(regrade) == {"up": 1, "down": 1, "same": 0, "left": 0}


def test_statistics_take_the_newest_mark(question, editor):
    taken(question, q1="b")
    begin_regrade(by=editor, question=mend(question), reason="Mended.")
    [found] = first_attempt_answers(ref="Q1")
    assert (found.right, found.total) == (False, 1)
    assert found.revision != Question.objects.get().live_revision_id


def test_a_pass_that_is_gained_counts_from_the_day_of_the_attempt(question, editor):
    release(manifest=manifest(check()))
    user = UserFactory()
    registration = register(by=user, module_key=MODULE)
    attempt = taken(question, user, q1="a", registration=registration)
    regrade = begin_regrade(by=editor, question=mend(question), reason="Mended.")
    event = Event.objects.get(verb=Verb.PASSED)
    assert event.occurred_at == attempt.submitted_at
    assert event.recorded_at >= regrade.begun_at
    assert event.recorded_by == editor
    assert event.result == {"band": "secure"}
    assert "Mended." not in event.reason
    registration.refresh_from_db()
    assert registration.closed_at == attempt.submitted_at
    assert Certificate.objects.get().user == user
    [told] = OutboxMessage.objects.filter(kind="email", key__contains=str(attempt.pk))
    assert told.payload["to"] == user.email
    assert "Your result is now 2 of 3, and with that you have passed." in told.payload["text"]


def test_nobody_loses_a_pass(question, editor):
    attempt = taken(question, q1="b")
    begin_regrade(by=editor, question=mend(question), reason="Mended.")
    assert looked_back(attempt).passed
    assert not Event.objects.filter(verb=Verb.VOIDED).exists()
    assert Regraded.objects.get().outcome == "down"


def test_going_on_twice_changes_nothing(question, editor):
    taken(question, q1="a")
    regrade = begin_regrade(by=editor, question=mend(question), reason="Mended.")
    counts = (Marking.objects.count(), Event.objects.count(), OutboxMessage.objects.count())
    go_on_regrading(regrade_id=regrade.pk)
    Regrade.objects.update(finished_at=None)
    go_on_regrading(regrade_id=regrade.pk)
    assert counts == (Marking.objects.count(), Event.objects.count(), OutboxMessage.objects.count())


def test_many_answers_are_marked_a_batch_at_a_time(question, editor, monkeypatch):
    monkeypatch.setattr(regrading, "AT_ONCE", 2)
    attempts = [taken(question, q1="a") for _ in range(5)]
    regrade = begin_regrade(by=editor, question=mend(question), reason="Mended.")
    assert regrade.finished_at is None
    assert Regraded.objects.count() == 2
    while regrade.finished_at is None:
        assert OutboxMessage.objects.filter(
            kind=regrading.KIND, key__endswith=f":{Regraded.objects.count()}"
        ).exists()
        go_on_regrading(regrade_id=regrade.pk)
        regrade.refresh_from_db()
    assert Regraded.objects.filter(gained=True).count() == len(attempts)


@pytest.mark.parametrize("people", [1, 3])
def test_a_batch_takes_the_same_queries_for_any_number(
    people, question, editor, django_assert_num_queries
):
    for _ in range(people):
        taken(question, q1="b")
    mended = mended_document(mend(question))
    with django_assert_num_queries(2):
        outlook(mended)
    regrade = Regrade.objects.create(
        ref="Q1",
        revision=mended["revision"],
        document=mended,
        reason="x",
        begun_by=editor,
        begun_at=Attempt.objects.first().submitted_at,
    )
    with django_assert_num_queries(13):
        go_on_regrading(regrade_id=regrade.pk)


def test_an_attempt_under_way_is_not_touched_and_both_keys_count_at_its_end(question, editor):
    attempt = take(question, q1="a")
    form = attempt.form
    begin_regrade(by=editor, question=mend(question), reason="Mended.")
    attempt.refresh_from_db()
    assert attempt.form == form
    assert not Marking.objects.exists()
    submit(by=attempt.user, attempt=attempt)
    attempt.refresh_from_db()
    assert attempt.score == 2
    assert Marking.objects.filter(ref="Q1").count() == 2
    assert Event.objects.filter(verb=Verb.PASSED).count() == 1


def test_what_was_asked_after_the_mend_is_left_out(question, editor):
    mended = mend(question)
    taken(mended, q1="a")
    assert not earlier_markings("Q1", mended.live_revision_id).exists()


def test_an_answer_that_cannot_be_matched_is_left_and_counted(question, editor):
    attempt = taken(question, q1="a")
    question.refresh_from_db()
    question.options[0].value["text"] = "Within 3 working days"
    regrade = begin_regrade(by=editor, question=mend(question), reason="Mended.")
    assert outcomes_of(regrade)["left"] == 1
    attempt.refresh_from_db()
    assert attempt.score == 1
    assert attempt.markings.count() == 3


def test_a_reordered_question_is_matched_by_its_words(question, editor):
    attempt = taken(question, q1="a")
    question.refresh_from_db()
    blocks = [(one.block_type, dict(one.value)) for one in question.options]
    question.options = [*blocks[1:], blocks[0]]
    begin_regrade(by=editor, question=mend(question, key=2), reason="Mended.")
    attempt.refresh_from_db()
    assert attempt.score == 2


def test_who_may_and_what_it_takes(question, editor):
    taken(question, q1="a")
    mended = mend(question)
    with pytest.raises(NotAllowed):
        begin_regrade(by=UserFactory(), question=mended, reason="Mended.")
    with pytest.raises(InvalidInput, match="Say what was mended"):
        begin_regrade(by=editor, question=mended, reason="  ")
    with pytest.raises(InvalidInput, match="fewer words"):
        begin_regrade(by=editor, question=mended, reason="x" * 1001)
    mended.stem = "A draft?"
    mended.save_revision()
    mended.refresh_from_db()
    with pytest.raises(InvalidInput, match="Publish the mended key first"):
        begin_regrade(by=editor, question=mended, reason="Mended.")
    assert not Regrade.objects.exists()


def test_one_at_a_time(question, editor):
    taken(question, q1="a")
    mended = mend(question)
    regrade = begin_regrade(by=editor, question=mended, reason="Mended.")
    Regrade.objects.filter(pk=regrade.pk).update(finished_at=None)
    with pytest.raises(Conflict, match="already"):
        begin_regrade(by=editor, question=mended, reason="Mended.")


def test_it_is_audited(question, editor):
    taken(question, q1="a")
    begin_regrade(by=editor, question=mend(question), reason="The key was b.")
    entry = AuditEntry.objects.get(action="question.marked_again")
    assert (entry.reason, entry.by_id) == ("The key was b.", editor.pk)
