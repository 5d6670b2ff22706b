import datetime
import io

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from assessments.coming import coming_of, reading_of
from assessments.formats import Option
from assessments.formats.exchange import OUT
from assessments.models import Question, QuestionImport
from assessments.queries import banks
from assessments.services import (
    choose_questions,
    forget_question_files,
    load_questions,
    receive_question_file,
    take_questions,
)
from assessments.services.bringing import MAX_UPLOAD, WAITING, TooLarge
from core.errors import Conflict, InvalidInput, NotFound
from core.models import AuditEntry
from tests.factories.accounts import UserFactory
from tests.factories.assessments import QuestionFactory, question_text
from tests.unit.assessments.services.test_loading import bank

pytestmark = pytest.mark.django_db

GIFT = b"// [id:T7]\n::One::Who is told?{=A#Yes ~B#No####Because.}\n\nWhen?{=5 ~6}\n\nBroken {=a"


@pytest.fixture
def editor(db):
    return UserFactory(roles=[Role.EDITOR])


def receive(editor, content=GIFT, *, form="", name="q.txt", size=None):
    return receive_question_file(
        by=editor,
        source=io.BytesIO(content),
        size=len(content) if size is None else size,
        name=name,
        form=form,
        bank="victims-code",
        module="victims-code",
    )


def test_a_file_is_kept_and_nothing_goes_into_the_bank(editor):
    run = receive(editor)
    assert (run.form, run.left, run.same, run.taken_at) == ("gift", [], [], None)
    assert len(reading_of(run).found) == 2
    assert not Question.objects.exists()
    assert AuditEntry.objects.filter(action="question_import.received").count() == 1


def test_ticked_questions_are_taken_as_drafts(editor):
    QuestionFactory(ref="T3")
    run = take_questions(by=editor, run=receive(editor))
    assert run.taken == [[0, "T7", "new"], [1, "T08", "new"]]
    question = Question.objects.get(ref="T7")
    draft = question.get_latest_revision_as_object()
    assert not question.live
    assert question.has_unpublished_changes
    assert draft.text.options == (Option("A", "Yes", True), Option("B", "No"))
    assert (draft.bank, draft.text.rationale) == ("victims-code", "Because.")
    assert question.latest_revision.user == editor
    assert draft.ref == "T7"
    assert Question.objects.get(ref="T08").get_latest_revision_as_object().stem == "When?"
    assert ModelLogEntry.objects.filter(action="wagtail.create", user=editor).count() == 2
    assert AuditEntry.objects.filter(action="question.brought_in").count() == 2


def test_taking_twice_adds_nothing(editor):
    run = receive(editor)
    first = take_questions(by=editor, run=run)
    again = take_questions(by=editor, run=run)
    assert again.taken == first.taken
    assert Question.objects.count() == 2
    assert QuestionImport.objects.get().content is None


def test_what_is_not_ticked_stays_out_and_other_pages_keep_their_ticks(editor):
    run = receive(editor)
    choose_questions(by=editor, run=run, shown=[0], ticked=[], replacing=[])
    choose_questions(by=editor, run=run, shown=[1], ticked=[1], replacing=[])
    assert take_questions(by=editor, run=run).taken == [[1, "VC01", "new"]]
    assert list(Question.objects.values_list("stem", flat=True)) == ["When?"]


def test_nothing_ticked_is_said(editor):
    run = receive(editor)
    choose_questions(by=editor, run=run, shown=[0, 1], ticked=[], replacing=[])
    with pytest.raises(InvalidInput):
        take_questions(by=editor, run=run)


def test_an_id_that_is_taken_gives_a_new_question_unless_its_draft_is_to_be_replaced(editor):
    QuestionFactory(ref="T7", level="judge", rights=[4])
    load_questions(by=None, parsed=bank(question_text(id="T7", level="judge")))
    Question.objects.get(ref="T7").save_revision().publish()
    run = receive(editor)
    assert [(one.ref, one.clash) for one in coming_of(run, reading_of(run).found)] == [
        ("T08", "T7"),
        ("T09", ""),
    ]
    choose_questions(by=editor, run=run, shown=[0, 1], ticked=[0], replacing=[0, 1])
    assert take_questions(by=editor, run=run).taken == [[0, "T7", "draft"]]
    question = Question.objects.get()
    draft = question.get_latest_revision_as_object()
    assert question.stem != draft.stem
    assert draft.stem == "Who is told?"
    # What the file does not say stays as it was.
    assert (draft.level, draft.use, draft.ref) == ("judge", "counting", "T7")
    assert question.live


def test_a_locked_question_is_not_replaced_and_nothing_is_taken(editor):
    QuestionFactory(ref="T7", locked=True, locked_by=UserFactory(), locked_at=timezone.now())
    run = receive(editor)
    choose_questions(by=editor, run=run, shown=[0, 1], ticked=[0, 1], replacing=[0])
    with pytest.raises(Conflict):
        take_questions(by=editor, run=run)
    assert Question.objects.count() == 1


@pytest.mark.parametrize("form", OUT)
def test_what_goes_out_and_comes_in_again_is_known_as_the_same(editor, form):
    load_questions(by=None, parsed=bank())
    written = OUT[form](banks()[0].questions)
    run = receive(editor, written.text.encode())
    assert (run.same, run.left) == ([0], [0])


def test_two_questions_of_a_file_with_one_id(editor):
    run = take_questions(by=editor, run=receive(editor, b"::A1::One?{T}\n\n::A1::Two?{F}"))
    assert [ref for _place, ref, _how in run.taken] == ["A1", "VC01"]


def test_a_file_that_is_too_large_or_empty_is_refused(editor):
    with pytest.raises(TooLarge):
        receive(editor, size=MAX_UPLOAD + 1)
    with pytest.raises(InvalidInput):
        receive(editor, b" \n")
    assert not QuestionImport.objects.exists()


def test_files_make_room_and_are_forgotten(editor):
    runs = [receive(editor) for _n in range(WAITING + 1)]
    assert QuestionImport.objects.filter(content__isnull=False).count() == WAITING
    with pytest.raises(Conflict):
        take_questions(by=editor, run=runs[0])
    QuestionImport.objects.update(received_at=timezone.now() - datetime.timedelta(days=8))
    assert forget_question_files() == WAITING


def test_a_file_is_its_senders_alone(editor):
    run = receive(editor)
    other = UserFactory(roles=[Role.EDITOR])
    with pytest.raises(NotFound):
        take_questions(by=other, run=run)
    with pytest.raises(NotFound):
        choose_questions(by=other, run=run, shown=[0], ticked=[], replacing=[])
