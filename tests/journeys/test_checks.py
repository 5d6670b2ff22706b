"""A check that counts, by keyboard: the line is cut in the middle of an answer, and another device goes on."""

import json
import re

import pytest

from tests.journeys.answers import answer_by_keyboard
from tests.journeys.test_offline import GONE, Device
from tests.journeys.test_practitioner import Keyboard

pytestmark = pytest.mark.browser

CHECK = "/modules/trauma-informed-communication/check/"
ASK = """
import django, json; django.setup()
from assessments.models import Attempt
attempt = Attempt.objects.get(user__email="{email}")
print(json.dumps({{
    "answers": {{one.index: one.response for one in attempt.responses.all()}},
    "given": list(attempt.saved.order_by("pk").values_list("index", flat=True)),
    "shown": all(one.shown_at for one in attempt.responses.all()),
    "marks": attempt.markings.count(),
    "submitted": attempt.submitted_at is not None,
}}))
"""


def kept_of(site, email: str) -> dict:
    """What the site has of a person's one attempt."""
    return json.loads(site.run("-c", ASK.format(email=email)))


def answered(page, label: str) -> bool:
    """Whether the answer that was given stands in the form."""
    field = page.get_by_label(label, exact=True)
    if not field.count():  # steps that were moved stand in their order
        return page.locator("[data-ordering] li").count() > 0
    return (
        field.is_checked() if field.get_attribute("type") == "radio" else bool(field.input_value())
    )


def test_a_check_goes_on_where_the_line_was_cut(opened, learners):
    email = next(learners)
    watched = opened(360)
    watched.sign_in(email)
    watched.open(CHECK)
    keys, phone = Keyboard(watched), Device(watched)
    keys.press("Begin the check")
    assert "Question 1 of 10" in watched.page.locator("h1").inner_text()
    answer_by_keyboard(keys)
    watched.page.get_by_text("Saved.", exact=True).wait_for()
    keys.press("^Save and go on")

    # In the middle of the second answer the line is gone: the page keeps it, and says so.
    phone.cut_off()
    words = answer_by_keyboard(keys)
    keys.to("^Save and go on")
    watched.page.keyboard.press("Enter")
    watched.page.get_by_text("Not sent yet.").wait_for()
    assert "Question 2 of 10" in watched.page.locator("h1").inner_text()
    assert answered(watched.page, words)
    assert set(kept_of(watched.site, email)["answers"]) == {"0"}
    phone.reconnect()
    watched.page.get_by_text("Sent. Nothing is waiting.").wait_for()
    assert set(kept_of(watched.site, email)["answers"]) == {"0", "1"}
    assert [one for one in watched.wrong if not any(word in one for word in GONE)] == []

    # Another device, without script, goes on at the first question that has no answer.
    desk = opened(1280, script=False)
    desk.sign_in(email)
    desk.open(CHECK)
    typed = Keyboard(desk)
    typed.press("Go on with the check")
    for number in range(3, 11):
        assert f"Question {number} of 10" in desk.page.locator("h1").inner_text()
        answer_by_keyboard(typed)
        typed.press("^Save and go on")
    assert "Every question has an answer." in desk.page.locator("main").inner_text()
    typed.press("Finish and see how it went")
    assert re.search(r"\d+ of 10\.", desk.page.locator("h1").inner_text())
    found = kept_of(watched.site, email)
    assert (found["submitted"], found["marks"], len(found["answers"])) == (True, 10, 10)
    # Each change is kept, so that one answer may have been given in several steps.
    assert found["given"] == sorted(found["given"])
    assert set(found["given"]) == set(range(10))
    assert found["shown"]

    # The phone still shows its question; what it sends now is told kindly.
    watched.wrong.clear()
    watched.page.reload()
    watched.look()
    assert "/result/" in watched.page.url
