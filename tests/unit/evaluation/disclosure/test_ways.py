"""What is shown of the branches of a story, attacked by an exact linear programme."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.disclosure.ways import TOTAL, Way, totals, withheld
from tests.unit.evaluation.disclosure.attack import minimum

FORK = [
    Way("start", "a", "s4"), Way("start", "b", "s2"), Way("start", "c", "s3"),
    Way("s2", "x", "end"), Way("s3", "x", "end"), Way("s4", "x", "end"),
]  # fmt: skip


def hold(ways, counts, **fields):
    return withheld(ways, counts, start="start", threshold=10, **fields)


def counted(ways, seed, people):
    """Random walks of so many people through a story."""
    chance = random.Random(seed)
    leaving = {}
    for way in ways:
        leaving.setdefault(way.scene, []).append(way)
    counts = dict.fromkeys((way.key for way in ways), 0)
    # Skewed, so that some branches are taken by few.
    weights = {way.key: chance.choice([1, 1, 3, 20]) for way in ways}
    for _ in range(people):
        here = "start"
        while here != "end":
            offers = leaving[here]
            way = chance.choices(offers, [weights[one.key] for one in offers])[0]
            counts[way.key] += 1
            here = way.to
    return counts


@st.composite
def stories(draw):
    """Ways of up to seven scenes, each of which leads on to later ones or to the end."""
    names = ["start", *(f"s{n}" for n in range(1, draw(st.integers(1, 7))))]
    ways = []
    for place, name in enumerate(names):
        after = [*names[place + 1 :], "end"]
        # The scene that comes next is always led to, so that each can be reached.
        targets = [after[0], *draw(st.lists(st.sampled_from(after[:4]), max_size=2))]
        ways += [Way(name, f"c{number}", to) for number, to in enumerate(targets)]
    return ways, counted(ways, draw(st.integers(0, 10**6)), draw(st.integers(0, 90)))


def equations(ways, counts, held):
    """What somebody knows: what is shown, and that as many leave a scene as came to it."""
    place = {way.key: number for number, way in enumerate(ways)}
    people = totals(counts)
    known = [
        ({place["start", key[1]]: 1 for key in place if key[0] == "start"}, people["start", TOTAL])
    ]
    for key, value in people.items():
        row = {place[way.key]: 1 for way in ways if way.scene == key[0]}
        if key not in held:
            known.append((row, value))
        if key[0] != "start":
            conserved = dict(row)
            for way in ways:
                if way.to == key[0]:
                    conserved[place[way.key]] = conserved.get(place[way.key], 0) - 1
            known.append((conserved, 0))
    known += [({place[key]: 1}, counts[key]) for key in place if key not in held]
    return place, known


def test_a_small_branch_takes_the_scenes_behind_it_along():
    counts = {
        ("start", "a"): 7, ("start", "b"): 40, ("start", "c"): 12,
        ("s2", "x"): 40, ("s3", "x"): 12, ("s4", "x"): 7,
    }  # fmt: skip
    held = hold(FORK, counts)
    assert {("start", "a"), ("start", "c"), ("s4", TOTAL), ("s3", TOTAL), ("s3", "x")} <= held
    assert not {("start", "b"), ("s2", "x"), ("s2", TOTAL)} & held


def test_large_branches_and_empty_ones_are_shown():
    counts = {
        ("start", "a"): 0, ("start", "b"): 40, ("start", "c"): 12,
        ("s2", "x"): 40, ("s3", "x"): 12, ("s4", "x"): 0,
    }  # fmt: skip
    assert not {key for key in hold(FORK, counts) if counts.get(key)}


def test_two_small_branches_to_the_same_scene_cover_each_other():
    ways = [Way("start", "a", "end"), Way("start", "b", "end"), Way("start", "c", "end")]
    counts = {("start", "a"): 6, ("start", "b"): 5, ("start", "c"): 30}
    assert hold(ways, counts) == {("start", "a"), ("start", "b")}


def test_nothing_is_shown_of_fewer_than_ten_people():
    ways = [Way("start", "a", "end"), Way("start", "b", "end")]
    assert hold(ways, {("start", "a"): 9, ("start", "b"): 0}) >= {way.key for way in ways}


@settings(max_examples=120, deadline=None)
@given(stories())
def test_no_small_count_can_be_worked_out(story):
    ways, counts = story
    held = hold(ways, counts)
    every = totals(counts) | counts
    assert all(key in held for key, value in every.items() if 0 < value < 10)
    if every["start", TOTAL] < 10:
        assert set(every) == set(held)
        return
    place, known = equations(ways, counts, held)
    for key, value in every.items():
        if not 0 < value < 10:
            continue
        parts = [key] if key[1] else [one for one in place if one[0] == key[0]]
        vector = {place[one]: 1 for one in parts}
        least = minimum(vector, known, len(place))
        most = minimum(dict.fromkeys(vector, -1), known, len(place))
        # Beside what the audit took for granted it is known that zeros are zeros alone.
        assert most is None or -most - least >= 10 - 1
    assert hold(ways, counts, before=held) == held
