"""A practitioner takes the module: on a phone and at a desk, by keyboard alone, and without script."""

import re

import pytest

from demo.people import PASSWORD
from tests.journeys.answers import answer_by_keyboard, answer_rightly

pytestmark = pytest.mark.browser

THOUGHT = "form.s-private:not(details *) textarea"
MODULE = "/modules/victims-code/"
FINISH = re.compile("^Finish")


def begin(watched) -> None:
    """From the training page to the first lesson."""
    watched.look()
    watched.press("The Victims’ Code", role="link")
    watched.press("Begin this module")
    assert watched.page.locator("article[data-place-url]").count() == 1


def finish_lesson(watched) -> None:
    watched.press(FINISH)


def answer(watched) -> None:
    """Answer the question on the screen rightly, and go on."""
    answer_rightly(watched.page)
    watched.press("Save and go on")


def take_the_check(watched) -> None:
    watched.press("Begin the check")
    for number in range(1, 13):
        assert f"Question {number} of 12" in watched.page.locator("h1").inner_text()
        answer(watched)
    watched.press("Finish and see how it went")
    assert "12 of 12" in watched.page.locator("main").inner_text()


def take_the_certificate(watched) -> None:
    watched.open("/record/")
    page = watched.page
    watched.press("Certificate", role="link")
    assert "Lee Learner" in page.locator("main").inner_text()
    pdf = page.get_by_role("link", name="Open as PDF").get_attribute("href")
    answer = page.request.get(f"{watched.site.url}{pdf}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_whole_module_with_its_choices_its_pause_and_its_certificate(
    opened, learners, width: int
):
    watched = opened(width)
    page = watched.page
    watched.sign_in(next(learners))
    begin(watched)
    seen = 0
    while "check" not in page.url:
        note = page.get_by_text("You can choose any of these.")
        if note.count() and not seen:
            take_the_alternative(watched)
            seen += 1
        finish_lesson(watched)
    assert seen == 1
    take_the_check(watched)
    take_the_certificate(watched)
    watched.open("/training/")
    assert "Done" in page.locator("main").inner_text()


def take_the_alternative(watched) -> None:
    """Choose at a content note, pause, and come back to what was chosen; nothing is sent."""
    page = watched.page
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.url}"))
    links = page.locator(".s-card--note .s-equal a")
    assert links.count() == 3
    chosen = links.nth(1).get_attribute("href")
    links.nth(1).click()
    page.locator(chosen).wait_for()
    assert page.locator(".s-choose:visible").count() == 1
    page.get_by_role("link", name="Pause").first.click()
    page.get_by_text("Paused. Take the time you need.").wait_for()
    page.get_by_role("link", name="Go back to where I was").click()
    page.locator(chosen).wait_for()
    # The site's mark comes out of the browser's own cache; the place is told of whoever scrolls.
    assert [one for one in sent if not one.endswith(("/place/", "/static/img/mark.svg"))] == []
    watched.look()


def test_two_devices_share_the_place_to_the_paragraph(opened, learners):
    email = next(learners)
    phone = opened(360)
    phone.sign_in(email)
    begin(phone)
    finish_lesson(phone)
    page = phone.page
    blocks = page.locator("article [data-block]")
    target = blocks.nth(blocks.count() // 2).get_attribute("id")
    with page.expect_response("**/place/") as kept:
        page.evaluate(
            "id => document.getElementById(id).scrollIntoView({block: 'start', behavior: 'instant'})",
            target,
        )
    assert kept.value.status == 204
    told = page.evaluate(
        "() => [...document.querySelectorAll('[data-block]')]"
        ".filter(b => b.getBoundingClientRect().top <= innerHeight / 3).at(-1).id"
    )
    lesson = page.url

    desk = opened(1280)
    desk.sign_in(email)
    desk.look()
    with desk.page.expect_navigation():
        desk.page.locator(".s-go a.s-button").click()
    assert desk.page.url.split("#")[0] == lesson.split("#")[0]
    desk.page.wait_for_function("() => window.scrollY > 0")
    assert desk.page.locator("article[data-place-at]").get_attribute("data-place-at") == told
    top = desk.page.locator(f"[id='{told}']").bounding_box()["y"]
    assert 0 <= top < 500
    desk.look()


class Keyboard:
    """Somebody who has no mouse."""

    def __init__(self, watched) -> None:
        self.watched, self.page = watched, watched.page

    def focus(self) -> str:
        """The words of what has the focus, which must be there to be seen."""
        return self.page.evaluate(
            """() => {
              const e = document.activeElement;
              const label = e.labels && e.labels[0] ? e.labels[0].innerText : '';
              return (label || e.innerText || e.getAttribute('aria-label') || e.id || '').trim();
            }"""
        )

    def to(self, words: str, *, most: int = 150) -> None:
        """Go on with Tab until something with these words has the focus."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if re.search(words, self.focus()):
                seen = self.page.evaluate(
                    """() => {
                      const e = document.activeElement, box = e.getBoundingClientRect();
                      const style = getComputedStyle(e), label = e.nextElementSibling;
                      const before = label ? getComputedStyle(label, '::before') : style;
                      return box.bottom > 0 && box.top < innerHeight &&
                        [style, before].some(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none');
                    }"""
                )
                assert seen, f"the focus on {words} cannot be seen"
                return
        raise AssertionError(f"Tab does not lead to {words}: {self.focus()}")

    def press(self, words: str) -> None:
        """Go to a button or a link and press Enter; a page comes."""
        self.to(words)
        with self.page.expect_event("load"):
            self.page.keyboard.press("Enter")
        self.watched.look()


def test_the_module_by_keyboard_alone(opened, learners):
    watched = opened(1280)
    page = watched.page
    keys = Keyboard(watched)
    page.goto(f"{watched.site.url}/accounts/login/?next=/training/")
    keys.to("Skip to the main content")
    page.keyboard.press("Enter")
    keys.to("E-mail")
    page.keyboard.type(next(learners))
    keys.to("Password")
    page.keyboard.type(PASSWORD)
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    keys.press("The Victims’ Code")
    keys.press("Begin this module")

    # Pause holds the focus, and Escape gives it back.
    keys.to("^Pause$")
    page.keyboard.press("Enter")
    page.get_by_text("Paused. Take the time you need.").wait_for()
    page.keyboard.press("Escape")
    page.get_by_text("Paused. Take the time you need.").wait_for(state="hidden")
    assert keys.focus() == "Pause"

    # A question for practice: arrows choose among its answers.
    first = page.locator("form[data-queue] label").first.inner_text()
    keys.to(re.escape(first))
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    keys.to("^See what the Code says$")
    page.keyboard.press("Enter")  # answered in its place
    page.locator("[data-practice] [data-again]").first.wait_for()
    watched.look()
    while "check" not in page.url:
        keys.press("^Finish, and go on")
    keys.press("Begin the check")
    for _ in range(12):
        answer_by_keyboard(keys)
        keys.press("^Save and go on")
    keys.press("Finish and see how it went")
    assert "12 of 12" in page.locator("main").inner_text()


def test_the_module_without_script(opened, learners):
    watched = opened(360, script=False)
    page = watched.page
    watched.sign_in(next(learners))
    begin(watched)

    page.get_by_role("link", name="Pause").first.click()
    assert page.get_by_text("Paused. Take the time you need.").is_visible()
    page.get_by_role("link", name="Go back to where I was").click()

    page.locator("form[data-queue] input:not([type=hidden])").first.check()
    watched.press("See what the Code says")
    assert (
        page.locator("article form[data-queue]").count() == 0
        or page.get_by_text("for practice").count()
    )

    thought = page.locator(THOUGHT)
    thought.fill("I would ring on the day that I said.")
    watched.press("Keep this thought")
    assert "I would ring on the day" in page.locator(THOUGHT).input_value()
    watched.press("Delete it")
    assert page.locator(THOUGHT).input_value() == ""

    while "check" not in page.url:
        finish_lesson(watched)
    take_the_check(watched)
    take_the_certificate(watched)
    page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url("**/leave/")


@pytest.mark.parametrize("telling", ["Play the story", "Play it told another way"])
def test_a_scenario_is_played_to_its_end(opened, learners, telling: str):
    watched = opened(360)
    page = watched.page
    watched.sign_in(next(learners))
    watched.open("/scenarios/sc01/")
    button = page.get_by_role("button", name=telling)
    if not button.count():
        button = page.get_by_role("button", name="Play the story")
    with page.expect_event("load"):
        button.first.click()
    watched.look()
    for _ in range(20):
        if page.get_by_role("button", name="Look back on it").count():
            break
        choice = page.locator("#ask button").first.element_handle()
        choice.click()
        page.wait_for_function("choice => !choice.isConnected", arg=choice)  # it comes in place
        watched.look()
    watched.press("Look back on it")
    assert page.locator("form.s-private textarea").count() == 1
