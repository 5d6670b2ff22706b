from hypothesis import given
from hypothesis import strategies as st

from assessments.formats.moodlexml import parse_moodle_xml
from assessments.formats.moodlexml_writing import dump_moodle_xml
from tests.unit.assessments.formats.strategies import carried


@given(st.lists(carried, min_size=1, max_size=4))
def test_what_moodle_xml_carries_comes_back_as_it_was(questions):
    written = dump_moodle_xml(questions)
    reading = parse_moodle_xml(written.text.encode())
    assert [found.question for found in reading.found] == questions
    assert reading.troubles == ()
    assert written.left == ()
    assert [found.notes for found in reading.found] == [()] * len(questions)
