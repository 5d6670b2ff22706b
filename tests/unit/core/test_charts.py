"""The drawings of charts."""

import re

from hypothesis import given
from hypothesis import strategies as st

from core.charts import Bar, BarChart, bars_svg
from tests.unit.core.markup import elements

amounts = st.lists(st.integers(0, 10**6), min_size=1, max_size=12)


def chart(*bars: Bar, **more) -> BarChart:
    return BarChart(title="T", description="D", of="Unit", unit="People", bars=bars, **more)


def widths(svg: str) -> list[float]:
    return [float(attrs["width"]) for tag, attrs in elements(svg) if tag == "rect"]


@given(values=amounts, width=st.sampled_from([330, 720]))
def test_bars_are_in_proportion_and_inside(values, width):
    svg = bars_svg(chart(*(Bar(f"U{i}", v) for i, v in enumerate(values))), width=width, ids="x")
    drawn = widths(svg)
    shown = [v for v in values if v > 0]
    assert len(drawn) == len(shown)
    for value, length in zip(shown, drawn, strict=True):
        assert abs(length - max(drawn) * value / max(shown)) <= max(drawn) * 0.002 + 0.001
        assert length <= width


def test_words_are_escaped():
    svg = bars_svg(chart(Bar("<A&B>", 1, "1 < 2")), width=330, ids="x")
    assert "<A&B>" not in svg
    assert "&lt;A&amp;B&gt;" in svg


def test_a_withheld_figure_has_words_and_no_bar():
    svg = bars_svg(chart(Bar("A", None, "withheld")), width=330, ids="x")
    assert widths(svg) == []
    assert "withheld" in svg


def test_it_names_itself_and_has_no_styles():
    svg = bars_svg(chart(Bar("A", 1)), width=720, ids="c1")
    assert 'role="img" aria-labelledby="c1-t c1-d"' in svg
    assert "<title" in svg
    assert "<desc" in svg
    assert not re.search(r"style|<script|on\w+=", svg)


def test_the_axis_can_be_fixed():
    half = bars_svg(chart(Bar("A", 1), most=2), width=720, ids="x")
    full = bars_svg(chart(Bar("A", 1)), width=720, ids="x")
    assert abs(2 * widths(half)[0] - widths(full)[0]) < 0.2


def test_nothing_to_draw_is_an_empty_chart():
    assert widths(bars_svg(chart(), width=330, ids="x")) == []
