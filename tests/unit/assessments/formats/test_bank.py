from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.formats import Bank, Option, QuestionText, dump_bank, parse_bank
from tests.factories.assessments import question_text

CONTENT = Path(__file__).parents[4] / "content" / "questions" / "victims-code.yaml"

GOOD = """\
bank: victims-code
module: victims-code
questions:
  - id: VC03
    use: counting
    type: single
    level: apply
    rights: [6]
    cites: [2020/r6-arrest]
    stem: "By when?"
    options:
      - text: "Within 1 working day"
        feedback: "Here it is 5."
      - text: "Within 5 working days"
        correct: true
        feedback: "Yes."
    rationale: "It is a key decision."
    sources: [W8]
    lesson: 05-keeping-people-informed
"""


def problems(text: str) -> list[str]:
    return [str(problem) for problem in parse_bank(text, file="q.yaml")[1]]


def test_the_bank_of_the_first_module_is_read_whole_and_written_back():
    text = CONTENT.read_text()
    bank, found = parse_bank(text, file="victims-code.yaml")
    assert found == []
    assert sum(q.use == "counting" for q in bank.questions) >= 24
    assert parse_bank(dump_bank(bank), file="again.yaml") == (bank, [])


def test_a_good_file_comes_back_as_it_was():
    bank, found = parse_bank(GOOD, file="q.yaml")
    assert found == []
    assert dump_bank(bank) == GOOD


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    level: apply\n", "    level: apply\n    hint: x\n", "q.yaml:8: “hint” is not a key"),
        ("    level: apply\n", "", "q.yaml:4: “level” is missing."),
        ("type: single", "type: essay", "q.yaml:6: “essay” should be one of: judgement,"),
        ("        correct: true\n", "", "q.yaml:11: Mark exactly one option as right."),
        ('"Here it is 5."', '""', "q.yaml:13: Say, in the feedback of every option"),
        ("rights: [6]", "rights: [13]", "q.yaml:8: There is no Right 13: 1 to 12."),
        ("cites: [2020/r6-arrest]", "cites: [r6]", "q.yaml:9: “r6” should be written"),
        ("sources: [W8]", "sources: []", "q.yaml:18: Name at least one source."),
        ("id: VC03", "id: VC 03", "q.yaml:4: “VC 03” should be letters"),
        ("Within 1 working day", "within 5  WORKING days", "Two options say the same."),
        ("bank: victims-code", "bank: [", "This is not YAML"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line(old, new, expected):
    found = problems(GOOD.replace(old, new, 1))
    assert any(expected in line for line in found), found


def test_an_id_that_stands_twice_is_refused():
    twice = GOOD + GOOD[GOOD.index("  - id") :].replace("VC03", "vc03")
    assert problems(twice) == ["q.yaml:20: “vc03” stands in this file twice."]


def test_every_mistake_is_listed_at_once():
    broken = GOOD.replace("use: counting", "use: never").replace("sources: [W8]", "sources: W8")
    assert len(problems(broken)) == 2


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=60)
some_words = words.filter(lambda text: text.strip() != "")
questions = st.builds(
    question_text,
    id=st.from_regex(r"[A-Z][a-z0-9]{0,8}", fullmatch=True),
    type=st.just("multiple"),
    stem=some_words,
    options=st.lists(
        st.builds(Option, text=some_words, feedback=some_words, correct=st.booleans()),
        min_size=2,
        max_size=6,
        unique_by=lambda option: " ".join(option.text.split()).casefold(),
    )
    .filter(lambda options: any(option.correct for option in options))
    .map(tuple),
    rationale=some_words,
    rights=st.lists(st.integers(1, 12), max_size=3).map(tuple),
)


@given(st.lists(questions, min_size=1, max_size=4, unique_by=lambda q: q.id.casefold()).map(tuple))
def test_whatever_is_written_is_read_back(found: tuple[QuestionText, ...]):
    bank = Bank("a-bank", "a-module", found)
    assert parse_bank(dump_bank(bank), file="q.yaml") == (bank, [])
