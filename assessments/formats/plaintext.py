"""Text from elsewhere, made plain: no mark-up, no hidden signs, no more than fits. Pure.

What a question says is plain text here. Files from other systems bring HTML, Markdown and
whatever was pasted into them; what is lost on the way is told, never dropped.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from html import unescape

from markdown_it import MarkdownIt

from assessments.formats.said import Said, say
from assessments.formats.said import gettext_noop as _

# Longest texts, in characters.
STEM, WORDS, LINE, WORDING = 4000, 2000, 500, 200
# More than this is not read at all: a parser of mark-up must never be handed a book.
MOST = 20_000

_BREAKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"}
_CARRIED = {"p", "div", "br", "span", "html", "body", "head", "font"}
_SILENT = {"script", "style", "template", "head", "title", "noscript", "iframe", "object"}
_MEDIA = {"audio", "video", "embed", "iframe", "object", "svg", "canvas"}
_markdown = MarkdownIt("commonmark", {"html": True})

FORMATTING = _("Bold type, lists, links and other formatting were made plain text.")
PICTURE = _("A picture was left out. Say in words what it shows, if the question needs it.")
MEDIA = _("A sound, film or embedded page was left out.")
SCRIPT = _("A script was left out.")
HIDDEN = _("Hidden signs, such as those that turn the direction of text, were left out.")


def settled(text: str, *, lines: bool = False) -> str:
    """Text without hidden signs and odd spaces. `lines` keeps paragraphs and line ends."""
    text = "".join(sign for sign in text if _is_kept(sign)) if not text.isascii() else text
    text = _CONTROLS.sub("", text)
    if not lines:
        return " ".join(text.split())
    kept = "\n".join(" ".join(line.split()) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", kept).strip("\n")


_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def _is_kept(sign: str) -> bool:
    if sign < "\x7f":
        return True
    kind = unicodedata.category(sign)
    # Joiners belong to words and emoji of many languages; all other format signs only hide.
    if kind == "Cf":
        return sign in "\u200c\u200d"
    return kind not in ("Cs", "Co", "Cn") and (kind != "Cc" or sign == "\x85")


@dataclass
class Plainer:
    """Makes the texts of one question plain, and gathers what was lost in them."""

    notes: list[Said] = field(default_factory=list)

    def note(self, said: Said) -> None:
        """Tell something of the question, once."""
        if said not in self.notes:
            self.notes.append(said)

    def line(self, text: str, form: str = "plain", *, most: int = LINE) -> str:
        """A text on one line."""
        return self._made(text, form, most=most, lines=False)

    def lines(self, text: str, form: str = "plain", *, most: int = WORDS) -> str:
        """A text that may have paragraphs."""
        return self._made(text, form, most=most, lines=True)

    def _made(self, text: str, form: str, *, most: int, lines: bool) -> str:
        text = text[:MOST]
        if form == "markdown":
            text = self._without_tags(_markdown.render(text))
        elif form != "plain" and ("<" in text or "&" in text):
            text = self._without_tags(text, keep_lines=form == "moodle")
        made = settled(text, lines=lines)
        if not text.isascii() and any(
            unicodedata.category(sign) in ("Cf", "Co") and not _is_kept(sign) for sign in text
        ):
            self.note(say(HIDDEN))
        if len(made) > most:
            self.note(say(_("A text was cut to %(most)s characters."), most=most))
            made = made[:most].rstrip()
        return made

    def _without_tags(self, text: str, *, keep_lines: bool = False) -> str:
        reader = _Tags(keep_lines=keep_lines)
        for lost in reader.read(_without_comments(text)):
            self.note(say(lost))
        return "".join(reader.parts)


def _without_comments(text: str) -> str:
    kept, rest = [], text
    while rest:
        before, opened, rest = rest.partition("<!--")
        kept.append(before)
        if opened:
            rest = rest.partition("-->")[2]
    return "".join(kept)


_TAG = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


class _Tags:
    """Reads mark-up into text, and remembers what text cannot hold.

    Not a parser of HTML: what comes out is plain text that is escaped wherever it is shown, and
    each sign is looked at once, whatever people have pasted.
    """

    def __init__(self, *, keep_lines: bool) -> None:
        # A line end in mark-up is a space; in Moodle's own format it is one.
        self.line_end = "\n" if keep_lines else " "
        self.parts: list[str] = []
        self.lost: dict[str, None] = {}
        # The element whose text is not for people, while it is open.
        self._silent = ""

    def read(self, text: str) -> list[str]:
        """Read a text; what was lost in it."""
        first, *rest = text.split("<")
        self._text(first)
        for piece in rest:
            found = _TAG.match(piece)
            inside, end, after = piece.partition(">")
            if end and found:
                self._tag(found[2].casefold(), inside, closes=bool(found[1]))
                self._text(after)
            elif end and piece.startswith(("!", "?")):
                self._text(after)
            else:
                self._text(f"<{piece}")
        return list(self.lost)

    def _text(self, text: str) -> None:
        if not self._silent:
            self.parts.append(unescape(text.replace("\n", self.line_end)))

    def _tag(self, tag: str, inside: str, *, closes: bool) -> None:
        if self._silent:
            self._silent = "" if closes and tag == self._silent else self._silent
            return
        if tag in ("p", "br") or (tag in _BREAKS and not self._at_start()):
            self.parts.append("\n\n" if tag == "p" else "\n")
        if closes:
            return
        self._opened(tag, inside)
        if tag in _SILENT and not inside.endswith("/"):
            self._silent = tag

    def _at_start(self) -> bool:
        """Whether nothing stands on the line yet."""
        said = next((part for part in reversed(self.parts) if part.strip(" ")), "\n")
        return said.endswith("\n")

    def _opened(self, tag: str, inside: str) -> None:
        if tag == "li":
            self.parts.append("- ")
        elif tag in ("td", "th"):
            self.parts.append(" ")
        if tag == "img":
            self.lost[PICTURE] = None
            if alt := _ALT.search(inside):
                self.parts.append(f" {unescape(alt[1] or alt[2] or '')} ")
        elif tag in _MEDIA:
            self.lost[MEDIA] = None
        elif tag == "script":
            self.lost[SCRIPT] = None
        elif tag not in _CARRIED and tag != "style":
            self.lost[FORMATTING] = None


def decoded(content: bytes) -> tuple[str, list[Said]]:
    """The text of a file, with line ends settled, and what is to be known of its encoding."""
    notes: list[Said] = []
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = content.decode("utf-16")
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        notes.append(
            say(
                _(
                    "The file is not UTF-8, so it was read as Windows text. "
                    "Look at quotation marks, pound signs and accents."
                )
            )
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, notes
