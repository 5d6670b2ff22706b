from courses.changes import Change, PartText, changes, sentences
from tests.factories.courses import LESSON


def lesson(text: str = LESSON, hash: str = "1") -> PartText:
    return PartText("lesson", "keeping-people", "Keeping people", hash, {"source": text})


def question(stem: str) -> dict:
    option = {"text": "In 5", "correct": True, "feedback": "Yes."}
    return {"ref": "T1", "stem": stem, "options": [option], "rationale": "It is so."}


def check(stem: str, hash: str) -> PartText:
    return PartText("check", "c", "Check", hash, {"questions": [question(stem)]})


def test_nothing_changed() -> None:
    assert changes([lesson()], [lesson()]) == []


def test_a_changed_sentence_is_shown_as_it_was_and_is() -> None:
    mended = lesson(LESSON.replace("**two** minutes", "three minutes"), "2")
    (change,) = changes([lesson()], [mended])
    assert change == Change(
        "lesson",
        "Keeping people",
        "changed",
        ("A call took two minutes.",),
        ("A call took three minutes.",),
    )
    assert not change.elsewhere


def test_a_change_in_what_a_lesson_rests_on_is_said_to_be_elsewhere() -> None:
    (change,) = changes([lesson()], [lesson(hash="2")])
    assert change.elsewhere


def test_what_is_new_and_what_is_gone() -> None:
    other = PartText("scenario", "sc01", "At the door", "1", {"summary": "Somebody comes."})
    assert changes([lesson()], [other]) == [
        Change("scenario", "At the door", "new"),
        Change("lesson", "Keeping people", "gone"),
    ]


def test_a_changed_question_is_shown() -> None:
    (change,) = changes([check("By when?", "1")], [check("By what day?", "2")])
    assert change.added == ("T1: By what day?",)


def test_the_words_of_scenarios_and_modules() -> None:
    scenario = PartText(
        "scenario", "s", "S", "1", {"scenes": [{"text": "You are here."}], "links": {"a": "b c"}}
    )
    assert sentences(scenario) == ["You are here."]
    module = PartText("module", "m", "M", "1", {"source": "slug: m\ntitle: M"})
    assert sentences(module) == ["slug: m", "title: M"]
