import pytest

from tests.factories.victimscode import make_code
from victimscode import queries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("ref", "marks", "reason"),
    [
        ("2020/r6-bail", {}, ""),
        ("2020/d-under-18", {}, ""),
        ("2006/monthly", {"history": True}, ""),
        ("next/d-proposal", {"coming": True}, ""),
        ("2020/r6-later", {"coming": True}, ""),
        ("2020/nothing", {}, "no such duty"),
        ("2020/r6-recalled", {}, "not confirmed"),
        ("2020/r6-recalled", {"history": True}, "not confirmed"),
        ("2006/monthly", {}, "mark it as history"),
        ("2020/r6-later", {}, "mark it as coming"),
        ("next/d-proposal", {"history": True}, "mark it as coming"),
        ("2020/r6-bail", {"history": True}, "in force today"),
    ],
)
def test_what_may_be_cited(ref: str, marks: dict[str, bool], reason: str) -> None:
    make_code()
    found = queries.citable(ref, **marks)
    assert found.ok is (reason == "")
    assert reason in found.reason


def test_duties_by_ref_takes_the_same_queries_for_one_as_for_many(
    django_assert_num_queries,
) -> None:
    make_code()
    for refs in (["2020/r6-bail"], ["2020/r6-bail", "2006/monthly", "2020/d-under-18"]):
        with django_assert_num_queries(4):
            found = queries.duties_by_ref(refs)
            assert {ref: duty.enhanced for ref, duty in found.items()}.keys() == set(refs)
            assert all(list(duty.sources.all()) for duty in found.values())
