"""The steps of an import, each through the same bulk door that everybody else uses."""

import datetime

from accounts.enums import Job
from accounts.feed import Row
from accounts.feed_plan import Plan
from accounts.models import Post, Unit, User
from accounts.services.people import (
    NewPerson,
    PersonChange,
    add_people,
    change_people,
    deactivate_people,
    reactivate_people,
)
from accounts.services.posts import (
    Move,
    NewPost,
    PostEnd,
    chunks,
    close_posts,
    move_people,
    open_posts,
)
from accounts.services.units import NewUnit, add_units, change_unit, reopen_unit

Done = dict[str, list[int] | list[str]]


def apply_plan(*, by: User | None, plan: Plan, on: datetime.date, run_id: int) -> Done:
    """Do what the plan says, and return what was done as keys of rows and audit entries."""
    done: Done = {}
    _units(by, plan, done)
    units = {unit.code: unit for unit in Unit.objects.all()}
    people = _people([pid for pid, _d in plan.details] + plan.returners + plan.leavers)
    people |= _people([person_id for person_id, _row in plan.openings])
    done["details"] = change_people(
        by=by, changes=[PersonChange(people[pid], details) for pid, details in plan.details]
    )
    added = add_people(by=by, people=[_new(row) for row in plan.new_people])
    done["added"] = [user.pk for user in added]
    reactivate_people(by=by, users=[people[pid] for pid in plan.returners], reason="staff feed")
    done["returned"] = plan.returners
    _posts(by, plan, done, units, people, on)
    leaving = [people[pid] for pid in plan.leavers]
    done["left_posts"] = _open_post_ids(plan.leavers)
    deactivate_people(by=by, users=leaving, on=on, reason=f"absent from staff feed {run_id}")
    done["left"] = plan.leavers
    return done


def _units(by: User | None, plan: Plan, done: Done) -> None:
    new = [NewUnit(unit.code, unit.name, unit.parent_code) for unit in plan.new_units]
    done["new_units"] = [unit.pk for unit in add_units(by=by, units=new)]
    known = {unit.code: unit for unit in Unit.objects.all()}
    before = {
        code: (unit.name, unit.get_parent()) for code, unit in known.items() if _changes(plan, code)
    }
    for wanted in plan.renamed_units:
        change_unit(by=by, unit=known[wanted.code], name=wanted.name)
    for wanted in plan.moved_units:
        change_unit(by=by, unit=known[wanted.code], parent=known[wanted.parent_code])
    for code in plan.reopened_units:
        reopen_unit(by=by, unit=known[code])
    done["reopened_units"] = [known[code].pk for code in plan.reopened_units]
    done["units_before"] = [
        f"{known[code].pk}|{parent.pk if parent else ''}|{name}"
        for code, (name, parent) in before.items()
    ]


def _changes(plan: Plan, code: str) -> bool:
    return any(code == unit.code for unit in [*plan.renamed_units, *plan.moved_units])


def _posts(
    by: User | None,
    plan: Plan,
    done: Done,
    units: dict[str, Unit],
    people: dict[int, User],
    on: datetime.date,
) -> None:
    ids = plan.ends + [post_id for post_id, _row in plan.moves]
    posts = {p.pk: p for some in chunks(ids) for p in Post.objects.filter(pk__in=some)}
    day_before = on - datetime.timedelta(days=1)
    close_posts(
        by=by,
        ends=[PostEnd(posts[pk], max(posts[pk].starts_on, day_before)) for pk in plan.ends],
    )
    moved = move_people(
        by=by,
        moves=[
            Move(posts[pk], units[row.unit_code], Job(row.job), on, row.leads, row.title)
            for pk, row in plan.moves
        ],
    )
    opened = open_posts(
        by=by,
        posts=[
            NewPost(
                people[pid], units[row.unit_code], Job(row.job), on, row.leads, row.title,
                from_feed=True,
            )
            for pid, row in plan.openings
        ],
    )  # fmt: skip
    done["closed"] = ids
    done["opened"] = [post.pk for post in [*moved, *opened]]


def _new(row: Row) -> NewPerson:
    return NewPerson(
        email=row.email,
        staff_number=row.staff_number,
        first_name=row.first_name,
        last_name=row.last_name,
        joined_on=row.joined_on,
        unit_code=row.unit_code,
        job=row.job,
        title=row.title,
        leads=row.leads,
    )


def _people(ids: list[int]) -> dict[int, User]:
    return {u.pk: u for some in chunks(ids) for u in User.objects.filter(pk__in=some)}


def _open_post_ids(user_ids: list[int]) -> list[int]:
    return [
        pk
        for some in chunks(user_ids)
        for pk in Post.objects.filter(user_id__in=some, ends_on__isnull=True).values_list(
            "pk", flat=True
        )
    ]
