"""Where somebody says that a passage is wrong: one address for every kind of part.

Activities name their part and the place in it; who answers there is a floor above them.
"""

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings

ADDRESS = "/feedback/"


def feedback_url(part_iri: str, block: str = "", version_id: UUID | str | None = None) -> str:
    """The address at which feedback on a place is given.

    `block` is the id of a passage, a question's key or a scene's; "" is the whole part.
    Without `version_id` it is about the version that the person is served.
    """
    part = part_iri.removeprefix(f"{settings.IRI_BASE}/")
    pairs = {"part": part, "at": block, "version": str(version_id or "")}
    query = urlencode({key: value for key, value in pairs.items() if value}, safe="/")
    return f"{ADDRESS}?{query}"


def part_iri_in(part: str) -> str:
    """The IRI of the part that an address of feedback names, given in full or without its base."""
    return part if "://" in part else f"{settings.IRI_BASE}/{part.strip('/')}"
