import json
from dataclasses import replace

import pytest
from django.utils import timezone

from assessments.marking import empty, mark
from evaluation.itemreport import choices, chosen, item_report, keys_of
from tests.factories.assessments import WAYS, document_of_way, question_document
from tests.factories.items import answers

NOW = timezone.now()
DOCUMENTS = {(f"Q{n}", 1): {**question_document(f"Q{n}"), "revision": 1} for n in range(1, 5)}


def report(given, **fields):
    return item_report(given, DOCUMENTS, **{"as_of": NOW, **fields})


def test_an_item_for_each_question_and_revision():
    found = report(answers(200))
    assert [item["ref"] for item in found["items"]] == ["Q1", "Q2", "Q3", "Q4"]
    first = found["items"][0]
    assert first["n"] == 200
    assert first["stem"] == DOCUMENTS["Q1", 1]["stem"]
    assert [key for (key,) in ({o["key"]} for o in first["options"] if o["is_right"])] == ["b"]
    assert json.loads(json.dumps(found)) == found


def test_fewer_than_30_are_named_without_a_number():
    found = report(answers(29))
    assert found == {"items": [], "few": [["Q1", 1], ["Q2", 1], ["Q3", 1], ["Q4", 1]]}


def test_revisions_stand_apart_the_newest_first():
    found = report([*answers(60), *answers(40, revision=2, seed=2)])
    assert [(one["ref"], one["revision"], one["n"]) for one in found["items"][:2]] == [
        ("Q1", 2, 40),
        ("Q1", 1, 60),
    ]


def test_figures_stay_until_ten_more_have_answered():
    """So that two reports do not tell what a few people answered between them."""
    before = report(answers(100))["items"]
    later = NOW + timezone.timedelta(days=1)
    nine = [*answers(100), *answers(9, seed=7)]
    assert report(nine, as_of=later, before=before)["items"] == before
    ten = [*answers(100), *answers(10, seed=7)]
    assert [one["n"] for one in report(ten, as_of=later, before=before)["items"]] == [110] * 4
    anew = report(nine, as_of=later, before=before, renew={"Q1"})["items"]
    assert [one["n"] for one in anew] == [109, 100, 100, 100]


def test_questions_that_left_the_bank_count_towards_the_rest():
    whole = report(answers(200))["items"][0]
    part = report(one for one in answers(200) if one.ref in {"Q1", "Q2"})["items"][0]
    assert part["r_rest"] == whole["r_rest"]


def test_words_that_people_wrote_are_nowhere():
    written = [replace(one, response="about somebody") for one in answers(60)]
    documents = {key: {**one, "type": "short", "options": []} for key, one in DOCUMENTS.items()}
    found = item_report(written, documents, as_of=NOW)
    assert found["items"][0]["options"] == []
    assert "somebody" not in json.dumps(found)


def test_a_question_whose_release_is_not_known_has_figures_all_the_same():
    found = item_report(answers(60), {}, as_of=NOW)
    assert found["items"][0]["n"] == 60
    assert found["items"][0]["options"] == []


MATCHING = {
    "type": "matching",
    "items": [{"key": "a", "text": "A"}, {"key": "b", "text": "B"}],
    "matches": [{"key": "1", "text": "One"}, {"key": "2", "text": "Two"}],
}


def test_each_item_of_a_matching_question_is_a_choice_of_its_own():
    assert choices(MATCHING) == [
        ("a", "1", "One"), ("a", "2", "Two"), ("b", "1", "One"), ("b", "2", "Two"),
    ]  # fmt: skip
    assert chosen(MATCHING, {"a": "2"}) == (("a", "2"), ("b", ""))
    assert chosen(MATCHING, None) == (("a", ""), ("b", ""))


def test_each_step_has_a_place():
    steps = {"type": "ordering", "items": MATCHING["items"], "order": ["a", "b"]}
    assert choices(steps) == [("a", "1", "1"), ("a", "2", "2"), ("b", "1", "1"), ("b", "2", "2")]
    assert chosen(steps, ["b", "a"]) == (("a", "2"), ("b", "1"))
    assert chosen(steps, []) == (("a", ""), ("b", ""))


def test_ratings_are_choices():
    judged = {"type": "judgement", "mode": "rate", "items": MATCHING["items"]}
    assert len(choices(judged)) == 8
    assert chosen(judged, {"a": 3, "b": 0}) == (("a", "3"), ("b", "0"))


def test_no_answer_is_a_line_of_its_own():
    assert chosen(question_document(), []) == (("", ""),)
    assert chosen(question_document(), None) == (("", ""),)
    assert chosen(question_document(), ["a", "c"]) == (("", "a"), ("", "c"))


@pytest.mark.parametrize("way", WAYS)
def test_whatever_can_be_chosen_has_a_line_in_the_table(way):
    """And each item, or the question as a whole, is answered once, also by who leaves it out."""
    document = document_of_way(way)
    lines = {(group, key) for group, key, _words in choices(document)}
    given = set(chosen(document, mark(document, empty(document)).key))
    left_out = chosen(document, empty(document))
    if document["type"] in ("short", "number", "workingday"):
        assert lines == given == set(left_out) == set()
    else:
        assert given
        assert given <= lines
        assert keys_of(document) in (given, None)
        assert {group for group, _key in left_out} == {group for group, _key in lines}
        assert {key for _group, key in left_out} == {""}


def test_a_right_option_that_some_chose_beside_another_is_still_right():
    several = document_of_way("multiple")
    right = [one["key"] for one in several["options"] if one["correct"]]
    other = next(one["key"] for one in several["options"] if not one["correct"])
    given = [
        replace(one, response=right if one.right else [right[0], other]) for one in answers(200)
    ]
    found = item_report(given, {(f"Q{n}", 1): several for n in range(1, 5)}, as_of=NOW)
    marked = {one["key"] for one in found["items"][0]["options"] if one["is_right"]}
    assert marked == set(right)
