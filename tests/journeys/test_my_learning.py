"""What people keep and say beside a lesson: a note, how a page looks, and that something is not right."""

import re

import pytest

pytestmark = pytest.mark.browser

LESSON = "/modules/victims-code/keeping-people-informed/"


def test_what_is_wrong_with_a_passage_reaches_the_editor_with_it_and_is_answered(opened, learners):
    learner = opened(360)
    page = learner.page
    learner.sign_in(next(learners))
    learner.open(LESSON)
    with page.expect_event("load"):
        page.get_by_role("link", name=re.compile("Something wrong here")).first.click()
    learner.look()
    quoted = page.locator("blockquote").inner_text()
    assert quoted
    page.get_by_role("radio").first.check()
    page.locator("textarea").fill("This sentence can be read in two ways.")
    learner.press("Send it to the editors")
    assert "/modules/victims-code/" in page.url

    editor = opened(1280)
    editor.sign_in("editor@example.org")
    editor.page.goto(f"{editor.site.url}/cms/feedback/")
    editor.page.locator("main table a").first.click()
    editor.page.get_by_text("This sentence can be read in two ways.").wait_for()
    assert quoted.split("\n")[0] in editor.page.locator("main").inner_text()


def test_how_pages_look_follows_the_person_to_another_device(opened, learners):
    email = next(learners)
    first = opened(360)
    first.sign_in(email)
    first.open("/accounts/reading/")
    first.page.get_by_label("Much larger").check()
    first.press("Save")
    first.open(LESSON)
    second = opened(1280, script=False)
    second.sign_in(email)
    second.open(LESSON)
    for watched in (first, second):
        assert "larger" in watched.page.evaluate(
            "() => document.documentElement.outerHTML.slice(0, 300)"
        )


def test_a_note_is_kept_beside_its_passage_found_again_and_deleted(opened, learners):
    watched = opened(360)
    page = watched.page
    watched.sign_in(next(learners))
    watched.open(LESSON)
    note = page.locator("details:has-text('Keep a note here')").first
    note.locator("summary").click()
    note.locator("textarea").fill("Ask the desk about the night rota.")
    with page.expect_event("load"):
        note.get_by_role("button").first.click()
    watched.look()
    watched.open("/notes/")
    assert "Ask the desk about the night rota." in page.locator("main").inner_text()
    page.get_by_text("Change or delete it").click()
    watched.press("Delete it")
    watched.open("/notes/")
    assert "night rota" not in page.locator("main").inner_text()
