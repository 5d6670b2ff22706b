from dataclasses import replace

import pytest

from assessments.formats import Option, QuestionText
from care.notes import ContentNote
from core.findings import advice, blocking
from courses import checks
from courses.checks.activities import check_question, check_scenario
from tests.factories.scenarios import scenario_document
from tests.factories.victimscode import code_from_files
from victimscode.citing import facts

KNOWN = checks.Known(facts(code_from_files()), {"T1"}, {"SC01"}, {""}.__contains__)
QUESTION = QuestionText(
    id="T1",
    use="formative",
    type="single",
    level="recall",
    stem="By when is the victim told of bail?",
    options=(
        Option("Within 5 working days", "Yes, 5 working days.", correct=True),
        Option("Within 9 working days", "Nine working days is not the limit; it is 5."),
    ),
    rationale="News of bail is due in 5 working days.",
    lesson="01-keeping-people",
    cites=("2020/r6-bail",),
    sources=("W8",),
)


def found(question, note=None):
    return [str(one) for one in check_question(question, KNOWN, note=note)]


def test_a_sound_question_has_no_findings():
    assert found(QUESTION) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"stem": "Is the victim telling the truth?"}, "The question: “telling the truth” asks"),
        ({"rationale": "It is 6 working days."}, "The rationale: “6 working days” is stated"),
        ({"rationale": "word " * 30 + "end."}, "The rationale: A sentence has 31 words"),
        ({"stem": "She failed to attend. What now?"}, "“failed to attend”: It blames"),
        ({"cites": ("2020/r6-recalled",)}, "“2020/r6-recalled” is not confirmed"),
        ({"cites": ("2020/none",)}, "there is no such duty"),
        ({"stem": "He was stabbed. Who is told?"}, "“stabbed” tells of assault, and there is no"),
        (
            {"options": (Option("She is lying", "Yes.", correct=True), Option("No", "No."))},
            "Option 1: “is lying” judges whether somebody tells the truth.",
        ),
        (
            {"options": (*QUESTION.options, Option("Later", "It is 8 working days."))},
            "Option 3: “8 working days” is stated",
        ),
    ],
)
def test_what_is_to_be_mended_in_a_question(change, says):
    assert any(says in one for one in found(replace(QUESTION, **change))), says


def test_a_wrong_answer_may_say_what_is_not_done():
    options = (
        Option("Record what happened", "Yes.", correct=True),
        Option("Record that she refused to engage", "That blames her."),
    )
    assert found(replace(QUESTION, options=options)) == []


def test_a_question_has_the_note_of_what_asks_it():
    question = replace(QUESTION, stem="He was stabbed. Who is told?")
    assert found(question, ContentNote("CW2", ("assault",))) == []


def test_a_sound_scenario_has_no_findings():
    data = scenario_document()
    assert blocking(check_scenario(data, KNOWN)) == []


def test_findings_in_a_scenario_know_their_place():
    data = scenario_document()
    data["scenes"][0]["text"] = "He was stabbed. She claims that he knew."
    data["scenes"][0]["choices"][0]["why"] = "It is due in 7 working days."
    data["scenes"][0]["choices"][0]["cites"] = ["2020/none"]
    found = check_scenario(data, KNOWN)
    assert {one.path for one in blocking(found)} == {
        ("scenes", 0, "text"),
        ("scenes", 0, "choices", 0, "why"),
        ("scenes", 0, "choices", 0, "cites"),
    }
    assert advice(found) == []


def test_an_alternative_must_spare_what_it_is_there_to_spare():
    data = scenario_document()
    data["alternative"] = {"scenes": {"one": {"text": "She was raped.", "choices": {}}}}
    (found,) = check_scenario(data, KNOWN)
    assert "“raped” tells of sexual violence, which the alternative is there to spare" in str(found)
    assert found.path == ("alternative", "scenes", "one", "text")


def test_a_picture_has_to_be_a_published_diagram():
    data = scenario_document()
    data["scenes"][0]["picture"] = "bell"
    known = replace(KNOWN, diagrams={"bell"})
    assert blocking(check_scenario(data, known)) == []
    (found,) = blocking(check_scenario(data, KNOWN))
    assert "no published diagram “bell”" in str(found)
    assert found.path == ("scenes", 0, "picture")
