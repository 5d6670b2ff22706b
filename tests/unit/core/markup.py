"""Comparing markup with what it was before, whatever its white space."""

import os
import re
from html.parser import HTMLParser
from pathlib import Path

from django.test.html import parse_html

GOLDEN = Path(__file__).parent / "golden"


def same_as_before(name: str, markup: str) -> None:
    """Compare with golden/<name>.html. GOLDEN=write writes it anew: read the difference before committing it."""
    path = GOLDEN / f"{name}.html"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(tidy(markup))
    assert parse_html(tidy(markup)) == parse_html(path.read_text()), (
        f"{name} differs from {path.name}"
    )


def tidy(markup: str) -> str:
    """One tag a line, no white space that a browser ignores."""
    text = re.sub(r"\s+", " ", markup).replace("> <", "><").replace("><", ">\n<")
    return re.sub(r" ?>", ">", text).strip() + "\n"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def elements(markup: str) -> list[tuple[str, dict[str, str | None]]]:
    """All elements with their attributes, in order."""
    reader = _Reader()
    reader.feed(markup)
    return reader.elements


def check_references(markup: str) -> None:
    """Ids are unique, and whatever points at one points at one that is there."""
    found = elements(markup)
    ids = [attrs["id"] for _, attrs in found if attrs.get("id")]
    assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)
    for tag, attrs in found:
        for name in ("for", "aria-describedby", "aria-labelledby"):
            for target in (attrs.get(name) or "").split():
                assert target in ids, f"<{tag} {name}={target}> leads nowhere"
