import pytest

from assessments.blueprint import Cell
from courses.formats import (
    Block,
    derived_ids,
    format_lesson,
    format_module,
    parse_lesson,
    parse_module,
)
from tests.factories.courses import LESSON, module_from_files, module_texts

FILE = "modules/first-steps/01-keeping-people.md"


def problems_of(old: str, new: str) -> list[str]:
    assert old in LESSON
    return [str(one) for one in parse_lesson(LESSON.replace(old, new, 1), file=FILE)[1]]


def test_a_lesson_is_read_into_blocks_with_their_lines() -> None:
    lesson, problems = parse_lesson(LESSON, file=FILE)
    assert problems == []
    assert (lesson.position, lesson.slug, lesson.stem) == (1, "keeping-people", "01-keeping-people")
    assert [(block.kind, block.line) for block in lesson.blocks[:4]] == [
        ("text", 13),
        ("heading", 15),
        ("fact", 17),
        ("limits", 22),
    ]
    assert lesson.blocks[2].line_of("say") == 19
    assert lesson.content_note.strength == "CW3"


def test_what_is_written_reads_back_the_same() -> None:
    lesson, _problems = parse_lesson(LESSON, file=FILE)
    assert format_lesson(lesson) == LESSON
    assert parse_lesson(format_lesson(lesson), file=FILE) == (lesson, [])


def test_a_module_is_written_as_its_files() -> None:
    assert format_module(module_from_files()) == module_texts()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("---\ntitle", "title", ":1: It begins with its front matter"),
        ("title: Keeping", "titel: Keeping", ":2: “titel” is not a key that belongs here."),
        ("minutes: 5", "minutes: five", ":4: “five” should be a whole number."),
        ("strength: CW3\n  topics", "strength: CW9\n  topics", ":10: “CW9” should be one of"),
        ("::: fact", "::: fakt", ":17: “fakt” is no kind of block."),
        ("say: The", "says: The", ":19: “says” is not a key that belongs here."),
        ("cites: 2020/r6-bail\nsay", "say", ":18: “cites” is missing."),
        ("prompt: What did you say?\n:::", "prompt: What?", "is not closed by a line"),
        ("## News with a limit", ":::", "closes nothing here."),
        ("A call took **two** minutes.", "A\n\n![x](y.png)", ":15: Text may not hold an image."),
        ("    The calm words.", "    | a |\n    |---|\n    | b |", "Text may not hold a table."),
        ("minutes: 1\n", "minutes: [\n", "This is not YAML"),
    ],
)
def test_each_mistake_is_named_by_file_and_line(old: str, new: str, says: str) -> None:
    found = problems_of(old, new)
    assert any(says in one and one.startswith(FILE) for one in found), found


def test_a_file_with_another_name_is_refused() -> None:
    assert parse_lesson(LESSON, file="modules/x/lesson.md")[0] is None


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("module.yaml", "slug: first-steps", "slug: other", "should be the name of the folder"),
        ("module.yaml", "summary: A small", "sumary: A small", "“sumary” is not a key"),
        ("module.yaml", "lessons: all", "lessons: some", "“some” should be one of"),
        ("module.yaml", "review_by: 2027-05-25", "review_by: soon", "should be a date"),
    ],
)
def test_each_mistake_of_a_module_is_named(name: str, old: str, new: str, says: str) -> None:
    texts = module_texts()
    texts[name] = texts[name].replace(old, new, 1)
    found = [str(one) for one in parse_module(texts, folder="first-steps")[1]]
    assert any(says in one for one in found), found


def test_gaps_between_lessons_and_a_missing_module_file_are_named() -> None:
    texts = module_texts()
    texts["05-who-has-rights.md"] = texts.pop("02-who-has-rights.md")
    assert "without gaps" in str(parse_module(texts, folder="first-steps")[1][0])
    assert parse_module({}, folder="x") == (None, parse_module({}, folder="x")[1])


def test_ids_come_from_what_blocks_say_and_tell_twins_apart() -> None:
    one, two, three = derived_ids([("text", {"text": "a"})] * 2 + [("text", {"text": "b"})])
    assert len({one, two, three}) == 3
    assert derived_ids([("text", {"text": "a"})]) == [one]


def test_an_id_that_differs_is_written_and_read() -> None:
    lesson, _problems = parse_lesson(LESSON, file=FILE)
    blocks = list(lesson.blocks)
    blocks[0] = Block("text", {"text": "Mended."}, "own-1")
    blocks[1] = Block("heading", {"level": 3, "text": "Mended too"}, "own-2")
    blocks.insert(1, Block("text", {"text": "Another text."}, ""))
    text = format_lesson(type(lesson)(**{**vars(lesson), "blocks": tuple(blocks)}))
    again, problems = parse_lesson(text, file=FILE)
    assert problems == []
    assert [(b.kind, b.id) for b in again.blocks if b.id.startswith("own")] == [
        ("text", "own-1"),
        ("heading", "own-2"),
    ]
    assert [b.data for b in again.blocks] == [b.data for b in blocks]
    assert format_lesson(again) == text


CHECK = """check:
  slug: first-steps
  title: A check
  draw: 6
  pass_mark: 80
  bank: first-steps
  pause_hours: 24
  blueprint:
    - {draw: 4, rights: [4, 6], levels: [apply]}
    - {draw: 2, lessons: [01-keeping-people], types: [single]}
"""


def module_with_check(old: str = "", new: str = "") -> tuple[dict[str, str], str]:
    files = module_texts()
    text = CHECK.replace(old, new, 1) if old else CHECK
    before, _completion, after = files["module.yaml"].partition("completion:\n")
    return {**files, "module.yaml": f"{before}{text}completion:\n{after}"}, text


def test_a_blueprint_is_read_and_written_back_the_same() -> None:
    files, text = module_with_check()
    module, problems = parse_module(files, folder="first-steps")
    assert problems == []
    assert module.check.pause_hours == 24
    assert module.check.blueprint == (
        Cell(draw=4, rights=(4, 6), levels=("apply",)),
        Cell(draw=2, lessons=("01-keeping-people",), types=("single",)),
    )
    assert text in format_module(module)["module.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("draw: 4", "draw: 5", "The blueprint draws 7 questions, the check 6."),
        ("draw: 4", "draw: 0", "Draw at least one question here."),
        ("rights: [4, 6]", "rights: [4, 13]", "There is no Right 13"),
        ("levels: [apply]", "levels: [easy]", "“easy” should be one of"),
        ("{draw: 4", "{drow: 4", "“drow” is not a key that belongs here."),
        ("pause_hours: 24", "pause_hours: 999", "A pause is 0 to 336 hours."),
    ],
)
def test_each_mistake_of_a_blueprint_is_named(old: str, new: str, says: str) -> None:
    files, _text = module_with_check(old, new)
    problems = parse_module(files, folder="first-steps")[1]
    assert any(says in str(one) for one in problems), problems
