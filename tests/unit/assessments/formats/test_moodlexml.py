import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.formats import Option, Pair, Step, Value, Wording
from assessments.formats.moodlexml import parse_moodle_xml

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'


def question(kind, inner, *, stem="<p>Who is <b>told</b>?</p>", more=""):
    return (
        f'<question type="{kind}"><name><text>Q</text></name><questiontext format="html">'
        f"<text><![CDATA[{stem}]]></text>{more}</questiontext>{inner}</question>\n"
    )


def answer(text, fraction, feedback="", more=""):
    return (
        f'<answer fraction="{fraction}" format="html"><text>{text}</text>'
        f"<feedback format='html'><text>{feedback}</text></feedback>{more}</answer>"
    )


def read(*questions):
    return parse_moodle_xml((HEAD + "".join(questions) + "</quiz>").encode())


def one(kind, inner, **more):
    reading = read(question(kind, inner, **more))
    assert reading.troubles == ()
    return reading.found[0]


def said(found):
    return [str(note) for note in found.notes]


def test_one_answer_with_tags_id_and_general_feedback():
    inner = (
        "<generalfeedback format='html'><text>&lt;p&gt;Because.&lt;/p&gt;</text></generalfeedback>"
        "<penalty>0.3333333</penalty><idnumber>VC03</idnumber><single>true</single>"
        + answer("A", 100, "Yes")
        + answer("B", 0)
        + "<tags><tag><text>right:6</text></tag><tag><text>autumn</text></tag></tags>"
    )
    found = one("multichoice", inner)
    assert found.question.options == (Option("A", "Yes", True), Option("B", "", False))
    assert (found.question.id, found.question.rights) == ("VC03", (6,))
    assert (found.question.stem, found.question.rationale) == ("Who is told?", "Because.")
    assert found.line == 3
    assert "Tags without a place here were left out: autumn." in said(found)


def test_several_answers():
    inner = "<single>false</single>" + answer("A", 50) + answer("B", 50) + answer("C", -100)
    found = one("multichoice", inner)
    assert found.question.type == "multiple"
    assert [o.correct for o in found.question.options] == [True, True, False]


def test_true_or_false():
    found = one("truefalse", answer("false", 100, "Yes") + answer("true", 0, "No"))
    assert found.question.options == (Option("True", "No", False), Option("False", "Yes", True))


def test_matching_with_a_decoy():
    inner = "".join(
        f"<subquestion format='html'><text>{a}</text><answer><text>{b}</text></answer></subquestion>"
        for a, b in [("Canada", "Ottawa"), ("Italy", "Rome"), ("", "Oslo")]
    )
    found = one("matching", inner)
    assert found.question.pairs == (Pair("Canada", "Ottawa", ""), Pair("Italy", "Rome", ""))
    assert found.question.decoys == ("Oslo",)


def test_short_answer_says_that_capitals_do_not_count():
    inner = "<usecase>1</usecase>" + answer("VPS", 100, "Yes") + answer("*", 0, "No")
    found = one("shortanswer", inner)
    assert found.question.answers == (Wording("VPS", "Yes", True),)
    assert found.question.otherwise == "No"
    assert len(found.notes) == 2  # formatting of the question, and the capitals


def test_numbers_with_units():
    units = "".join(
        f"<unit><multiplier>{m}</multiplier><unit_name>{n}</unit_name></unit>"
        for m, n in [(1, "days"), (24, "hours")]
    )
    inner = answer("5", 100, "Yes", "<tolerance>0.5</tolerance>") + f"<units>{units}</units>"
    found = one("numerical", inner)
    assert found.question.answers == (Value("5", "Yes", True, "0.5"),)
    assert found.question.unit == "days"
    assert "Only the first unit is kept; others (hours) were left out." in said(found)


def test_ordering_goes_by_its_numbers():
    found = one("ordering", answer("second", "2.0") + answer("first", "1.0") + answer("third", "3"))
    assert found.question.steps == (Step("first", ""), Step("second", ""), Step("third", ""))


def test_pictures_and_files_are_said():
    file = '<file name="map.png" path="/" encoding="base64">aGVsbG8=</file>'
    stem = '<p>Where? <img src="@@PLUGINFILE@@/map.png" alt="A map"></p>'
    found = one("truefalse", answer("true", 100), stem=stem, more=file)
    assert found.question.stem == "Where? A map"
    assert any("map.png" in note for note in said(found))
    assert any("picture" in note for note in said(found))


def test_pictures_of_old_files_are_said():
    inner = "<image>moodle.png</image><image_base64>aGVsbG8=</image_base64>" + answer("true", 100)
    assert any("moodle.png" in note for note in said(one("truefalse", inner)))


def test_moodles_own_format_keeps_its_lines():
    text = "<questiontext><text>One &lt;i&gt;line&lt;/i&gt;,\nand another</text></questiontext>"
    reading = read(f'<question type="truefalse">{text}{answer("true", 100)}</question>')
    assert reading.found[0].question.stem == "One line,\nand another"


def test_penalties_are_said_once_for_the_file():
    inner = "<penalty>0.3333333</penalty>" + answer("true", 100)
    reading = read(*[question("truefalse", inner)] * 2)
    assert [str(note) for note in reading.notes] == [
        "Penalties for a second try were left out: tries are free here."
    ]


def test_hints_and_feedback_to_the_whole_are_said_but_not_moodles_own():
    inner = (
        "<correctfeedback format='html'><text>Your answer is correct.</text></correctfeedback>"
        "<incorrectfeedback format='html'><text>Read page 4.</text></incorrectfeedback>"
        "<hint format='html'><text>Think.</text></hint>"
    )
    found = one("truefalse", answer("true", 100) + inner)
    notes = " ".join(said(found))
    assert "Read page 4." in notes
    assert "Hints" in notes
    assert "Your answer" not in notes


@pytest.mark.parametrize(
    "kind",
    ["essay", "description", "cloze", "calculated", "calculatedmulti", "ddimageortext", ""],
)
def test_kinds_without_a_place_are_said_with_their_line(kind):
    reading = read(question("truefalse", answer("true", 100)), question(kind, ""))
    assert len(reading.found) == 1
    assert [(trouble.line, trouble.known) for trouble in reading.troubles] == [(4, True)]


def test_categories_are_said():
    reading = read('<question type="category"><category><text>a</text></category></question>')
    assert reading.troubles == ()
    assert len(reading.notes) == 1


def test_a_broken_question_costs_itself_alone():
    good = question("truefalse", answer("true", 100))
    bad = question("truefalse", "<answer><text>true</answer>")
    reading = read(good, bad, good)
    assert [found.line for found in reading.found] == [3, 5]
    assert [trouble.line for trouble in reading.troubles] == [4]


def test_a_file_that_stops_early_gives_what_is_whole():
    text = HEAD + question("truefalse", answer("true", 100)) + '<question type="truefalse"><name>'
    reading = parse_moodle_xml(text.encode())
    assert len(reading.found) == 1
    assert [trouble.line for trouble in reading.troubles] == [4]


BOMB = '<!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
FETCH = '<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
ELSEWHERE = '<!DOCTYPE q SYSTEM "http://127.0.0.1/q.dtd">'


@pytest.mark.parametrize("start", [BOMB, FETCH, ELSEWHERE])
def test_document_types_are_refused_whole(start):
    good = question("truefalse", answer("true", 100), stem="&b;&x;")
    reading = parse_moodle_xml(f"{start}<quiz>{good}</quiz>".encode())
    assert reading.found == ()
    assert len(reading.troubles) == 1


def test_elements_in_elements_without_end_are_borne():
    reading = parse_moodle_xml(b"<quiz>" + b"<question>" * 3000)
    assert reading.found == ()
    assert reading.troubles


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"nothing", b"<quiz/>"])
def test_files_without_questions_say_so(content):
    assert len(parse_moodle_xml(content).troubles) == 1


@given(st.binary(max_size=200))
def test_whatever_the_bytes_there_is_an_answer(content):
    parse_moodle_xml(content)


@given(
    st.lists(
        st.sampled_from(
            [
                "<",
                ">",
                "question",
                "quiz",
                " type='truefalse'",
                "</",
                "&",
                "a",
                "<answer>",
                "]]>",
                "<![CDATA[",
                "\n",
                "/",
            ]
        ),
        max_size=40,
    )
)
def test_whatever_the_signs_there_is_an_answer(pieces):
    parse_moodle_xml("".join(pieces).encode())
