"""The machinery and the look of the components."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template, TemplateSyntaxError, engines
from django.template.loader import render_to_string

from core.components import Cell, Column, Component, Step, definitions
from core.components.base import register
from core.components.data import STATUSES, Level, Table
from core.gallery import DATA
from tests.unit.core.markup import check_references, elements, same_as_before

NAMES = [found.name for found in definitions()]


def rendered(source: str, context: dict | None = None) -> str:
    template = engines["django"].from_string("{% load components %}" + source)
    return template.render(context or {})


@pytest.mark.parametrize("name", NAMES)
def test_looks_as_before(name):
    same_as_before(name, render_to_string(f"components/samples/{name}.html", DATA))


def test_sample_ids_are_unique_and_referred_to_rightly():
    check_references(
        "".join(render_to_string(f"components/samples/{name}.html", DATA) for name in NAMES)
    )


def test_every_component_has_a_line_in_the_readme():
    readme = (Path(settings.BASE_DIR) / "templates/components/README.md").read_text()
    assert [name for name in NAMES if f'"{name}"' not in readme] == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('{% component "buton" text="x" %}', "no component “buton”"),
        ('{% component "button" text="x" colour="red" %}', "no attribute colour"),
        ('{% component "button" %}', "needs text"),
        ('{% component "button" text="x" kind="loud" %}', "it may be primary, quiet"),
        ('{% component "button" text="x" text="y" %}', "given twice"),
        ('{% component "button" "x" %}', "name=value"),
        ("{% component button %}", "quotation marks"),
        ("{% component %}", "needs the name"),
        ('{% component "card" id="x" %}', "has a body"),
        ('{% compose "button" text="x" %}{% endcompose %}', "has no body"),
        (
            '{% compose "card" id="x" %}{% slot "feet" %}{% endslot %}{% endcompose %}',
            "no slot “feet”",
        ),
        ("{% slot %}{% endslot %}", "one name"),
    ],
)
def test_slips_are_found_when_the_template_is_compiled(source, words):
    with pytest.raises(TemplateSyntaxError, match=words):
        engines["django"].from_string("{% load components %}" + source)


def test_a_value_from_the_page_is_checked_on_rendering():
    with pytest.raises(TemplateSyntaxError, match="it may be"):
        rendered('{% component "button" text="x" kind=kind %}', {"kind": "loud"})


def test_a_slot_elsewhere_is_refused():
    with pytest.raises(TemplateSyntaxError, match="directly inside"):
        rendered('{% slot "actions" %}x{% endslot %}')


def test_an_unknown_icon_is_refused():
    with pytest.raises(TemplateSyntaxError, match="no icon “heart”"):
        rendered('{% icon "heart" %}')


def test_components_do_not_see_the_variables_of_the_page():
    html = rendered(
        '{% component "button" text=words %}', {"words": "Go", "c": "page", "body": "x"}
    )
    assert "page" not in html
    assert "Go" in html


def test_a_body_sees_the_page_and_escapes_it():
    html = rendered(
        '{% compose "card" id="x" %}{{ who }}{% slot "actions" %}{{ who }}{% endslot %}{% endcompose %}',
        {"who": "<script>"},
    )
    assert html.count("&lt;script&gt;") == 2
    assert "<script>" not in html


def test_attributes_are_escaped():
    html = rendered('{% component "link-button" text=bad href=bad %}', {"bad": '"><script>'})
    assert "<script>" not in html


def test_forms_in_components_carry_the_token():
    html = rendered(
        '{% component "choice" id="x" action="/" legend="?" options=options %}',
        {"options": [{"value": "a", "text": "A"}], "csrf_token": "s3cret"},
    )
    assert 'name="csrfmiddlewaretoken" value="s3cret"' in html


def test_a_name_is_registered_once():
    with pytest.raises(ValueError, match="already"):
        register("button")(Component)


def test_equal_choices_differ_in_nothing_but_their_words():
    html = render_to_string("components/samples/note.html", DATA)
    for part in re.findall(r'<ul class="s-equal.*?</ul>', html, re.DOTALL):
        styles = {attrs.get("class") for tag, attrs in elements(part) if tag in {"a", "button"}}
        assert styles == {None}


def test_every_status_has_a_word_and_those_of_people_a_mark():
    for status, (_, mark, word) in STATUSES.items():
        if status not in {"plain", "good", "look"}:
            assert mark
            assert str(word)


@pytest.mark.parametrize(
    ("done", "total", "filled", "cuts"),
    [(0, 9, "", 8), (4, 8, "100", 7), (12, 8, "200", 7), (3, 40, "15", 0), (0, 0, "", 0)],
)
def test_level_is_filled_in_proportion(done, total, filled, cuts):
    level = Level(done=done, total=total, text="x")
    assert (level.filled, len(level.cuts)) == (filled, cuts)


def test_a_table_with_a_cell_too_many_is_refused():
    table = Table(caption="x", columns=["A", Column("B", number=True)], rows=[["a", 1, Cell("c")]])
    with pytest.raises(ValueError, match="zip"):
        table.body  # noqa: B018


def test_pagination_keeps_the_filters():
    html = rendered('{% component "pagination" page=page query=query %}', DATA)
    hrefs = [attrs["href"] for tag, attrs in elements(html) if tag == "a"]
    assert all(href.startswith("?unit=north&page=") for href in hrefs)


def test_pagination_of_one_page_is_nothing():
    html = rendered(
        '{% component "pagination" page=page %}', {"page": DATA["page"].paginator.page(1)}
    )
    assert "Previous" not in html
    from django.core.paginator import Paginator

    assert (
        rendered('{% component "pagination" page=page %}', {"page": Paginator([], 5).page(1)}) == ""
    )


def test_only_one_of_the_folded_lists_is_read_out():
    html = rendered(
        '{% component "steps" items=items fold="All" %}', {"items": [Step("A", "here")]}
    )
    assert html.count("s-only-narrow") == html.count("s-only-wide") == 1


def test_what_is_shared_sees_nothing_of_one_reader():
    template = Template("{% load components %}{% shared %}<b>{{ name }}</b>{% endshared %}")

    assert template.render(Context({"name": "Amina"})) == "<b></b>"
    assert template.render(Context({"name": "Helen"})) == "<b></b>"
