"""What content may refer to. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from victimscode.citing import Fact

OUTSIDE = ("https://", "http://", "mailto:", "tel:")


@dataclass(frozen=True)
class Known:
    """What a module may refer to. `link_exists` is asked with an address, anchor included."""

    facts: Mapping[str, Fact]
    questions: Collection[str]
    scenarios: Collection[str]
    link_exists: Callable[[str], bool]
    aids: Collection[str] = ()
    diagrams: Collection[str] = ()
    exercises: Collection[str] = ()
    # The addresses of the lessons of each module, and the posts that people may have.
    lessons: Mapping[str, Collection[str]] = field(default_factory=dict)
    jobs: Collection[str] = ()

    def is_dead(self, link: str) -> bool:
        """Whether a link of this site leads nowhere; others are not looked at."""
        if link.startswith(OUTSIDE):
            return False
        path, _hash, anchor = link.partition("#")
        if not self.link_exists(path):
            return True
        # The places on a page are known of the Code alone; elsewhere they are made at release.
        return bool(anchor) and path.startswith("/code/") and not self.link_exists(link)
