"""Requirements and people's posts in, wanted assignments out, as a diff. Pure.

An assignment is an unbroken run of days on which some post of the person is in the audience
of a requirement that is in force. One that asks people who have learnt something asks nobody
before the day on which they had. Two posts at once make one run; a move inside the audience
does not break it; a day in between does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from mandatory.enums import Audience, Why

ONE_DAY = timedelta(days=1)
Pair = tuple[int, int]


@dataclass(frozen=True)
class Terms:
    """Whom a requirement asks, and when. Units are paths in the tree: those below count too."""

    key: int
    audience: Audience
    effective_from: date
    closed_on: date | None = None
    first_days: int = 28
    unit_paths: frozenset[str] = frozenset()
    jobs: frozenset[str] = frozenset()

    def asks(self, post: Held) -> bool:
        """Whether this post is in the audience."""
        if self.audience == Audience.UNITS:
            return any(post.unit_path.startswith(path) for path in self.unit_paths)
        if self.audience == Audience.JOBS:
            return post.job in self.jobs
        return True


@dataclass(frozen=True)
class Held:
    """A post of a person, both ends included."""

    user: int
    unit_path: str
    job: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class Row:
    """An assignment as it is on record."""

    key: int
    user: int
    requirement: int
    starts_on: date
    closed_on: date | None
    first_due_on: date
    carried_due_on: date | None = None


@dataclass(frozen=True)
class Opening:
    """An assignment to write."""

    user: int
    requirement: int
    starts_on: date
    closed_on: date | None
    first_due_on: date
    why: Why
    carried_due_on: date | None = None


@dataclass(frozen=True)
class Diff:
    """What to do to the record. A reopened row is voided and written anew with its dates."""

    opened: list[Opening] = field(default_factory=list)
    closed: list[tuple[Row, date]] = field(default_factory=list)
    reopened: list[tuple[Row, Opening]] = field(default_factory=list)
    withdrawn: list[Row] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.opened or self.closed or self.reopened or self.withdrawn)


Run = tuple[date, date | None]


def merge(runs: Iterable[Run]) -> list[Run]:
    """Runs of days joined where they overlap or touch, in order."""
    joined: list[Run] = []
    for starts_on, ends_on in sorted(runs, key=lambda run: (run[0], run[1] or date.max)):
        if joined:
            before, until = joined[-1]
            if until is None:
                break
            if starts_on <= until + ONE_DAY:
                later = None if ends_on is None else max(until, ends_on)
                joined[-1] = (before, later)
                continue
        joined.append((starts_on, ends_on))
    return joined


def wanted(
    requirements: Iterable[Terms],
    posts: Iterable[Held],
    learnt: Mapping[Pair, date] | None = None,
) -> dict[Pair, list[Run]]:
    """The runs of days on which each requirement asks each person, by (person, requirement).

    `learnt` is the day on which the person first finished one of the parts that a requirement
    of that audience is about.
    """
    runs: dict[Pair, list[Run]] = {}
    terms = list(requirements)
    for post in posts:
        for term in terms:
            if not term.asks(post):
                continue
            starts_on = max(post.starts_on, term.effective_from)
            if term.audience == Audience.LEARNT:
                day = (learnt or {}).get((post.user, term.key))
                if day is None:
                    continue
                starts_on = max(starts_on, day)
            ends = [end for end in (post.ends_on, term.closed_on) if end is not None]
            ends_on = min(ends, default=None)
            if ends_on is None or ends_on >= starts_on:
                runs.setdefault((post.user, term.key), []).append((starts_on, ends_on))
    return {pair: merge(found) for pair, found in runs.items()}


def diff(
    requirements: Iterable[Terms],
    posts: Iterable[Held],
    on_record: Iterable[Row],
    carried: Mapping[Pair, date] | None = None,
    learnt: Mapping[Pair, date] | None = None,
) -> Diff:
    """What must change so that the record holds the wanted assignments and no others.

    `learnt` as in `wanted`. `carried` is the date that was due under the terms which these replace, by (person,
    requirement): a change of terms neither forgives nor invents an overdue.
    """
    terms = {term.key: term for term in requirements}
    want = wanted(terms.values(), posts, learnt)
    rows: dict[Pair, dict[date, Row]] = {}
    for row in on_record:
        rows.setdefault((row.user, row.requirement), {})[row.starts_on] = row
    changes = Diff()
    for pair in sorted(want.keys() | rows.keys()):
        _compare(changes, terms.get(pair[1]), pair, want.get(pair, []), rows.get(pair, {}), carried)
    return changes


def _compare(
    changes: Diff,
    term: Terms | None,
    pair: Pair,
    runs: list[Run],
    rows: dict[date, Row],
    carried: Mapping[Pair, date] | None,
) -> None:
    left = dict(rows)
    for number, (starts_on, ends_on) in enumerate(runs):
        row = left.pop(starts_on, None)
        if row is None and term is not None:
            carry = (carried or {}).get(pair) if starts_on == term.effective_from else None
            why = Why.CHANGED if carry else Why.RETURNED if number else Why.STARTED
            if left:
                why = Why.CORRECTED
            changes.opened.append(_opening(term, pair[0], (starts_on, ends_on), why, carry))
        elif row is not None and row.closed_on != ends_on:
            if row.closed_on is None and ends_on is not None:
                changes.closed.append((row, ends_on))
            else:
                changes.reopened.append((row, _again(row, ends_on)))
    changes.withdrawn.extend(left[starts_on] for starts_on in sorted(left))


def _opening(term: Terms, user: int, run: Run, why: Why, carry: date | None) -> Opening:
    due = run[0] + timedelta(days=term.first_days)
    first_due_on = min(due, carry) if carry else due
    return Opening(user, term.key, run[0], run[1], first_due_on, why, carry)


def _again(row: Row, ends_on: date | None) -> Opening:
    return Opening(
        row.user,
        row.requirement,
        row.starts_on,
        ends_on,
        row.first_due_on,
        Why.CORRECTED,
        row.carried_due_on,
    )
