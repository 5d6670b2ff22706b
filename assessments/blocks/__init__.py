"""What is written in the editor as blocks: the answers of questions, the lines of blueprints."""

from assessments.blocks.answers import KINDS, parts_of, paths_of, stream_of
from assessments.blocks.cells import (
    CellBlock,
    cell_of,
    cell_value,
    level_choices,
    right_choices,
    type_choices,
)

__all__ = [
    "KINDS",
    "CellBlock",
    "cell_of",
    "cell_value",
    "level_choices",
    "parts_of",
    "paths_of",
    "right_choices",
    "stream_of",
    "type_choices",
]
