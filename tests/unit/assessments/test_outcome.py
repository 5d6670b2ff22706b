from assessments.marking import mark
from assessments.outcome import edition_of, lesson_of, outcome_of
from tests.factories.assessments import check_document, question_document


def form(**fields):
    return {**check_document(size=3, draw=3, need=2), **fields}


def outcome(*responses, **fields):
    asked = form(**fields)
    marks = [mark(q, r) for q, r in zip(asked["questions"], responses, strict=True)]
    return outcome_of(asked, marks)


def test_what_is_missing_is_counted_and_never_below_nothing():
    assert (outcome(["a"], ["a"], ["a"]).short, outcome(["a"], ["a"], ["b"]).short) == (2, 1)
    assert (outcome(["b"], ["b"], ["b"]).short, outcome(["b"], ["b"], ["b"]).passed) == (0, True)


def test_rights_to_look_at_again_stand_once_and_in_order():
    questions = [
        question_document("Q1", rights=(9, 6)),
        question_document("Q2", rights=(6,)),
        question_document("Q3", rights=(1,)),
    ]
    assert outcome(["a"], ["a"], ["b"], questions=questions).rights == (6, 9)


def test_the_lesson_that_would_help_most_comes_first():
    questions = [
        question_document("Q1", lesson="01-one"),
        question_document("Q2", lesson="02-two"),
        question_document("Q3", lesson="02-two"),
    ]
    lessons = outcome(["a"], ["a"], [], questions=questions).lessons
    assert [(lesson.key, count) for lesson, count in lessons] == [("02-two", 2), ("01-one", 1)]


def test_a_lesson_is_named_by_what_the_document_tells_of_it():
    told = {"title": "Keeping people informed", "number": "1.5", "minutes": 12, "url": "/x/"}
    question = question_document()
    lesson = lesson_of(form(lessons={question["lesson"]: told}), question)
    assert (lesson.title, lesson.number, lesson.minutes, lesson.url) == tuple(told.values())


def test_a_lesson_that_the_document_does_not_tell_of_is_named_by_its_key():
    lesson = lesson_of(form(), question_document(lesson="05-keeping-people-informed"))
    assert lesson.title == "Keeping people informed"
    assert lesson.url == "/modules/victims-code/keeping-people-informed/"


def test_the_newest_edition_that_is_cited_is_the_one():
    cites = ("2006/monthly-update", "2020/r6-agree-updates", "vpa-2024/s5-comply")
    assert edition_of(question_document(cites=cites)) == "2020"
    assert edition_of(question_document(cites=("vpa-2024/s5-comply",))) == ""
