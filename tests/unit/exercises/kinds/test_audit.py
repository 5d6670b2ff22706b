import pytest

from exercises.formats import problems_of
from exercises.kinds import Stand
from exercises.kinds.audit import AUDIT, Rules, agreement
from tests.factories.exercises import exercise_document
from tests.unit.exercises.answering import work_of

WORK = work_of("audit")
FILE, RULES = AUDIT.steps(WORK)


def test_each_answer_stands_beside_the_panels() -> None:
    said = AUDIT.mark(WORK, FILE, {"one.told": ("no",), "one.whole": ("yes",)})
    assert [remark.stand for remark in said.remarks] == [Stand.OTHER, Stand.SAME]
    told, whole = said.remarks
    assert told.title == "3. Was she told?"
    assert (told.yours, told.ours) == (("No",), ("Yes",))
    assert (told.more.reviewers, told.more.rule) == (("Yes", "No", "Yes"), "A letter counts.")
    assert (told.more.differed, whole.more.differed) == (True, False)
    assert told.cites == ("2020/r6-bail",)


def test_where_reviewers_differed_is_gathered_by_question() -> None:
    assert not RULES.told
    found = agreement(WORK.data)
    assert (found.answers, found.agreed) == (2, 1)
    assert found.rules == (Rules(3, "Was she told?", (("A letter counts.", "The first file"),)),)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"rule": ""}, "Where the reviewers differ there should be a “rule”."),
        ({"agreed": "perhaps"}, "“perhaps” is no answer of this exercise."),
        ({"reviewers": ["yes", "no"]}, "Every answer of the panel has as many reviewers."),
        ({"id": "whole"}, "The panel answers each question once, in their order."),
    ],
)
def test_what_is_the_matter_with_a_panel_is_told(change, problem) -> None:
    document = exercise_document("audit")
    document["work"]["parts"][0]["panel"][0].update(change)
    assert problem in problems_of(document)
