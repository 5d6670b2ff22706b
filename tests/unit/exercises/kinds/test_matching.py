from exercises.kinds import Stand
from exercises.kinds.matching import MATCHING
from tests.unit.exercises.answering import work_of

WORK = work_of("matching")
STEP = MATCHING.steps(WORK)[0]


def test_each_statement_is_met_with_where_it_belongs_and_why() -> None:
    said = MATCHING.mark(WORK, STEP, {"first.monthly": ("old",), "first.bail": ("old",)})
    assert [remark.stand for remark in said.remarks] == [Stand.SAME, Stand.OTHER, Stand.OPEN]
    assert said.remarks[1].yours == ("The old one",)
    assert said.remarks[1].ours == ("The new one",)
    assert said.remarks[0].cites == ("2006/monthly",)
    assert said.after == "Look at the edition first."
