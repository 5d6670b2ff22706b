import pytest

from assessments.blocks import parts_of, paths_of
from assessments.blocks.lacking import stream_error
from assessments.formats import lacks
from assessments.formats.question import PARTS
from assessments.models import Question
from tests.factories.assessments import WAYS, fields_of_way, text_of_way


def stream(way, **fields):
    return Question(**fields_of_way(way, **fields)).options


@pytest.mark.parametrize("way", WAYS)
def test_what_is_written_in_blocks_is_the_question(way):
    text = text_of_way(way)
    parts = parts_of(stream(way))
    names = [name for name in PARTS[text.type] if name in parts]
    assert names
    assert {name: parts[name] for name in names} == {name: getattr(text, name) for name in names}


def test_every_block_knows_its_place():
    assert paths_of(stream("matching")) == [
        *(("pairs", 0), ("pairs", 1), ("pairs", 2)),
        ("decoys", 0),
    ]
    assert paths_of(stream("workingday")) == [("limit",)]


def test_a_lack_is_said_at_its_block_and_of_all_above_them():
    text = text_of_way("matching", decoys=("The police",), pairs=WAYS["matching"]["pairs"][:1])
    blocks = stream("matching", decoys=text.decoys, pairs=text.pairs)
    error = stream_error(blocks, list(lacks(text)))
    assert list(error.block_errors) == [1]
    assert list(error.non_block_errors) == ["Give two to eight pairs."]
