import re
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail_factories import ImageFactory

from courses.models import CompiledPart, LessonPage
from courses.services import release_new
from tests.factories.courses import module_texts
from tests.factories.victimscode import code_texts
from tracking.models import ModuleVersion
from victimscode.models import Duty

pytestmark = pytest.mark.django_db

BANK = """\
bank: first-steps
module: first-steps
questions:
  - id: T1
    use: formative
    type: single
    level: apply
    rights: [6]
    cites: [2020/r6-bail]
    stem: By when?
    options:
      - text: In 1
        feedback: A fair guess. It is 5.
      - text: In 5
        correct: true
        feedback: Yes.
    rationale: It is a key decision.
    sources: [W8]
    lesson: 01-keeping-people
"""
SUPPORT = """\
contacts:
  - id: samaritans
    name: Samaritans
    for: Anyone in distress
    phone: 116 123
    audience: [everyone]
    owner: Training team
    checked_on: 2026-06-01
    status: verified
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    files = {f"code/{name}": text for name, text in code_texts().items()}
    files |= {f"modules/first-steps/{name}": text for name, text in module_texts().items()}
    files |= {"questions/first-steps.yaml": BANK, "support.yaml": SUPPORT}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=out)
    return out.getvalue()


def refused(*arguments: str) -> str:
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command(*arguments, stdout=out, stderr=out)
    assert caught.value.returncode == 1
    return f"{out.getvalue()}{caught.value}"


def texts(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_load_export_load_gives_the_same_site(content: Path, tmp_path: Path) -> None:
    assert "Released: First steps, version 1." in run("load_content", str(content), "--release")
    first = tmp_path / "first"
    run("export_content", str(first))
    assert "Nothing has changed" in run("load_content", str(first))
    second = tmp_path / "second"
    run("export_content", str(second))
    assert texts(first) == texts(second)
    for name, data in texts(content).items():
        if name.endswith(".md"):
            assert texts(first)[name] == data


def test_the_real_content_loads_and_exports_to_the_same_bytes(tmp_path: Path) -> None:
    run("load_content", "content", "--release")
    run("export_content", str(tmp_path / "out"))
    assert texts(tmp_path / "out") == texts(Path("content"))
    lessons = list(Path("content/modules").glob("*/*.md"))
    assert CompiledPart.objects.filter(kind="lesson").count() == len(lessons)


def test_a_second_load_says_that_nothing_changed(content: Path) -> None:
    run("load_content", str(content), "--release")
    out = run("load_content", str(content), "--release")
    assert "Nothing has changed since the last load." in out
    assert ModuleVersion.objects.count() == 1


def test_check_writes_nothing(content: Path) -> None:
    assert "Nothing stands in the way" in run("load_content", str(content), "--check")
    assert not LessonPage.objects.exists()
    assert not Duty.objects.exists()


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (
            "modules/first-steps/01-keeping-people.md",
            "::: fact",
            "::: fakt",
            "modules/first-steps/01-keeping-people.md:17: “fakt”",
        ),
        (
            "modules/first-steps/01-keeping-people.md",
            "2020/r6-bail",
            "2020/r6-recalled",
            "01-keeping-people.md:18: “2020/r6-recalled” is not confirmed",
        ),
        (
            "modules/first-steps/02-who-has-rights.md",
            "/code/2020/right-6/",
            "/code/2020/right-7/",
            "02-who-has-rights.md:11: The link to",
        ),
        ("code/2020.yaml", "confidence: verified", "confidence: sure", "code/2020.yaml:20: “sure”"),
        (
            "questions/first-steps.yaml",
            "2020/r6-bail",
            "2020/r6-recalled",
            "questions/first-steps.yaml:9: Question T1: “2020/r6-recalled” is not confirmed",
        ),
        (
            "questions/first-steps.yaml",
            "stem: By when?",
            "stem: Is the victim telling the truth?",
            "questions/first-steps.yaml:10: Question T1: “telling the truth” asks",
        ),
        ("support.yaml", "status: verified", "status: perhaps", "support.yaml:9:"),
    ],
)
def test_a_broken_file_loads_nothing_and_is_named(content: Path, name, old, new, says) -> None:
    path = content / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    for arguments in (("--check",), ()):
        out = refused("load_content", str(content), *arguments)
        assert says in out
        assert "nothing was loaded" in out
    assert not Duty.objects.exists()
    assert not LessonPage.objects.exists()


def test_advice_is_printed_by_the_check_and_blocks_nothing(content: Path) -> None:
    path = content / "modules/first-steps/module.yaml"
    text = path.read_text(encoding="utf-8").replace("minutes: 11", "minutes: 90")
    path.write_text(text, encoding="utf-8")
    out = run("load_content", str(content), "--check")
    assert "advice: modules/first-steps/module.yaml:1: It says 90 minutes" in out
    assert "Nothing stands in the way" in out
    assert "advice" not in run("load_content", str(content))


def test_files_that_are_not_utf8_or_not_there_are_named(content: Path) -> None:
    path = content / "modules/first-steps/01-keeping-people.md"
    path.write_bytes(path.read_bytes().replace(b"A call", b"\xff call"))
    (content / "support.yaml").unlink()
    out = refused("load_content", str(content))
    assert "modules/first-steps/01-keeping-people.md:13: This is not UTF-8 text." in out
    assert "support.yaml:1: This file is missing." in out


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "There is no such folder." in refused("load_content", str(tmp_path / "none"))


# Wagtail leaves the temporary file of a rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_image_that_is_missing_is_named_and_one_that_is_there_goes_round(
    content: Path, tmp_path: Path, settings
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    path = content / "modules/first-steps/02-who-has-rights.md"
    block = "\n::: image\nfile: images/dot.png\nalt: A dot\n:::\n"
    path.write_text(path.read_text(encoding="utf-8") + block, encoding="utf-8")
    assert "There is no file “images/dot.png”" in refused("load_content", str(content))

    from PIL import Image

    (content / "modules/first-steps/images").mkdir()
    Image.new("RGB", (40, 30)).save(content / "modules/first-steps/images/dot.png")
    run("load_content", str(content), "--release")
    run("export_content", str(tmp_path / "out"))
    assert texts(tmp_path / "out")["modules/first-steps/images/dot.png"]
    html = str(CompiledPart.objects.get(key="who-has-rights").document)
    assert 'alt="A dot"' in html
    assert 'width="40"' in html


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_video_with_captions_goes_round(content: Path, tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    path = content / "modules/first-steps/02-who-has-rights.md"
    block = (
        "\n::: video\nfile: talk.mp4\ntitle: A talk\ncaptions: talk.vtt\n"
        "transcript: |\n  What is said.\n:::\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + block, encoding="utf-8")
    for name in ("talk.mp4", "talk.vtt"):
        (content / "modules/first-steps" / name).write_bytes(b"WEBVTT\n\n")
    run("load_content", str(content), "--release")
    run("export_content", str(tmp_path / "out"))
    out, was = texts(tmp_path / "out"), texts(content)
    for name in ("02-who-has-rights.md", "talk.mp4", "talk.vtt"):
        assert out[f"modules/first-steps/{name}"] == was[f"modules/first-steps/{name}"]
    html = str(CompiledPart.objects.get(key="who-has-rights").document)
    assert re.search(r"/media/documents/talk\w*\.mp4", html)
    assert re.search(r"/media/documents/talk\w*\.vtt", html)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    "title", ["../../../outside.png", "A street", "images/dot.png", "/abs.png"]
)
def test_an_image_with_any_title_an_editor_gave_it_goes_round(
    content: Path, tmp_path: Path, settings, title: str
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    run("load_content", str(content))
    rows = [
        ImageFactory(title=one, file__filename=f"{name}.png", file__color=name)
        for one, name in (("images/dot.png", "red"), (title, "blue"))
    ]
    page = LessonPage.objects.get(slug="who-has-rights")
    value = {"file": rows[1].pk, "alt": "A street", "caption": ""}
    page.body = [*page.body.raw_data, {"type": "image", "value": value}]
    page.save_revision().publish()

    assert [str(one) for one in release_new(by=None)] == ["First steps, version 1"]
    assert "blue" in str(CompiledPart.objects.get(key="who-has-rights").document)
    out = tmp_path / "one" / "two" / "out"
    run("export_content", str(out))

    (image,) = (path for path in (tmp_path / "one").rglob("*.png"))
    assert image.read_bytes() == Path(rows[1].file.path).read_bytes()
    assert image.is_relative_to(out / "modules/first-steps")
    assert "Nothing stands in the way" in run("load_content", str(out), "--check")


def test_what_an_editor_changed_is_listed(content: Path) -> None:
    run("load_content", str(content))
    page = LessonPage.objects.get(slug="keeping-people")
    page.lead = "Mended."
    page.save_revision().publish()
    assert "left as an editor made it: lesson first-steps/keeping-people" in run(
        "load_content", str(content)
    )


def test_what_blocks_a_release_is_said(content: Path) -> None:
    run("load_content", str(content))
    Duty.objects.filter(slug="r6-bail").update(confidence="recall")
    shutil.rmtree(content / "questions")
    out = refused("load_content", str(content), "--release")
    assert "There is no question “T1”." in out


def test_export_wants_an_empty_folder(content: Path) -> None:
    assert "not an empty folder" in refused("export_content", str(content))
