"""What a question lacks, said at the block that lacks it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from assessments.blocks.answers import paths_of
from assessments.formats import Lack

Path = tuple[str | int, ...]


def stream_error(stream: Sequence[Any], found: Iterable[Lack]) -> Any:
    """The lacks of a question's parts as one error: at its blocks, or above all of them."""
    paths = paths_of(stream)
    above: list[str] = []
    at: dict[int, list[tuple[str, str]]] = {}
    for lack in found:
        words = _(lack.message)
        indexes = _blocks(paths, lack)
        if not indexes and words not in above:
            above.append(words)
        for index in indexes:
            at.setdefault(index, []).append((lack.key, words))
    block_errors = {index: _block_error(stream[index], said) for index, said in at.items()}
    return StreamBlockValidationError(block_errors=block_errors, non_block_errors=above)


def _blocks(paths: Sequence[Path], lack: Lack) -> list[int]:
    """The blocks that a lack is about: one, or all of a kind that does not belong."""
    field = "limit" if lack.field == "feedback" else lack.field
    if field == "limit" or lack.option is None:
        wanted = [path for path in paths if path[0] == field and (lack.foreign or field == "limit")]
    else:
        wanted = [path for path in paths if path == (field, lack.option)]
    return [paths.index(path) for path in wanted]


def _block_error(block: Any, said: Sequence[tuple[str, str]]) -> Any:
    if not hasattr(block.value, "keys"):  # a text, which has no parts
        return ValidationError([words for _key, words in said])
    parts: dict[str, list[str]] = {}
    whole: list[str] = []
    for key, words in said:
        here = parts.setdefault(key, []) if key in block.value else whole
        if words not in here:
            here.append(words)
    errors = {key: ValidationError(words) for key, words in parts.items()}
    return StructBlockValidationError(block_errors=errors, non_block_errors=whole)
