"""A story played: by keyboard, in two tabs, on another device, without a line, and in its other telling."""

import re

import pytest

pytestmark = pytest.mark.browser

STORY = "/scenarios/sc01/"
OTHER_TELLING = "/scenarios/sc07/"
CHOICES = ".s-choice button[name=choice]"
# Lost when a page is loaded.
MARK = "() => { window.stillHere = true }"
MARKED = "() => window.stillHere === true"


def begin(
    watched, story: str = STORY, button: str | re.Pattern[str] = re.compile("^Go on")
) -> None:
    watched.open(story)
    watched.press(button)
    assert watched.page.locator(CHOICES).count() >= 2


def happened(watched) -> None:
    watched.page.wait_for_function("() => document.activeElement.id === 'happened'")


def test_by_keyboard_each_moment_comes_in_place_with_the_focus_on_what_happened(opened, learners):
    watched = opened(360)
    page = watched.page
    watched.sign_in(next(learners))
    begin(watched)
    page.evaluate(MARK)
    for _ in range(20):
        if not page.locator(CHOICES).count():
            break
        moment = page.title()
        page.locator(CHOICES).first.focus()
        page.keyboard.press("Enter")
        page.wait_for_function("before => document.title !== before", arg=moment)
        happened(watched)
        assert page.evaluate(MARKED)
        watched.look()
    watched.press("Look back on it")
    assert page.locator("main table").count() >= 1


def test_a_moment_is_tried_again_in_place_and_back_shows_where_the_story_stands(opened, learners):
    watched = opened(1280)
    page = watched.page
    watched.sign_in(next(learners))
    begin(watched)
    first = page.locator(CHOICES).first.inner_text()
    page.locator(CHOICES).first.click()
    happened(watched)
    page.get_by_role("button", name="Try that moment again").click()
    page.wait_for_function("() => document.activeElement.id === 'now'")
    assert "You are trying this moment again" in page.locator("main").inner_text()
    assert first in page.locator(CHOICES).all_inner_texts()
    page.locator(CHOICES).nth(1).click()
    happened(watched)
    page.go_back()
    page.wait_for_load_state()
    assert "What happened next" in page.locator("main").inner_text()
    watched.look()


def test_a_second_tab_is_told_kindly_and_another_device_goes_on_at_the_same_moment(
    opened, learners
):
    one, email = opened(1280), next(learners)
    one.sign_in(email)
    begin(one)
    other = one.page.context.new_page()
    other.goto(one.page.url)
    one.page.locator(CHOICES).first.click()
    happened(one)
    chosen = one.page.get_by_text("You chose:").inner_text()
    other.locator(CHOICES).nth(1).click()
    other.get_by_role("link", name="Go on with the story").wait_for()
    assert other.locator(CHOICES).count() == 0

    device = opened(360, script=False)
    device.sign_in(email)
    begin(device, button=re.compile("^Go on"))
    assert device.page.get_by_text("You chose:").inner_text() == chosen


def test_without_a_line_the_choice_stays_and_counts_once_when_it_is_back(opened, learners):
    watched = opened(360)
    page = watched.page
    watched.sign_in(next(learners))
    begin(watched)
    page.context.set_offline(True)
    page.locator(CHOICES).first.click()
    page.get_by_text("Your choice is still here").wait_for()
    assert page.locator(CHOICES).count() >= 2
    page.context.set_offline(False)
    watched.wrong.clear()  # the browser says itself that it could not reach the site
    page.wait_for_timeout(2100)  # a double click is one choice
    page.locator(CHOICES).first.click()
    happened(watched)
    assert page.get_by_text("You chose:").count() == 1


def test_both_tellings_are_played_at_the_same_addresses(opened, learners):
    addresses = []
    email = next(learners)
    for button in (re.compile("^Go on"), re.compile("^Take the alternative")):
        watched = opened(360)
        page = watched.page
        watched.sign_in(email)
        begin(watched, OTHER_TELLING, button)
        page.locator(CHOICES).first.click()
        happened(watched)
        watched.look()
        addresses.append(page.url)
    assert addresses[0] == addresses[1]
