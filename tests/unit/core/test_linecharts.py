import re

from hypothesis import given
from hypothesis import strategies as st

from core.linecharts import HEIGHT, WIDTH, PathChart, path_svg
from tests.unit.core.markup import elements

values = st.lists(st.integers(-50, 50), min_size=1, max_size=9)


def points(svg: str) -> list[tuple[float, float]]:
    return [
        (float(x), float(y))
        for tag, attrs in elements(svg)
        if tag == "polyline"
        for x, y in (pair.split(",") for pair in attrs["points"].split())
    ]


@given(values, values)
def test_both_lines_lie_inside_and_on_one_scale(path, other):
    labels = range(max(len(path), len(other)))
    svg = path_svg(PathChart("Trust", "It moves.", labels, path, other), ids="x")
    found = points(svg)
    assert len(found) == len(path) + len(other)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in found)
    heights = {}
    for value, (_x, y) in zip([*other, *path], found, strict=True):
        assert heights.setdefault(value, y) == y
    assert [heights[v] for v in sorted(heights)] == sorted(heights.values(), reverse=True)


def test_words_are_escaped_and_nothing_is_styled_inline():
    svg = path_svg(PathChart("<b>", "“&”", ["<i>"], [1]), ids='"x')
    assert "<b>" not in svg
    assert "<i>" not in svg
    assert not re.search(r"style=|<script", svg)
