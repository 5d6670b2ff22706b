"""An editor brings questions in from a file with a mistake in it, on a phone and without script."""

import pytest

pytestmark = pytest.mark.browser

GOOD = "// [id:{ref}] [tag:source:W8]\n::{ref}::Who is told first, in {ref}?{{=The victim#Yes ~Nobody#No####So.}}\n\n"


@pytest.mark.parametrize(("width", "script"), [(360, True), (1280, False)])
def test_a_file_is_looked_at_and_then_taken(opened, tmp_path, width, script):
    refs = [f"J{width}{n}" for n in range(1, 4)]
    file = tmp_path / "questions.txt"
    file.write_text("".join(GOOD.format(ref=ref) for ref in refs) + "Broken?{=Yes ~No\n")
    watched = opened(width, script=script)
    page = watched.page
    watched.sign_in("editor@example.org")
    watched.open("/cms/questions/in/")
    page.set_input_files("[name=file]", file)
    page.get_by_label("Bank").select_option("victims-code|victims-code")
    watched.press("Look at the file")
    main = page.locator("main")
    assert "Line 10" in main.inner_text()
    first = page.get_by_label(f"Take it in as {refs[0]}")
    first.focus()
    page.keyboard.press("Space")
    assert not first.is_checked()
    with page.expect_event("load"):
        page.get_by_role("button", name="Take in what is ticked, as drafts").last.click()
    watched.look()
    assert refs[0] not in main.inner_text()
    assert page.get_by_role("link", name=refs[1]).count() == 1

    watched.open("/cms/questions/out/?bank=victims-code%7Cvictims-code&drafts=yes&form=gift")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the file").click()
    written = download.value.path().read_text()
    assert f"[id:{refs[1]}]" in written
    assert f"[id:{refs[0]}]" not in written
    assert watched.wrong == []
