"""The place that a remark is about, for every kind of part."""

import pytest

from accounts.enums import Role
from core.errors import NotFound
from core.iris import activity_iri, module_iri
from courses.models import CompiledPart, ModulePage
from courses.services import release
from feedback import queries
from scenarios.services import load_scenario
from tests.factories.accounts import UserFactory
from tests.factories.assessments import CheckFactory, QuestionFactory
from tests.factories.courses import make_aid, make_module_with_facts, make_released, module_texts
from tests.factories.feedback import a_place, lesson_part, remark
from tests.factories.scenarios import scenario_document
from tests.factories.world import CHECKED

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return UserFactory()


@pytest.fixture
def everything():
    """A module with lessons, a check and a scenario."""
    for number in range(3):
        QuestionFactory(ref=f"C{number}", bank="first-steps", module_key="first-steps")
    CheckFactory(slug="first-steps", bank="first-steps", module_key="first-steps", draw=2)
    load_scenario(by=None, parsed=scenario_document())
    make_aid()
    return release(
        by=None, module=make_module_with_facts({**module_texts(), "module.yaml": CHECKED})
    )


def part(kind):
    return CompiledPart.objects.get(kind=kind)


def test_a_section_of_a_lesson_with_what_it_says_and_cites(reader):
    version = make_released()
    place = a_place(reader)
    assert place.title == "News with a limit"
    assert "The police tell the victim of bail within 5 working days." in place.quote
    assert place.cites == ("2020/r6-bail",)
    assert place.version == version
    assert place.href.startswith("/modules/first-steps/keeping-people/#t-b-")


def test_what_stands_behind_a_content_note_is_not_quoted(reader):
    make_released()
    place = a_place(reader, 2)
    assert place.title == "The last to know"
    assert "distressing" not in place.quote
    assert "calm words" not in place.quote


def test_the_version_that_was_read_is_the_one_that_is_quoted(reader):
    first = make_released()
    part = lesson_part()
    texts = module_texts()
    texts["01-keeping-people.md"] = texts["01-keeping-people.md"].replace("two", "three")
    from tests.factories.courses import make_module

    second = release(by=None, module=make_module(texts))
    section = part.document["sections"][0]["id"]
    old = queries.place_of(reader, part.iri, section, str(first.pk))
    assert old.version == first
    assert queries.place_of(reader, part.iri, "", "").version == second
    assert queries.place_of(reader, part.iri, "", "no-uuid").version == second


def test_a_question_of_a_check_without_its_answer(reader, everything):
    check = part("check")
    place = queries.place_of(reader, check.iri, "C1", "")
    assert place.title == "Question C1?"
    assert place.quote.startswith("– ")
    assert "correct" not in place.quote
    assert place.href == "/modules/first-steps/check/"


def test_a_scene_by_its_title_alone_in_a_module_or_by_itself(reader, everything):
    scenario = part("scenario")
    for iri in (scenario.iri, activity_iri("scenarios", "t01")):
        place = queries.place_of(reader, iri, "door", "")
        assert place.block_id == "door"
        assert place.quote == ""
        assert place.part == scenario


def test_a_job_aid_with_its_lead_and_what_it_cites(reader, everything):
    aid = part("aid")
    place = queries.place_of(reader, aid.iri, "", "")
    assert place.title == aid.title
    assert place.quote == aid.document["lead"]
    assert place.cites
    assert place.href == f"/aids/{aid.key}/"


@pytest.mark.parametrize("block", ["", "nowhere"])
def test_a_place_that_is_not_there_is_the_whole_part(reader, everything, block):
    for kind in ("check", "scenario"):
        place = queries.place_of(reader, part(kind).iri, block, "")
        assert (place.block_id, place.title) == ("", part(kind).title)
    place = queries.place_of(reader, lesson_part().iri, block, "")
    assert (place.block_id, place.title) == ("", "Keeping people informed")


@pytest.mark.parametrize(
    "iri",
    [
        "",
        "https://elsewhere.example/modules/first-steps/lesson/keeping-people",
        module_iri("first-steps"),
        f"{module_iri('first-steps')}/module/first-steps",
        f"{module_iri('first-steps')}/lesson/nowhere",
        f"{module_iri('nowhere')}/lesson/keeping-people",
        activity_iri("scenarios", "nowhere"),
        activity_iri("modules", "first-steps"),
        activity_iri("scenarios", "t\0"),
    ],
)
def test_what_is_not_released_cannot_be_spoken_of(reader, iri):
    make_released()
    with pytest.raises(NotFound):
        queries.place_of(reader, iri, "", "")


def test_the_keeper_of_a_module_is_named_on_its_page_or_all_editors_are():
    make_released()
    mara = UserFactory(roles=[Role.EDITOR], first_name="Mara", last_name="Editor")
    other = UserFactory(roles=[Role.EDITOR])
    UserFactory(roles=[Role.EDITOR], is_active=False)
    assert queries.keepers_of("first-steps") == [mara.email, other.email]
    page = ModulePage.objects.get(slug="first-steps")
    for keeper, expected in (
        ("Mara Editor", [mara.email]),
        ("Training team <team@example.org>", ["team@example.org"]),
    ):
        ModulePage.objects.filter(pk=page.pk).update(keeper=keeper)
        assert queries.keepers_of("first-steps") == expected


def test_an_editor_is_led_to_the_page_and_to_what_it_cites(reader):
    make_released()
    links = queries.links_of(remark(reader))
    assert [one.ref for one in links.cites] == ["2020/r6-bail"]
    assert links.cites[0].href == "/code/2020/right-6/#r6-bail"
    assert links.edit.startswith("/cms/pages/")
    assert links.learners.startswith("/modules/first-steps/keeping-people/#t-")


def test_an_editor_is_led_to_the_question_and_to_the_scenario(reader, everything):
    for kind, block in (("check", "C1"), ("scenario", "door")):
        place = queries.place_of(reader, part(kind).iri, block, "")
        assert "/edit/" in queries.links_of(remark(reader, place)).edit
