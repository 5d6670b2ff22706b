"""Every job aid of the content: on a phone, by axe, and on paper, where it keeps to one side."""

import io
import unicodedata
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader

pytestmark = pytest.mark.browser

AIDS = sorted(path.stem for path in (Path(settings.BASE_DIR) / "content" / "aids").glob("*.md"))
A4 = (595, 842)  # points


def words(sheet: PdfReader) -> str:
    """What stands on it, letters that the printer joins taken apart."""
    return unicodedata.normalize("NFKC", "".join(one.extract_text() for one in sheet.pages))


def printed(page) -> PdfReader:
    """The page as it comes out of the printer."""
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def test_each_card_fits_a_phone_and_one_side_of_a4_and_comes_in_large_print(opened, learners):
    watched = opened(360)
    page = watched.page
    watched.sign_in(next(learners))
    watched.open("/aids/")
    listed = [link.get_attribute("href") for link in page.locator("main h2 a").all()]
    assert sorted(listed) == [f"/aids/{slug}/" for slug in AIDS]
    for slug in AIDS:
        watched.open(f"/aids/{slug}/")
        for link in ("Pause", "Exit this page"):
            assert page.get_by_role("link", name=link).is_visible(), slug
        sheet = printed(page)
        assert len(sheet.pages) == 1, slug
        size = sheet.pages[0].mediabox
        assert (round(size.width), round(size.height)) == A4
        text = words(sheet)
        assert f"/aids/{slug}/" in text
        assert "As of" in text
        assert "Pause" not in text

        watched.press("Large print", role="link")
        large = printed(page)
        assert 1 < len(large.pages) <= 3, slug
        assert len("".join(words(large).split())) >= len("".join(text.split())), slug


def test_a_reader_who_likes_large_letters_prints_them_too(opened, learners):
    watched = opened(1280)
    page = watched.page
    watched.sign_in(next(learners))
    watched.open("/accounts/reading/")
    page.get_by_label("Much larger").check()
    watched.press("Save")
    watched.open(f"/aids/{AIDS[0]}/")
    assert len(printed(page).pages) > 1


def test_a_card_is_read_by_keyboard(opened, learners):
    watched = opened(1280)
    page = watched.page
    watched.sign_in(next(learners))
    watched.open("/aids/")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.matches('main h2 a')"):
            break
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    watched.look()
    assert page.locator(".s-aid").count() == 1
