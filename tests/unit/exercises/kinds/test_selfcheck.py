from exercises.kinds import Stand
from exercises.kinds.selfcheck import SELF_CHECK
from tests.unit.exercises.answering import work_of

WORK = work_of("self-check")
SAY, POINTS = SELF_CHECK.steps(WORK)


def test_saying_it_asks_for_nothing_back() -> None:
    assert not SAY.told
    assert SELF_CHECK.mark(WORK, SAY, {"first.say": ("You need not.",)}).remarks == ()


def test_every_point_is_told_ticked_or_not_and_the_model_follows() -> None:
    said = SELF_CHECK.mark(WORK, POINTS, {"first.points": ("own",), "first.say": ("As I said.",)})
    assert [remark.stand for remark in said.remarks] == [Stand.OPEN, Stand.SAME]
    assert said.remarks[0].ours == ("You need not.",)
    assert said.more == "You may tell us how it was for you."


def test_no_tick_at_all_is_an_answer_too() -> None:
    assert POINTS.optional
    assert len(SELF_CHECK.mark(WORK, POINTS, {}).remarks) == 2
