"""Every kind of page, as the people who open it: at 1280, 360 and 320 px, with axe, with nothing broken."""

import pytest

pytestmark = pytest.mark.browser

LESSON = "/modules/victims-code/keeping-people-informed/"
PAGES = {
    "": [
        "/",
        "/modules/",
        "/modules/victims-code/",
        "/accounts/login/",
        "/accounts/password/reset/",
        "/search/?q=bail",
        "/code/",
        "/code/2020/",
        "/code/2020/right-6/",
        "/about/sources/",
        "/privacy/",
        "/accessibility/",
        "/verify/",
        "/verify/AAAA/",
        "/support/",
        "/leave/",
        "/nothing/here/",
    ],
    "practitioner": [
        "/training/",
        "/record/",
        "/training/refreshers/",
        "/modules/",
        "/modules/victims-code/",
        LESSON,
        "/modules/victims-code/check/",
        "/scenarios/sc01/",
        "/exercises/",
        "/search/?q=enhanced",
        "/accounts/",
        "/accounts/reading/",
        "/accounts/roles/",
        "/accounts/2fa/",
        "/accounts/sessions/",
        "/accounts/password/change/",
        "/accounts/logout/",
    ],
    "manager": ["/team/", "/training/"],
    "evaluator": [
        "/evaluation/",
        "/evaluation/questions/",
        "/evaluation/questions/q/VC07/",
        "/evaluation/stories/",
        "/evaluation/stories/sc01/",
    ],
    "admin": [
        "/team/requirements/",
        "/team/requirements/new/",
        "/accounts/people/",
        "/accounts/invitations/",
        "/accounts/staff-feed/",
    ],
}


@pytest.mark.parametrize("role", PAGES, ids=lambda role: role or "visitor")
def test_pages_fit_and_everybody_can_use_them(opened, role: str):
    watched = opened(1280)
    if role:
        watched.sign_in(f"{role}@example.org")
    wrong = []
    for path in PAGES[role]:
        watched.page.set_viewport_size({"width": 1280, "height": 800})
        watched.page.goto(f"{watched.site.url}{path}")
        watched.wrong = [one for one in watched.wrong if "404" not in one]
        for width in (1280, 360, 320):
            watched.page.set_viewport_size({"width": width, "height": 700})
            try:
                if width == 320:
                    watched.fits(path)
                else:
                    watched.look()
            except AssertionError as error:
                wrong.append(f"{path} at {width} px: {error}")
    assert wrong == []
