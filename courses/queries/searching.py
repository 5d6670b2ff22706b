"""The search over what is released."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from courses.enums import PartKind
from courses.models import CompiledPart
from courses.queries.released import current_parts


@dataclass(frozen=True)
class Hit:
    """Something that the search found: a released part, and words around what was sought."""

    part: CompiledPart
    module_key: str
    extract: str


def search(user: User | None, words: str, *, most: int = 30) -> list[Hit]:
    """Released modules, lessons and job aids that hold all these words, the best first.

    Visitors find modules only. It looks at the plain text of what learners are served:
    with some hundred lessons that takes no index, and is alike on every database. Passages
    behind a content note are not in that text.
    """
    kinds = [PartKind.MODULE, PartKind.LESSON, PartKind.AID] if user else [PartKind.MODULE]
    found = current_parts(kinds).select_related("version").defer("document")
    sought = words.split()[:8]
    for word in sought:
        found = found.filter(text__icontains=word)
    # An aid that two modules name is one place.
    once = {
        part.key if part.kind == PartKind.AID else part.pk: part
        for part in found.order_by("version__released_at")
    }
    hits = [
        Hit(part, part.version.module_key, extract(part.text, sought)) for part in once.values()
    ]
    return sorted(hits, key=lambda hit: _rank(hit.part, sought))[:most]


def _rank(part: CompiledPart, sought: list[str]) -> tuple[int, int, str]:
    """Titles first, then what says it most often."""
    title, text = part.title.lower(), part.text.lower()
    in_title = sum(word.lower() in title for word in sought)
    return -in_title, -sum(text.count(word.lower()) for word in sought), part.title


def extract(text: str, sought: list[str], *, around: int = 110) -> str:
    """The words around the first of those that were sought."""
    flat = " ".join(text.split())
    places = [place for word in sought if (place := flat.lower().find(word.lower())) >= 0]
    start = max(0, min(places, default=0) - around // 2)
    end = min(len(flat), start + 2 * around)
    said = flat[start:end]
    if start:
        said = "…" + said.partition(" ")[2]
    return said + "…" if end < len(flat) else said
