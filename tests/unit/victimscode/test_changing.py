"""Whatever two editions say, every duty is in one change, and a change says what differs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from victimscode import changing
from victimscode.changing import Aspect, Change, LimitChange, RightChange
from victimscode.formats import DutyFile, EditionFile, LimitText

FIVE, THREE = LimitText(5, "working_days"), LimitText(3, "working_days")
BAIL = DutyFile(
    slug="bail",
    kind="duty",
    says="Tell the victim of bail",
    confidence="verified",
    sources=("W8",),
    right=6,
    agencies=("police",),
    limits=(("standard", FIVE),),
)


def change_of(*new: DutyFile, old: tuple[DutyFile, ...] = (BAIL,)) -> Change:
    found = changing.changes(old, new, {one.slug: one.continues for one in new})
    assert len(found) == 1
    return found[0]


def test_a_limit_is_told_from_and_to():
    change = change_of(replace(BAIL, limits=(("standard", THREE),), continues=("bail",)))
    assert change.aspects == (Aspect.LIMIT,)
    assert change.limits == (LimitChange("standard", (FIVE,), (THREE,)),)


def test_a_limit_for_a_group_that_had_none_is_a_change():
    more = (("standard", FIVE), ("enhanced", THREE))
    change = change_of(replace(BAIL, limits=more, continues=("bail",)))
    assert change.limits == (LimitChange("enhanced", (), (THREE,)),)


def test_a_duty_moves_to_another_agency():
    change = change_of(replace(BAIL, agencies=("cps",), continues=("bail",)))
    assert change.aspects == (Aspect.AGENCY,)
    assert change.agencies == (frozenset({"police"}), frozenset({"cps"}))


def test_a_right_is_renumbered():
    change = change_of(replace(BAIL, right=7, continues=("bail",)))
    assert change.aspects == (Aspect.RIGHT,)
    assert change.rights == (frozenset({6}), frozenset({7}))


@pytest.mark.parametrize("field", ["says", "trigger", "note"])
def test_other_words_are_a_change(field: str):
    change = change_of(replace(BAIL, **{field: "Otherwise"}, continues=("bail",)))
    assert change.aspects == (Aspect.WORDING,)


def test_what_was_read_elsewhere_or_stands_under_another_key_is_no_change():
    again = replace(BAIL, slug="r6-bail", sources=("W9",), confidence="secondary", paragraph="6.2")
    assert change_of(replace(again, continues=("bail",))).unchanged


def test_one_duty_becomes_two():
    one = replace(BAIL, slug="one", right=10, continues=("bail",))
    two = replace(BAIL, slug="two", right=13, limits=(), continues=("bail",))
    change = change_of(one, two)
    assert (change.old, change.new) == (("bail",), ("one", "two"))
    assert change.aspects == (Aspect.SPLIT, Aspect.RIGHT)
    assert change.rights == (frozenset({6}), frozenset({10, 13}))


def test_two_duties_become_one():
    other = replace(BAIL, slug="other")
    change = change_of(replace(BAIL, continues=("bail", "other")), old=(BAIL, other))
    assert change.old == ("bail", "other")
    assert change.aspects == (Aspect.MERGED,)


def test_what_nobody_continues_has_ended_and_what_continues_nothing_is_new():
    found = changing.changes((BAIL,), (replace(BAIL, slug="later"),), {})
    assert [(one.key, one.aspects) for one in found] == [
        ("bail", (Aspect.ENDED,)),
        ("later", (Aspect.NEW,)),
    ]


def edition(*duties: DutyFile, rights: tuple[tuple[int, str], ...] = ((6, "News"),)) -> EditionFile:
    return EditionFile("e", "E", "code", rights=rights, duties=duties)


def test_a_right_whose_duties_stand_under_two_numbers_is_split():
    older = edition(BAIL, replace(BAIL, slug="charge"))
    newer = edition(
        replace(BAIL, continues=("bail",)),
        replace(BAIL, slug="charge", right=7, continues=("charge",)),
        rights=((6, "News"), (7, "More news")),
    )
    assert changing.right_changes(older, newer) == [RightChange(6, (6, 7))]
    assert changing.right_changes(older, newer)[0].split


def test_a_right_that_stands_where_it_stood_is_no_change():
    newer = edition(replace(BAIL, continues=("bail",)))
    assert changing.right_changes(edition(BAIL), newer) == []
    renamed = replace(newer, rights=((6, "Information"),))
    assert changing.right_changes(edition(BAIL), renamed) == [RightChange(6, (6,), retitled=True)]
    assert changing.right_changes(edition(BAIL), edition()) == [RightChange(6, ())]


# What holds whatever the editions say -----------------------------------------------------

slugs = st.sampled_from(["a", "b", "c", "d"])
limits = st.dictionaries(
    st.sampled_from(["standard", "enhanced"]),
    st.builds(LimitText, st.integers(1, 3), st.sampled_from(["working_days", "months"])),
)


@st.composite
def duties(draw):
    return [
        DutyFile(
            slug=slug,
            kind="duty",
            says=draw(st.sampled_from(["this", "that"])),
            confidence="verified",
            right=draw(st.none() | st.integers(1, 2)),
            agencies=tuple(sorted(draw(st.sets(st.sampled_from(["police", "cps"]))))),
            limits=tuple(sorted(draw(limits).items())),
            in_force=draw(st.booleans()),
        )
        for slug in draw(st.lists(slugs, unique=True, max_size=4))
    ]


joins = st.dictionaries(slugs, st.sets(slugs, max_size=3))


@given(duties(), duties(), joins)
def test_every_duty_is_in_exactly_one_change(old, new, continues):
    found = changing.changes(old, new, continues)
    assert sorted(slug for one in found for slug in one.old) == sorted(one.slug for one in old)
    assert sorted(slug for one in found for slug in one.new) == sorted(one.slug for one in new)


@given(duties(), duties(), joins)
def test_only_what_takes_its_place_is_joined_with_it(old, new, continues):
    before = {one.slug for one in old}
    for change in changing.changes(old, new, continues):
        for slug in change.new:
            assert {was for was in continues.get(slug, ()) if was in before} <= set(change.old)


@given(duties())
def test_an_edition_that_repeats_another_changes_nothing(old):
    found = changing.changes(old, old, {one.slug: [one.slug] for one in old})
    assert all(one.unchanged for one in found)


@given(duties(), duties(), joins)
def test_backwards_the_same_changes_are_told_the_other_way_round(old, new, continues):
    back: dict[str, set[str]] = {}
    for slug, olds in continues.items():
        for was in olds:
            back.setdefault(was, set()).add(slug)
    there = changing.changes(old, new, continues)
    again = changing.changes(new, old, back)
    turned = {Aspect.NEW: Aspect.ENDED, Aspect.SPLIT: Aspect.MERGED}
    turned |= {value: key for key, value in turned.items()}
    told = {
        (frozenset(one.old), frozenset(one.new), frozenset(one.aspects), one.limits)
        for one in there
    }
    assert told == {
        (
            frozenset(one.new),
            frozenset(one.old),
            frozenset(turned.get(aspect, aspect) for aspect in one.aspects),
            tuple(LimitChange(x.group, x.after, x.before) for x in one.limits),
        )
        for one in again
    }


@given(duties(), duties())
def test_a_duty_that_says_the_same_is_unchanged_and_no_other_is(old, new):
    continues = {one.slug: [one.slug] for one in new}
    before = {one.slug: one for one in old}
    for change in changing.changes(old, new, continues):
        if change.old and change.new:
            now = next(one for one in new if one.slug == change.new[0])
            assert change.unchanged == (now == before[change.old[0]])
        else:
            assert not change.unchanged


@given(duties(), duties(), joins, st.randoms())
def test_the_order_in_which_the_new_ones_stand_makes_no_difference(old, new, continues, random):
    shuffled = list(new)
    random.shuffle(shuffled)

    def told(found):
        return [(one.old, frozenset(one.new), one.aspects, one.limits) for one in found if one.old]

    assert told(changing.changes(old, new, continues)) == told(
        changing.changes(old, shuffled, continues)
    )
