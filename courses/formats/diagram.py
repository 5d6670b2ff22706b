"""A diagram's two files, `content/diagrams/<slug>.svg` and `.yaml`: in, and back to the same. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.yamltext import Problem, Unreadable, dump, read
from courses.drawings import read_drawing
from courses.formats.lesson import rich


@dataclass(frozen=True)
class DiagramFile:
    """A drawing, and what it says in words: `alt` in a sentence, `text` (markdown) in full."""

    slug: str
    title: str
    alt: str
    text: str
    caption: str
    svg: str
    file: str = field(default="", compare=False)


def parse_diagram(
    texts: Mapping[str, str], *, slug: str
) -> tuple[DiagramFile | None, list[Problem]]:
    """Parse a diagram. `texts` holds its files by their endings, "svg" and "yaml"."""
    file, drawn = f"diagrams/{slug}.yaml", f"diagrams/{slug}.svg"
    missing = [
        Problem(name, 1, "This file is missing: a diagram is a drawing and its words.")
        for name, ending in ((drawn, "svg"), (file, "yaml"))
        if ending not in texts
    ]
    if missing:
        return None, missing
    try:
        reader = read(texts["yaml"], file=file)
    except Unreadable as error:
        return None, [error.problem]
    reader.mapping(required=["title", "alt", "text"], optional=["caption"])
    _drawing, faults = read_drawing(texts["svg"])
    problems = [Problem(drawn, fault.line, fault.message) for fault in faults]
    text = reader.text(("text",))
    diagram = DiagramFile(
        slug=slug,
        title=" ".join(reader.text(("title",)).split()),
        alt=" ".join(reader.text(("alt",)).split()),
        text=rich(text, file, reader.line(("text",)), reader.problems),
        caption=" ".join(reader.text(("caption",)).split()),
        svg=tidy(texts["svg"]),
        file=file,
    )
    return diagram, sorted([*reader.problems, *problems])


def tidy(svg: str) -> str:
    """The text of a drawing as it is kept: lines ended alike, one line end at its end."""
    return svg.replace("\r\n", "\n").strip() + "\n"


def format_diagram(diagram: DiagramFile) -> dict[str, str]:
    """The diagram's files, by their endings."""
    words = {
        "title": diagram.title,
        "alt": diagram.alt,
        "text": f"{diagram.text}\n",
        "caption": diagram.caption,
    }
    return {"svg": diagram.svg, "yaml": dump(words)}
