"""The organisation tree. A unit that closes keeps its row and its history."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from treebeard.exceptions import InvalidMoveToDescendant

from accounts.models import Post, Unit, User
from accounts.services.posts import announce
from core.errors import Conflict, InvalidInput, NotFound
from core.services import audit


class Top(Enum):
    """In place of a parent: above every other unit."""

    TOP = "top"


TOP = Top.TOP


@dataclass(frozen=True)
class NewUnit:
    """A unit to add, at the top or below the unit with `parent_code`."""

    code: str
    name: str
    parent_code: str = ""


@transaction.atomic
def add_units(*, by: User | None, units: Sequence[NewUnit]) -> list[Unit]:
    """Add units in any order, parents first; a code that exists already stays as it is.

    Raises `NotFound` for a parent that is neither there nor in the list and `InvalidInput`
    for units that are below one another.
    """
    tree: dict[str, Unit] = {unit.code: unit for unit in Unit.objects.all()}
    waiting = {new.code: new for new in reversed(units) if new.code not in tree}
    for new in units:
        for step in _parents_first(new, waiting, tree):
            tree[step.code] = _add(by, step, tree.get(step.parent_code))
            del waiting[step.code]
    return [tree[new.code] for new in units]


@transaction.atomic
def change_unit(
    *, by: User | None, unit: Unit, name: str | None = None, parent: Unit | Top | None = None
) -> Unit:
    """Rename a unit, or move it with all that is below it under another parent, or to the top.

    None leaves the name, or the place, as it is. Raises `InvalidInput` when the parent is
    below the unit itself.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if name is not None and name != unit.name:
        before, unit.name = unit.name, name
        unit.save(update_fields=["name"])
        audit(by=by, action="unit.renamed", obj=unit, before={"name": before}, after={"name": name})
    old = unit.get_parent()
    wanted = old if parent is None else None if parent is TOP else parent
    if (old and old.pk) != (wanted and wanted.pk):
        _move(unit, wanted)
        unit = Unit.objects.get(pk=unit.pk)
        audit(
            by=by,
            action="unit.moved",
            obj=unit,
            before={"parent": old.code if old else ""},
            after={"parent": wanted.code if wanted else ""},
        )
        _announce_below(unit)
    return unit


def _move(unit: Unit, parent: Unit | None) -> None:
    if parent is None:
        unit.move(Unit.get_last_root_node(), pos="last-sibling")
        return
    try:
        unit.move(Unit.objects.get(pk=parent.pk), pos="last-child")
    except InvalidMoveToDescendant as error:
        raise InvalidInput(
            _("%(parent)s is below %(unit)s. Choose a unit that is not.")
            % {"parent": parent, "unit": unit}
        ) from error


@transaction.atomic
def close_unit(*, by: User | None, unit: Unit, on: datetime.date) -> Unit:
    """Take no more posts in this unit from a day on.

    Raises `Conflict` while somebody holds a post in it, or a unit below it is open.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if unit.closed_on == on:
        return unit
    if unit.closed_on is not None:
        raise Conflict(
            _("%(unit)s closed on %(day)s.")
            % {"unit": unit, "day": date_format(unit.closed_on, "j F Y")}
        )
    if Post.objects.filter(unit=unit, ends_on__isnull=True).exists():
        raise Conflict(_("People hold posts in %s. Move them first.") % unit)
    if unit.get_children().filter(closed_on__isnull=True).exists():
        raise Conflict(_("There are open units below %s. Move or close them first.") % unit)
    unit.closed_on = on
    unit.save(update_fields=["closed_on"])
    audit(by=by, action="unit.closed", obj=unit, after={"closed_on": on.isoformat()})
    return unit


@transaction.atomic
def reopen_unit(*, by: User | None, unit: Unit) -> Unit:
    """Let a closed unit take posts again."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if unit.closed_on is not None:
        before, unit.closed_on = unit.closed_on, None
        unit.save(update_fields=["closed_on"])
        audit(by=by, action="unit.reopened", obj=unit, before={"closed_on": before.isoformat()})
    return unit


def _parents_first(
    new: NewUnit, waiting: dict[str, NewUnit], tree: dict[str, Unit]
) -> list[NewUnit]:
    """The unit and those above it that are still to be added, from the top down."""
    chain: list[NewUnit] = []
    step = waiting.get(new.code)
    while step is not None:
        if step in chain:
            loop = [*(link.code for link in chain[chain.index(step) :]), step.code]
            raise InvalidInput(
                _("These units are below one another: %s. Correct one parent.") % " → ".join(loop)
            )
        chain.append(step)
        above = step.parent_code
        if above and above not in tree and above not in waiting:
            raise NotFound(
                _("%(unit)s is to be below %(parent)s, which is not known. Add that first.")
                % {"unit": step.code, "parent": above}
            )
        step = waiting.get(above) if above and above not in tree else None
    return chain[::-1]


def _add(by: User | None, new: NewUnit, parent: Unit | None) -> Unit:
    fields = {"code": new.code, "name": new.name or new.code}
    unit: Unit = Unit.add_root(**fields) if parent is None else parent.add_child(**fields)
    audit(by=by, action="unit.added", obj=unit, after={**fields, "parent": new.parent_code})
    return unit


def _announce_below(unit: Unit) -> None:
    posts = Post.objects.filter(unit__path__startswith=unit.path, ends_on__isnull=True)
    announce(posts.values_list("user_id", flat=True))
