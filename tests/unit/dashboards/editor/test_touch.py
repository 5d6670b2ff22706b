"""What rests on a duty: exact passages, served and written, and how many learnt it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from courses.models import LessonPage
from courses.services import release
from dashboards.editor import touching
from dashboards.editor.learnt import people
from scenarios.services import load_scenario
from tests.factories.accounts import UserFactory
from tests.factories.assessments import QuestionFactory
from tests.factories.scenarios import scenario_document
from tests.factories.tracking import finish_part
from tracking.models import ModuleVersion
from tracking.services import register, void
from victimscode.models import Citation, Duty

pytestmark = pytest.mark.django_db


def shown(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


def row(rows, kind: str, place: str = ""):
    return next(one for one in rows if one.key[0] == kind and place in "/".join(one.key))


def test_every_passage_stands_with_where_it_is_read_and_mended(module):
    touched = touching.touch(touching.duty_scope("2020", "r6-bail")).touched[0]

    fact = next(one for one in touched.rows if one.words.startswith("Fact"))
    lesson = LessonPage.objects.get(slug="keeping-people")
    assert fact.served[0].read.startswith("/modules/first-steps/keeping-people/#b-")
    assert re.fullmatch(rf"/cms/pages/{lesson.pk}/edit/#block-[0-9a-f-]+-section", fact.draft.edit)
    table = next(one for one in touched.rows if one.words.startswith("Table of limits"))
    assert table.place == "1.1 Keeping people informed"
    aid = row(touched.rows, "aid")
    assert aid.served[0].read == "/aids/no-news-call/"
    assert aid.draft.place == "The no-news call"
    question = row(touched.rows, "question", "C0")
    assert question.served[0].read == "/modules/first-steps/check/"
    assert question.draft.place == "Knowledge check"


def test_a_choice_of_a_scenario_is_named_by_its_scene(module):
    touch = touching.touch(touching.edition_scope("2020"))
    choices = [one for t in touch.touched for one in t.rows if one.key[0] == "choice"]
    assert choices
    assert all(one.served and one.draft for one in choices)
    assert all("/" in one.key[2] for one in choices)
    assert all(one.words.startswith("Scene “") for one in choices)
    assert all(one.served[0].read.endswith("#scenario-t01") for one in choices)


def test_what_was_released_and_what_is_written_are_told_apart(module):
    lesson = LessonPage.objects.get(slug="keeping-people")
    raw = [one for one in lesson.body.raw_data if one["type"] != "fact"]
    lesson.body = raw
    lesson.save_revision()

    rows = touching.touch(touching.duty_scope("2020", "r6-bail")).touched[0].rows
    fact = next(one for one in rows if one.words.startswith("Fact"))
    assert fact.served
    assert fact.draft is None
    assert not fact.cites
    table = next(one for one in rows if one.words.startswith("Table"))
    assert table.cites
    assert table.draft.waits


def test_a_limit_and_a_right_gather_their_duties(module):
    by_limit = touching.limit_scope("2020", "5-working-days")
    assert [duty.slug for duty in by_limit.duties] == ["r6-bail"]
    assert {duty.slug for duty in touching.right_scope("2020", 6).duties} == {
        *("r6-bail", "r6-recalled", "r6-later"),
    }
    assert touching.limits_of(by_limit.edition) == [
        ("1-working-day", "1 working day"),
        ("5-working-days", "5 working days"),
    ]


def learn(number: int, key: str = "keeping-people"):
    found = []
    for _each in range(number):
        user = UserFactory()
        registration = register(by=user, module_key="first-steps")
        part = next(p for p in registration.version.manifest["parts"] if p["key"] == key)
        found.append((user, finish_part(registration, part)))
    return found


def learnt() -> dict[int, str]:
    touch = touching.touch(touching.duty_scope("2020", "r6-bail"))
    return {one.version.number: one.people for one in touch.learnt}


def test_people_are_counted_by_the_version_from_which_they_learnt_it(module):
    learn(12)
    learn(3, key="who-has-rights")  # it does not cite it
    lesson = LessonPage.objects.get(slug="keeping-people")
    lesson.lead = "News is a right of theirs."
    lesson.save_revision().publish()
    assert release(by=None, module=module).number == 2
    (gone, _event), (_user, wrong) = learn(2)

    assert learnt() == {2: "fewer than 10 people", 1: "12 people"}

    # Who has left, and what was corrected, count no longer.
    gone.is_active = False
    gone.save()
    void(by=UserFactory(), event=wrong, reason="Somebody else’s")
    assert learnt() == {2: "nobody yet", 1: "12 people"}


def test_what_was_released_as_history_was_not_learnt_as_the_rule(module):
    learn(11)
    Citation.objects.update(was_in_force=False)
    assert learnt() == {}


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "nobody yet"),
        (1, "fewer than 10 people"),
        (9, "fewer than 10 people"),
        (10, "10 people"),
        (1234, "1,234 people"),
    ],
)
def test_few_people_are_not_counted_out(count, words):
    assert people(count) == words


def test_the_pages_show_it(module, screen):
    assert "The Code of 2020" in shown(screen, "/cms/code/")
    page = shown(screen, "/cms/code/2020/")
    for address in ("right-6/", "limits/5-working-days/", "r6-bail/"):
        assert f"/cms/code/2020/{address}" in page
        assert "passages rest on it" in shown(screen, f"/cms/code/2020/{address}")
    assert "2 passages rest on it" not in shown(screen, "/cms/code/2006/")
    assert "Nothing that was released or written cites it" in shown(screen, "/cms/code/2006/")


@pytest.mark.parametrize(
    "address",
    ["1999/", "2020/right-12/", "2020/nothing/", "2020/limits/7-months/", "2020/limits/x/"],
)
def test_what_there_is_not_is_said_so(module, screen, address):
    assert screen.get(f"/cms/code/{address}").status_code == 404


def test_a_reviewer_reads_and_is_not_led_to_forms(module, client):
    client.force_login(UserFactory(roles=[Role.REVIEWER]))
    page = shown(client, "/cms/code/2020/r6-bail/")
    assert "Cites it" in page
    assert "-section" not in page


def test_more_of_anything_takes_no_more_queries(module, screen):
    address = "/cms/code/2020/"
    screen.get(address)
    learn(1)
    with CaptureQueriesContext(connection) as few:
        screen.get(address)
    for number in range(3):
        QuestionFactory(ref=f"M{number}", bank="first-steps", cites=["2020/r6-bail"])
        load_scenario(by=None, parsed={**scenario_document(), "id": f"T1{number}"})
        lesson = LessonPage.objects.get(slug="keeping-people")
        lesson.lead = f"News is a right, {number}."
        lesson.save_revision()
    learn(3)
    duty = Duty.objects.get(slug="r6-bail")
    version = ModuleVersion.objects.get()
    iri = version.manifest["parts"][0]["iri"]
    for number in range(3):
        Citation.objects.create(
            module_key="first-steps", version_id=version.pk, part_iri=iri,
            block_id=f"b{number}", kind="fact", duty=duty,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        screen.get(address)
    assert len(many) == len(few)
