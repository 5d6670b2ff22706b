"""The search: words, synonyms, an index in memory, and the words around what was found. Pure."""

from courses.finding.extracts import Piece, extract, marked
from courses.finding.index import Entry, Found, Index, find
from courses.finding.synonyms import SYNONYMS, Synonyms, read_synonyms

__all__ = [
    "SYNONYMS",
    "Entry",
    "Found",
    "Index",
    "Piece",
    "Synonyms",
    "extract",
    "find",
    "marked",
    "read_synonyms",
]
