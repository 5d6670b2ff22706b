from dataclasses import replace
from datetime import date

import pytest

from tests.factories.victimscode import code_from_files, make_code
from victimscode import queries
from victimscode.citing import Fact, facts, objection, objections

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


def test_what_is_invented_may_not_be_cited_until_it_is_rehearsed() -> None:
    make_code(rehearsal=True)
    for marks in ({}, {"coming": True}, {"history": True}):
        assert "is invented" in queries.citable("rehearsal/r6-bail", **marks).reason
    assert "is invented" in objections(["rehearsal/r6-bail"], queries.facts())[0]


@pytest.fixture
def adopted() -> dict[str, Fact]:
    code = code_from_files(rehearsal=True)
    turned = {
        "2020": {"superseded_on": date(2026, 3, 5)},
        "rehearsal": {"kind": "code", "in_force": date(2026, 3, 5)},
    }
    editions = tuple(replace(one, **turned.get(one.slug, {})) for one in code.editions)
    return facts(replace(code, editions=editions))


@pytest.mark.parametrize(
    ("ref", "says"),
    [
        ("2020/r2-record", "cite “rehearsal/r2-record”, which says the same, or mark"),
        ("2020/r6-bail", "revise it by “rehearsal/r6-bail”, or mark it as history"),
        ("2020/d-under-18", "superseded: mark it as history"),
        ("2006/monthly", "superseded: mark it as history"),
        ("rehearsal/r6-bail", ""),
    ],
)
def test_what_has_just_been_superseded_is_refused_with_what_to_do(adopted, ref, says) -> None:
    why = objection(ref, adopted[ref])
    assert (says in why) if says else why == ""


@pytest.mark.parametrize(
    ("refs", "number"),
    [
        (["2020/r6-bail"], 1),
        (["2020/r6-bail", "rehearsal/r6-bail"], 0),
        (["2020/r6-bail", "rehearsal/r2-record"], 1),
        (["2020/r2-record"], 1),
        # It has ended: whatever holds today may stand beside it.
        (["2020/d-under-18"], 1),
        (["2020/d-under-18", "rehearsal/r2-record"], 0),
        # History of before stays a question that may be asked.
        (["2006/monthly"], 0),
    ],
)
def test_a_question_that_was_not_revised_is_refused(adopted, refs, number) -> None:
    assert len(objections(refs, adopted)) == number


def test_duties_by_ref_takes_the_same_queries_for_one_as_for_many(
    django_assert_num_queries,
) -> None:
    make_code()
    for refs in (["2020/r6-bail"], ["2020/r6-bail", "2006/monthly", "2020/d-under-18"]):
        with django_assert_num_queries(4):
            found = queries.duties_by_ref(refs)
            assert {ref: duty.enhanced for ref, duty in found.items()}.keys() == set(refs)
            assert all(list(duty.sources.all()) for duty in found.values())
