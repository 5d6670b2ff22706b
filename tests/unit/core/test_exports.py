import csv
import datetime
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exports import FORMULA_STARTS, csv_lines, neutral, stream_csv

# Half of all cells begin with something nasty.
nasty = st.tuples(st.sampled_from([*FORMULA_STARTS, " =", "\ufeff@", '"=', "\x00="]), st.text())
cells = st.one_of(st.text(), nasty.map("".join))


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@given(st.lists(st.tuples(cells, cells, cells)))
def test_no_cell_begins_a_formula_and_nothing_is_lost(rows):
    text = "".join(csv_lines(["a", "=b", "c"], rows))

    header, *back = read(text)
    assert header == ["a", "'=b", "c"]
    assert len(back) == len(rows)
    for row, original in zip(back, rows, strict=True):
        for cell, was in zip(row, original, strict=True):
            assert not cell.lstrip(" \u00a0\ufeff").startswith(FORMULA_STARTS)
            assert cell.removeprefix("'") in {was.replace("\x00", ""), was[1:]}


@pytest.mark.parametrize(
    "value", ["=cmd|' /C calc'!A0", "+44 1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"]
)
def test_text_that_looks_like_a_formula_gets_an_apostrophe(value):
    assert neutral(value) == f"'{value}"


@pytest.mark.parametrize("value", [-5, -1.5, 0, True, None])
def test_numbers_stay_numbers(value):
    assert neutral(value) is value


def test_dates_and_decimals_are_written_as_they_are():
    assert neutral(datetime.date(2026, 3, 3)) == "2026-03-03"
    assert neutral(Decimal("-1.50")) == "-1.50"


def test_the_download_is_streamed_with_its_name_and_a_byte_order_mark():
    response = stream_csv("team März.csv", ["name"], [["Ana"], ["=1"]])

    assert response.streaming
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''team%20M")
    assert b"".join(response.streaming_content) == b"\xef\xbb\xbfname\r\nAna\r\n'=1\r\n"


def test_rows_are_read_as_they_are_sent():
    asked = 0

    def rows():
        nonlocal asked
        for n in range(100_000):
            asked += 1
            yield [n, "x" * 100]

    content = iter(stream_csv("a.csv", ["n", "x"], rows()))
    next(content)
    next(content)

    assert asked < 1000
