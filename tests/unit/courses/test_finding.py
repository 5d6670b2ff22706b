"""The search's heart: words, synonyms, ranking, slips of the pen, and the words around a hit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.finding import Entry, Index, extract, find, marked, read_synonyms
from courses.finding.words import one_slip_apart, stem, words

TABLE = read_synonyms("# a note\nVPS, victim personal statement\nDA, domestic abuse\n")
WORDS = st.text(alphabet="abcdefghij", min_size=3, max_size=9)


def entry(title, text="", group="", **more):
    usual = {"kind": "lesson", "group": group or title, "href": f"/{title}/"}
    return Entry(title=title, text=text, **{**usual, **more})


def titles(sought, *entries, **more):
    return [
        one.title
        for one in find(sought, [Index(entries, synonyms=TABLE)], synonyms=TABLE, **more).entries
    ]


def text_of(pieces):
    return "".join(piece.text for piece in pieces)


def test_all_words_must_be_there_else_some_and_it_says_so():
    both, one = entry("Both", "bail and release"), entry("One", "bail alone")
    found = find("bail release", [Index([one, both])])
    assert [e.title for e in found.entries] == ["Both"]
    assert not found.only_some
    found = find("bail zebra", [Index([one])])
    assert [e.title for e in found.entries] == ["One"]
    assert found.only_some


def test_a_title_counts_for_more_than_a_text():
    assert titles("bail", entry("Other", "bail here"), entry("Bail", "news")) == ["Bail", "Other"]


@pytest.mark.parametrize(
    "sought", ["VPS", "vps", "victim personal statement", "Victim Personal Statements"]
)
def test_short_and_long_forms_find_each_other(sought):
    short, long = (
        entry("A", "Offer a VPS early."),
        entry("B", "A Victim Personal Statement is theirs."),
    )
    assert sorted(titles(sought, short, long, entry("C", "nothing"))) == ["A", "B"]


def test_endings_and_beginnings_find_each_other():
    assert titles("interviewing", entry("A", "She was interviewed.")) == ["A"]
    assert titles("intervi", entry("A", "She was interviewed.")) == ["A"]


def test_a_slip_of_the_pen_is_understood_and_said():
    found = find("complant", [Index([entry("A", "How to make a complaint.")])])
    assert [e.title for e in found.entries] == ["A"]
    assert found.instead == ("complaint",)


def test_entries_of_a_group_are_one_hit_by_their_best_and_hold_words_between_them():
    one = entry("Lesson", "bail", group="l", href="/l/#a")
    two = entry("Lesson", "release and bail, bail", group="l", href="/l/#b")
    found = find("bail release", [Index([one, two])])
    assert [e.href for e in found.entries] == ["/l/#b"]
    split = [entry("L", "bail", group="l"), entry("L", "release", group="l")]
    assert not find("bail release", [Index(split)]).only_some


def test_what_is_not_kept_is_not_found_and_nothing_sought_lists_what_is_kept():
    a, b = entry("A", "bail", rights=(6,)), entry("B", "bail", rights=(7,))
    keep = lambda one: 6 in one.rights  # noqa: E731
    assert titles("bail", a, b, keep=keep) == ["A"]
    assert titles("", a, b, keep=keep) == ["A"]


@given(st.lists(st.lists(WORDS, min_size=1, max_size=6), min_size=1, max_size=6), st.data())
def test_whatever_holds_a_word_is_found_by_it_in_any_order(texts, data):
    entries = [entry(f"E{n}", " ".join(text)) for n, text in enumerate(texts)]
    word = data.draw(st.sampled_from([word for text in texts for word in text]))
    holding = {f"E{n}" for n, text in enumerate(texts) if word in text}
    assert holding <= set(titles(word, *entries))
    assert titles(word, *entries) == titles(word, *data.draw(st.permutations(entries)))


@given(st.text(), st.text())
def test_nothing_that_is_typed_breaks_it(sought, text):
    found = find(sought, [Index([entry("A", text)])])
    for one in found.entries:
        assert text_of(marked(one.text, found.terms)) == one.text
        extract(one.text, found.terms)


@given(st.text(alphabet="ab <&\n", max_size=600), st.sampled_from(["a", "ab", "b"]))
def test_an_extract_is_a_stretch_of_the_text(text, word):
    pieces = extract(text, {word})
    said = text_of(pieces).removeprefix("…").removesuffix("…")
    assert said.strip() in " ".join(text.split())
    assert all(stem(piece.text) == word for piece in pieces if piece.sought)


@given(WORDS, st.data())
def test_one_slip_is_one_letter_or_two_changed_about(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    assert one_slip_apart(word, word[:at] + word[at + 1 :])
    assert one_slip_apart(word[:at] + "z" + word[at + 1 :], word)
    assert one_slip_apart(word, word[:at] + "z" + word[at:])
    assert one_slip_apart(word, word[:at] + word[at : at + 2][::-1] + word[at + 2 :])
    assert not one_slip_apart(word, f"zz{word}")


@given(st.text())
def test_words_stand_where_they_say(text):
    assert all(stem(text[word.start : word.end]) == word.stem for word in words(text))
