import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.formats import Pair, Value, lacks
from assessments.formats.table import COLUMNS, parse_table, template_rows


def table(*rows, header="type,question,right,answer 1,answer 2,feedback 1,rationale"):
    return parse_table("\n".join([header, *rows]).encode())


def test_each_example_of_the_template_can_be_taken_and_lacks_nothing():
    out = io.StringIO()
    csv.writer(out).writerows([COLUMNS, *template_rows()])
    reading = parse_table(out.getvalue().encode("utf-8-sig"))
    assert reading.troubles == ()
    assert [found.question.type for found in reading.found] == [
        "single",
        "multiple",
        "truefalse",
        "matching",
        "ordering",
        "short",
        "number",
    ]
    assert [list(lacks(found.question)) for found in reading.found] == [[]] * 7


def test_lines_are_counted_where_cells_have_several():
    reading = table('single,"Two\nlines?",1,A,B,,', "essay,Why?,,,,,", "single,Two?,2,A,B,,")
    assert [found.line for found in reading.found] == [2, 5]
    assert [trouble.line for trouble in reading.troubles] == [4]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators(separator):
    rows = ["type,question,right,answer 1,answer 2", "single,Who?,2,A,B"]
    reading = parse_table("\n".join(rows).replace(",", separator).encode())
    assert [o.correct for o in reading.found[0].question.options] == [False, True]


def test_matching_and_numbers():
    header = "type,question,answer 1,match 1,answer 2,match 2,decoys"
    reading = table("matching,Match.,a,b,c,d,e | f", "number,How many?,5:1,,6,,", header=header)
    assert reading.found[0].question.pairs == (Pair("a", "b", ""), Pair("c", "d", ""))
    assert reading.found[0].question.decoys == ("e", "f")
    assert reading.found[1].question.answers == (Value("5", "", True, "1"), Value("6", "", True))


@pytest.mark.parametrize(
    "row",
    [
        "single,Who?,3,A,B,,",
        "single,Who?,x,A,B,,",
        "truefalse,Is it?,perhaps,,,,",
        "number,How many?,,five,,,",
        "single,,1,A,B,,",
        "single,Who?,,,,,",
    ],
)
def test_mistakes_are_told_by_line(row):
    reading = table(row)
    assert reading.found == ()
    assert [trouble.line for trouble in reading.troubles] == [2]


@pytest.mark.parametrize("header", ["", "question", "type,question,answer", "a\x00b"])
def test_a_first_line_that_names_no_columns_is_told(header):
    reading = table("single,Who?,1,A,B,,", header=header)
    assert reading.found == ()
    assert [trouble.line for trouble in reading.troubles] == [1]


def test_a_level_that_is_none_is_told():
    reading = table("single,Who?,1,A,B,hard", header="type,question,right,answer 1,answer 2,level")
    assert len(reading.troubles) == 1


@given(st.binary(max_size=200))
def test_whatever_the_bytes_there_is_an_answer(content):
    parse_table(content)
    parse_table(b"type,question,right,answer 1,answer 2\n" + content)
