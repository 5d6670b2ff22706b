from hypothesis import given
from hypothesis import strategies as st

from assessments.formats.gift import parse_gift
from assessments.formats.gift_writing import dump_gift
from tests.unit.assessments.formats.strategies import carried


@given(st.lists(carried, max_size=4))
def test_what_gift_carries_comes_back_as_it_was(questions):
    written = dump_gift(questions)
    reading = parse_gift(written.text.encode())
    assert [found.question for found in reading.found] == questions
    assert reading.troubles == ()
    assert written.left == ()
    assert [found.notes for found in reading.found] == [()] * len(questions)
