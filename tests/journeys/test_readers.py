"""The manager, the administrator, the editor and the evaluator at their work, on a phone and at a desk."""

import csv
import datetime
import io
import re
from pathlib import Path

import pytest

from demo.staff_file import bad_rows, spread, staff, write

pytestmark = pytest.mark.browser

WIDTHS = pytest.mark.parametrize("width", [360, 1280])
LAST_LESSON = "/modules/victims-code/measuring-it/"


def fetched(watched, name: str | re.Pattern[str]) -> list[dict[str, str]]:
    """The rows of the file that a link gives."""
    with watched.page.expect_download() as download:
        watched.page.get_by_role("link", name=name).first.click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@WIDTHS
def test_the_manager_finds_who_is_overdue_and_why(opened, width: int):
    watched = opened(width)
    page = watched.page
    watched.sign_in("manager@example.org")
    watched.press("Team", role="link")
    rows = fetched(watched, "CSV")
    assert len(rows) > 5
    assert all(row["Why"] for row in rows if row["Requirement"])
    overdue = next(row for row in rows if row["Status"] == "Overdue")
    watched.press(re.compile(re.escape(overdue["Last name"])), role="link")
    told = page.locator("main").inner_text()
    assert overdue["Last name"] in told
    assert "verdue" in told


@WIDTHS
def test_the_evaluator_takes_reach_and_its_codebook(opened, width: int):
    watched = opened(width)
    watched.sign_in("evaluator@example.org")
    watched.press("Evaluation", role="link")
    rows = fetched(watched, "Figures (CSV)")
    named = {row["variable"] for row in fetched(watched, "Codebook (CSV)")}
    assert set(rows[0]) <= named
    assert watched.wrong == []


@WIDTHS
def test_the_administrator_imports_a_staff_file_and_sets_a_requirement(
    opened, site, tmp_path, width: int
):
    today = datetime.datetime.now(tz=datetime.UTC).date()
    file = tmp_path / f"staff-{width}.csv"
    # The force as it is, a few more people, and ten faults: nobody leaves.
    people = 110 if width == 360 else 120
    with file.open("w", encoding="utf-8", newline="") as out:
        faults = bad_rows(10, seed=1, on=today)
        write(out, spread(staff(people, seed=1, on=today), faults, people=people))
    watched = opened(width)
    page = watched.page
    watched.sign_in("admin@example.org")
    watched.open("/accounts/staff-feed/")
    page.locator("input[type=file]").set_input_files(file)
    watched.press("Check the file")
    assert page.locator("table tbody tr").count() >= 10
    mass = page.get_by_label(re.compile("really ha(s|ve) left"))
    if mass.count():
        mass.check()
    watched.press("Import it")
    site.run("manage.py", "sweep")
    watched.press("Look again", role="link")
    assert "The file is imported." in page.locator("main").inner_text()

    watched.open("/team/requirements/new/")
    page.get_by_label("Name").fill(f"For court staff, at {width}")
    page.get_by_label("Only people in certain jobs").or_(
        page.locator("input[name=audience][value=jobs]")
    ).first.check()
    page.get_by_label("Court staff").check()
    watched.press("Set it")
    assert f"For court staff, at {width}" in page.locator("main").inner_text()


@WIDTHS
def test_the_editor_mends_a_sentence_and_releases_it(opened, width: int):
    words = f"What gets counted gets attention: a sentence that was mended at {width}."
    watched = opened(1280)  # the editor's own pages are Wagtail's; the release is tried at both
    page = watched.page
    watched.sign_in("editor@example.org")
    watched.open("/cms/modules/")
    page.get_by_role("link", name=re.compile("The Victims’ Code in practice")).first.click()
    release = page.url
    learner = opened(width)
    learner.sign_in("practitioner@example.org")
    learner.open(LAST_LESSON)
    before = learner.page.locator("h1 + p, .s-lead").first.inner_text()

    page.goto(f"{watched.site.url}/cms/pages/{lesson_number(page, watched)}/edit/")
    page.locator("#id_lead").fill(words)
    page.locator(
        "[data-dropdown] button[data-w-dropdown-target='toggle'], footer button.w-dropdown__toggle"
    ).last.click()
    with page.expect_event("load"):
        page.locator("button[name=action-publish]").click()
    learner.open(LAST_LESSON)
    assert learner.page.locator("h1 + p, .s-lead").first.inner_text() == before

    page.goto(release)
    page.set_viewport_size({"width": width, "height": 800})
    page.get_by_label("What changed").fill("A sentence of the last lesson.")
    page.locator("input[name=kind][value=minor]").check()
    with page.expect_event("load"):
        page.get_by_role("button", name="Release to learners").click()
    assert "Released:" in page.locator("body").inner_text()
    learner.open(LAST_LESSON)
    assert words in learner.page.locator("main").inner_text()
    assert watched.wrong == []


def lesson_number(page, watched) -> str:
    """The editor's number of the last lesson, from the explorer."""
    page.goto(f"{watched.site.url}/cms/pages/search/?q=measuring")
    link = page.locator("a[href*='/cms/pages/'][href$='/edit/']").first
    return re.search(r"/pages/(\d+)/", link.get_attribute("href"))[1]
