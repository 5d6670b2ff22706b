"""XML of strangers as a small tree with line numbers. Pure, and fetches nothing.

A document type is refused before it does anything, and with it all entities of a file's own:
none is ever declared, expanded or fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from assessments.formats.said import gettext_noop as _

DEEPEST = 40

BROKEN = _("The XML is broken here: an element is not closed, or < or & stand where they may not.")
HOSTILE = _("The file has a document type or entities of its own, which are not taken.")
TOO_DEEP = _("Elements stand in each other more deeply than any question needs.")


class Unreadable(Exception):
    """XML that cannot be read: in which line, and why. `hostile`: none of it is to be used."""

    def __init__(self, line: int, message: str, *, hostile: bool = False) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.hostile = hostile


@dataclass
class Node:
    """One element: `text` is its own text, without that of its children."""

    tag: str
    attrs: dict[str, str]
    line: int
    children: list[Node] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text that stands in it."""
        return "".join(self.pieces)

    def of(self, tag: str) -> Iterator[Node]:
        """The children with this tag."""
        return (child for child in self.children if child.tag == tag)

    def child(self, tag: str) -> Node | None:
        """The first child with this tag."""
        return next(self.of(tag), None)

    def path(self, *tags: str) -> str:
        """The text at the end of a path of tags; empty where it does not lead anywhere."""
        node: Node | None = self
        for tag in tags:
            node = node.child(tag) if node else None
        return node.text if node else ""

    def all(self, tag: str) -> Iterator[Node]:
        """Everything below it with this tag. Depth is bounded when the tree is read."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.all(tag)


class _Tree:
    def __init__(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        self.root = Node("", {}, 1)
        self.open = [self.root]
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.StartDoctypeDeclHandler = self.refuse
        parser.EntityDeclHandler = self.refuse
        parser.ExternalEntityRefHandler = self.refuse

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if len(self.open) > DEEPEST:
            raise Unreadable(self.parser.CurrentLineNumber, TOO_DEEP)
        node = Node(name, attrs, self.parser.CurrentLineNumber)
        self.open[-1].children.append(node)
        self.open.append(node)

    def end(self, name: str) -> None:
        self.open.pop()

    def characters(self, content: str) -> None:
        self.open[-1].pieces.append(content)

    def refuse(self, *declared: object) -> int:
        raise Unreadable(self.parser.CurrentLineNumber, HOSTILE, hostile=True)


def read_tree(text: str) -> Node:
    """The outermost element of a document. Raises `Unreadable`."""
    parser = expat.ParserCreate("utf-8")
    tree = _Tree(parser)
    try:
        parser.Parse(text.encode("utf-8", errors="replace"), True)
    except expat.ExpatError as error:
        raise Unreadable(error.lineno or 1, BROKEN) from error
    return tree.root.children[0]
