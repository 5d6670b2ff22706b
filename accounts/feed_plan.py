"""Compares a staff file with what is known: rows and facts in, what to do out. No Django.

A plan is a difference. Applied, and made again from the new facts, it is empty.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from accounts.feed import Feed, Problem, Row

MAX_DEPTH = 20
BRAKE = 0.05


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit that exists."""

    code: str
    name: str
    parent_code: str
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class KnownPost:
    """An open post."""

    id: int
    unit_code: str
    job: str
    title: str
    leads: bool
    from_feed: bool


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person who exists, with their open posts, the oldest first."""

    id: int
    staff_number: str
    email: str
    first_name: str
    last_name: str
    joined_on: object
    is_active: bool
    posts: tuple[KnownPost, ...] = ()


@dataclass
class Plan:
    """What the file asks for, by the ids of those concerned and the rows that say so."""

    new_units: list[KnownUnit] = field(default_factory=list)
    renamed_units: list[KnownUnit] = field(default_factory=list)
    moved_units: list[KnownUnit] = field(default_factory=list)
    reopened_units: list[str] = field(default_factory=list)
    new_people: list[Row] = field(default_factory=list)
    details: list[tuple[int, dict[str, object]]] = field(default_factory=list)
    returners: list[int] = field(default_factory=list)
    openings: list[tuple[int, Row]] = field(default_factory=list)
    moves: list[tuple[int, Row]] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    leavers: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unchanged: int = 0
    staff: int = 0

    @property
    def brakes(self) -> bool:
        """Whether so many would leave that a person has to confirm it."""
        return len(self.leavers) > self.staff * BRAKE

    def counts(self) -> dict[str, int]:
        """How much of each, by the names of `feed_wording.COUNTS`."""
        return {
            "new_units": len(self.new_units),
            "renamed_units": len(self.renamed_units),
            "moved_units": len(self.moved_units),
            "reopened_units": len(self.reopened_units),
            "new_people": len(self.new_people),
            "details": len(self.details),
            "returners": len(self.returners),
            "openings": len(self.openings),
            "moves": len(self.moves),
            "ends": len(self.ends),
            "leavers": len(self.leavers),
            "unchanged": self.unchanged,
            "staff": self.staff,
        }


def make_plan(
    feed: Feed,
    people: Iterable[KnownPerson],
    units: Iterable[KnownUnit],
    *,
    never_leaves: int | None = None,
) -> Plan:
    """What to do so that the facts are as the file says.

    `never_leaves` is the person who imports: nobody closes their own account.
    """
    known = list(people)
    plan = Plan()
    tree = _Tree(feed.rows, units)
    plan.problems += tree.problems
    rows = [row for row in feed.rows if row.line not in tree.refused]
    tree.plan_units(plan, {row.unit_code for row in rows})
    _plan_people(plan, rows, known)
    _plan_leavers(plan, feed, known, never_leaves)
    plan.problems.sort(key=lambda problem: (problem.line, problem.column))
    return plan


class _Tree:
    """The units as they would be, and the rows that cannot be placed in them."""

    def __init__(self, rows: Sequence[Row], units: Iterable[KnownUnit]) -> None:
        self.known = {unit.code: unit for unit in units}
        self.names: dict[str, str] = {}
        self.parents: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.refused: set[int] = set()
        self.verdicts: dict[str, tuple[str, dict[str, object]] | None] = {}
        said_by: dict[tuple[str, str], int] = {}
        for row in rows:
            self._listen(row, said_by)
        self.mentioned = {row.unit_code for row in rows if row.line not in self.refused}
        for row in rows:
            if row.line not in self.refused and (verdict := self._verdict(row.unit_code)):
                code, values = verdict
                column = "unit_name" if code == "unit_unnamed" else "parent_unit_code"
                self._refuse(row, column, code, values)

    def _listen(self, row: Row, said_by: dict[tuple[str, str], int]) -> None:
        """Note what the row says of its unit; refuse it if an earlier row said otherwise."""
        said = (
            ("unit_name", row.unit_name, self.names),
            ("parent_unit_code", row.parent_unit_code, self.parents),
        )
        for column, value, heard in said:
            if value and heard.get(row.unit_code, value) != value:
                first = said_by[row.unit_code, column]
                values = {"unit": row.unit_code, "first": first, "value": heard[row.unit_code]}
                self._refuse(row, column, "unit_differs", values)
                return
        for column, value, heard in said:
            if value and row.unit_code not in heard:
                heard[row.unit_code] = value
                said_by[row.unit_code, column] = row.line

    def _refuse(self, row: Row, column: str, code: str, values: Mapping[str, object]) -> None:
        self.refused.add(row.line)
        self.problems.append(Problem(row.line, column, code, values))

    def parent_of(self, code: str) -> str:
        """The unit above, as it would be; nothing at the top."""
        unit = self.known.get(code)
        return self.parents.get(code) or (unit.parent_code if unit else "")

    def _verdict(self, code: str) -> tuple[str, dict[str, object]] | None:
        """What is amiss with a unit or one above it, if anything."""
        if code not in self.verdicts:
            self.verdicts[code] = self._judge(code)
        return self.verdicts[code]

    def _judge(self, code: str) -> tuple[str, dict[str, object]] | None:
        chain = [code]
        while True:
            here = chain[-1]
            if here not in self.known and here not in self.mentioned:
                return "parent_unknown", {"unit": chain[-2], "parent": here}
            if here not in self.known and here not in self.names:
                return "unit_unnamed", {"unit": here}
            above = self.parent_of(here)
            if not above:
                return None
            if above in chain:
                loop = [*chain[chain.index(above) :], above]
                return "unit_loop", {"loop": " → ".join(loop)}
            chain.append(above)
            if len(chain) > MAX_DEPTH:
                return "unit_deep", {"unit": code, "limit": MAX_DEPTH}

    def plan_units(self, plan: Plan, used: set[str]) -> None:
        """Put into the plan what happens to the units that usable rows need."""
        needed: dict[str, None] = {}
        for code in sorted(used):
            chain = [code]
            while above := self.parent_of(chain[-1]):
                chain.append(above)
            needed.update(dict.fromkeys(reversed(chain)))
        for code in needed:
            unit = KnownUnit(code, self.names.get(code, ""), self.parent_of(code))
            known = self.known.get(code)
            if known is None:
                plan.new_units.append(unit)
                continue
            if unit.name and unit.name != known.name:
                plan.renamed_units.append(unit)
            if unit.parent_code != known.parent_code:
                plan.moved_units.append(unit)
            if not known.is_open:
                plan.reopened_units.append(code)


def _plan_people(plan: Plan, rows: Sequence[Row], known: Sequence[KnownPerson]) -> None:
    by_number = {p.staff_number.casefold(): p for p in known if p.staff_number}
    by_email = {person.email.lower(): person for person in known}
    for row in rows:
        person = by_number.get(row.staff_number.casefold())
        owner = by_email.get(row.email)
        if owner is not None and owner is not person:
            if person is not None or owner.staff_number:
                values = {"value": row.email, "number": owner.staff_number}
                code = "email_taken" if owner.staff_number else "email_taken_unnumbered"
                plan.problems.append(Problem(row.line, "email", code, values))
                continue
            # Invited before the staff list had them: the number is all that is missing.
            person = owner
        if person is None:
            plan.new_people.append(row)
        elif not _plan_one(plan, row, person):
            plan.unchanged += 1


def _plan_one(plan: Plan, row: Row, person: KnownPerson) -> bool:
    """Put into the plan what changes for one known person; whether anything does."""
    details: dict[str, object] = {
        name: getattr(row, name)
        for name in ("staff_number", "email", "first_name", "last_name", "joined_on")
        if getattr(row, name) != getattr(person, name)
    }
    if details:
        plan.details.append((person.id, details))
    if not person.is_active:
        plan.returners.append(person.id)
    fed = [post for post in person.posts if post.from_feed]
    there = (row.unit_code, row.job)
    as_wanted = [post for post in fed if _same(post, row)]
    by_hand = [p for p in person.posts if not p.from_feed and (p.unit_code, p.job) == there]
    before = len(plan.moves) + len(plan.ends) + len(plan.openings)
    if as_wanted or by_hand:
        plan.ends += [post.id for post in fed if post not in as_wanted[:1]]
    elif fed:
        plan.moves.append((fed[0].id, row))
        plan.ends += [post.id for post in fed[1:]]
    else:
        plan.openings.append((person.id, row))
    after = len(plan.moves) + len(plan.ends) + len(plan.openings)
    return bool(details) or not person.is_active or after > before


def _same(post: KnownPost, row: Row) -> bool:
    wanted = (row.unit_code, row.job, row.title, row.leads)
    return (post.unit_code, post.job, post.title, post.leads) == wanted


def _plan_leavers(
    plan: Plan, feed: Feed, known: Sequence[KnownPerson], never_leaves: int | None
) -> None:
    staff = [person for person in known if person.is_active and person.staff_number]
    plan.staff = len(staff)
    numbers, addresses = set(feed.named), set(feed.addressed)
    nameless = feed.nameless
    known_numbers = {person.staff_number.casefold() for person in staff}
    known_addresses = {person.email.lower() for person in staff}
    for number, address in feed.doubtful:
        if number in known_numbers or address in known_addresses:
            numbers.add(number)
            addresses.add(address)
        else:
            nameless += 1
    absent = [
        person.id
        for person in staff
        if person.staff_number.casefold() not in numbers and person.email.lower() not in addresses
    ]
    if absent and nameless:
        # One of them may be the person in a row that names nobody.
        values = {"rows": nameless, "people": len(absent)}
        plan.problems.append(Problem(0, "", "leavers_held", values))
        return
    if never_leaves in absent:
        plan.problems.append(Problem(0, "", "importer_absent", {}))
    plan.leavers = [person_id for person_id in absent if person_id != never_leaves]
