"""/training/ and /record/: what is due and why, where I stopped, what I have done; fixed queries."""

import datetime
from datetime import date

import pytest
import time_machine
from django.utils.html import escape

from accounts.enums import Role
from courses import services as courses
from courses.models import CompiledPart
from courses.queries import lesson_for, parts_of
from mandatory import services
from tests.factories.accounts import UserFactory
from tests.factories.courses import make_released
from tests.factories.mandatory import person, require
from tests.factories.tracking import finish_module, lesson, manifest, release
from tracking.models import Certificate
from tracking.services import record_prior

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _today():
    parts_of.cache_clear()
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def module():
    """A real released module of two lessons, called first-steps."""
    return make_released()


def page_of(client, user, url="/training/"):
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_is_sent_to_sign_in(client):
    for url in ("/training/", "/record/"):
        response = client.get(url)
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/")


def test_somebody_of_whom_nothing_is_asked_hears_what_will_be_here(client):
    page = page_of(client, person())
    assert "Nothing is asked of you at present." in page
    assert "What you are asked to learn will be here" in page
    assert 'href="/modules/"' in page


def test_what_is_due_says_when_how_long_and_why_and_has_one_button(client, module):
    user = person(starts_on=date(2026, 2, 20))
    require("first-steps", name="First steps")
    page = page_of(client, user)
    assert "One thing is due by 20 March 2026. Nothing is overdue." in page
    assert "Friday, in 18 days. About 11 minutes." in page
    assert "Everyone takes it within 28 days, and for you that began on 20 February 2026." in page
    assert page.count("s-button--wide") == 1
    assert ">Begin</a>" in page


def test_overdue_is_said_without_blame(client, module):
    user = person(starts_on=date(2025, 2, 20))
    require("first-steps", name="First steps")
    page = page_of(client, user)
    assert "One thing is overdue." in page
    assert "It was due on 20 March 2025." in page
    assert "fail" not in page.lower()


def test_it_goes_on_at_the_paragraph_where_one_stopped(client, module):
    user = person(starts_on=date(2026, 2, 20))
    require("first-steps", name="First steps")
    courses.begin(by=user, module_key="first-steps")
    lesson = lesson_for(user, "first-steps", "keeping-people")
    block = lesson.segments[0]["id"]
    courses.keep_place(by=user, lesson=lesson, block_id=block)
    page = page_of(client, user)
    assert "Where you stopped, Monday 2 March 2026 at 12:00 pm" in page
    assert "Lesson 1 of 2 in" in page
    assert "0 of 2 lessons done. About 5 minutes in this one." in page
    assert f'href="/modules/first-steps/keeping-people/#{block}"' in page
    assert "About 11 minutes left." in page
    courses.finish_lesson(by=user, lesson=lesson)
    page = page_of(client, user)
    assert "Lesson 2 of 2 in" in page
    assert 'href="/modules/first-steps/who-has-rights/"' in page


def test_what_was_begun_and_is_not_required_is_listed_apart(client, module):
    user = person()
    courses.begin(by=user, module_key="first-steps")
    page = page_of(client, user)
    assert "Started, not required" in page
    assert "0 of 2 parts done." in page


def test_what_is_done_says_until_when_and_links_its_certificate(client):
    user = person()
    require()
    finish_module(user)
    page = page_of(client, user)
    certificate = Certificate.objects.get()
    assert "Nothing is due in the next 30 days." in page
    assert "Finished 2 March 2026. In date until 2 March 2027." in page
    assert f'href="/record/certificates/{certificate.pk}/"' in page


def test_a_material_release_says_what_changed_by_when_and_what_stays(client):
    user = person()
    release(manifest=manifest(lesson("rights", hash="a"), lesson("limits", hash="b")))
    require()
    finish_module(user, at=NOON - datetime.timedelta(days=90))
    release(
        kind="material",
        note="The limits for bail are new.",
        retake_by=date(2026, 3, 20),
        manifest=manifest(lesson("rights", hash="a"), lesson("limits", hash="c")),
    )
    page = page_of(client, user)
    assert "The limits for bail are new." in page
    assert "Changed: the lesson “Limits”." in page
    assert "Please take it again by 20 March 2026." in page
    assert "What you finished on 2 December 2025 stays on your record" in page
    assert f'href="/record/certificates/{Certificate.objects.get().pk}/"' in page
    assert "It is due again, and this stays yours." in page
    finish_module(user)
    assert "What changed" not in page_of(client, user)


def test_administrators_find_their_work_here(client):
    assert "Your administration" not in page_of(client, person())
    page = page_of(client, UserFactory(roles=[Role.ADMINISTRATOR]))
    assert "Your administration" in page
    for url in ("accounts/staff-feed", "accounts/people", "team/requirements"):
        assert f'href="/{url}/"' in page
    assert 'href="/accounts/invitations/"' in page
    both = UserFactory(roles=[Role.ADMINISTRATOR, Role.EDITOR])
    assert 'href="/cms/modules/"' in page_of(client, both)


def test_nothing_is_due_for_somebody_who_is_away(client):
    user = person()
    require()
    services.record_absence(by=None, user=user, from_on=date(2026, 3, 1))
    page = page_of(client, user)
    assert "Not due for now" in page
    assert "You are away, so nothing is due." in page


def test_the_record_lists_what_was_finished_and_offers_copies(client):
    user = person()
    release()
    finish_module(user)
    record_prior(
        by=person(),
        user=user,
        module_key="elsewhere",
        completed_on=date(2026, 1, 5),
        reason="before",
        evidence="seen",
    )
    page = page_of(client, user, "/record/")
    assert "2 modules finished." in page
    assert escape("The Victims’ Code in practice") in page
    assert "Prior learning, recorded for you." in page
    assert 'href="/record/export.csv"' in page
    assert 'href="/record/export.json"' in page


def test_an_empty_record_says_what_will_be_there(client):
    assert "What you finish will be here" in page_of(client, person(), "/record/")


def busy(number):
    """Somebody of whom several things are asked, some begun, some done."""
    user = person(starts_on=date(2026, 2, 20))
    for one in range(number):
        release(f"due-{one}")
        require(f"due-{one}", name=f"Due {one}")
        release(f"done-{one}")
        require(f"done-{one}", name=f"Done {one}")
        finish_module(user, f"done-{one}")
        release(f"begun-{one}")
        courses.begin(by=user, module_key=f"begun-{one}")
    return user


@pytest.mark.parametrize("number", [1, 3])
def test_training_takes_the_same_queries_however_much_there_is(
    client, django_assert_num_queries, number
):
    client.force_login(busy(number))
    CompiledPart.objects.count()
    client.get("/training/")
    with django_assert_num_queries(10):
        client.get("/training/")


@pytest.mark.parametrize("number", [1, 3])
def test_the_record_takes_the_same_queries_however_much_there_is(
    client, django_assert_num_queries, number
):
    client.force_login(busy(number))
    with django_assert_num_queries(9):
        client.get("/record/")
