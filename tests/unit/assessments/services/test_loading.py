import pytest

from assessments.blocks import cell_value
from assessments.blueprint import Cell
from assessments.formats import Bank
from assessments.models import Check, Question
from assessments.services import load_check, load_questions
from core.models import AuditEntry
from tests.factories.assessments import QuestionFactory, question_text

pytestmark = pytest.mark.django_db


def bank(*texts) -> Bank:
    return Bank("victims-code", "victims-code", texts or (question_text(),))


def test_a_load_publishes_the_questions_of_the_file():
    report = load_questions(by=None, parsed=bank())
    question = Question.objects.get()
    assert report.created == ["question Q1"]
    assert question.live
    assert question.live_revision is not None
    assert question.text == question_text()
    assert AuditEntry.objects.filter(action="question.loaded").count() == 1


def test_a_second_load_changes_nothing():
    load_questions(by=None, parsed=bank())
    revision = Question.objects.get().live_revision_id
    report = load_questions(by=None, parsed=bank())
    assert (report.changed, report.unchanged) == (False, 1)
    assert Question.objects.get().live_revision_id == revision


def test_a_newer_file_changes_what_nobody_touched():
    load_questions(by=None, parsed=bank())
    report = load_questions(by=None, parsed=bank(question_text(stem="Newly asked?")))
    assert report.updated == ["question Q1"]
    assert Question.objects.get().stem == "Newly asked?"


def test_what_an_editor_published_is_kept_and_listed():
    load_questions(by=None, parsed=bank())
    question = Question.objects.get()
    question.stem = "As the editor would have it?"
    question.save_revision().publish()
    report = load_questions(by=None, parsed=bank(question_text(stem="Newly asked?")))
    assert report.kept == ["question Q1"]
    assert Question.objects.get().stem == "As the editor would have it?"


def test_a_draft_that_waits_is_kept_too():
    load_questions(by=None, parsed=bank())
    question = Question.objects.get()
    question.stem = "A draft?"
    question.save_revision()
    report = load_questions(by=None, parsed=bank(question_text(stem="Newly asked?")))
    assert report.kept == ["question Q1"]
    assert Question.objects.get().get_latest_revision_as_object().stem == "A draft?"


def test_what_is_in_no_file_is_listed_and_left():
    QuestionFactory(ref="Q9")
    report = load_questions(by=None, parsed=bank())
    assert report.not_in_files == ["question Q9"]
    assert Question.objects.count() == 2


def test_a_check_is_loaded_once():
    fields = {
        "slug": "victims-code",
        "title": "Knowledge check",
        "module": "victims-code",
        "bank": "victims-code",
        "draw": 12,
        "pass_mark": 80,
    }
    assert load_check(by=None, **fields).created == ["check victims-code"]
    assert load_check(by=None, **fields).unchanged == 1
    assert load_check(by=None, **{**fields, "draw": 10}).updated == ["check victims-code"]
    assert Check.objects.get().draw == 10


def test_a_blueprint_is_loaded_once_and_an_editors_is_kept():
    fields = {
        "slug": "victims-code",
        "title": "Knowledge check",
        "module": "victims-code",
        "bank": "victims-code",
        "draw": 5,
        "pass_mark": 80,
        "pause_hours": 24,
        "blueprint": (Cell(3, (6, 4), ("apply",)), Cell(2, lessons=("01-a", "02-b"))),
    }
    assert load_check(by=None, **fields).created == ["check victims-code"]
    assert load_check(by=None, **fields).unchanged == 1
    check = Check.objects.get()
    assert (check.cells, check.pause_hours) == (fields["blueprint"], 24)
    check.blueprint = [("cell", cell_value(Cell(5)))]
    check.save_revision().publish()
    assert load_check(by=None, **{**fields, "draw": 6}).kept == ["check victims-code"]
    assert Check.objects.get().cells == (Cell(5),)
