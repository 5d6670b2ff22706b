import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.richtext import (
    Items,
    Paragraph,
    Run,
    Unknown,
    from_html,
    from_markdown,
    links,
    plain,
    tidy,
    to_html,
    to_markdown,
    unknown_in,
)

SIGNS = "*_[]()<>&#+-.!|~:=`\\\"'’“” \n1a é–"
WORDS = st.one_of(
    st.text(SIGNS, min_size=1, max_size=12),
    st.text(
        st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp", "Zs")),
        min_size=1,
        max_size=12,
    ),
)
HREF = st.one_of(
    st.just(""), st.just(""), st.from_regex(r"/[a-z0-9-]{1,8}/(#[a-z]{1,4})?", fullmatch=True)
)
RUN = st.builds(Run, WORDS, st.booleans(), st.booleans(), HREF)
INLINE = st.lists(RUN, min_size=1, max_size=4).map(tidy).filter(bool)
NODE = st.one_of(
    st.builds(Paragraph, INLINE),
    st.builds(Items, st.booleans(), st.lists(INLINE, min_size=1, max_size=3).map(tuple)),
)


def separate(nodes: list) -> tuple:
    """Markdown joins two lists of one kind that follow each other, so put words between."""
    out: list = []
    for node in nodes:
        if out and isinstance(node, Items) and isinstance(out[-1], Items):
            out.append(Paragraph((Run("and"),)))
        out.append(node)
    return tuple(out)


TREE = st.lists(NODE, max_size=4).map(separate)


@given(TREE)
def test_html_gives_back_the_same_tree(tree) -> None:
    assert from_html(to_html(tree)) == tree


@given(TREE)
def test_markdown_keeps_every_word_and_link(tree) -> None:
    back = from_markdown(to_markdown(tree))
    assert plain(back) == plain(tree)
    assert links(back) == links(tree)


@given(TREE)
def test_markdown_that_was_written_once_stays_the_same(tree) -> None:
    once = from_markdown(to_markdown(tree))
    assert from_markdown(to_markdown(once)) == once
    assert from_html(to_html(once)) == once


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    tree = from_markdown(text)
    assert from_markdown(to_markdown(tree)) == tree
    from_html(text)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("A **hard** answer.", "<p>A <b>hard</b> answer.</p>"),
        ("*Bail* means", "<p><i>Bail</i> means</p>"),
        ("***both***", "<p><b><i>both</i></b></p>"),
        ("[Right 6](/code/2020/right-6/)", '<p><a href="/code/2020/right-6/">Right 6</a></p>'),
        ("1. One\n2. Two", "<ol><li>One</li><li>Two</li></ol>"),
        ("- **One**\n- Two", "<ul><li><b>One</b></li><li>Two</li></ul>"),
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("5 \\* 3", "<p>5 * 3</p>"),
        ("one\\\ntwo", "<p>one<br/>two</p>"),
        ("7\\. not a list", "<p>7. not a list</p>"),
    ],
)
def test_both_ways(markdown: str, html: str) -> None:
    assert to_html(from_markdown(markdown)) == html
    assert to_markdown(from_html(html)) == markdown


def test_what_wagtail_writes_is_read() -> None:
    html = (
        '<p data-block-key="a1">One <strong>two</strong></p><ul><li data-block-key="b">x</li></ul>'
    )
    assert to_markdown(from_html(html)) == "One **two**\n\n- x"


def test_emphasis_that_markdown_cannot_express_leaves_the_words() -> None:
    tree = (Paragraph((Run("a"), Run('"b"', bold=True), Run("c"))),)
    assert to_markdown(tree) == 'a"b"c'


@pytest.mark.parametrize(
    ("markdown", "what"),
    [
        ("ok\n\n![x](y.png)", Unknown(2, "an image")),
        ("a <b>c</b>", Unknown(0, "HTML")),
        ("# Top", Unknown(0, "a heading")),
        ("- a\n  - b", Unknown(1, "a list within a list")),
        ("| a |\n|---|\n| b |", Unknown(0, "a table")),
        ("`x`", Unknown(0, "code")),
        ("> said", Unknown(0, "a quotation")),
    ],
)
def test_what_lessons_do_not_use_is_found(markdown: str, what: Unknown) -> None:
    assert what in unknown_in(markdown)


def test_what_lessons_use_is_not_found() -> None:
    assert unknown_in("**a** *b* [c](/d/)\n\n1. x\n2. y\n\n- z") == []
