"""The reader of drawings lets through shapes, words and our own classes, and nothing else."""

import re
from html.parser import HTMLParser
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.drawings import _ALLOWED, CLASSES, LARGEST, read_drawing
from tests.factories.courses import SVG

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'


def faults_of(inside: str) -> list[str]:
    drawing, faults = read_drawing(f"{OPEN}\n{inside}\n</svg>")
    assert (drawing is None) == bool(faults)
    return [str(fault) for fault in faults]


class Seen(HTMLParser):
    """What a browser would find."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data


def test_a_drawing_is_written_anew_as_a_picture_with_a_name_and_words():
    drawing, faults = read_drawing(SVG)
    assert faults == []
    seen = Seen(drawing.markup(prefix="b-1", title="Two <clocks>", alt="News & days"))
    tag, root = seen.tags[0]
    assert (tag, root["role"], root["viewbox"]) == ("svg", "img", "0 0 340 80")
    ids = {attrs["id"] for _tag, attrs in seen.tags if "id" in attrs}
    assert set(root["aria-labelledby"].split()) <= ids
    assert "Two <clocks>" in seen.words
    assert "News & a day" in seen.words
    assert {"b-1-tip", "b-1-title", "b-1-desc"} == ids
    assert [attrs["marker-end"] for _tag, attrs in seen.tags if "marker-end" in attrs] == [
        "url(#b-1-tip)"
    ]


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ("<script>alert(1)</script>", "Line 2: “script” may not stand here."),
        ("<foreignObject/>", "“foreignObject” may not stand here."),
        ("<style>*{}</style>", "“style” may not stand here."),
        ("<image href='x'/>", "“image” may not stand here."),
        ("<use href='#a'/>", "“use” may not stand here."),
        ("<a href='javascript:x'><path/></a>", "“a” may not stand here."),
        ("<svg/>", "“svg” may not stand here."),
        ("<animate/>", "“animate” may not stand here."),
        ("<path style='fill:red'/>", "“style” may not stand on “path”."),
        ("<path onload='x'/>", "“onload” may not stand on “path”."),
        ("<path xlink:href='x'/>", "“xlink:href” may not stand on “path”."),
        ("<path fill='red'/>", "colours are classes"),
        ("<path fill='url(https://x)'/>", "cannot be read"),
        ("<path class='s-button'/>", "Classes are: d-ink"),
        ("<path marker-end='url(https://x#a)'/>", "cannot be read"),
        ("<path marker-end='url(#gone)'/>", "There is no marker “gone”."),
        ("<path d='M0 0 javascript'/>", "cannot be read"),
        ("<rect width='50%'/>", "cannot be read"),
        ("<g id='a'/><g id='a'/>", "Two parts have the id “a”."),
        ("words outside", "Words stand in <text>"),
        ("<text><title><b/></title></text>", "“b” may not stand in a title"),
        ("<?php x?>", "“<?php” may not stand in a drawing."),
        ("<path", "This is not SVG that can be read"),
        ("<text>&nbsp;</text>", "This is not SVG that can be read"),
    ],
)
def test_anything_else_is_refused_with_its_line(inside: str, says: str):
    found = faults_of(inside)
    assert any(says in one for one in found), found


def test_entities_are_refused_before_they_are_read():
    bomb = (
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "/etc/passwd">]>'
        f"{OPEN}<text>&b;&c;</text></svg>"
    )
    drawing, faults = read_drawing(bomb)
    assert drawing is None
    assert [str(fault) for fault in faults] == [
        "Line 1: Take the DOCTYPE out: a drawing needs none, and entities are not read."
    ]


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "<svg/>",
        '<svg viewBox="0 0 1 1"/>',
        '<svg xmlns="http://www.w3.org/2000/svg"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1"/>',
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        f"{OPEN}{'<g>' * 40}{'</g>' * 40}</svg>",
        f"{OPEN}{'<g/>' * 2000}</svg>",
        f"{OPEN}<!--{'x' * LARGEST}--></svg>",
    ],
)
def test_what_is_no_drawing_is_refused(svg: str):
    drawing, faults = read_drawing(svg)
    assert drawing is None
    assert faults


def test_comments_titles_and_sizes_may_stand_and_are_left_out():
    drawing, faults = read_drawing(
        OPEN.replace("<svg", '<svg width="10" height="10" role="img" aria-label="x"')
        + "<!-- a note --><title>Old <!-- --></title><desc>Old</desc><g><title>Tip</title></g></svg>"
    )
    assert faults == []
    text = drawing.markup(prefix="p", title="New", alt="Alt")
    assert "Old" not in text
    assert "Tip" not in text
    assert "note" not in text
    assert "width" not in text


NAMES = st.sampled_from(
    [
        *sorted(_ALLOWED),
        *("script", "foreignObject", "style", "a", "use", "image", "animate", "set", "iframe"),
        *("math", "title", "desc", "svg:script", "SCRIPT", "switch", "html:p"),
    ]
)
ATTRIBUTES = st.sampled_from(
    [
        *sorted({name for allowed in _ALLOWED.values() for name in allowed}),
        *("style", "onclick", "href", "xlink:href", "onload", "src", "xml:base", "STYLE", "data-x"),
    ]
)
HOSTILE = st.sampled_from(
    [
        *("javascript:alert(1)", "url(https://evil.example/x)", "url(#a)", "none", "currentColor"),
        *("1", "0 0 10 10", "d-ink", "d-ink evil", '"><script>', "</svg><script>", "expression(1)"),
        *("M0 0", 'M0 0"onload="x', "red", "&#106;avascript:x", "1;x", "auto", "a", "\ue000"),
    ]
)
WORDS = st.one_of(st.text(max_size=12), HOSTILE)


@st.composite
def elements(draw, depth: int = 3) -> str:
    """Something like SVG, most of it hostile."""
    tag = draw(NAMES)
    attributes = draw(st.dictionaries(ATTRIBUTES, WORDS, max_size=3))
    written = "".join(
        f" {name}={quoteattr(clean(value))}" for name, value in sorted(attributes.items())
    )
    inside = "" if depth == 0 else "".join(draw(st.lists(elements(depth - 1), max_size=2)))
    return f"<{tag}{written}>{escape(clean(draw(WORDS)))}{inside}</{tag}>"


def clean(text: str) -> str:
    """Without what XML cannot hold at all."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def holds_only_what_is_allowed(html: str) -> None:
    lower = {tag.lower() for tag in _ALLOWED} | {"title", "desc"}
    own = {"xmlns", "role", "focusable", "aria-labelledby"}
    for tag, attributes in Seen(html).tags:
        assert tag in lower
        allowed = {
            name.lower()
            for name in next(
                (known for name, known in _ALLOWED.items() if name.lower() == tag), {"id": ""}
            )
        }
        assert set(attributes) <= allowed | (own if tag == "svg" else set())
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name not in ("style", "href")
            if "url(" in value:
                assert re.fullmatch(r"url\(#p-[a-zA-Z][a-zA-Z0-9-]*\)", value)
            if name == "class":
                assert set(value.split()) <= set(CLASSES)
            assert "javascript" not in value


@given(st.lists(elements(), max_size=3))
def test_whatever_is_let_through_holds_only_what_is_allowed(parts: list[str]):
    drawing, faults = read_drawing(f"{OPEN}{''.join(parts)}</svg>")
    assert (drawing is None) == bool(faults)
    if drawing is not None:
        holds_only_what_is_allowed(drawing.markup(prefix="p", title="<t>", alt='"a"'))


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str):
    drawing, faults = read_drawing(text)
    assert (drawing is None) == bool(faults)


DECENT = st.builds(
    "<{0} class={1} transform={2}/>".format,
    st.sampled_from(["g", "path", "rect", "circle", "line", "polyline"]),
    st.sampled_from(["'d-ink'", "'d-teal d-soft'", "''"]),
    st.sampled_from(["'translate(1 2)'", "'rotate(45) scale(2,-1.5)'"]),
)


@given(st.lists(DECENT, max_size=8), st.text(alphabet="ab <>&\"'", max_size=20))
def test_what_was_written_anew_reads_as_the_same_drawing(parts: list[str], words: str):
    first, faults = read_drawing(f"{OPEN}{''.join(parts)}<text x='1'>{escape(words)}</text></svg>")
    assert faults == []
    text = first.markup(prefix="p", title="t", alt="a")
    again, faults = read_drawing(text)
    assert faults == []
    assert again.markup(prefix="p", title="t", alt="a") == text
    holds_only_what_is_allowed(text)
