"""A path on a phone, from its list to its certificate, and without script."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_a_new_joiner_walks_a_short_start_on_a_phone(opened, learners, script):
    watched = opened(360, script=script)
    page = watched.page
    watched.sign_in(next(learners))
    watched.open("/pathways/")
    watched.press("A short start for new joiners", role="link")
    watched.press("Begin this path")
    for lesson in range(7):
        last = lesson == 6
        words = "Finish this lesson, and the path with it" if last else "Finish, and go on along"
        watched.press(words)
    assert page.url.endswith("/pathways/new-joiners/")
    assert page.get_by_text("You have finished this path.").is_visible()
    watched.press("See your certificate", role="link")
    assert page.get_by_text("A short start for new joiners").first.is_visible()
    watched.open("/training/")
    assert page.get_by_text("Started, not required").count() == 0
