"""Every exercise from its lesson to the last press: on a phone, by keyboard, and without script."""

from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.browser

CONTENT = Path(settings.BASE_DIR) / "content"
SLUGS = sorted(path.stem for path in CONTENT.glob("exercises/*.yaml"))
# The first lesson that leads to each.
LESSONS = {
    slug: next(
        f"/modules/{path.parent.name}/{path.stem[3:]}/"
        for path in sorted(CONTENT.glob("modules/*/*.md"))
        if f"ref: {slug}\n" in path.read_text()
    )
    for slug in SLUGS
}
WRITTEN = "She said that she was afraid."


def press(watched, value: str) -> None:
    """Press a button of the exercise by keyboard, and look at what comes."""
    page = watched.page
    with page.expect_event("load"):
        page.locator(f"main button[value='{value}']").focus()
        page.keyboard.press("Enter")
    watched.look()


def answer_by_keyboard(page) -> None:
    """Give an answer to everything that the step asks, with the keys that a browser gives."""
    names = set()
    for radio in page.locator("#work input[type=radio]").all():
        name = radio.get_attribute("name")
        if name not in names:
            names.add(name)
            radio.focus()
            page.keyboard.press("Space")
            # the arrow goes to the next one, also from month to month
            page.keyboard.press("ArrowRight")
            assert page.evaluate("() => document.activeElement.checked")
    for box in page.locator("#work input[type=checkbox]").all()[::2]:
        box.focus()
        page.keyboard.press("Space")
        assert box.is_checked()
    for select in page.locator("#work select").all():
        select.focus()
        page.keyboard.press("ArrowDown")
    for area in page.locator("#work textarea").all():
        area.focus()
        page.keyboard.type(WRITTEN)


def go_through(watched, answer) -> int:
    """From the open exercise to "I have done this"; gives the number of steps."""
    page = watched.page
    if page.locator("button[value='go-on']").count():
        press(watched, "go-on")
    for step in range(1, 30):
        answer(page)
        if page.locator("main button[value='check']").count():
            press(watched, "check")
            assert page.locator("#said").is_visible()
            if watched.script:
                assert page.evaluate("() => document.activeElement.id") == "said"
        if page.locator("main button[value='done']").count():
            press(watched, "done")
            return step
        press(watched, "next")
    raise AssertionError("the exercise does not come to an end")


@pytest.mark.parametrize("slug", SLUGS)
def test_on_a_phone_and_by_keyboard_from_the_lesson_and_back(opened, learners, slug: str):
    watched = opened(360)
    watched.sign_in(next(learners))
    watched.open(LESSONS[slug])
    link = watched.page.locator(f"main a[href$='/exercises/{slug}/']")
    with watched.page.expect_event("load"):
        link.focus()
        watched.page.keyboard.press("Enter")
    watched.look()
    assert go_through(watched, answer_by_keyboard) >= 2
    assert LESSONS[slug] in watched.page.url
    assert "Nothing of what you answered was kept." in watched.page.locator("main").inner_text()


def write_it(page) -> None:
    """Answer in words wherever the step lets one write, and choose the first elsewhere."""
    for box in page.locator("#work input[type=text]").all():
        box.fill("3 March 2027")
    for area in page.locator("#work textarea").all():
        area.fill(WRITTEN)
    if not page.locator("#work input[type=text]").count():
        for one in page.locator("#work fieldset").all():
            one.locator("input").first.check(force=True)
    for select in page.locator("#work select").all():
        select.select_option(index=1)


def test_all_of_them_without_script(opened, learners):
    watched = opened(360, script=False)
    watched.sign_in(next(learners))
    for slug in SLUGS:
        watched.open(f"/exercises/{slug}/")
        go_through(watched, write_it)
        assert "/exercises/" in watched.page.url
