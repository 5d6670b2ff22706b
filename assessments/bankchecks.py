"""Whether a bank carries the check that is drawn from it, and what is to be mended. Pure.

Questions are mappings with "ref", "rights", "level", "lesson", "type", "stem" and, where
there are options to choose from, "options" with "text" and "correct": compiled questions,
or questions of a file. What blocks is what would leave learners without a check; all else
is advice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assessments.blueprint import Cell, Masks, cells_met
from assessments.likeness import twins
from core.findings import Finding, Level
from core.yamltext import Path

Question = Mapping[str, Any]

# So many checks that share no question are what a bank should hold.
DRAWS_AIMED_AT = 3
# Rarer than this by chance alone, and it is said.
RARE = 0.05
# Of fewer questions a pattern tells nothing.
FEWEST = 6


@dataclass(frozen=True)
class Plan:
    """What a check is to draw. `taught` gives, by right, the lesson that teaches it.

    `at` is its path in its file, if it is in one.
    """

    title: str
    draw: int
    cells: tuple[Cell, ...] = ()
    taught: Mapping[int, str] = field(default_factory=dict)
    file: str = ""
    at: Path = ()

    @property
    def cells_or_any(self) -> tuple[Cell, ...]:
        """The blueprint; without one, any questions."""
        return self.cells or (Cell(self.draw),)


@dataclass(frozen=True)
class Row:
    """One cell of a blueprint beside what the bank has for it."""

    cell: Cell
    words: str
    available: int

    @property
    def draws(self) -> int:
        """How many wholly different sets of questions there are for it."""
        return self.available // self.cell.draw if self.cell.draw else 0


def table(questions: Sequence[Question], plan: Plan) -> list[Row]:
    """The blueprint, cell by cell, beside what the bank has."""
    return [
        Row(cell, words_of(cell), sum(cell.fits(one) for one in questions))
        for cell in plan.cells_or_any
    ]


def different_draws(questions: Sequence[Question], plan: Plan, *, most: int = 9) -> int:
    """How many checks the bank holds that share no question, up to `most`."""
    bank = {one["ref"]: one for one in questions}
    times = 0
    while times < most and cells_met(bank, plan.cells_or_any, times=times + 1):
        times += 1
    return times


def words_of(cell: Cell) -> str:
    """A cell in words: "Right 4 or 6, level apply, lesson 05-x, type single"."""
    parts = []
    if cell.rights:
        parts.append(f"{'Rights' if len(cell.rights) > 1 else 'Right'} {_either(cell.rights)}")
    for values, name in ((cell.levels, "level"), (cell.lessons, "lesson"), (cell.types, "type")):
        if values:
            parts.append(f"{name} {_either(values)}")
    words = ", ".join(parts) or "any question"
    return words[0].upper() + words[1:]


def _either(values: Sequence[object]) -> str:
    return _listed(values, "or")


def _listed(values: Sequence[object], joined: str) -> str:
    *most, last = [str(value) for value in values]
    return f"{', '.join(most)} {joined} {last}" if most else last


def check_bank(questions: Sequence[Question], plan: Plan) -> list[Finding]:
    """Everything that is to be mended in a check and its bank, or might be."""
    return [
        *_blueprint(questions, plan),
        *_rights(questions, plan),
        *_twins(questions, plan),
        *(_finding(plan, message, Level.ADVICE) for message in patterns(questions)),
    ]


def _finding(plan: Plan, message: str, level: Level) -> Finding:
    return Finding(
        plan.title, "", message, file=plan.file, path=plan.at, level=level, field="blueprint"
    )


def _blueprint(questions: Sequence[Question], plan: Plan) -> Iterator[Finding]:
    drawn = sum(cell.draw for cell in plan.cells_or_any)
    if drawn != plan.draw:
        message = (
            f"The blueprint adds up to {drawn} questions, and the check draws {plan.draw}. "
            "Make both the same."
        )
        yield _finding(plan, message, Level.BLOCKS)
    short = [row for row in table(questions, plan) if row.available < row.cell.draw]
    for row in short:
        message = (
            f"“{row.words}”: {row.cell.draw} are asked for, and the bank has {row.available}. "
            "Write and publish more of this kind, or ask for fewer."
        )
        yield _finding(plan, message, Level.BLOCKS)
    if short:
        return
    draws = different_draws(questions, plan, most=DRAWS_AIMED_AT)
    if draws == 0:
        message = (
            "Each line has enough questions by itself, but some of them are needed by two lines "
            "at once. Write more for the lines that overlap, or ask for fewer."
        )
        yield _finding(plan, message, Level.BLOCKS)
    elif draws < DRAWS_AIMED_AT:
        yield _finding(plan, _too_few_draws(draws, questions, plan), Level.ADVICE)


def _too_few_draws(draws: int, questions: Sequence[Question], plan: Plan) -> str:
    tight = [row for row in table(questions, plan) if row.draws < DRAWS_AIMED_AT]
    wanting = [
        f"{row.cell.draw * DRAWS_AIMED_AT - row.available} more"
        + (f" for “{row.words}”" if plan.cells else "")
        for row in tight
    ]
    again = (
        "Whoever takes it again meets most of its questions again."
        if draws == 1
        else "The third try meets questions of the first."
    )
    number = "one check" if draws == 1 else "two different checks"
    more = f" For three, write {', '.join(wanting)}." if wanting else ""
    return f"The bank is enough for {number}. {again}{more}"


def _rights(questions: Sequence[Question], plan: Plan) -> Iterator[Finding]:
    cells = plan.cells_or_any
    bank = {one["ref"]: one for one in questions}
    fits = Masks(bank, cells)
    asked = {right for ref, one in bank.items() if fits[ref] for right in one["rights"]}
    by_lesson: dict[str, list[int]] = {}
    for right, lesson in sorted(plan.taught.items()):
        if right not in asked:
            by_lesson.setdefault(lesson, []).append(right)
    for lesson, rights in by_lesson.items():
        one = len(rights) == 1
        message = (
            f"{'Right' if one else 'Rights'} {_listed(rights, 'and')} {'is' if one else 'are'} "
            f"taught in “{lesson}”, and no question that the check can draw is about "
            f"{'it' if one else 'them'}. Write one, or let a line of the blueprint draw it."
        )
        yield _finding(plan, message, Level.ADVICE)


def _twins(questions: Sequence[Question], plan: Plan) -> Iterator[Finding]:
    by_ref = {one["ref"]: one for one in questions}
    for one, other, same in twins({ref: str(each["stem"]) for ref, each in by_ref.items()}):
        if same and _offers(by_ref[one]) == _offers(by_ref[other]):
            message = f"{one} and {other} are the same question. Delete one of them."
            yield _finding(plan, message, Level.BLOCKS)
        else:
            message = f"{one} and {other} ask almost the same. Make them differ, or delete one."
            yield _finding(plan, message, Level.ADVICE)


def _offers(question: Question) -> list[str]:
    return sorted(
        " ".join(str(option.get("text", option)).split()).casefold()
        for name in ("options", "items", "pairs", "steps", "answers", "responses")
        for option in question.get(name, ())
    )


# Patterns in the keys --------------------------------------------------------------------


def patterns(questions: Iterable[Question]) -> Iterator[str]:
    """What somebody could learn to guess by, in words."""
    by_type: dict[str, list[Question]] = {}
    for question in questions:
        by_type.setdefault(question["type"], []).append(question)
    yield from _longest(by_type.get("single", []))
    yield from _true_or_false(by_type.get("truefalse", []))
    yield from _all_of_them(by_type.get("multiple", []))


def _longest(questions: Sequence[Question]) -> Iterator[str]:
    chances: list[float] = []
    hits = 0
    for question in questions:
        lengths = sorted((len(str(one["text"])) for one in question["options"]), reverse=True)
        if len(lengths) < 2 or lengths[0] == lengths[1]:
            continue
        chances.append(1 / len(lengths))
        key = max(question["options"], key=lambda one: len(str(one["text"])))
        hits += bool(key["correct"])
    if len(chances) >= FEWEST and at_least_by_chance(chances, hits) < RARE:
        yield (
            f"In {hits} of {len(chances)} questions with one answer the right answer is the "
            f"longest; by chance it would be about {round(sum(chances))}. Shorten right answers, "
            "or give the others as much detail."
        )


def _true_or_false(questions: Sequence[Question]) -> Iterator[str]:
    total = len(questions)
    true = sum(bool(one["options"]) and bool(one["options"][0]["correct"]) for one in questions)
    more = max(true, total - true)
    if total >= FEWEST and 2 * at_least_by_chance([0.5] * total, more) < RARE:
        word, other = ("true", "false") if true == more else ("false", "true")
        yield (
            f"{more} of {total} statements are {word}. Turn some of them round, so that as many "
            f"are {other}."
        )


def _all_of_them(questions: Sequence[Question]) -> Iterator[str]:
    total = len(questions)
    counts = Counter(all(one["correct"] for one in each["options"]) for each in questions)
    if total >= 3 and 2 * counts[True] > total:
        yield (
            f"In {counts[True]} of {total} questions with several answers all of them are right, "
            "so that ticking everything is a good guess. Offer something that is not right."
        )


def at_least_by_chance(chances: Sequence[float], hits: int) -> float:
    """The probability of at least so many hits, when each has its own chance. Exact."""
    spread = [1.0]
    for chance in chances:
        spread = [
            (spread[n] * (1 - chance) if n < len(spread) else 0.0)
            + (spread[n - 1] * chance if n else 0.0)
            for n in range(len(spread) + 1)
        ]
    return sum(spread[hits:])
