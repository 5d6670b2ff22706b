"""How a question performs, from the first answers of many people. Pure.

A *mark* is what an answer got, as a share of what it could get: 0 or 1, or between where part
of an answer counts. The *rest* is the mean mark of the same person on the other questions of
the same form: forms are drawn, so people answer different questions, and a share can be
compared where a sum could not. On a form that is the same for all it is the usual sum of the
other marks, divided by their number, and no correlation differs for that. Whether other
people's forms were harder is not taken out, which makes every correlation a little lower
than it would be on one form.

Definitions (n - 1 divisors):

- facility: the mean mark;
- discrimination (`r_rest`): Pearson's correlation of mark and rest, also where marks are
  partial. Not defined, and None, for fewer than two people, where everybody has the same mark,
  and where everybody has the same rest;
- `r_total`: the same with the whole form in the place of the rest;
- efficiency: covariance of mark and rest, as a share of the covariance that the same marks and
  the same rests would have if both rose together. Moodle's discriminative efficiency;
- upper and lower 27%: the mean mark of the 27% with the highest totals less that of the 27%
  with the lowest. All who are tied at the cut are taken in, so the groups may be larger.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from evaluation.statistics.weighted import (
    Quartiles,
    correlation,
    covariance,
    in_step,
    mean,
    quartiles,
    variance,
)

TAIL = 0.27
# Somebody who comes back to a question after longer than this had put it away.
LONGEST = 30 * 60
# Rests are sums of shares: what differs by less than this is the same.
DIGITS = 9


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a form. `chosen` are the keys of what was chosen, (group, key) each.

    The group is "" where all options are one choice, and the key of the item where each item
    is a choice of its own. `mark` is a share of what could be got, `full` whether it counts
    as right.
    """

    ref: str
    revision: int | None
    mark: float
    full: bool
    chosen: tuple[tuple[str, str], ...] = ()
    seconds: float | None = None


@dataclass
class Tally:
    """What is kept of the answers to one question: how many there were of each kind."""

    # (mark, rest, total) of people, and of those who chose an option.
    points: Counter[tuple[float, float, float]] = field(default_factory=Counter)
    chosen: dict[tuple[str, str], Counter[float]] = field(default_factory=dict)
    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    full: int = 0
    seconds: Counter[float] = field(default_factory=Counter)

    def add(self, answer: Answer, rest: float, total: float) -> None:
        """One more answer."""
        self.points[answer.mark, rest, total] += 1
        self.full += answer.full
        for option in answer.chosen:
            self.chosen.setdefault(option, Counter())[rest] += 1
            self.right[option] += answer.full
        if answer.seconds is not None and answer.seconds <= LONGEST:
            self.seconds[float(round(answer.seconds))] += 1

    @property
    def n(self) -> int:
        """How many people answered."""
        return sum(self.points.values())


@dataclass(frozen=True, slots=True)
class Form:
    """The answers of one first attempt.

    `beside` questions more were asked, with `marks` in sum, that are not asked about here:
    they count towards the rest.
    """

    answers: Sequence[Answer]
    marks: float = 0.0
    beside: int = 0


Tallies = dict[tuple[str, int | None], Tally]


def tally(forms: Iterable[Form]) -> Tallies:
    """Forms as tallies by question and revision.

    A form of one question alone has no rest and is left out.
    """
    found: Tallies = {}
    for form in forms:
        asked = len(form.answers) + form.beside
        if asked < 2:
            continue
        marks = math.fsum(answer.mark for answer in form.answers) + form.marks
        total = round(marks / asked, DIGITS)
        for answer in form.answers:
            rest = round((marks - answer.mark) / (asked - 1), DIGITS)
            at = (answer.ref, answer.revision)
            if at not in found:
                found[at] = Tally()
            found[at].add(answer, rest, total)
    return found


@dataclass(frozen=True)
class Tails:
    """The upper and lower 27%: the difference of their mean marks, and how many they are."""

    index: float
    upper: int
    lower: int


@dataclass(frozen=True)
class Option:
    """How many chose an option, their mean rest, and how choosing it goes with the rest."""

    group: str
    key: str
    count: int
    share: float
    mean_rest: float | None
    r_rest: float | None
    is_right: bool = False


@dataclass(frozen=True)
class Figures:
    """The figures of a question. None stands where one is not defined."""

    n: int
    full: int
    # How many got anything at all.
    some: int
    facility: float
    sd: float | None
    r_rest: float | None
    r_total: float | None
    efficiency: float | None
    tails: Tails | None
    options: tuple[Option, ...]
    time: Quartiles | None
    is_partial: bool


def figures(
    told: Tally,
    options: Iterable[tuple[str, str]] = (),
    keys: Collection[tuple[str, str]] | None = None,
) -> Figures:
    """The figures of a tally with at least one answer.

    `options` are all that there were to choose, so that those are told that nobody chose, and
    `keys` those of them that are right. Without `keys` an option is right where everybody who
    chose it was: where one choice is made, that holds also after its key was mended.
    """
    marks: Counter[float] = Counter()
    with_rest: Counter[tuple[float, float]] = Counter()
    with_total: Counter[tuple[float, float]] = Counter()
    for (mark, rest, total), many in told.points.items():
        marks[mark] += many
        with_rest[mark, rest] += many
        with_total[mark, total] += many
    spread = variance(marks)
    known = [*dict.fromkeys([*options, *sorted(told.chosen)])]
    return Figures(
        n=told.n,
        full=told.full,
        some=told.n - marks[0.0],
        facility=mean(marks),
        sd=None if spread is None else math.sqrt(spread),
        r_rest=correlation(with_rest),
        r_total=correlation(with_total),
        efficiency=efficiency(with_rest),
        tails=tails(with_total),
        options=tuple(_option(told, option, with_rest, keys) for option in known),
        time=quartiles(told.seconds),
        is_partial=bool(set(marks) - {0.0, 1.0}),
    )


def efficiency(pairs: Mapping[tuple[float, float], int]) -> float | None:
    """Discriminative efficiency of (mark, rest); None where the two cannot rise together."""
    at_best = covariance(in_step(pairs))
    as_it_is = covariance(pairs)
    # What cannot vary together differs from nought by the rounding of machines only.
    if as_it_is is None or at_best is None or at_best <= 1e-12:
        return None
    return as_it_is / at_best


def tails(pairs: Mapping[tuple[float, float], int], share: float = TAIL) -> Tails | None:
    """The upper-lower index of (mark, total); None where everybody has the same total."""
    totals: Counter[float] = Counter()
    for (_mark, total), many in pairs.items():
        totals[total] += many
    if len(totals) < 2:
        return None
    wanted = share * sum(totals.values())
    low, high = _cut(sorted(totals), totals, wanted), _cut(sorted(totals)[::-1], totals, wanted)
    below = {at: many for at, many in pairs.items() if at[1] <= low}
    above = {at: many for at, many in pairs.items() if at[1] >= high}
    return Tails(_mean_mark(above) - _mean_mark(below), sum(above.values()), sum(below.values()))


def _cut(order: Sequence[float], totals: Mapping[float, int], wanted: float) -> float:
    """The total up to which so many people are taken, all who are tied with the last included."""
    taken = 0
    for total in order:
        taken += totals[total]
        if taken >= wanted - 1e-9:
            return total
    return order[-1]


def _mean_mark(pairs: Mapping[tuple[float, float], int]) -> float:
    return math.fsum(mark * many for (mark, _t), many in pairs.items()) / sum(pairs.values())


def _option(
    told: Tally,
    option: tuple[str, str],
    everybody: Mapping[tuple[float, float], int],
    keys: Collection[tuple[str, str]] | None,
) -> Option:
    rests = told.chosen.get(option, Counter())
    count = rests.total()
    pairs: dict[tuple[float, float], int] = {(1.0, rest): many for rest, many in rests.items()}
    for (_mark, rest), many in everybody.items():
        pairs[0.0, rest] = pairs.get((0.0, rest), 0) + many
    for rest, many in rests.items():
        pairs[0.0, rest] -= many
    return Option(
        group=option[0],
        key=option[1],
        count=count,
        share=count / told.n,
        mean_rest=mean(rests) if count else None,
        r_rest=correlation({at: many for at, many in pairs.items() if many}),
        is_right=bool(count) and told.right[option] == count if keys is None else option in keys,
    )
