import datetime

import pytest

from accounts.models import Unit
from accounts.services import NewUnit, add_units, change_unit, close_unit, reopen_unit
from core.errors import Conflict, InvalidInput, NotFound
from core.models import AuditEntry
from tests.factories.accounts import PostFactory, UnitFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 3)


def test_units_come_in_any_order():
    units = [NewUnit("C", "Team", "B"), NewUnit("B", "Area", "A"), NewUnit("A", "Force")]

    made = add_units(by=None, units=units)

    assert [unit.code for unit in made] == ["C", "B", "A"]
    assert [unit.code for unit in Unit.objects.get(code="C").get_ancestors()] == ["A", "B"]
    assert Unit.find_problems() == ([], [], [], [], [])


def test_adding_twice_changes_nothing():
    units = [NewUnit("A", "Force"), NewUnit("B", "Area", "A")]
    add_units(by=None, units=units)

    add_units(by=None, units=units)

    assert Unit.objects.count() == 2
    assert AuditEntry.objects.count() == 2


def test_a_loop_is_named():
    units = [NewUnit("A", "a", "B"), NewUnit("B", "b", "C"), NewUnit("C", "c", "A")]

    with pytest.raises(InvalidInput, match="A → B → C → A"):
        add_units(by=None, units=units)


def test_an_unknown_parent_is_named():
    with pytest.raises(NotFound, match="B is to be below Z"):
        add_units(by=None, units=[NewUnit("B", "b", "Z")])


def test_renaming_is_recorded():
    unit = UnitFactory(name="Old")

    change_unit(by=None, unit=unit, name="New")

    entry = AuditEntry.objects.get()
    assert (entry.before, entry.after) == ({"name": "Old"}, {"name": "New"})


def test_a_unit_moves_with_all_below_it():
    old, new = UnitFactory(), UnitFactory()
    middle = UnitFactory(parent=old)
    leaf = UnitFactory(parent=middle)

    change_unit(by=None, unit=middle, parent=new)

    assert Unit.objects.get(pk=leaf.pk).get_root().pk == new.pk
    assert Unit.find_problems() == ([], [], [], [], [])


def test_a_unit_cannot_move_below_itself():
    top = UnitFactory()
    leaf = UnitFactory(parent=top)

    with pytest.raises(InvalidInput, match="is below"):
        change_unit(by=None, unit=top, parent=leaf)


def test_the_same_values_change_nothing():
    top = UnitFactory()
    leaf = UnitFactory(parent=top, name="Same")

    change_unit(by=None, unit=leaf, name="Same", parent=top)

    assert not AuditEntry.objects.exists()


def test_a_unit_closes_once_and_reopens():
    unit = UnitFactory()
    close_unit(by=None, unit=unit, on=DAY)
    assert close_unit(by=None, unit=unit, on=DAY).closed_on == DAY

    assert reopen_unit(by=None, unit=unit).closed_on is None
    assert [e.action for e in AuditEntry.objects.order_by("at")] == [
        "unit.closed",
        "unit.reopened",
    ]


def test_a_unit_with_people_stays_open():
    with pytest.raises(Conflict, match="Move them first"):
        close_unit(by=None, unit=PostFactory().unit, on=DAY)


def test_a_unit_with_open_units_below_stays_open():
    top = UnitFactory()
    UnitFactory(parent=top)

    with pytest.raises(Conflict, match="open units below"):
        close_unit(by=None, unit=top, on=DAY)
