"""The banks of the counting checks: how much they hold, and what each question rests on.

What the content checks refuse is not asked again here. They only advise where a bank runs
short or a pattern can be learnt, and they cannot know a calendar from a mistaken one.
"""

from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from assessments.assembly import assemble
from assessments.bankchecks import Plan, different_draws, patterns, table
from assessments.formats import QuestionText
from assessments.formats.limits import SLIPS, answer_of, slips_of
from courses.contentfolder import Content, read_content
from courses.formats import CheckRef

ROOT = Path(__file__).parents[2]
MODULES = ("victims-code", "victim-personal-statements", "trauma-informed-communication")
# Counted by hand on a paper calendar with the bank holidays of England and Wales marked in it.
BY_HAND: dict[str, date | int] = {
    "VC36": date(2027, 5, 5),
    "VC39": date(2026, 12, 31),
    "VC40": date(2027, 3, 30),
    "VC41": date(2027, 9, 2),
    "VC42": date(2027, 3, 31),
    "VC43": 6,
    "VC49": date(2027, 6, 1),
    "VC51": date(2027, 1, 4),
    "VC52": date(2026, 12, 29),
    "VC55": date(2026, 12, 29),
    "VC56": date(2027, 5, 11),
    "VC60": date(2027, 9, 7),
    "VCF0703": date(2027, 6, 1),
    "VP41": date(2027, 3, 30),
    "TC27": date(2027, 8, 31),
    "TC32": date(2027, 1, 5),
}


@cache
def content() -> Content:
    found = read_content(ROOT / "content")
    assert found.problems == []
    return found


def questions(*, counting: bool = False) -> list[QuestionText]:
    return [
        question
        for bank in content().banks
        for question in bank.questions
        if question.use == "counting" or not counting
    ]


def of_type(name: str) -> list[QuestionText]:
    return [question for question in questions() if question.type == name]


def bank(slug: str) -> list[dict[str, Any]]:
    """The counting questions of a module, as they are drawn from."""
    return [
        {**question.as_data(), "ref": question.id}
        for one in content().banks
        if one.module == slug
        for question in one.questions
        if question.use == "counting"
    ]


def check(slug: str) -> CheckRef:
    (module,) = (one for one in content().modules if one.slug == slug)
    assert module.check is not None
    return module.check


def plan(slug: str) -> Plan:
    return Plan(slug, check(slug).draw, check(slug).blueprint)


def test_at_least_ninety_questions_count() -> None:
    assert len(questions(counting=True)) >= 90


def test_every_judgement_waits_for_its_panel() -> None:
    """No panel has met yet; when one has, its items may count, and this test goes."""
    judgements = of_type("judgement")
    assert judgements
    assert {(one.use, one.panel) for one in judgements} == {("formative", None)}


@pytest.mark.parametrize("slug", MODULES)
def test_each_line_of_a_blueprint_has_twice_what_it_draws(slug: str) -> None:
    rows = table(bank(slug), plan(slug))
    assert len(rows) > 1
    assert [row for row in rows if row.available < 2 * row.cell.draw] == []


@pytest.mark.parametrize("slug", MODULES)
def test_three_checks_need_share_no_question(slug: str) -> None:
    assert different_draws(bank(slug), plan(slug)) >= 3


@pytest.mark.parametrize("slug", MODULES)
@pytest.mark.parametrize("seed", range(5))
def test_of_three_tries_each_shares_at_most_half_with_the_one_before(slug: str, seed: int) -> None:
    asked = check(slug)
    held = {one["ref"]: one for one in bank(slug)}
    forms: list[tuple[str, ...]] = [()]
    for number in range(3):
        forms.append(assemble(held, asked.draw, asked.blueprint, 100 * seed + number, forms[-1]))
    assert len({frozenset(form) for form in forms[1:]}) == 3
    assert all(len({*one} & {*other}) <= asked.draw // 2 for one, other in pairwise(forms))


@pytest.mark.parametrize("slug", MODULES)
def test_every_lesson_of_a_module_is_asked_about(slug: str) -> None:
    (module,) = (one for one in content().modules if one.slug == slug)
    drawn = {one["lesson"] for one in bank(slug) if any(c.fits(one) for c in check(slug).blueprint)}
    assert {lesson.stem for lesson in module.lessons} == drawn


@pytest.mark.parametrize("slug", MODULES)
def test_nobody_learns_to_guess(slug: str) -> None:
    assert list(patterns(bank(slug))) == []


def test_as_many_statements_are_true_as_false() -> None:
    for slug in MODULES:
        keys = [one["options"][0]["correct"] for one in bank(slug) if one["type"] == "truefalse"]
        assert abs(keys.count(True) - keys.count(False)) <= 2


# Working days ----------------------------------------------------------------------------


def test_limits_end_when_they_were_counted_to_end() -> None:
    counted = {one.id: answer_of(one.limit) for one in of_type("workingday") if one.limit}
    assert counted == BY_HAND


def test_a_limit_is_one_of_those_that_are_cited() -> None:
    amounts = {
        f"{edition.slug}/{duty.slug}": {one.amount for _group, one in duty.limits}
        for edition in content().code.editions
        for duty in edition.duties
    }
    astray = [
        one.id
        for one in of_type("workingday")
        if one.limit
        and one.limit.asks == "date"
        and not any(one.limit.days in amounts.get(cite, ()) for cite in one.cites)
    ]
    assert astray == []


def test_what_is_said_to_a_slip_can_be_heard_and_names_the_answer() -> None:
    for question in of_type("workingday"):
        assert question.limit
        assert question.feedback
        answer = answer_of(question.limit)
        named = f"{answer.day} {answer:%B}" if isinstance(answer, date) else f"it is {answer}."
        # The first slip that fits speaks, so one that comes to the same as it is not heard.
        heard = {value: name for name, value in reversed(slips_of(question.limit).items())}
        said = {name: getattr(question.feedback, name) for name in SLIPS}
        assert {name for name, text in said.items() if text} <= set(heard.values()), question.id
        assert [text for text in said.values() if text and named not in text] == [], question.id
        assert named in question.feedback.otherwise, question.id
