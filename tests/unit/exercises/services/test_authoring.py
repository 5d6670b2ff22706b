import json

import pytest

from core.errors import InvalidInput
from core.models import AuditEntry
from exercises.models import Exercise
from exercises.services import compile_exercise, load_exercise
from tests.factories.exercises import ExerciseFactory, exercise_document
from tests.factories.victimscode import make_code
from victimscode.formats import LimitText
from victimscode.models import Duty
from victimscode.services import set_limits

pytestmark = pytest.mark.django_db


def test_a_load_publishes_the_exercise():
    report = load_exercise(by=None, parsed=exercise_document())
    exercise = Exercise.objects.get(slug="t-days")
    assert report.created == ["exercise t-days"]
    assert exercise.live
    assert exercise.document == exercise_document()
    assert AuditEntry.objects.filter(action="exercise.loaded").count() == 1


def test_a_second_load_changes_nothing_and_a_newer_file_does():
    load_exercise(by=None, parsed=exercise_document())
    assert load_exercise(by=None, parsed=exercise_document()).unchanged == 1
    newer = exercise_document(title="Two days")
    assert load_exercise(by=None, parsed=newer).updated == ["exercise t-days"]
    assert Exercise.objects.get().title == "Two days"


@pytest.mark.parametrize("published", [True, False])
def test_what_an_editor_changed_is_kept_and_listed(published):
    load_exercise(by=None, parsed=exercise_document())
    exercise = Exercise.objects.get()
    exercise.document = exercise_document(summary="As the editor would have it.")
    revision = exercise.save_revision()
    if published:
        revision.publish()
    report = load_exercise(by=None, parsed=exercise_document(title="Two days"))
    assert report.kept == ["exercise t-days"]
    assert Exercise.objects.get().title == "A small calendar"


def test_a_compiled_exercise_is_self_contained_json():
    make_code()
    document = compile_exercise(ExerciseFactory())
    assert json.loads(json.dumps(document)) == document
    link = document["links"]["2020/r6-bail"]
    assert link["limits"]["standard"] == {
        "amount": 5,
        "unit": "working_days",
        "words": "5 working days",
    }
    assert link["url"] == "/code/2020/right-6/#r6-bail"
    assert link["right"] == 6


def test_a_limit_is_the_one_that_stands_when_it_is_compiled():
    make_code()
    exercise = ExerciseFactory()
    before = compile_exercise(exercise)
    duty = Duty.objects.get(slug="r6-bail")
    set_limits(by=None, duty=duty, limits={"standard": LimitText(3, "working_days")})
    with pytest.raises(InvalidInput, match="no limit for “enhanced”"):
        compile_exercise(exercise)
    limits = {
        "standard": LimitText(3, "working_days"),
        "enhanced": LimitText(2, "working_days"),
    }
    set_limits(by=None, duty=duty, limits=limits)
    assert compile_exercise(exercise) != before


def test_a_draft_or_a_faulty_exercise_is_not_released():
    make_code()
    with pytest.raises(InvalidInput, match="not published"):
        compile_exercise(ExerciseFactory(live=False))
    faulty = ExerciseFactory(slug="other", document=exercise_document(minutes=0))
    with pytest.raises(InvalidInput, match="cannot be released: “0” should be"):
        compile_exercise(faulty)
