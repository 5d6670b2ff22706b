"""The sections of a lesson: where they begin and end, what they say and cite, and what stays hidden."""

import pytest

from courses.models import CompiledPart
from tests.factories.courses import make_released

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    version = make_released()
    return CompiledPart.objects.get(version=version, key="keeping-people").document


def test_a_section_begins_where_a_reader_sees_a_new_beginning(document):
    assert [one["title"] for one in document["sections"]] == [
        "Keeping people informed",
        "News with a limit",
        "The last to know",
        "Question T1?",
        "What did you say?",
    ]


def test_every_segment_is_in_one_section_and_the_last_of_it_is_known(document):
    ids = [segment["id"] for segment in document["segments"]]
    firsts = [ids.index(one["id"]) for one in document["sections"]]
    lasts = [ids.index(one["last"]) for one in document["sections"]]
    assert firsts[0] == 0
    assert [last + 1 for last in lasts] == [*firsts[1:], len(ids)]


def test_a_section_knows_what_it_cites(document):
    cited = {one["title"]: one["cites"] for one in document["sections"]}
    assert cited["News with a limit"] == ["2020/r6-bail"]
    assert cited["Keeping people informed"] == []


def test_what_stands_behind_a_content_note_is_in_no_section(document):
    said = "\n".join(one["words"] for one in document["sections"])
    assert "distressing" not in said
    assert "calm words" not in said
    assert "What both need." in said
    assert "Nothing graphic." in said


def test_notes_are_kept_beside_words_and_not_beside_questions(document):
    notable = [one["notable"] for one in document["sections"]]
    assert notable == [True, True, True, False, False]
