"""A lesson compiled: what holds for its headings."""

import itertools
import re

import pytest

from courses.models import CompiledPart
from tests.factories.courses import make_released, module_texts

FACT = "::: fact\ncites: 2020/r6-bail\nsay: The police tell the victim of bail within 5 working days.\n:::\n"


def levels(texts):
    version = make_released(texts)
    part = CompiledPart.objects.get(version=version, kind="lesson", key="keeping-people")
    html = "".join(segment["html"] for segment in part.document["segments"])
    return [1, *(int(level) for level in re.findall(r"<h(\d)", html))]


@pytest.mark.django_db
@pytest.mark.parametrize("first", ["", FACT + "\n"], ids=["as it is", "a fact comes first"])
def test_no_heading_leaves_a_level_out(first: str):
    texts = module_texts()
    name = "01-keeping-people.md"
    texts[name] = texts[name].replace("A call took", f"{first}A call took")
    found = levels(texts)
    assert all(after - before <= 1 for before, after in itertools.pairwise(found)), found
