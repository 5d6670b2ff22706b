"""The doors of the Code: its files, its limits, what cites it, and which edition applies."""

from victimscode.services.adopting import adopt_edition, go_back
from victimscode.services.loading import load_code, set_limits
from victimscode.services.noting import CitationNote, note_citations

__all__ = [
    "CitationNote",
    "adopt_edition",
    "go_back",
    "load_code",
    "note_citations",
    "set_limits",
]
