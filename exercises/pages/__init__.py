"""What a page of an exercise shows, worked out once for its template."""

from exercises.pages.screen import Screen
from exercises.pages.telling import Telling, has_alternative, has_note

__all__ = ["Screen", "Telling", "has_alternative", "has_note"]
