import datetime
from dataclasses import replace

import pytest

from assessments.formats import (
    Limit,
    LimitFeedback,
    Pair,
    QuestionText,
    Rated,
    Value,
    Wording,
)
from assessments.formats.exchange import OUT, detected, parse
from assessments.formats.gift_writing import dump_gift
from assessments.formats.naming import free_refs, prefix_of, wanted_of

DAY = datetime.date
BASE = QuestionText(id="VC1", use="formative", type="single", level="apply", stem="Who?")
LIMIT = replace(
    BASE,
    type="workingday",
    limit=Limit(DAY(2026, 12, 23), "date", 5),
    feedback=LimitFeedback("Yes", "Count again", calendar="Working days only"),
)
JUDGEMENT = replace(BASE, type="judgement", mode="rate", responses=(Rated("Wait", 3, "Yes"),))


@pytest.mark.parametrize("form", OUT)
def test_a_working_day_goes_out_as_its_answer_and_says_so(form):
    written = OUT[form]([LIMIT])
    back = parse(written.text.encode(), form=form).found[0].question
    assert back.type == "short"
    right = [one.accept for one in back.answers if isinstance(one, Wording) and one.correct]
    assert right == ["4 January 2027", "4/1/2027", "04/01/2027", "2027-01-04"]
    assert "Working days only" in [one.feedback for one in back.answers]
    assert back.otherwise == "Count again"
    assert [(left.ref, left.whole) for left in written.left] == [("VC1", False)]


def test_a_count_of_working_days_goes_out_as_a_number():
    limit = replace(LIMIT, limit=Limit(DAY(2026, 3, 2), "days", until=DAY(2026, 3, 9)))
    back = parse(dump_gift([limit]).text.encode(), form="gift").found[0].question
    assert back.type == "number"
    assert [one.value for one in back.answers if isinstance(one, Value) and one.correct] == ["5"]


@pytest.mark.parametrize("form", OUT)
@pytest.mark.parametrize(
    "question",
    [
        JUDGEMENT,
        replace(LIMIT, limit=None),
        replace(LIMIT, limit=Limit(DAY(2222, 1, 1), "date", 5)),
    ],
)
def test_what_no_format_carries_is_left_out_and_said(form, question):
    written = OUT[form]([question])
    assert written.count == 0
    assert [(left.ref, left.whole) for left in written.left] == [("VC1", True)]
    assert str(written.left[0].notes[0])[:20] in written.text


@pytest.mark.parametrize("form", OUT)
def test_what_is_left_behind_is_said_beside_and_in_the_file(form):
    pairs = replace(BASE, type="matching", pairs=(Pair("a -- b", "c", "Yes -- indeed"),))
    lesson = replace(pairs, lesson="a-lesson-with-a-name-that-is-longer-than-any-tag-may-be")
    written = OUT[form]([lesson])
    notes = [str(note) for note in written.left[0].notes]
    assert len(notes) == 2
    assert all(note in written.text for note in notes)
    assert parse(written.text.encode(), form=form).troubles == ()


def test_an_arrow_that_would_part_an_answer_is_changed_and_said():
    question = replace(BASE, type="short", answers=(Wording("a -> b", "x -> y", True),))
    written = dump_gift([question])
    assert parse(written.text.encode(), form="gift").found[0].question.answers[0].accept == "a → b"
    assert len(written.left) == 1


@pytest.mark.parametrize(
    ("content", "name", "form"),
    [
        (b"\xef\xbb\xbf<?xml version='1.0'?><quiz/>", "a.txt", "moodle-xml"),
        (b" <quiz>", "a", "moodle-xml"),
        ("<?xml?>".encode("utf-16"), "a", "moodle-xml"),
        (b"type,question", "a.CSV", "table"),
        (b"::A::B{T}", "a.txt", "gift"),
    ],
)
def test_formats_are_told_apart(content, name, form):
    assert detected(content, name) == form


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"PK\x03\x04\x00", b"", b"// nothing"])
@pytest.mark.parametrize("form", ["gift", "moodle-xml", "table"])
def test_a_file_with_nothing_in_it_says_so(content, form):
    assert len(parse(content, form=form).troubles) == 1


def test_ids():
    assert prefix_of("victims-code", ["VC01", "VC02", "X1"]) == "VC"
    assert prefix_of("victims-code", []) == "VC"
    assert prefix_of("2020", []) == "Q"
    assert wanted_of("VC01", "Q1") == "VC01"
    assert wanted_of("", "Q1") == "Q1"
    assert wanted_of("", "Thanksgiving") == ""
    assert wanted_of("", "When told?") == ""
    free = free_refs("VC", ["VC07", "vc08", "X99"])
    assert [next(free), next(free)] == ["VC09", "VC10"]
