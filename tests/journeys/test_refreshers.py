"""Five questions some months after a module: on a phone without script, and by keyboard."""

import pytest

from tests.journeys.answers import answer_by_keyboard, answer_rightly
from tests.journeys.test_practitioner import Keyboard

pytestmark = pytest.mark.browser
OFFER = "If you like: five questions"


def test_a_refresher_is_taken_deleted_and_taken_again(opened):
    phone = opened(360, script=False)
    phone.sign_in("manager@example.org")
    assert OFFER in phone.page.locator("main").inner_text()
    phone.press("Begin the questions")
    for number in range(1, 6):
        assert phone.page.locator("h1").inner_text() == f"Question {number} of 5"
        answer_rightly(phone.page)
        phone.press("Answer")
        phone.press("Go on to the end" if number == 5 else "Go on", role="link")
    assert "of 5 at once" in phone.page.locator("main").inner_text()
    phone.press("Your refreshers", role="link")
    phone.press("Delete this one: The Victims’ Code in practice")
    assert "nothing is kept" in phone.page.locator("main").inner_text()

    desk = opened(1280)
    desk.sign_in("manager@example.org")
    keys = desk.page.keyboard
    desk.page.get_by_role("button", name="Begin the questions").focus()
    with desk.page.expect_event("load"):
        keys.press("Enter")
    desk.look()
    typed = Keyboard(desk)
    answer_by_keyboard(typed)
    typed.press("^Answer$")
    assert "What you answered, and what is right" in desk.page.content()
    desk.open("/training/")
    assert "Go on with the questions" in desk.page.locator("main").inner_text()
    desk.open("/training/refreshers/")
    desk.press("Delete this one: The Victims’ Code in practice")
