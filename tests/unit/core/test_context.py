"""What every page knows."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from core.context import READING, brand, reading_attributes, site

some = st.one_of(
    st.none(), st.text(), st.sampled_from(sorted({v for vs in READING.values() for v in vs}))
)


@given(wishes=st.fixed_dictionaries(dict.fromkeys(READING, some)))
def test_only_values_that_the_style_sheet_knows_reach_the_page(wishes):
    attributes = reading_attributes(SimpleNamespace(**wishes))
    expected = [f' data-{n}="{wishes[n]}"' for n in READING if wishes[n] in READING[n]]
    assert attributes == "".join(expected)


def test_no_preferences_are_no_attributes():
    assert reading_attributes(None) == ""


def test_brand_comes_from_the_settings(settings):
    settings.SITE_NAME, settings.SITE_THEME_CSS = "Harbour", "/static/harbour.css"
    assert (brand().name, brand().stylesheet) == ("Harbour", "/static/harbour.css")


def test_the_processor_reads_the_preferences_of_the_request(rf):
    request = rf.get("/")
    request.reading = SimpleNamespace(theme="dark")
    assert site(request)["reading_attributes"] == ' data-theme="dark"'
