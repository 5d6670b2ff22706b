import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.formats import Pair, Step, Value, Wording
from assessments.formats.gift import parse_gift


def one(text):
    reading = parse_gift(text.encode())
    assert reading.troubles == ()
    assert len(reading.found) == 1
    return reading.found[0]


def said(found):
    return [str(note) for note in found.notes]


def trouble(text):
    reading = parse_gift(text.encode())
    assert reading.found == ()
    assert len(reading.troubles) == 1
    return reading.troubles[0]


def options(found):
    return [(o.text, o.correct, o.feedback) for o in found.question.options]


# The examples of Moodle's own documentation, in our words where words do not matter.


def test_multiple_choice_on_one_line():
    found = one("Who's buried in Grant's tomb?{~Grant ~Jefferson =no one}")
    assert found.question.type == "single"
    assert found.question.stem == "Who's buried in Grant's tomb?"
    assert options(found) == [("Grant", False, ""), ("Jefferson", False, ""), ("no one", True, "")]


def test_a_missing_word_leaves_a_gap():
    assert one("Grant is {~buried =entombed ~living} in his tomb.").question.stem == (
        "Grant is _____ in his tomb."
    )


@pytest.mark.parametrize(("word", "right"), [("T", "True"), ("FALSE", "False"), ("true", "True")])
def test_true_or_false(word, right):
    question = one(f"The sun rises in the east.{{{word}}}").question
    assert question.type == "truefalse"
    assert [o.text for o in question.options if o.correct] == [right]


def test_feedback_of_true_or_false_is_first_for_the_other_and_then_for_the_right_answer():
    found = one("Grant is buried here.{FALSE#No one is.#Yes, no one.}")
    assert options(found) == [("True", False, "No one is."), ("False", True, "Yes, no one.")]


def test_short_answers():
    found = one("Two plus two equals {=four#Yes =4 =%0%five#No =%0%*#Count again}.")
    assert found.question.type == "short"
    assert found.question.answers == (
        Wording("four", "Yes", True),
        Wording("4", "", True),
        Wording("five", "No", False),
    )
    assert found.question.otherwise == "Count again"


def test_matching_with_a_decoy():
    found = one("Match. {\n =Canada -> Ottawa\n =Italy->Rome\n = -> Oslo\n}")
    assert found.question.pairs == (Pair("Canada", "Ottawa", ""), Pair("Italy", "Rome", ""))
    assert found.question.decoys == ("Oslo",)


@pytest.mark.parametrize(
    ("written", "value", "tolerance"),
    [
        ("1822", "1822", ""),
        ("3.1415:0.0005", "3.1415", "0.0005"),
        ("3.141..3.142", "3.1415", "0.0005"),
    ],
)
def test_numbers(written, value, tolerance):
    assert one(f"How much? {{#{written}}}").question.answers == (Value(value, "", True, tolerance),)


def test_several_numbers_with_weights_and_feedback_to_any_other():
    found = one("When? {#\n =1822:0#Right\n =%50%1822:2#Near\n ~#Look again}")
    assert found.question.answers == (
        Value("1822", "Right", True),
        Value("1822", "Near", False, "2"),
    )
    assert found.question.otherwise == "Look again"
    assert said(found) == ["“1822” gave 50% of the mark. Here it counts as not right."]


def test_several_right_answers_by_weights():
    found = one("Which two? {\n~%-100%No one\n~%50%Grant\n~%50%Grant's wife\n}")
    assert found.question.type == "multiple"
    assert [o.correct for o in found.question.options] == [False, True, True]
    assert found.notes == ()


def test_part_marks_are_said():
    found = one("Hard.{~wrong ~%50%half =full}")
    assert said(found) == ["“half” gave 50% of the mark. Here it counts as not right."]


def test_marks_taken_away_and_unequal_weights_are_said():
    found = one("Which? {~%-25%No ~%40%A ~%60%B}")
    assert said(found) == [
        "Right answers had different weights. Here each counts the same.",
        "Marks that a wrong answer takes away were left out.",
    ]


def test_ordering():
    found = one("Put in order. {>ALL ABSOLUTE VERTICAL\nfirst\nsecond\nthird\n}")
    assert found.question.steps == (Step("first", ""), Step("second", ""), Step("third", ""))


def test_escapes():
    found = one(r"Which equals 5? { ~ \= 2 + 2 = \= 2 + 3 #\{so\}\: yes\nindeed\~ ~ \\ }")
    assert options(found) == [
        ("= 2 + 2", False, ""),
        ("= 2 + 3", True, "{so}: yes\nindeed~"),
        ("\\", False, ""),
    ]


def test_names_comments_ids_tags_and_general_feedback():
    found = one(
        "// A note for people\n// [id:VC03] [tag:right:6] [tag:level:judge] [tag:autumn]\n"
        "::When told::By when?{=5 days#Yes ~1 day#No####Because it is\n a key decision.}"
    )
    assert found.name == "When told"
    assert (found.question.id, found.question.rights, found.question.level) == (
        "VC03",
        (6,),
        "judge",
    )
    assert found.question.rationale == "Because it is\na key decision."
    assert said(found) == ["Tags without a place here were left out: autumn."]


def test_html_becomes_plain_and_is_said():
    found = one(
        "[html]<p>Who is <b>told</b>?</p><script>alert(1)</script>"
        '<img src\\="x.png" alt\\="A form">{=<i>A&nbsp;victim</i> ~B}'
    )
    assert found.question.stem == "Who is told?\n\nA form"
    assert found.question.options[0].text == "A victim"
    assert len(found.notes) == 3


def test_markdown_becomes_plain():
    assert one("[markdown]Who is **told**?{=A ~B}").question.stem == "Who is told?"


def test_plain_text_keeps_what_looks_like_mark_up():
    assert one("[plain]Is 2 <b> 1 &amp; 3?{=A ~B}").question.stem == "Is 2 <b> 1 &amp; 3?"


def test_empty_lines_inside_answers_are_borne():
    found = one("Which?{\n\n=A#Yes\n\n~B#No,\n\nnot at all.\n\n}")
    assert options(found) == [("A", True, "Yes"), ("B", False, "No,\n\nnot at all.")]


def test_a_brace_that_is_not_closed_costs_one_question():
    reading = parse_gift(b"::A::One?{=a ~b\n\n::B::Two?{=a ~b}\n\nThree?{=a ~b\n\nFour?{=a ~b}")
    assert [found.question.stem for found in reading.found] == ["Two?", "Four?"]
    assert [trouble.line for trouble in reading.troubles] == [1, 5]


def test_a_name_begins_a_new_question_without_an_empty_line():
    reading = parse_gift(b"::A::One?{=a ~b}\n::B::Two?{=a ~b}")
    assert [found.line for found in reading.found] == [1, 2]


@pytest.mark.parametrize(
    ("text", "line", "known"),
    [
        ("\n\nAn essay.\nOn two lines. {}", 3, True),
        ("Only text, which Moodle shows as it is.", 1, True),
        ("Two?\n{=a ~b}\nThree? {=a ~b}", 3, False),
        ("Closed } only.", 1, False),
        ("\nOne {=a {~b}", 2, False),
        ("What? {a, b or c}", 1, False),
        ("What? {see: =a ~b}", 1, False),
        ("What? {#five}", 1, False),
        ("What? {#5:}", 1, False),
        ("Match {=a -> b =c}", 1, False),
        ("Match {=a -> =c -> d}", 1, False),
        ("What? {=a ~}", 1, False),
        ("{=a ~b}", 1, False),
        ("What? {=%0%*#No}", 1, False),
        ("What? {" + "~a" * 27 + "}", 1, False),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_line(text, line, known):
    found = trouble(text)
    assert (found.line, found.known) == (line, known)
    assert str(found.said)


def test_categories_are_said_once():
    reading = parse_gift(b"$CATEGORY: a/b\n\nOne?{=a ~b}\n\n$CATEGORY: c\nTwo?{=a ~b}")
    assert len(reading.found) == 2
    assert len(reading.notes) == 1


def test_windows_text_is_read_and_said():
    reading = parse_gift("£5? {=Yes’ ~No}".encode("cp1252"))
    assert reading.found[0].question.stem == "£5?"
    assert reading.found[0].question.options[0].text == "Yes’"
    assert len(reading.notes) == 1


def test_too_many_questions_are_cut_where_they_are_too_many():
    reading = parse_gift(b"One?{=a ~b}\n\n" * 5001)
    assert len(reading.found) == 5000
    assert [trouble.line for trouble in reading.troubles] == [10001]


@given(st.binary(max_size=200))
def test_whatever_the_bytes_there_is_an_answer(content):
    parse_gift(content)


@given(st.text("~=#{}:\\[]%>\n/ $aT1.*-<&é", max_size=120))
def test_whatever_the_signs_there_is_an_answer(text):
    for trouble in parse_gift(text.encode()).troubles:
        assert 1 <= trouble.line <= text.count("\n") + 1
