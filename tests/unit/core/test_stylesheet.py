"""The style sheet and the scripts that are committed: what they were made from, how large they are, what they promise."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
CSS = (BASE / "static/css/steady.css").read_text()
BUILD = json.loads((BASE / "frontend/build.json").read_text())


def palette(selector: str) -> dict[str, str]:
    """The colours that a rule sets."""
    rule = re.search(re.escape(selector) + r"\{([^}]*--paper[^}]*)\}", CSS)
    assert rule, selector
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,8})\b", rule[1]))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * d for d in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_it_is_what_the_build_made():
    assert hashlib.sha256(CSS.encode()).hexdigest() == BUILD["css-sha256"], "npm run build"


def test_the_sources_have_not_changed_since():
    sources = b"".join(
        path.read_bytes()
        for path in sorted((BASE / "frontend/scss").iterdir(), key=lambda p: p.name)
    )
    assert hashlib.sha256(sources).hexdigest() == BUILD["sources-sha256"], "npm run build"


def test_it_brings_nothing_of_another_identity():
    assert not re.search(r"GDS Transport|crest|@font-face|url\(", CSS)


def test_what_is_taken_from_others_is_named():
    licence = (BASE / "static/licences/govuk-frontend.txt").read_text()
    assert "The MIT License" in licence
    assert BUILD["govuk-frontend"] in licence


AT_ONCE = re.compile(r"""^import (?:.* from )?["']\./([\w.-]+)["'];""", re.MULTILINE)
EVER = re.compile(r"""(?:from|import)\s*\(?\s*["']\./([\w.-]+)["']""")


def loaded(script: Path, imports: re.Pattern[str] = AT_ONCE) -> set[Path]:
    """A script with all that it imports, and what these import: what every page loads."""
    found, waiting = set(), [script]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [one.parent / name for name in imports.findall(one.read_text())]
    return found


def test_what_every_page_loads_leaves_out_what_belongs_to_one():
    names = {path.name for path in loaded(BASE / "static/js/steady.js")}
    assert "queue.js" in names
    assert names.isdisjoint({"slides.js", "scenes.js"})


def test_it_is_small_over_the_wire():
    assert len(gzip.compress(CSS.encode(), 9)) <= 14_000
    at_once = loaded(BASE / "static/js/steady.js")
    later = loaded(BASE / "static/js/steady.js", EVER) - at_once
    assert weight(at_once) <= 11_000
    # What a page can wait for: being offline, listening, what is to be put right; and what
    # only a page with a question loads.
    asking = {one for one in later if one.name in ("practice.js", "ordering.js")}
    assert weight(later - asking | {BASE / "static/js/service-worker.js"}) <= 8_000
    assert weight(asking) <= 2_500


def weight(scripts: set[Path]) -> int:
    """How many bytes they are over the wire."""
    return sum(len(gzip.compress(script.read_bytes(), 9)) for script in scripts)


def test_both_dark_palettes_are_the_same():
    assert palette(":root:not([data-theme=light])") == palette(":root[data-theme=dark]")


@pytest.mark.parametrize("selector", [":root", ":root[data-theme=dark]"])
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("ink", "paper", 7),
        ("ink", "surface", 7),
        ("ink-soft", "paper", 4.5),
        ("ink-soft", "sunk", 4.5),
        ("ink-soft", "surface", 4.5),
        ("teal", "paper", 4.5),
        ("teal", "surface", 4.5),
        ("teal", "teal-tint", 4.5),
        ("teal-deep", "teal-tint-2", 4.5),
        ("on-teal", "teal", 4.5),
        ("amber-ink", "amber-tint", 4.5),
        ("amber-ink", "amber-tint-2", 4.5),
        ("clay", "paper", 4.5),
        ("clay", "surface", 4.5),
        ("clay", "clay-tint", 4.5),
        ("line-strong", "paper", 3),
        ("line-strong", "surface", 3),
        ("focus-edge", "paper", 3),
    ],
)
def test_words_and_edges_stand_out(selector, text, ground, least):
    colours = palette(selector)
    assert contrast(colours[text], colours[ground]) >= least
