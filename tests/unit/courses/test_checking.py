import re

import pytest
from django.urls import reverse
from wagtail.models import Page

from assessments.models import Question
from core.editing import draft_of, findings_of
from courses.models import JobAid, LessonPage, ModulePage
from courses.queries import findings_in
from scenarios.models import Scenario
from tests.factories.accounts import UserFactory
from tests.factories.courses import make_module_with_facts, make_released
from tests.factories.exercises import ExerciseFactory
from tests.factories.scenario_forms import form_of as cards_of
from tests.factories.scenarios import ScenarioFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def said(instance) -> list[str]:
    return [one.message for one in findings_in(instance)]


def lesson() -> LessonPage:
    return LessonPage.objects.get(slug="keeping-people")


def draft(page: Page, **fields) -> LessonPage:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision()
    return page


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_sound_module_has_no_findings() -> None:
    make_released()
    for page in (*LessonPage.objects.all(), *ModulePage.objects.all()):
        assert findings_in(page) == []
    assert findings_in(Question.objects.get(ref="T1")) == []


def test_what_is_no_content_is_not_checked() -> None:
    assert findings_in(UserFactory()) is None
    assert findings_of(UserFactory()) is None


def test_a_draft_is_checked_as_it_was_last_saved() -> None:
    make_module_with_facts()
    draft(lesson(), lead="Ring within 9 days. She failed to attend.")
    found = findings_of(draft_of("courses", "lessonpage", lesson().pk))
    assert {one.field for one in found} == {"lead"}
    assert len(found) == 2
    assert findings_in(lesson()) == []  # what is published is another matter


def test_blocks_come_before_advice() -> None:
    make_module_with_facts()
    draft(lesson(), minutes=40, lead="She failed to attend.")
    found = findings_of(draft_of("courses", "lessonpage", lesson().pk))
    assert [one.blocks for one in found] == sorted((one.blocks for one in found), reverse=True)
    assert found[0].blocks
    assert not found[-1].blocks


def test_a_module_is_checked_beside_its_published_lessons() -> None:
    make_module_with_facts()
    page = ModulePage.objects.get()
    page.strength = "CW1"
    assert "A lesson has a content note of CW3; the module has less." in said(page)


def test_a_question_names_the_option() -> None:
    make_module_with_facts()
    question = Question.objects.get(ref="T1")
    stream = question.options
    stream[0].value["feedback"] = "It is 44 working days."
    question.options = stream
    (found,) = [one for one in findings_in(question) if "44" in one.message]
    assert found.block_id == str(question.options[0].id)
    assert found.place == f"#block-{found.block_id}-section"


def test_a_scenario_leads_to_the_card() -> None:
    make_module_with_facts()
    scenario = ScenarioFactory()
    assert findings_in(scenario) == []
    scenario.document["scenes"][0]["text"] = "She claims that he knew."
    (found,) = findings_in(scenario)
    assert found.place == "#block-scene-door-section"
    scenario.document = {"id": "T01", "title": "T", "scenes": "nothing yet"}
    assert findings_in(scenario)


def test_an_exercise_is_held_to_the_same_and_names_the_line() -> None:
    make_module_with_facts()
    exercise = ExerciseFactory()
    assert [one for one in findings_in(exercise) if one.blocks] == []
    exercise.document["summary"] = "For those who failed to attend."
    (found,) = [one for one in findings_in(exercise) if one.blocks]
    assert found.line > 1
    assert found.place == "#id_document"


def test_a_job_aid_is_held_to_the_same() -> None:
    make_module_with_facts()
    aid = JobAid(slug="a", title="A", lead="She failed to attend.", whom="Anyone", minutes=1)
    assert any("It blames" in one for one in said(aid))


# In the editor -----------------------------------------------------------------------------


def test_the_form_shows_what_was_found_with_links_to_the_places(client, editor) -> None:
    make_module_with_facts()
    html = client.get(edit(lesson())).content.decode()
    assert "Nothing blocks publishing." in html
    page = draft(lesson(), lead="She failed to attend.")
    html = client.get(edit(page)).content.decode()
    assert "1 thing blocks publishing." in html
    assert 'href="#id_lead"' in html
    assert 'id="id_lead"' in html


def test_the_list_alone_can_be_asked_for_again(client, editor) -> None:
    make_module_with_facts()
    page = draft(lesson(), lead="She failed to attend.")
    html = client.get(edit(page)).content.decode()
    (address,) = re.findall(r'data-checks="([^"]+)"', html)
    part = client.get(address).content.decode()
    assert "1 thing blocks publishing." in part
    assert "<html" not in part
    for other in ("/cms/checks/courses/lessonpage/99999/", "/cms/checks/no/thing/1/"):
        assert client.get(other).status_code == 404


def test_only_an_editor_may_ask(client) -> None:
    make_module_with_facts()
    address = f"/cms/checks/courses/lessonpage/{lesson().pk}/"
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403


def form_of(page: LessonPage, **fields: str) -> dict[str, str]:
    return {
        "title": page.title,
        "slug": page.slug,
        "number": page.number,
        "minutes": str(page.minutes),
        "lead": page.lead,
        "outcomes": page.outcomes,
        "rights": page.rights,
        "strength": page.strength,
        "topics": page.topics,
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **fields,
    }


def test_what_blocks_is_not_published_and_the_draft_is_kept(client, editor) -> None:
    make_module_with_facts()
    page = LessonPage.objects.get(slug="who-has-rights")
    sent = form_of(page, lead="She failed to attend.", **{"action-publish": "1"})
    response = client.post(edit(page), sent, follow=True)
    html = response.content.decode()
    assert "It is not published" in html
    assert "Your draft is kept." in html
    assert "“failed to attend”: It blames." in html
    page.refresh_from_db()
    assert page.lead == "A person is a victim."
    assert page.has_unpublished_changes
    assert page.get_latest_revision_as_object().lead == "She failed to attend."


def test_a_scenario_that_blocks_is_not_published(client, editor) -> None:
    make_module_with_facts()
    scenario = ScenarioFactory(live=False, slug="t01")
    text = scenario.document
    text["scenes"][0]["text"] = "She claims that he knew."
    address = reverse("wagtailsnippets_scenarios_scenario:edit", args=[scenario.pk])
    sent = cards_of(text, **{"action-publish": "1"})
    html = client.post(address, sent, follow=True).content.decode()
    assert "It is not published" in html
    assert 'href="#block-scene-door-section"' in html
    assert not Scenario.objects.get().live


@pytest.mark.parametrize("count", [1, 3])
def test_the_checks_ask_the_database_as_often_for_more_lessons(
    count, django_assert_max_num_queries
) -> None:
    make_module_with_facts()
    page = lesson()
    for number in range(count):
        other = LessonPage(
            title=f"L{number}", slug=f"l{number}", number="1", minutes=5, lead="A lead."
        )
        page.get_parent().add_child(instance=other)
    with django_assert_max_num_queries(30):
        findings_in(page)
