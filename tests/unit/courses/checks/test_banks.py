"""Whether the bank of a module carries its check."""

from dataclasses import replace

from assessments.blueprint import Cell
from courses.checks import check_check, check_facts
from courses.formats import CheckRef
from tests.factories.assessments import question_document
from tests.factories.courses import module_from_files
from victimscode.citing import Fact

CHECK = CheckRef("first-steps", "Knowledge check", 2, 80, "first-steps")
STEMS = ("Who is told first?", "By when is bail said?", "What does a plea change?", "Where next?")


def bank(*rights: int) -> list[dict]:
    return [
        question_document(f"Q{number}", stem=STEMS[number], rights=(right,))
        for number, right in enumerate(rights)
    ]


def test_the_lessons_say_which_rights_are_taught():
    lessons = module_from_files().lessons
    taught = {right for lesson in lessons for right in lesson.rights}
    assert taught
    found = [one.message for one in check_check(CHECK, lessons, bank(11, 11, 11, 11))]
    assert any(f"Right {min(taught)}" in one or f"Rights {min(taught)}" in one for one in found)
    asked = [one.message for one in check_check(CHECK, lessons, bank(*[*taught, 1, 1, 1][:4]))]
    assert not any("taught in" in one for one in asked)


def test_a_finding_has_the_place_of_the_blueprint_in_its_file():
    check = replace(CHECK, blueprint=(Cell(2, levels=("judge",)),))
    [found] = [
        one
        for one in check_check(check, (), bank(1, 2), file="modules/x/module.yaml", at=("check",))
        if one.blocks
    ]
    assert (found.file, found.path, found.field) == (
        "modules/x/module.yaml",
        ("check",),
        "blueprint",
    )


def test_questions_on_what_is_not_confirmed_are_named():
    ref = "2020/r6-arrest-interview-release"

    class Known:
        facts = {ref: Fact(ref, "recall", past=False, future=False, limits=())}

    found = check_facts(CHECK, bank(6, 6), Known())
    assert [one.passage for one in found] == ["Question Q0", "Question Q1"]
    assert all(one.blocks and "not confirmed" in one.message for one in found)
