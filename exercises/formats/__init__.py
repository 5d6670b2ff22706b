"""The text form of an exercise, in and out without loss, and what is in one. Pure."""

from exercises.formats.exercise import (
    Document,
    as_json,
    check_document,
    dump_exercise,
    parse_exercise,
    problems_of,
)
from exercises.formats.walking import Cited, called, cited, says

__all__ = [
    "Cited",
    "Document",
    "as_json",
    "called",
    "check_document",
    "cited",
    "dump_exercise",
    "parse_exercise",
    "problems_of",
    "says",
]
