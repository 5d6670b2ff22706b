import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.yamltext import Flow, FlowMap, Problem, Quoted, Unreadable, dump, read

TEXT = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn"), whitelist_characters="\n:#-'\"[]{}, ")
).filter(bool)
SCALAR = st.one_of(TEXT, st.integers(-9, 9999), st.booleans(), st.dates())
KEY = st.from_regex(r"[a-z]{1,6}", fullmatch=True).filter(
    lambda key: key not in {"yes", "no", "on", "off", "y", "n", "true", "false", "null"}
)
VALUE = st.one_of(
    SCALAR,
    st.lists(SCALAR, min_size=1, max_size=3),
    st.lists(TEXT, max_size=3).map(Flow),
    st.dictionaries(KEY, SCALAR, min_size=1, max_size=3),
    st.lists(st.dictionaries(KEY, SCALAR, min_size=1, max_size=3), min_size=1, max_size=3),
)


@given(st.dictionaries(KEY, VALUE, min_size=1, max_size=4))
def test_what_is_written_reads_back_the_same(data: dict) -> None:
    assert read(dump(data), file="a.yaml").data == data


def test_the_form_of_the_content_files() -> None:
    text = dump(
        {
            "id": "r6-bail",
            "right": 6,
            "says": Quoted("Tell the victim"),
            "title": "Right 6: limits",
            "number": "1.5",
            "agencies": Flow(["police", "cps"]),
            "published": datetime.date(2020, 11, 18),
            "empty": "",
            "none": None,
            "text": "One.\n\nTwo.\n",
            "rows": [{"a": 1, "b": ["x"]}, FlowMap({"id": "t", "start": 0})],
        }
    )
    assert text == (
        "id: r6-bail\n"
        "right: 6\n"
        'says: "Tell the victim"\n'
        'title: "Right 6: limits"\n'
        'number: "1.5"\n'
        "agencies: [police, cps]\n"
        "published: 2020-11-18\n"
        "text: |\n  One.\n\n  Two.\n"
        "rows:\n  - a: 1\n    b:\n      - x\n  - {id: t, start: 0}\n"
    )


def test_lines_are_those_of_the_file() -> None:
    reader = read("a: 1\nb:\n  - c: x\n  - d: 2\n", file="f.yaml", first_line=10)
    assert reader.line(("b", 1, "d")) == 13
    assert reader.line(("b", 1, "nothing")) == 13
    assert reader.line() == 10


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: [1\nb: 2\n", 2, "not YAML"),
        ("a: 1\na: 2\n", 2, "twice"),
        ("a: \x07\n", 1, "not YAML"),
        ("a: 2026-13-45\n", 1, "not YAML"),
    ],
)
def test_text_that_is_not_yaml_is_named_by_line(text: str, line: int, says: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text, file="f.yaml")
    assert caught.value.problem.line == line
    assert says in caught.value.problem.message


def test_a_reader_collects_every_mistake() -> None:
    reader = read(
        "title: 5\nminutes: x\nflag: 1\nday: soon\nkind: odd\nlist: a\nwho: 1\n", file="f"
    )
    reader.mapping(required=["title", "lead"], optional=["minutes", "flag", "day", "kind", "list"])
    assert reader.text(("title",)) == ""
    assert reader.number(("minutes",)) is None
    assert reader.flag(("flag",)) is False
    assert reader.date(("day",)) is None
    assert reader.choice(("kind",), ["single", "multiple"]) == ""
    assert reader.texts(("list",)) == ()
    assert sorted(problem.line for problem in reader.problems) == [1, 1, 2, 3, 4, 5, 6, 7]
    assert Problem("f", 7, "“who” is not a key that belongs here.") in reader.problems
    assert str(reader.problems[0]).startswith("f:")


def test_values_of_the_right_kind_are_given_back() -> None:
    reader = read("n: [1, 2]\nd: 2026-06-01\nf: true\n", file="f")
    assert reader.numbers(("n",)) == (1, 2)
    assert reader.date(("d",)) == datetime.date(2026, 6, 1)
    assert reader.flag(("f",)) is True
    assert reader.text(("missing",), default="x") == "x"
    assert list(reader.items(("missing",))) == []
    assert read("", file="f").mapping() == {}


def test_aliases_and_bottomless_nesting_are_refused():
    for text in ("a: &a [1, 2]\nb: [*a, *a]\n", "a: " + "[" * 5000):
        with pytest.raises(Unreadable):
            read(text, file="bomb.yaml")


def test_a_key_is_a_name_even_where_yaml_takes_it_for_the_truth():
    assert read("on: 2026-01-02\nno: yes\n", file="x.yaml").data == {
        "on": datetime.date(2026, 1, 2),
        "no": True,
    }
