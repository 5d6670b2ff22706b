"""Every lesson, exercise and job aid of the content: on a phone, with all of it unfolded, and by keyboard alone."""

from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.browser

CONTENT = Path(settings.BASE_DIR) / "content"
LESSONS = sorted(
    f"/modules/{path.parent.name}/{path.stem[3:]}/" for path in CONTENT.glob("modules/*/??-*.md")
)
AIDS = sorted(f"/aids/{path.stem}/" for path in CONTENT.glob("aids/*.md"))
EXERCISES = sorted(f"/exercises/{path.stem}/" for path in CONTENT.glob("exercises/*.yaml"))
MODULES = sorted({path.rsplit("/", 2)[0] + "/" for path in LESSONS})

UNFOLD = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"
# What somebody can stop at by the Tab key, in the order of the page.
STOPS = """() => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]'
)].filter(e => !e.disabled && e.type !== 'hidden' && e.checkVisibility({visibilityProperty: true}))
  .length"""
# Where the focus is, and whether it can be seen there.
FOCUS = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { last: !!one.closest('.s-foot'), seen, what: one.outerHTML.slice(0, 120) };
}"""


def walk(watched, path: str) -> list[str]:
    """Open a page, unfold it, and go through it by Tab; what is wrong with it."""
    page = watched.page
    try:
        watched.open(path)
        page.evaluate(UNFOLD)
        watched.look()
    except AssertionError as error:
        watched.wrong.clear()
        return [f"{path}: {error}"]
    return [f"{path}: {one}" for one in tab_through(page)]


def tab_through(page) -> list[str]:
    """Press Tab until the footer; nothing may hold the focus, and all of it can be seen."""
    wrong = []
    for _ in range(page.evaluate(STOPS) + 1):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if not focus["seen"]:
            wrong.append(f"the focus cannot be seen: {focus['what']}")
        if focus["last"]:
            return wrong
    return [*wrong, f"Tab does not come to the footer, but stays at {focus['what']}"]


@pytest.mark.parametrize("module", MODULES)
def test_every_lesson_on_a_phone_and_by_keyboard(opened, learners, module: str):
    watched = opened(360)
    watched.sign_in(next(learners))
    wrong = []
    for path in LESSONS:
        if path.startswith(module):
            wrong += walk(watched, path)
    assert wrong == []


def test_every_exercise_and_job_aid_on_a_phone_and_by_keyboard(opened, learners):
    watched = opened(360)
    watched.sign_in(next(learners))
    wrong = []
    for path in [*EXERCISES, *AIDS]:
        wrong += walk(watched, path)
    assert wrong == []


def test_what_teaches_a_room_on_a_phone_and_by_keyboard(opened):
    watched = opened(360)
    watched.sign_in("manager@example.org")
    wrong = []
    for path in CONTENT.glob("modules/*/facilitator.yaml"):
        module = f"/modules/{path.parent.name}/facilitator/"
        wrong += walk(watched, module) + walk(watched, f"{module}slides/")
    assert wrong == []
