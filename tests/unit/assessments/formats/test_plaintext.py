import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.formats.plaintext import Plainer, decoded, settled


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("a<br>b", "a\nb"),
        ("<p>a</p>\n<p>b</p>", "a\n\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("1 &lt; 2 &amp;&amp; x", "1 < 2 && x"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("a<script>alert('<b>')</script>b", "ab"),
        ("a<style>b{}</style>c", "ac"),
        ("a<!-- hidden -->b<!-- open", "ab"),
        ("a<![CDATA[b]]>", "a"),
        ("<a href='javascript:x'>link</a>", "link"),
        ("a<iframe src=x>hidden</iframe>b", "ab"),
        ("a<b", "a<b"),
    ],
)
def test_mark_up_becomes_text(html, plain):
    assert Plainer().lines(html, "html") == plain


def test_hidden_signs_are_left_out_and_said():
    plainer = Plainer()
    assert plainer.line("a\u202eb\u200bc\x07d\ufeff") == "abcd"
    assert len(plainer.notes) == 1


def test_joiners_stay():
    assert settled("👩\u200d💻") == "👩\u200d💻"


def test_long_text_is_cut_and_said():
    plainer = Plainer()
    assert plainer.line("a" * 600) == "a" * 500
    assert [str(note) for note in plainer.notes] == ["A text was cut to 500 characters."]


@given(st.text(), st.booleans())
def test_settled_text_stays_as_it_is(text, lines):
    once = settled(text, lines=lines)
    assert settled(once, lines=lines) == once
    assert lines or "\n" not in once


@given(st.text("<>&;!-/abscriptp= '\"", max_size=80))
def test_any_mark_up_is_borne(text):
    Plainer().lines(text, "html")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding):
    assert decoded("a\r\nb £".encode(encoding)) == ("a\nb £", [])
