import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.conditions import ConditionError, parse

FLAGS, VARIABLES = ("a", "b", "sent_away"), ("trust", "safety")

flag = st.sampled_from(FLAGS)
comparison = st.builds(
    "{} {} {}".format,
    st.sampled_from(VARIABLES),
    st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
    st.integers(-9, 9),
)
conditions = st.recursive(
    flag | comparison,
    lambda inner: st.one_of(
        inner.map("not {}".format),
        inner.map("({})".format),
        st.builds("{} and {}".format, inner, inner),
        st.builds("{} or {}".format, inner, inner),
    ),
    max_leaves=8,
)
values = st.fixed_dictionaries({name: st.integers(-9, 9) for name in VARIABLES})


@given(conditions, values, st.sets(flag))
def test_a_condition_means_what_it_would_in_python(text, values, flags):
    names = {**values, **{name: name in flags for name in FLAGS}}
    assert parse(text).holds(values, flags) == bool(eval(text, {"__builtins__": {}}, names))


def test_a_condition_knows_the_names_it_uses():
    condition = parse("a and (trust >= 2 or not sent_away)")
    assert condition.flags == {"a", "sent_away"}
    assert condition.variables == {"trust"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "and",
        "a and",
        "a b",
        "(a",
        "a)",
        "trust >=",
        "trust >= high",
        "3 > trust",
        "trust => 3",
        "a; b",
        "__import__('os')",
        "a.b",
        "not",
        "(" * 500 + "a",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(ConditionError):
        parse(text)


def test_the_deepest_nesting_that_fits_is_read():
    assert parse("(" * 199 + "a" + ")" * 199).holds({}, {"a"})
