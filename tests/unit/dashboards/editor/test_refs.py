"""References are found and turned wherever they stand, and nothing else is touched."""

from hypothesis import given
from hypothesis import strategies as st

from dashboards.editor.refs import refs_in, replaced, said

LESSON_BLOCK = {
    "caption": "Limits",
    "rows": [
        {"type": "item", "value": {"cites": "2020/r6-bail", "event": "Bail"}},
        {"type": "item", "value": {"cites": "2020/r2-record", "event": "Report"}},
    ],
}


def test_rows_of_a_table_and_lists_of_a_question_are_found():
    assert list(refs_in(LESSON_BLOCK)) == ["2020/r6-bail", "2020/r2-record"]
    assert list(refs_in({"cites": ["2020/a", "2020/b"], "stem": "2020/not-cited"})) == [
        "2020/a",
        "2020/b",
    ]


def test_what_is_marked_as_history_or_coming_is_left_alone():
    assert list(refs_in({"cites": "2020/a", "history": True})) == []
    marked = {"items": [{"id": "x", "history": ["2006/a"], "cites": ["2020/b"]}]}
    assert list(refs_in(marked)) == ["2020/b"]
    assert replaced(marked, {"2006/a": "no", "2020/b": "n/b"})["items"][0] == {
        "id": "x",
        "history": ["2006/a"],
        "cites": ["n/b"],
    }
    kept = {"cites": "2020/a", "history": True}
    assert replaced(kept, {"2020/a": "n/a"}) == kept


def test_two_that_become_one_are_named_once():
    turned = {"2020/a": "n/c", "2020/b": "n/c"}
    assert replaced({"cites": ["2020/a", "2020/b"]}, turned) == {"cites": ["n/c"]}


def test_a_passage_in_a_few_words():
    assert (
        said({"say": "<p>The police <b>tell</b> the victim.</p>"}) == "The police tell the victim."
    )
    assert said({"text": "word " * 40}).endswith("word…")
    assert said({}) == ""


refs = st.sampled_from(["2020/a", "2020/b", "n/a"])
cited = refs | st.lists(refs, max_size=3, unique=True)
documents = st.recursive(
    st.text(max_size=5) | st.integers() | st.booleans() | refs,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.fixed_dictionaries(
            {},
            optional={
                "cites": cited,
                "limit": cited,
                "history": st.booleans() | cited,
                "text": inner,
                "items": inner,
            },
        )
    ),
    max_leaves=12,
)


@given(documents)
def test_turning_and_turning_back_gives_the_same(document):
    there = {"2020/a": "x/a", "2020/b": "x/b"}
    back = {value: key for key, value in there.items()}
    once = {"d": document}
    names = list(refs_in(once))
    turned = replaced(once, there)
    assert list(dict.fromkeys(refs_in(turned))) == list(
        dict.fromkeys(there.get(ref, ref) for ref in names)
    )
    if len(set(names)) == len(names):
        assert replaced(turned, back) == once
