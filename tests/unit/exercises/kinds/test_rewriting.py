import pytest

from exercises.formats import problems_of
from exercises.kinds import Stand
from exercises.kinds.rewriting import REWRITING, Piece, pieces
from tests.factories.exercises import exercise_document
from tests.unit.exercises.answering import work_of

WORK = work_of("rewriting")
CHOOSE, WORDS, OWN = REWRITING.steps(WORK)
ENTRY = WORK.part("visit")


def test_the_entry_is_shown_with_its_phrases_numbered() -> None:
    assert pieces(ENTRY) == (
        Piece("Victim "),
        Piece("failed to appear", 1),
        Piece(" at ten. "),
        Piece("Nobody came to the door.", 2),
        Piece(" Her "),
        Piece("story", 3),
        Piece(" was taken."),
    )


def test_a_phrase_that_may_stay_is_told_as_well() -> None:
    said = REWRITING.mark(WORK, CHOOSE, {"visit.choose": ("failed", "door")})
    assert [remark.stand for remark in said.remarks] == [Stand.SAME, Stand.OTHER, Stand.OTHER]
    assert [remark.ours for remark in said.remarks] == [("change",), ("keep",), ("change",)]


def test_more_than_one_wording_may_fit_and_the_chosen_one_is_explained() -> None:
    said = REWRITING.mark(WORK, WORDS, {"visit.failed": ("absent",), "visit.story": ("claim",)})
    assert [remark.stand for remark in said.remarks] == [Stand.SAME, Stand.OTHER]
    assert said.remarks[1].why == "It doubts."
    assert said.remarks[1].ours == ("account",)
    assert said.more.model == ENTRY["model"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She Refused\nagain.", ("refused", "again")),
        ("She was against it.", ()),
        ("", ()),
    ],
)
def test_words_worth_another_look_are_found_whole_and_in_any_case(text, found) -> None:
    said = REWRITING.mark(WORK, OWN, {"own.text": (text,)} if text else {})
    assert said.more.found == found
    assert said.remarks == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"log": "Victim {failed}. {door} {story} {none}"}, "“{none}” is no phrase"),
        ({"log": "Victim {failed}. {failed} {door} {story}"}, "“{failed}” should stand here once"),
        ({"log": "Victim {failed}. {door}"}, "“{story}” should stand here once"),
    ],
)
def test_each_phrase_stands_in_the_entry_once(change, problem) -> None:
    document = exercise_document("rewriting")
    document["work"]["parts"][0].update(change)
    assert any(problem in one for one in problems_of(document))


def test_there_is_something_to_change_and_something_that_fits() -> None:
    document = exercise_document("rewriting")
    phrases = document["work"]["parts"][0]["phrases"]
    phrases[0]["options"][0]["fits"] = False
    assert "At least one of the options should fit." in problems_of(document)
    for phrase in phrases:
        phrase["change"] = False
        phrase.pop("options", None)
    assert problems_of(document) == ["There should be a phrase to change."]
