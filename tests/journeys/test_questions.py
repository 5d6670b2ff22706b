"""One question of every type, answered in a lesson by keyboard, with and without script."""

import pytest
from playwright.sync_api import Locator

pytestmark = pytest.mark.browser

LESSON = "/modules/every-kind/every-kind/"
# As in tests/factories/assessments.py: what to write, by the stem of the question.
WRITTEN = {
    "What is the short name": ["vps"],
    "Within how many working days": ["5"],
    "By when is the victim told?": ["13", "4", "2026"],
    "How many working days lie": ["5"],
}


@pytest.fixture(scope="session")
def every_kind(site) -> str:
    """The lesson that asks them all."""
    site.run("-m", "tests.journeys.prepare_questions")
    return LESSON


def answer_by_keyboard(watched, place: Locator) -> None:
    """Answer the question in a place, whatever it takes, with keys alone."""
    page = watched.page
    stem = place.locator("legend, .govuk-label--m").first.inner_text().strip()
    texts = place.locator("input[type=text]").all()
    written = next((words for begin, words in WRITTEN.items() if stem.startswith(begin)), [])
    if texts and len(texts) == 1 and len(written) > 1:  # the same words, answered in one field
        written = ["5"]
    for field, words in zip(texts, written, strict=bool(texts)):
        field.focus()
        page.keyboard.type(words)
    names = set()
    for control in place.locator("input[type=radio], input[type=checkbox]").all():
        name = control.get_attribute("name")
        if name not in names:
            names.add(name)
            control.focus()
            page.keyboard.press("Space")
            assert control.is_checked()
    moves = place.get_by_role("button", name="Move down")
    if moves.count():
        move_a_step(page, place)
        return
    for number, select in enumerate(place.locator("select").all(), 1):
        select.focus()
        for _time in range(number):
            page.keyboard.press("ArrowDown")
        assert select.input_value()


def move_a_step(page, place: Locator) -> None:
    """A step that is moved keeps the focus, and its place is said."""
    first = place.locator("[data-ordering] > li").first
    step = first.locator("p").first.inner_text()
    first.get_by_role("button", name="Move down").focus()
    page.keyboard.press("Enter")
    assert place.get_by_role("status").first.inner_text() == f"{step}: place 2 of 4"
    focused = page.evaluate("() => document.activeElement.textContent")
    assert focused == f"Move down: {step}"


@pytest.mark.parametrize(("width", "script"), [(360, True), (1280, False)])
def test_a_question_of_every_type_is_answered_by_keyboard(
    opened, learners, every_kind, width: int, script: bool
):
    watched = opened(width, script=script)
    page = watched.page
    watched.sign_in(next(learners))
    watched.open(every_kind)
    if script:
        page.evaluate("() => { window.stays = true; }")
    places = [place.get_attribute("id") for place in page.locator("[data-practice]").all()]
    assert len(places) == 11
    for name in places:
        place = page.locator(f"#{name}")
        answer_by_keyboard(watched, place)
        place.get_by_role("button", name="See what the Code says").focus()
        if script:
            page.keyboard.press("Enter")
            place.get_by_text("Answer it again").wait_for()
            assert page.evaluate("() => document.activeElement.id") == name
        else:
            with page.expect_event("load"):
                page.keyboard.press("Enter")
            assert page.url.endswith("#" + name.removesuffix("-answer"))
        assert "You answered" in place.inner_text()
        assert "wrong" not in place.inner_text().casefold()
    if script:
        page.get_by_text("What your answer means is shown now.").wait_for(state="attached")
        assert page.evaluate("() => window.stays")
    watched.look()
    again(watched, page.locator(f"#{places[0]}"))


def again(watched, place: Locator) -> None:
    """A question can be answered again, in its place."""
    page = watched.page
    place.get_by_role("link", name="Answer it again").focus()
    if watched.script:
        page.keyboard.press("Enter")
        place.get_by_role("button", name="See what the Code says").wait_for()
        assert page.evaluate("() => document.activeElement.type") == "radio"
    else:
        with page.expect_event("load"):
            page.keyboard.press("Enter")
    page.locator(f"#{place.get_attribute('id')} input[type=radio]").nth(1).focus()
    page.keyboard.press("Space")
    place.get_by_role("button", name="See what the Code says").focus()
    page.keyboard.press("Enter")
    place.get_by_text("Answer it again").wait_for()
