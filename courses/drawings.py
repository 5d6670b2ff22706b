"""Drawings that may stand in a page: SVG of shapes and words, read by a list of what is allowed. Pure.

Nothing is mended in silence. A drawing that holds anything else is refused, with the line of
each fault; one that is allowed is written anew from its parts, never passed on as it came. There
is no style, script, link, image, font or entity, and colour comes from six classes of the style
sheet, so that a drawing is as safe as text and can be read in the dark and on paper.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

CLASSES = ("d-ink", "d-line", "d-teal", "d-amber", "d-soft", "d-page")
LARGEST = 60_000
MOST_PARTS = 1_500
DEEPEST = 16

_SPACE = "http://www.w3.org/2000/svg"
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_ID = r"[a-zA-Z][a-zA-Z0-9-]*"
_MOVE = (
    rf"(?:translate|rotate|scale|matrix|skewX|skewY)\(\s*{_NUMBER}(?:[\s,]+{_NUMBER}){{0,5}}\s*\)"
)


def _words(*words: str) -> str:
    return "|".join(re.escape(word) for word in words)


_FORMS: dict[str, str] = {
    "number": _NUMBER,
    "length": rf"{_NUMBER}(?:px)?",
    "numbers": rf"\s*(?:{_NUMBER}[\s,]*)*",
    "path": r"[MmZzLlHhVvCcSsQqTtAa0-9eE\s,.+-]*",
    "moves": rf"\s*{_MOVE}(?:[\s,]*{_MOVE})*\s*",
    "paint": _words("none", "currentColor"),
    "id": _ID,
    "class": rf"\s*(?:(?:{_words(*CLASSES)})\s*)*",
    "marker": rf"none|url\(#{_ID}\)",
}
_SAME: dict[str, str] = {
    "class": "class",
    "id": "id",
    "transform": "moves",
    "fill": "paint",
    "stroke": "paint",
    "stroke-width": "length",
    "stroke-dasharray": "numbers",
    "stroke-dashoffset": "number",
    "stroke-linecap": _words("butt", "round", "square"),
    "stroke-linejoin": _words("miter", "round", "bevel"),
    "stroke-miterlimit": "number",
    "fill-rule": _words("nonzero", "evenodd"),
    "opacity": "number",
    "fill-opacity": "number",
    "stroke-opacity": "number",
    "vector-effect": _words("none", "non-scaling-stroke"),
}
_LETTERS: dict[str, str] = {
    "text-anchor": _words("start", "middle", "end"),
    "dominant-baseline": _words("auto", "middle", "central", "hanging", "alphabetic"),
    "font-size": "length",
    "font-weight": _words("normal", "bold", "400", "500", "600", "650", "700"),
    "font-style": _words("normal", "italic"),
    "letter-spacing": "length",
}
_MARKED = {"marker-start": "marker", "marker-mid": "marker", "marker-end": "marker"}
_WRITING = {"x": "numbers", "y": "numbers", "dx": "numbers", "dy": "numbers", **_LETTERS}
_ALLOWED: dict[str, dict[str, str]] = {
    "svg": {"viewBox": "numbers", **_SAME, **_LETTERS},
    "g": {**_SAME, **_LETTERS},
    "defs": {},
    "marker": {
        **_SAME,
        "viewBox": "numbers",
        "refX": "number",
        "refY": "number",
        "markerWidth": "number",
        "markerHeight": "number",
        "markerUnits": _words("strokeWidth", "userSpaceOnUse"),
        "orient": rf"auto|auto-start-reverse|{_NUMBER}",
    },
    "path": {"d": "path", **_SAME, **_MARKED},
    "rect": {
        **dict.fromkeys(("x", "y", "width", "height", "rx", "ry"), "length"),
        **_SAME,
    },
    "circle": {**dict.fromkeys(("cx", "cy", "r"), "length"), **_SAME},
    "ellipse": {**dict.fromkeys(("cx", "cy", "rx", "ry"), "length"), **_SAME},
    "line": {**dict.fromkeys(("x1", "y1", "x2", "y2"), "length"), **_SAME, **_MARKED},
    "polyline": {"points": "numbers", **_SAME, **_MARKED},
    "polygon": {"points": "numbers", **_SAME, **_MARKED},
    "text": {**_SAME, **_WRITING},
    "tspan": {**_SAME, **_WRITING},
}
# Said by the page in its own way, so they may stand in a file and are left out.
_LEFT_OUT = {"title", "desc"}
_LEFT_OUT_OF_ROOT = {
    *("xmlns", "width", "height", "role", "focusable", "version", "preserveAspectRatio"),
    *("aria-hidden", "aria-label", "aria-labelledby", "aria-describedby"),
}
_HOLDS_WORDS = {"text", "tspan"}


@dataclass(frozen=True, order=True)
class Fault:
    """Something in a drawing that may not be there."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.message}"


@dataclass
class Part:
    """An element of a drawing that is allowed."""

    tag: str
    attributes: Mapping[str, str]
    line: int
    inside: list[Part | str] = field(default_factory=list)

    def markup(self, prefix: str) -> str:
        """The element as it is written into a page; ids get a prefix of their own."""
        attributes = "".join(
            f' {name}="{escape(_own(name, value, prefix))}"'
            for name, value in self.attributes.items()
        )
        inside = "".join(
            escape(one, quote=False) if isinstance(one, str) else one.markup(prefix)
            for one in self.inside
        )
        return f"<{self.tag}{attributes}>{inside}</{self.tag}>"


def _own(name: str, value: str, prefix: str) -> str:
    if name == "id":
        return f"{prefix}-{value}"
    return value.replace("url(#", f"url(#{prefix}-") if name in _MARKED else value


@dataclass(frozen=True)
class Drawing:
    """A drawing that may stand in a page."""

    root: Part

    @property
    def width(self) -> float:
        """How wide it is in its own units."""
        return float(re.findall(_NUMBER, self.root.attributes["viewBox"])[2])

    def markup(self, *, prefix: str, title: str, alt: str) -> str:
        """SVG that is a picture with a name and a description. `prefix` is unique in its page."""
        view = escape(self.root.attributes["viewBox"])
        own = "".join(
            f' {name}="{escape(_own(name, value, prefix))}"'
            for name, value in self.root.attributes.items()
            if name != "viewBox"
        )
        inside = "".join(
            one.markup(prefix) if isinstance(one, Part) else "" for one in self.root.inside
        )
        return (
            f'<svg xmlns="{_SPACE}" viewBox="{view}"{own} role="img" focusable="false" '
            f'aria-labelledby="{prefix}-title {prefix}-desc">'
            f'<title id="{prefix}-title">{escape(title, quote=False)}</title>'
            f'<desc id="{prefix}-desc">{escape(alt, quote=False)}</desc>{inside}</svg>'
        )


class _Refused(Exception):
    """Reading stops at once."""


class _Reader:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate(encoding="utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction
        self.faults: list[Fault] = []
        self.root: Part | None = None
        self.open: list[Part] = []
        self.skipping = 0
        self.parts = 0
        self.ids: set[str] = set()
        self.wanted: list[tuple[str, int]] = []

    @property
    def line(self) -> int:
        return self.parser.CurrentLineNumber

    def fault(self, message: str, line: int | None = None) -> None:
        self.faults.append(Fault(line or self.line, message))

    def _doctype(self, *_parts: object) -> None:
        # Before anything that it declares can be read, let alone unfolded.
        self.fault("Take the DOCTYPE out: a drawing needs none, and entities are not read.")
        raise _Refused

    def _instruction(self, target: str, _data: str) -> None:
        self.fault(f"“<?{target}” may not stand in a drawing.")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.parts += 1
        if self.parts > MOST_PARTS or len(self.open) >= DEEPEST:
            self.fault("The drawing has too many parts, or they lie too deep in each other.")
            raise _Refused
        if self.skipping or (tag in _LEFT_OUT and self.open):
            if tag not in _LEFT_OUT:
                self.fault(f"“{tag}” may not stand in a title or a description.")
            self.skipping += 1
            return
        if tag not in _ALLOWED or (tag == "svg") != (not self.open):
            self.fault(f"“{tag}” may not stand here.")
        part = Part(tag, self._checked(tag, attributes), self.line)
        if self.open:
            self.open[-1].inside.append(part)
        else:
            self.root = part
            if attributes.get("xmlns") != _SPACE:
                self.fault(f'The drawing begins with <svg xmlns="{_SPACE}" viewBox="…">.')
        self.open.append(part)

    def _checked(self, tag: str, attributes: dict[str, str]) -> dict[str, str]:
        allowed = _ALLOWED.get(tag, {})
        kept = {}
        for name, value in attributes.items():
            if tag == "svg" and name in _LEFT_OUT_OF_ROOT:
                continue
            form = allowed.get(name)
            if form is None:
                self.fault(f"“{name}” may not stand on “{tag}”.")
            elif not re.fullmatch(_FORMS.get(form, form), value):
                why = f" Classes are: {', '.join(CLASSES)}." if name == "class" else ""
                why = (
                    " Paint is none or currentColor; colours are classes."
                    if form == "paint"
                    else why
                )
                self.fault(f'{name}="{value[:40]}" cannot be read.{why}')
            else:
                kept[name] = " ".join(value.split())
                self._note(name, kept[name])
        if tag in ("svg", "marker") and "viewBox" in kept:
            if len(re.findall(_NUMBER, kept["viewBox"])) != 4:
                self.fault("viewBox has four numbers: left, top, width, height.")
        elif tag == "svg":
            self.fault("The drawing has no viewBox.")
        return kept

    def _note(self, name: str, value: str) -> None:
        if name == "id":
            if value in self.ids:
                self.fault(f"Two parts have the id “{value}”.")
            self.ids.add(value)
        elif name in _MARKED and value != "none":
            self.wanted.append((value[5:-1], self.line))

    def _end(self, _tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
        else:
            self.open.pop()

    def _text(self, text: str) -> None:
        if self.skipping or not self.open:
            return
        if self.open[-1].tag in _HOLDS_WORDS:
            self.open[-1].inside.append(re.sub(r"\s+", " ", text))
        elif text.strip():
            self.fault(f"Words stand in <text>: “{text.strip()[:40]}”.")

    def read(self, svg: str) -> None:
        try:
            self.parser.Parse(svg.encode("utf-8", "replace"), True)
        except expat.ExpatError as error:
            why = expat.ErrorString(error.code)
            self.fault(f"This is not SVG that can be read: {why}.", error.lineno)
        except _Refused:
            return
        for wanted, line in self.wanted:
            if wanted not in self.ids:
                self.fault(f"There is no marker “{wanted}”.", line)


def read_drawing(svg: str) -> tuple[Drawing | None, list[Fault]]:
    """Read a drawing: it and no faults, or no drawing and all faults that were found."""
    if len(svg) > LARGEST:
        return None, [Fault(1, f"The drawing is larger than {LARGEST // 1000} kB.")]
    reader = _Reader()
    reader.read(svg)
    if reader.faults or reader.root is None:
        return None, sorted(set(reader.faults))
    return Drawing(reader.root), []
