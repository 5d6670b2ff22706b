from datetime import timedelta

import pytest
from django.utils import timezone

from assessments import queries
from assessments.models import Attempt, Marking, Response, Saved
from assessments.services import open_attempt, save_answer, submit
from core.errors import Conflict, InvalidInput, NotFound
from tests.factories.accounts import UserFactory
from tests.factories.assessments import WAYS, check_document, document_of_way
from tests.factories.tracking import MODULE, check, manifest, release
from tests.unit.assessments.test_rekeying import key_of
from tracking.enums import Verb, Visibility
from tracking.models import Event
from tracking.services import register

pytestmark = pytest.mark.django_db
IRI = check()["iri"]


@pytest.fixture
def user():
    return UserFactory()


def begin(user, *, document=None, registration=None) -> Attempt:
    return open_attempt(
        by=user,
        document=document or check_document(),
        iri=IRI,
        registration=registration,
        back_url="/modules/victims-code/check/",
    )


def answer(attempt: Attempt, *, right: int) -> None:
    """Answer the first `right` questions rightly and the others with a fair guess."""
    for index in range(len(attempt.form["questions"])):
        response = ["b"] if index < right else ["a"]
        save_answer(by=attempt.user, attempt=attempt, index=index, response=response)


def refs(attempt: Attempt) -> set[str]:
    return {question["ref"] for question in attempt.form["questions"]}


def test_opening_twice_gives_one_attempt_with_pinned_questions(user):
    first = begin(user)
    again = begin(user, document=check_document(size=30))
    assert again == first
    assert len(refs(first)) == 12
    assert first.form["need"] == 10
    assert all(question["rationale"] for question in first.form["questions"])


def test_the_options_are_shown_in_an_order_of_the_attempt(user):
    orders = {
        tuple(option["key"] for option in question["options"])
        for question in begin(user).form["questions"]
    }
    assert len(orders) > 1


def test_a_fresh_draw_shares_at_most_half_with_the_one_before(user):
    first = submit(by=user, attempt=begin(user))
    second = begin(user)
    assert second != first
    assert len(refs(first) & refs(second)) <= 6


def test_the_last_answer_stands(user):
    attempt = begin(user)
    save_answer(by=user, attempt=attempt, index=0, response=["a"])
    save_answer(by=user, attempt=attempt, index=0, response=["b"])
    assert queries.answers_of(attempt) == {0: ["b"]}
    assert queries.unanswered(attempt).indexes == tuple(range(1, 12))


def test_every_answer_is_kept_with_its_time(user):
    attempt = begin(user)
    for response in (["a"], ["a"], ["b"]):
        save_answer(by=user, attempt=attempt, index=0, response=response)
    kept = Saved.objects.order_by("pk").values_list("index", "response")
    assert list(kept) == [(0, ["a"]), (0, ["b"])]


def test_an_answer_that_arrives_late_does_not_undo_a_newer_one(user):
    attempt = begin(user)
    now = timezone.now()
    save_answer(by=user, attempt=attempt, index=0, response=["b"], at=now)
    save_answer(by=user, attempt=attempt, index=0, response=["a"], at=now - timedelta(minutes=5))
    assert queries.answers_of(attempt) == {0: ["b"]}
    assert Saved.objects.count() == 2


def test_when_a_question_was_first_shown_stays(user):
    attempt = begin(user)
    shown = timezone.now()
    for response in ("a", "b"):
        save_answer(by=user, attempt=attempt, index=0, response=[response], shown_at=shown)
        shown += timedelta(minutes=1)
    row = Response.objects.get()
    assert attempt.opened_at <= row.shown_at <= row.saved_at
    assert row.response == ["b"]


@pytest.mark.parametrize("minutes", [-5, 5])
def test_a_time_of_showing_that_cannot_be_is_not_kept(user, minutes):
    attempt = begin(user)
    shown = timezone.now() + timedelta(minutes=minutes)
    save_answer(by=user, attempt=attempt, index=0, response=["a"], shown_at=shown)
    assert Response.objects.get().shown_at is None


def test_marks_are_rows_of_their_own(user):
    attempt = begin(user)
    answer(attempt, right=10)
    submit(by=user, attempt=attempt)
    marks = Marking.objects.order_by("index")
    assert [one.right for one in marks] == [True] * 10 + [False] * 2
    assert {one.marked_by for one in marks} == {None}
    assert [one.ref for one in marks] == [one["ref"] for one in attempt.form["questions"]]


@pytest.mark.parametrize(
    ("index", "response"),
    [(12, ["a"]), (-1, ["a"]), (0, ["z"]), (0, "a"), (0, ["a", "b"]), (0, None), (0, ["a"] * 9**5)],
)
def test_an_answer_that_could_not_be_given_is_refused(user, index, response):
    attempt = begin(user)
    if response == ["a"] * 9**5:
        response = ["a", "b"] * 9**5
    with pytest.raises(InvalidInput):
        save_answer(by=user, attempt=attempt, index=index, response=response)
    assert Response.objects.count() == 0


def test_an_answer_after_the_end_changes_nothing(user):
    attempt = begin(user)
    answer(attempt, right=12)
    submit(by=user, attempt=attempt)
    with pytest.raises(Conflict, match="already finished"):
        save_answer(by=user, attempt=attempt, index=0, response=["a"])
    assert queries.answers_of(attempt)[0] == ["b"]


def test_an_attempt_of_another_person_is_not_there(user):
    attempt = begin(user)
    other = UserFactory()
    for call in (
        lambda: save_answer(by=other, attempt=attempt, index=0, response=["a"]),
        lambda: submit(by=other, attempt=attempt),
        lambda: queries.attempt_of(other, attempt.pk),
    ):
        with pytest.raises(NotFound):
            call()


@pytest.mark.parametrize(("right", "band"), [(10, "secure"), (11, "strong"), (12, "strong")])
def test_a_pass_goes_to_the_record_as_a_band_alone(user, right, band):
    attempt = begin(user)
    answer(attempt, right=right)
    assert submit(by=user, attempt=attempt).score == right
    event = Event.objects.get(object_iri=IRI)
    assert (event.verb, event.visibility) == (Verb.PASSED, Visibility.RECORD)
    assert (event.result, event.score) == ({"band": band}, None)


def test_not_yet_passed_is_personal(user):
    attempt = begin(user)
    answer(attempt, right=9)
    submit(by=user, attempt=attempt)
    event = Event.objects.get(object_iri=IRI)
    assert (event.verb, event.visibility) == (Verb.FAILED, Visibility.PERSONAL)
    assert not Event.objects.filter(visibility=Visibility.RECORD).exists()


def test_each_answer_is_a_personal_event(user):
    attempt = begin(user)
    answer(attempt, right=10)
    submit(by=user, attempt=attempt)
    events = Event.objects.filter(verb=Verb.ANSWERED)
    assert events.count() == 12
    assert events.filter(success=True).count() == 10
    assert {event.visibility for event in events} == {Visibility.PERSONAL}


def test_submitting_twice_is_once(user):
    attempt = begin(user)
    answer(attempt, right=10)
    first = submit(by=user, attempt=attempt)
    assert submit(by=user, attempt=attempt).submitted_at == first.submitted_at
    assert Event.objects.filter(object_iri=IRI).count() == 1


def test_nothing_answered_scores_nothing(user):
    assert submit(by=user, attempt=begin(user)).score == 0


def test_a_pass_counts_for_the_registration(user):
    release(manifest=manifest(check()))
    registration = register(by=user, module_key=MODULE)
    attempt = begin(user, registration=registration)
    answer(attempt, right=12)
    submit(by=user, attempt=attempt)
    registration.refresh_from_db()
    assert registration.closed_at is not None


@pytest.mark.parametrize("size", [1, 3])
def test_submitting_takes_the_same_queries_for_any_number_of_questions(
    user, size, django_assert_num_queries
):
    attempt = begin(user, document=check_document(size=size, draw=size, need=size))
    answer(attempt, right=size)
    with django_assert_num_queries(12):
        submit(by=user, attempt=attempt)


def with_pause(hours: int = 24) -> dict:
    return check_document() | {"pause_hours": hours}


def test_a_pause_after_a_try_is_kept_on_the_server_and_says_until_when(user):
    attempt = begin(user, document=with_pause())
    assert begin(user, document=with_pause()) == attempt  # going on never waits
    submit(by=user, attempt=attempt)
    with pytest.raises(Conflict, match="You can begin the next one from"):
        begin(user, document=with_pause())
    ended = timezone.now() - timedelta(hours=24, minutes=2)
    Attempt.objects.update(opened_at=ended, submitted_at=ended)
    assert begin(user, document=with_pause()) != attempt


def test_there_is_no_pause_after_a_pass_or_where_none_is_asked_for(user):
    attempt = begin(user, document=with_pause())
    answer(attempt, right=12)
    submit(by=user, attempt=attempt)
    second = begin(user, document=with_pause())
    submit(by=user, attempt=second)
    assert begin(user).form.get("pause_hours", 0) == 0


def test_the_moment_that_is_told_is_a_whole_minute_and_not_too_early(user):
    attempt = submit(by=user, attempt=begin(user, document=with_pause(1)))
    free = queries.next_from(user, IRI, attempt.form)
    assert (free.second, free.microsecond) == (0, 0)
    assert timedelta(hours=1) <= free - attempt.submitted_at <= timedelta(hours=1, minutes=1)


def test_a_check_takes_questions_of_every_type(user):
    questions = [{**document_of_way(way), "ref": f"W-{way}"} for way in WAYS]
    document = check_document(size=1, draw=1, need=1)
    document |= {"questions": questions, "draw": len(questions), "need": len(questions)}
    attempt = begin(user, document=document)
    for index, question in enumerate(attempt.form["questions"]):
        answer = key_of(question)
        row = save_answer(by=user, attempt=attempt, index=index, response=answer)
        again = save_answer(by=user, attempt=attempt, index=index, response=answer)
        assert row == again
    assert Saved.objects.count() == len(questions)
    assert queries.unanswered(attempt).indexes == ()
    assert submit(by=user, attempt=attempt).score == len(questions)
    assert Event.objects.filter(verb=Verb.ANSWERED, success=True).count() == len(questions)


def test_nothing_answered_scores_nothing_whatever_the_type(user):
    questions = [{**document_of_way(way), "ref": f"W-{way}"} for way in WAYS]
    document = check_document(size=1, draw=1, need=1)
    document |= {"questions": questions, "draw": len(questions), "need": 1}
    assert submit(by=user, attempt=begin(user, document=document)).score == 0
