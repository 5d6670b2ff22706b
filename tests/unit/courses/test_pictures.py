"""Published diagrams, as scenes of a story show them."""

import pytest

from core import pictures
from courses.models import Diagram

pytestmark = pytest.mark.django_db

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    '<circle class="d-ink" cx="5" cy="5" r="4" fill="none" stroke="currentColor"/></svg>'
)


@pytest.fixture
def bell():
    return Diagram.objects.create(slug="bell", title="A bell", alt="A bell.", svg=SVG)


def test_a_published_diagram_is_a_picture(bell):
    assert pictures.titles() == [("bell", "A bell")]
    shown = pictures.drawn(["bell", "gong"])
    assert set(shown) == {"bell"}
    assert "<circle" in shown["bell"]["svg"]
    assert "A bell." in shown["bell"]["svg"]


def test_a_draft_is_none(bell):
    Diagram.objects.update(live=False)
    assert pictures.titles() == []
    assert pictures.drawn(["bell"]) == {}
