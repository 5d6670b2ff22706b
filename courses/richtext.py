"""The little rich text that lessons use, between markdown, HTML and plain words. Pure.

Paragraphs, **bold**, *italic*, [links](/code/) and bulleted or numbered lists of one
level: nothing else exists. Both markdown and HTML are read into the same small tree, so
that what a file says and what an editor sees are the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from html.parser import HTMLParser
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.token import Token


@dataclass(frozen=True)
class Run:
    """Words in one style. A line break inside a paragraph is the text "\\n" without style."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


Inline = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    runs: Inline


@dataclass(frozen=True)
class Items:
    """A list of one level."""

    ordered: bool
    items: tuple[Inline, ...]


Node = Paragraph | Items
Tree = tuple[Node, ...]


@dataclass(frozen=True)
class Unknown:
    """Something in the markdown that lessons do not use; `line` counts from 0."""

    line: int
    what: str


# Tidying -----------------------------------------------------------------------------


def tidy(runs: Iterable[Run]) -> Inline:
    """The same words in the fewest runs: spaces are never styled, neighbours alike are joined."""
    apart: list[Run] = []
    for run in runs:
        text = re.sub(r"[ \t\r\f\v]+", " ", run.text)
        for piece in re.split(r"(\n)", text):
            if piece == "\n":
                apart.append(Run("\n"))
                continue
            lead, body, tail = _edges(piece)
            styled = replace(run, text=body)
            apart += [replace(run, text=lead, bold=False, italic=False), styled]
            apart.append(replace(run, text=tail, bold=False, italic=False))
    kept = [run for run in apart if run.text]
    joined = [
        replace(group[0], text="".join(run.text for run in group))
        for group in (
            list(members)
            for _key, members in groupby(kept, key=lambda run: (run.bold, run.italic, run.href))
        )
    ]
    return _trimmed(_unlinked_edges(joined))


def _edges(text: str) -> tuple[str, str, str]:
    body = text.strip(" ")
    if not body:
        return text, "", ""
    start = text.index(body)
    return text[:start], body, text[start + len(body) :]


def _unlinked_edges(runs: Sequence[Run]) -> list[Run]:
    """Take spaces at the ends of a link out of it."""
    out: list[Run] = []
    for href, members in groupby(runs, key=lambda run: run.href):
        group = list(members)
        if href:
            first, last = group[0], group[-1]
            lead = first.text[: len(first.text) - len(first.text.lstrip(" "))]
            group[0] = replace(first, text=first.text.lstrip(" "))
            last = group[-1]
            tail = last.text[len(last.text.rstrip(" ")) :]
            group[-1] = replace(last, text=last.text.rstrip(" "))
            out += [Run(lead), *group, Run(tail)]
        else:
            out += group
    kept = [run for run in out if run.text]
    return [
        replace(group[0], text=re.sub(" +", " ", "".join(run.text for run in group)))
        for group in (
            list(members)
            for _key, members in groupby(kept, key=lambda run: (run.bold, run.italic, run.href))
        )
    ]


def _trimmed(runs: list[Run]) -> Inline:
    """Without spaces at the ends and around line breaks, and without breaks at the ends."""
    text = [run for run in runs if run.text]
    for index, run in enumerate(text):
        if "\n" in run.text:
            text[index] = replace(run, text=re.sub(r" *\n[ \n]*", "\n", run.text))
    while text and not text[0].text.strip():
        text.pop(0)
    while text and not text[-1].text.strip():
        text.pop()
    if text:
        text[0] = replace(text[0], text=text[0].text.lstrip())
        text[-1] = replace(text[-1], text=text[-1].text.rstrip())
    return tuple(run for run in text if run.text)


# Markdown in ----------------------------------------------------------------------------

_READER = MarkdownIt("zero").enable(
    ["list", "emphasis", "balance_pairs", "fragments_join", "link", "escape", "newline"]
)
_LOOK = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_NOT_USED = {
    "heading_open": "a heading",
    "blockquote_open": "a quotation",
    "fence": "a code block",
    "code_block": "a code block (or text that is indented too far)",
    "code_inline": "code",
    "html_block": "HTML",
    "html_inline": "HTML",
    "image": "an image",
    "table_open": "a table",
    "hr": "a line across",
    "s_open": "struck-out text",
}


# A load reads each text several times: to tidy it, to check it, to compare it.
@lru_cache(maxsize=4096)
def from_markdown(text: str) -> Tree:
    """Read markdown. What lessons do not use comes out as the text it is written with."""
    nodes: list[Node] = []
    tokens = _READER.parse(text)
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "paragraph_open":
            nodes.append(Paragraph(_runs(tokens[index + 1])))
            index += 3
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            end = _closing(tokens, index)
            items = tuple(
                tidy(
                    _joined(
                        _runs(inline) for inline in tokens[start:stop] if inline.type == "inline"
                    )
                )
                for start, stop in _list_items(tokens, index, end)
            )
            nodes.append(Items(token.type == "ordered_list_open", tuple(i for i in items if i)))
            index = end + 1
        else:
            index += 1
    return tuple(node for node in nodes if not _is_empty(node))


def unknown_in(text: str) -> list[Unknown]:
    """What the markdown holds that lessons do not use."""
    found: list[Unknown] = []
    depth = 0
    for token in _LOOK.parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
            if depth == 2:
                found.append(Unknown(token.map[0] if token.map else 0, "a list within a list"))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        for one in (token, *(token.children or ())):
            if one.type in _NOT_USED:
                found.append(Unknown((token.map or [0])[0], _NOT_USED[one.type]))
    return found


def _is_empty(node: Node) -> bool:
    return not (node.items if isinstance(node, Items) else node.runs)


def _closing(tokens: Sequence[Token], start: int) -> int:
    level = tokens[start].level
    return next(
        index
        for index in range(start + 1, len(tokens))
        if tokens[index].level == level and tokens[index].nesting == -1
    )


def _list_items(tokens: Sequence[Token], start: int, end: int) -> Iterator[tuple[int, int]]:
    level = tokens[start].level + 1
    opened = start
    for index in range(start + 1, end):
        if tokens[index].level == level and tokens[index].type == "list_item_open":
            opened = index
        elif tokens[index].level == level and tokens[index].type == "list_item_close":
            yield opened, index


def _joined(parts: Iterable[Inline]) -> Iterator[Run]:
    """The paragraphs of a list item as one, with breaks between."""
    for number, part in enumerate(parts):
        if number:
            yield Run("\n")
        yield from part


def _runs(inline: Token) -> Inline:
    bold = italic = 0
    href = ""
    found: list[Run] = []
    for token in inline.children or ():
        if token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("em_open", "em_close"):
            italic += token.nesting
        elif token.type == "link_open":
            href = str(token.attrs.get("href", ""))
        elif token.type == "link_close":
            href = ""
        elif token.type == "hardbreak":
            found.append(Run("\n"))
        elif token.type == "softbreak":
            found.append(Run(" ", bool(bold), bool(italic), href))
        else:
            found.append(Run(token.content, bool(bold), bool(italic), href))
    return tidy(found)


# Markdown out ---------------------------------------------------------------------------


def to_markdown(tree: Tree) -> str:
    """Write markdown, which `from_markdown` reads back to the same tree.

    Emphasis that markdown cannot express (in the middle of a word, beside a sign) is left
    out; words never are.
    """
    return "\n\n".join(_node_markdown(node) for node in tree)


def _node_markdown(node: Node) -> str:
    text = _written(node)
    if from_markdown(text) != (node,):
        text = _written(_without_emphasis(node))
    return text


def _without_emphasis(node: Node) -> Node:
    def flat(runs: Inline) -> Inline:
        return tidy(replace(run, bold=False, italic=False) for run in runs)

    if isinstance(node, Paragraph):
        return Paragraph(flat(node.runs))
    return Items(node.ordered, tuple(flat(item) for item in node.items))


def _written(node: Node) -> str:
    if isinstance(node, Paragraph):
        return _guarded(_inline_markdown(node.runs))
    lines = []
    for number, item in enumerate(node.items, start=1):
        mark = f"{number}. " if node.ordered else "- "
        lines.append(mark + _guarded(_inline_markdown(item)).replace("\n", "\n" + " " * len(mark)))
    return "\n".join(lines)


_SIGNS = re.compile(r"[\\*_\[\]`<]|&(?=[#A-Za-z0-9])|!(?=\[)")
_LINE_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([-+#>=~|:])", re.MULTILINE)


def _guarded(text: str) -> str:
    """Keep a line from being read as a list, a heading or a directive."""

    def guard(match: re.Match[str]) -> str:
        return f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}"

    return _LINE_START.sub(guard, text)


def _inline_markdown(runs: Inline) -> str:
    out = []
    for href, members in groupby(runs, key=lambda run: run.href):
        text = "".join(_run_markdown(run) for run in members)
        out.append(f"[{text}]({href})" if href else text)
    return "".join(out)


def _run_markdown(run: Run) -> str:
    text = _SIGNS.sub(lambda match: f"\\{match[0]}", run.text).replace("\n", "\\\n")
    mark = "*" * (2 * run.bold + run.italic)
    return f"{mark}{text}{mark}"


# HTML --------------------------------------------------------------------------------------


def to_html(tree: Tree) -> str:
    """Write the HTML that Wagtail keeps for these features."""
    return "".join(node_html(node) for node in tree)


def node_html(node: Node, attributes: str = "") -> str:
    """One paragraph or list as HTML; `attributes` is put into its tag as it is."""
    if isinstance(node, Paragraph):
        return f"<p{attributes}>{inline_html(node.runs)}</p>"
    tag = "ol" if node.ordered else "ul"
    items = "".join(f"<li>{inline_html(item)}</li>" for item in node.items)
    return f"<{tag}{attributes}>{items}</{tag}>"


def inline_html(runs: Inline) -> str:
    """Runs as HTML."""
    out = []
    for href, members in groupby(runs, key=lambda run: run.href):
        text = "".join(_run_html(run) for run in members)
        out.append(f'<a href="{escape(href)}">{text}</a>' if href else text)
    return "".join(out)


def _run_html(run: Run) -> str:
    text = escape(run.text, quote=False).replace("\n", "<br/>")
    text = f"<i>{text}</i>" if run.italic else text
    return f"<b>{text}</b>" if run.bold else text


class _HtmlReader(HTMLParser):
    """Reads the HTML that Wagtail keeps; tags that lessons do not use are read through."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[Node] = []
        self.runs: list[Run] = []
        self.items: list[Inline] = []
        self.bold = self.italic = 0
        self.href = ""
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("b", "strong"):
            self.bold += 1
        elif tag in ("i", "em"):
            self.italic += 1
        elif tag == "a":
            self.href = dict(attrs).get("href") or ""
        elif tag == "br":
            self.runs.append(Run("\n"))
        elif tag in ("ul", "ol"):
            self._paragraph()
            self.inside = tag
        elif tag in ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6") and not self.inside:
            self._paragraph()

    def handle_endtag(self, tag: str) -> None:
        if tag in ("b", "strong"):
            self.bold = max(0, self.bold - 1)
        elif tag in ("i", "em"):
            self.italic = max(0, self.italic - 1)
        elif tag == "a":
            self.href = ""
        elif tag == "li":
            self.items.append(tidy(self.runs))
            self.runs = []
        elif tag in ("ul", "ol"):
            self.nodes.append(Items(tag == "ol", tuple(item for item in self.items if item)))
            self.items, self.inside = [], ""
        elif tag in ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6") and not self.inside:
            self._paragraph()

    def handle_data(self, data: str) -> None:
        text = data.replace("\n", " ")
        self.runs.append(Run(text, bool(self.bold), bool(self.italic), self.href))

    def _paragraph(self) -> None:
        self.nodes.append(Paragraph(tidy(self.runs)))
        self.runs = []

    def tree(self) -> Tree:
        self._paragraph()
        return tuple(node for node in self.nodes if not _is_empty(node))


def from_html(text: str) -> Tree:
    """Read HTML."""
    reader = _HtmlReader()
    reader.feed(text)
    reader.close()
    return reader.tree()


# Words ---------------------------------------------------------------------------------------


def plain(tree: Tree) -> str:
    """Only the words: a paragraph or list item on each line, lines apart."""
    lines: list[str] = []
    for node in tree:
        parts = node.items if isinstance(node, Items) else (node.runs,)
        lines += ["".join(run.text for run in runs).replace("\n", " ") for runs in parts]
    return "\n\n".join(lines)


def links(tree: Tree) -> list[str]:
    """Where its links lead."""
    found: list[str] = []
    for node in tree:
        parts = node.items if isinstance(node, Items) else (node.runs,)
        found += [run.href for runs in parts for run in runs if run.href]
    return list(dict.fromkeys(found))
