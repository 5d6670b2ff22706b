"""The training's own questions go out and come back as they were, or it is said what stays behind."""

from pathlib import Path

import pytest

from assessments.formats import parse_bank
from assessments.formats.exchange import OUT, parse

FILES = sorted((Path(__file__).parents[2] / "content" / "questions").glob("*.yaml"))


@pytest.mark.parametrize("form", OUT)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_is_lost_without_a_word(file, form):
    questions = parse_bank(file.read_text(), file=str(file))[0].questions
    written = OUT[form](questions)
    reading = parse(written.text.encode(), form=form)
    back = {found.question.id: found.question for found in reading.found}
    said = {left.ref for left in written.left}
    assert reading.troubles == ()
    assert len(back) == written.count
    assert [one.id for one in questions if back.get(one.id) != one and one.id not in said] == []
    # A wrong key must not come of it either: what comes back as another type was said to.
    whole = {left.ref for left in written.left if left.whole}
    assert [one.id for one in questions if one.id not in back and one.id not in whole] == []
