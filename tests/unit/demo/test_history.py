import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.dates import LONDON
from demo.history import Part, Setting, Someone, Way, history

NOW = datetime.datetime(2026, 11, 25, 9, 15, tzinfo=LONDON)
TODAY = NOW.date()
PARTS = [*(Part(f"lesson/{n}", "completed", 9) for n in range(9)), Part("check", "passed", 12)]


def setting(seed=1, months_ago=12):
    start = datetime.date(2025 if months_ago == 12 else 2024, 11, 25)
    return Setting(start, NOW, seed, PARTS, ["A", "B", "C"])


def crowd(count, way=None, joined_on=datetime.date(2015, 3, 2)):
    return [Someone(f"N{n}", n, joined_on, "A", way=way) for n in range(count)]


def days_of(told):
    return [run.parts[-1].at.date() for run in told.runs]


def test_the_same_seed_gives_the_same_history():
    assert history(crowd(300), setting()) == history(crowd(300), setting())
    assert history(crowd(300), setting()) != history(crowd(300), setting(seed=2))


def test_one_persons_history_does_not_depend_on_the_others():
    alone = history(crowd(40)[7:8], setting()).runs
    assert [run for run in history(crowd(40), setting()).runs if run.user_id == 7] == alone


def test_all_kinds_of_people_are_there():
    told = history(crowd(3000), setting())
    finished = {run.user_id for run in told.runs if len(run.parts) >= len(PARTS)}
    begun = {run.user_id for run in told.runs}
    assert begun - finished
    assert set(range(3000)) - begun
    for some in (told.moves, told.leavers, told.absences, told.exemptions, told.priors):
        assert 0 < len(some) < 300


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10_000),
    st.dates(datetime.date(2000, 1, 1), TODAY - datetime.timedelta(days=1)),
    st.sampled_from([None, *Way]),
)
def test_nothing_happens_before_people_join_nor_in_the_future(seed, joined_on, way):
    told = history(crowd(5, way=way, joined_on=joined_on), setting(seed=seed))
    for run in told.runs:
        moments = [run.opened_at, *(part.at for part in run.parts)]
        assert moments == sorted(moments)
        assert moments[-1] <= NOW
        assert run.opened_at.date() >= joined_on
    for span in (*told.absences, *told.exemptions):
        assert span.from_on >= joined_on
        assert span.until is None or span.until >= span.from_on
    for prior in told.priors:
        assert prior.completed_on <= TODAY


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_runs_of_one_person_do_not_overlap(seed):
    told = history(crowd(60), setting(seed=seed, months_ago=24))
    last = {}
    for run in told.runs:
        assert run.user_id not in last or last[run.user_id] < run.opened_at
        last[run.user_id] = run.parts[-1].at


def test_nobody_learns_after_they_left():
    told = history(crowd(4000), setting())
    left = dict(told.leavers)
    assert all(
        day <= left.get(run.user_id, TODAY)
        for run, day in zip(told.runs, days_of(told), strict=True)
    )


@pytest.mark.parametrize(
    ("way", "begun", "finished"),
    [(Way.NEVER, 0, 0), (Way.PARTIAL, 20, 0), (Way.EXEMPT, 0, 0), (Way.RUNNING_OUT, 20, 20)],
)
def test_a_settled_way_is_kept(way, begun, finished):
    told = history(crowd(20, way=way), setting())
    assert len({run.user_id for run in told.runs}) == begun
    assert len({run.user_id for run in told.runs if len(run.parts) >= len(PARTS)}) == finished


def test_a_check_that_was_not_passed_comes_before_one_that_was():
    runs = history(crowd(300), setting()).runs
    verbs = [[part.verb for part in run.parts if part.iri == "check"] for run in runs]
    assert ["failed", "passed"] in verbs
    assert all(found in ([], ["passed"], ["failed", "passed"]) for found in verbs)
