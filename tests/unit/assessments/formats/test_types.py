"""Questions of every type as files, and what each of them lacks."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.formats import (
    Bank,
    Limit,
    Panel,
    QuestionText,
    Value,
    dump_bank,
    lacks,
    parse_bank,
)
from assessments.formats.compiled import text_of
from tests.factories.assessments import PANEL, WAYS, document_of_way, text_of_way


def there_and_back(question: QuestionText) -> Bank:
    bank, found = parse_bank(dump_bank(Bank("b", "m", (question,))), file="q.yaml")
    assert found == []
    return bank


@pytest.mark.parametrize("way", WAYS)
def test_a_question_of_every_type_is_whole_and_comes_back_from_its_file(way):
    question = text_of_way(way)
    assert list(lacks(question)) == []
    assert there_and_back(question).questions == (question,)


@pytest.mark.parametrize("way", WAYS)
def test_a_compiled_question_holds_all_of_its_text(way):
    document = document_of_way(way)
    assert text_of(document) == text_of_way(way)


@pytest.mark.parametrize("way", WAYS)
def test_every_part_has_words_with_a_place_of_its_own(way):
    found = list(text_of_way(way).words())
    assert len({one.path for one in found}) == len(found)
    assert found[0].path == ("stem",)
    assert found[-1].path == ("rationale",)
    assert all(one.text for one in found)


def test_a_question_of_the_first_types_gives_the_data_that_it_always_gave():
    data = text_of_way("single").as_data()
    names = "id use type level stem options rationale lesson rights cites sources"
    assert sorted(data) == sorted(names.split())


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=40)
some = words.filter(lambda text: text.strip() != "")
numbers = st.from_regex(r"-?[0-9]{1,4}(\.[0-9]{1,3})?", fullmatch=True)


@given(st.data())
def test_whatever_the_parts_say_is_read_back(data):
    way = data.draw(st.sampled_from(["matching", "ordering", "short", "number", "judgement"]))
    question = text_of_way(way)
    fields = {"matching": "pairs", "ordering": "steps", "judgement": "responses"}
    name = fields.get(way, "answers")
    parts = getattr(question, name)
    changed = []
    for part in parts:
        part = replace(part, feedback=data.draw(some))
        if isinstance(part, Value):
            part = replace(
                part, value=data.draw(numbers), tolerance=data.draw(st.just("") | numbers)
            )
        changed.append(part)
    question = replace(
        question, **{name: tuple(changed)}, unit=data.draw(words) if way == "number" else ""
    )
    bank, _lacks_are_told = parse_bank(dump_bank(Bank("b", "m", (question,))), file="q.yaml")
    assert bank.questions == (question,)


def said(way: str, **fields) -> list[str]:
    return [one.message for one in lacks(text_of_way(way, **fields))]


@pytest.mark.parametrize(
    ("way", "fields", "expected"),
    [
        ("truefalse", {"options": WAYS["single"].get("options", ())}, "Give two options: “True”"),
        ("matching", {"pairs": WAYS["matching"]["pairs"][:1]}, "Give two to eight pairs."),
        ("matching", {"decoys": ("the  POLICE",)}, "This is a match of one of the pairs."),
        ("ordering", {"steps": WAYS["ordering"]["steps"][:2]}, "Give three to eight steps"),
        ("short", {"answers": ()}, "Give at least one right answer."),
        ("short", {"otherwise": " "}, "Write what is said to any other answer."),
        ("number", {"answers": (Value("five", "Yes.", True),)}, "Write the value as a number"),
        ("number", {"answers": (Value("5", "Yes.", True, "-1"),)}, "Write the tolerance"),
        ("workingday", {"limit": Limit(date(2026, 4, 2), "date")}, "Give the number of working"),
        ("workingday", {"limit": Limit(date(1800, 4, 2), "date", 5)}, "The bank holidays of that"),
        (
            "workingday",
            {"limit": Limit(date(9999, 12, 30), "date", 5)},
            "The bank holidays of that",
        ),
        ("workingday", {"limit": Limit(date(2026, 4, 2), "days")}, "Give the last day"),
        ("judgement", {"panel": None}, "A judgement counts towards a pass only with its panel."),
        ("judgement", {"mode": ""}, "Say whether responses are rated or ranked."),
        ("judgement", {"mode": "rank"}, "Give each response a rank of its own"),
        ("judgement", {"panel": replace(PANEL, people=1)}, "Say how many people"),
        ("judgement", {"panel": Panel("", None, None, None)}, "Say who the panel were."),
        ("short", {"unit": "days"}, "This does not belong to the type"),
        ("ordering", {"pairs": WAYS["matching"]["pairs"]}, "This does not belong to the type"),
    ],
)
def test_what_a_question_lacks_is_said(way, fields, expected):
    assert any(one.startswith(expected) for one in said(way, **fields)), said(way, **fields)


def test_a_judgement_for_practice_needs_no_panel():
    assert said("judgement", use="formative", panel=None) == []


@pytest.mark.parametrize("way", WAYS)
def test_every_part_needs_feedback(way):
    question = text_of_way(way)
    for name in ("options", "pairs", "steps", "answers", "responses"):
        for index, part in enumerate(getattr(question, name)):
            parts = list(getattr(question, name))
            parts[index] = replace(part, feedback=" ")
            found = list(lacks(replace(question, **{name: tuple(parts)})))
            assert [(one.field, one.option, one.key) for one in found] == [
                (name, index, "feedback")
            ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("value: 5\n", "value: 5.0\n", "q.yaml:12: “5.0” should stand in quotation marks"),
        ("value: 5\n", 'value: "many"\n', "q.yaml:12: Write the value as a number"),
        ("otherwise:", "elsewise:", "“elsewise” is not a key"),
    ],
)
def test_a_mistake_in_a_part_is_named_with_its_line(old, new, expected):
    text = dump_bank(Bank("b", "m", (text_of_way("number"),))).replace(old, new, 1)
    found = [str(one) for one in parse_bank(text, file="q.yaml")[1]]
    assert any(expected in one for one in found), found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("agreement: 0.82", "agreement: 82", "“82” should be a number from 0 to 1"),
        ("agreement: 0.82", "agreement: .nan", "should be a number from 0 to 1"),
        ("on: 2026-05-11", "on: May", "“May” should be a date"),
        ("mode: rate", "mode: guess", "“guess” should be one of: rank, rate."),
    ],
)
def test_a_mistake_in_a_judgement_is_named(old, new, expected):
    text = dump_bank(Bank("b", "m", (text_of_way("judgement"),))).replace(old, new, 1)
    found = [str(one) for one in parse_bank(text, file="q.yaml")[1]]
    assert any(expected in one for one in found), found
