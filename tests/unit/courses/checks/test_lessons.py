from dataclasses import replace

import pytest

from courses import checks
from courses.formats import Block, parse_lesson
from tests.factories.courses import LESSON, module_from_files
from tests.factories.victimscode import code_from_files
from victimscode.citing import facts

FILE = "modules/first-steps/01-keeping-people.md"
KNOWN = checks.Known(
    facts=facts(code_from_files()),
    questions={"T1"},
    scenarios={"SC01"},
    link_exists={"/code/2020/right-6/", "/code/2020/", "/code/2020/#x", ""}.__contains__,
)


def found_in(text: str) -> list[str]:
    lesson, problems = parse_lesson(text, file=FILE)
    assert problems == []
    found = checks.blocking(checks.check_lesson(lesson, KNOWN))
    return [str(finding.problem) for finding in found]


def test_the_small_module_is_clean() -> None:
    assert checks.check_module(module_from_files(), KNOWN) == []


LONG = "word " * 30 + "end."
HARD = "Notwithstanding organisational responsibilities, interdepartmental communication necessitates documentation."


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "cites: 2020/r6-bail\nsay",
            "cites: 2020/r6-recalled\nsay",
            ":18: “2020/r6-recalled” is not confirmed",
        ),
        (
            "cites: 2020/r6-bail\nsay",
            "cites: 2006/monthly\nsay",
            ":18: “2006/monthly” is of an edition",
        ),
        (
            "cites: 2020/r6-bail\nsay",
            "cites: 2020/r6-later\nsay",
            ":18: “2020/r6-later” is not in force",
        ),
        (
            "cites: 2020/r6-bail\nsay",
            "cites: 2020/none\nsay",
            ":18: “2020/none” is cited, but there is no",
        ),
        (
            "  - cites: 2020/r6-bail",
            "  - cites: 2020/d-under-18",
            "Row 1 cites a duty without limits",
        ),
        (
            "alternative:\n  title: As a timeline\n  text: |\n    The calm words.\n",
            "",
            "A passage of strength CW3 needs an alternative.",
        ),
        (
            "content_note:\n  strength: CW3\n  topics: [threat]\n---",
            "---",
            ":1: It has a passage with a content note",
        ),
        (
            "content_note:\n  strength: CW3",
            "content_note:\n  strength: CW1",
            "the lesson’s note says CW1",
        ),
        (
            "content_note:\n  strength: CW3\n  topics: [threat]",
            "content_note:\n  strength: CW3\n  topics: []",
            "names no topics",
        ),
        (
            "A call took **two** minutes.",
            "Ring within 7 working days.",
            ":13: “7 working days” is stated",
        ),
        (
            "A call took **two** minutes.",
            "Ring within seven working days.",
            "“7 working days” is stated",
        ),
        (
            "A call took **two** minutes.",
            LONG,
            ":13: A sentence has 31 words: “word word word word word word…”.",
        ),
        ("lead: News is a right.", f"lead: {LONG}", ":1: A sentence has 31 words"),
        ("A call took **two** minutes.", f"{HARD} " * 40, "The reading age is"),
        (
            "A call took **two** minutes.",
            "[Here](/nowhere/).",
            ":13: The link to “/nowhere/” leads nowhere.",
        ),
        (
            "A call took **two** minutes.",
            "[Here](/code/2020/#nowhere).",
            ":13: The link to “/code/2020/#nowhere” leads nowhere.",
        ),
        ("ref: T1", "ref: T2", ": There is no question “T2”."),
        (
            "A call took **two** minutes.",
            "Ring within 7 days.",
            ":13: “7 days” is stated, but no fact of this lesson",
        ),
        ("A call took **two** minutes.", "It was 61% of them.", ":13: “61%” is stated"),
        ("A call took **two** minutes.", "One in five heard nothing.", ":13: “1 in 5” is stated"),
        ("A call took **two** minutes.", "There were 238 reports.", ":13: “238” is stated"),
        (
            "victim of bail within 5 working days",
            "victim of bail within 4 working days",
            ":19: “4 working days” is not in “2020/r6-bail”, which is cited.",
        ),
        (
            "A call took **two** minutes.",
            "She refused to engage.",
            ":13: “refused to engage”: It blames. Say: did not attend",
        ),
        (
            "A call took **two** minutes.",
            "He was stabbed.",
            ":13: “stabbed” tells of assault, which the content note does not name.",
        ),
        (
            "  topics: [threat]\n---",
            "  topics: [threat, homicide]\n---",
            ":1: The content note says CW3, but “homicide” asks for CW4.",
        ),
        (
            "::: reflection",
            "::: scenario\nref: SC99\ntext: Play.\n:::\n\n::: reflection",
            "There is no scenario “SC99”.",
        ),
        (
            "::: reflection",
            "::: reflection\nkey: no-news\nprompt: Twice?\n:::\n\n::: reflection",
            "Two reflections have the key",
        ),
    ],
)
def test_what_blocks_publishing_is_named_by_line(old: str, new: str, says: str) -> None:
    assert old in LESSON
    found = found_in(LESSON.replace(old, new, 1))
    assert any(says in one for one in found), found


@pytest.mark.parametrize(
    "words",
    [
        "Ring within 5 working days.",
        "Within 1 working day.",
        "Within five working days.",
        "In 7 days.",
        "It took three weeks, and 12 years before that.",
        "Ring 101, or send £238 by 3 March 2026.",
        "Of the files, 17 of 20 had a note. That is 85%.",
        "Source: the report of 2024. It found 61%.",
        "Never write “refused to engage” or ‘failed to attend’.",
    ],
)
def test_limits_that_a_fact_stands_for_may_be_stated(words: str) -> None:
    assert found_in(LESSON.replace("A call took **two** minutes.", words)) == []


@pytest.mark.parametrize(
    "link", ["https://example.org/", "mailto:a@example.org", "/code/2020/#x", "#b"]
)
def test_links_that_lead_somewhere_or_out_are_let_be(link: str) -> None:
    assert found_in(LESSON.replace("**two**", f"[two]({link})")) == []


def test_history_and_what_is_to_come_may_be_cited_where_it_is_marked() -> None:
    for ref, mark in (("2006/monthly", "history"), ("2020/r6-later", "coming")):
        text = LESSON.replace("cites: 2020/r6-bail\nsay: ", f"cites: {ref}\nsay: ").replace(
            "within 5 working days.\n:::", f"as it is or was.\n{mark}: true\n:::"
        )
        assert found_in(text) == []


def test_blocks_that_an_editor_left_half_done_are_named() -> None:
    lesson, _problems = parse_lesson(LESSON, file=FILE)
    blocks = (Block("image", {"file": "x.png"}, "1"), Block("fact", {"say": "x"}, "1"))
    found = [str(one) for one in checks.check_lesson(replace(lesson, blocks=blocks), KNOWN)]
    assert "The image has no words for those who cannot see it." in " ".join(found)
    assert "“cites” is missing." in " ".join(found)
    assert "Two passages have the same id." in " ".join(found)


def test_a_finding_says_where_it_is_in_words() -> None:
    lesson, _problems = parse_lesson(LESSON.replace("ref: T1", "ref: T2"), file=FILE)
    (finding,) = checks.check_lesson(lesson, KNOWN)
    assert str(finding) == ("Keeping people informed: Question “T2”: There is no question “T2”.")
    assert finding.block_id


def test_a_module_takes_the_strongest_note_of_its_lessons() -> None:
    module = replace(module_from_files(), content_note=None, scenarios=("SC99",), lessons=())
    assert [one.message for one in checks.check_module(module, KNOWN)] == [
        "There is no scenario “SC99”.",
        "It has no lessons.",
    ]
    module = replace(module_from_files(), content_note=None)
    assert "A lesson has a content note of CW3" in checks.check_module(module, KNOWN)[0].message


def test_minutes_that_are_clearly_off_are_advice_and_block_nothing() -> None:
    lesson, _problems = parse_lesson(LESSON.replace("minutes: 5", "minutes: 40"), file=FILE)
    found = checks.check_lesson(lesson, KNOWN)
    assert checks.blocking(found) == []
    assert [one.message.split(";")[0] for one in checks.advice(found)] == [
        "It says 40 minutes",
        "A lesson takes 5 to 15 minutes",
    ]
    assert {one.field for one in found} == {"minutes"}


def test_minutes_of_a_module_are_those_of_its_lessons() -> None:
    module = replace(module_from_files(), minutes=90)
    (found,) = checks.check_module(module, KNOWN)
    assert found.message == "It says 90 minutes; its lessons take 11 together."
    assert not found.blocks


def test_a_topic_that_is_only_named_may_be_weaker_and_is_advice_at_most() -> None:
    text = LESSON.replace("A call took **two** minutes.", "Rights after manslaughter are the same.")
    lesson, _problems = parse_lesson(text, file=FILE)
    (found,) = checks.check_lesson(lesson, KNOWN)
    assert not found.blocks
    assert "names homicide" in found.message
    noted = text.replace("topics: [threat]\n---", "topics: [threat, homicide named in a rule]\n---")
    lesson, _problems = parse_lesson(noted, file=FILE)
    assert checks.check_lesson(lesson, KNOWN) == []
