import datetime
import re

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory
from django.utils import timezone

from accounts.enums import Role
from accounts.services import sync_roles
from core.dates import say_date
from core.models import AuditEntry
from courses.models import LessonPage, ModulePage
from courses.wagtail_hooks import say_that_release_is_next
from tests.factories.accounts import UserFactory
from tests.factories.courses import make_module_with_facts, make_released
from tests.factories.tracking import finish_module
from tracking.models import ModuleVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = UserFactory(first_name="Eda", last_name="Editor")
    client.force_login(user)
    return user


def become_editor(user) -> None:
    """Roles hold on pages, so they are synchronised once there are pages."""
    sync_roles(by=None)
    from django.contrib.auth.models import Group

    user.groups.add(Group.objects.get(name=Role.EDITOR))


def screen_of(page: ModulePage) -> str:
    return f"/cms/modules/{page.pk}/release/"


def mend(lead: str = "News is a right, and a relief.") -> None:
    page = LessonPage.objects.get(slug="keeping-people")
    page.lead = lead
    page.save_revision().publish()


def seen_in(html: str) -> str:
    return re.search(r'name="seen" value="([0-9a-f]{64})"', html)[1]


def form(html: str, **fields: str) -> dict[str, str]:
    return {"kind": "minor", "note": "One sentence.", "seen": seen_in(html), **fields}


def test_the_list_shows_what_waits(client, editor) -> None:
    make_released()
    become_editor(editor)
    assert "Version 1, released" in client.get("/cms/modules/").content.decode()
    mend()
    html = client.get("/cms/modules/").content.decode()
    assert "Published, not yet released: 1 lesson changed." in html


def test_the_screen_shows_changed_sentences_and_who_released_what(client, editor) -> None:
    make_released()
    become_editor(editor)
    mend()
    page = ModulePage.objects.get()
    html = client.get(screen_of(page)).content.decode()
    assert "<del>News is a right.</del>" in html
    assert "<ins>News is a right, and a relief.</ins>" in html

    response = client.post(screen_of(page), form(html), follow=True)

    html = response.content.decode()
    assert "Nothing to release" in html
    assert "One sentence." in html
    assert "Eda Editor" in html
    version = ModuleVersion.objects.get(number=2)
    assert (version.kind, version.released_by) == ("minor", editor)
    assert AuditEntry.objects.filter(action="module_version.released", by=editor).count() == 1


def test_a_material_release_asks_for_a_day_in_the_future(client, editor) -> None:
    make_released()
    become_editor(editor)
    mend()
    page = ModulePage.objects.get()
    html = client.get(screen_of(page)).content.decode()
    for day in ("", "01/01/2020"):
        response = client.post(screen_of(page), form(html, kind="material", retake_by=day))
        assert response.status_code == 422
    assert ModuleVersion.objects.count() == 1
    day = timezone.localdate() + datetime.timedelta(days=60)
    data = form(html, kind="material", retake_by=day.strftime("%d/%m/%Y"))
    asked = client.post(screen_of(page), data)
    assert asked.status_code == 200
    assert "0 people have finished this module" in asked.content.decode()
    assert f'name="retake_by" value="{say_date(day)}"' in asked.content.decode()
    assert ModuleVersion.objects.count() == 1
    data |= {"retake_by": say_date(day), "confirm": "0"}
    assert client.post(screen_of(page), data).status_code == 302
    assert ModuleVersion.objects.get(number=2).retake_by == day


def test_somebody_who_has_finished_is_counted_before_they_are_asked_again(client, editor) -> None:
    make_released()
    become_editor(editor)
    finish_module(UserFactory(), "first-steps")
    mend()
    page = ModulePage.objects.get()
    html = client.get(screen_of(page)).content.decode()
    assert "1 person has finished this module" in html
    day = say_date(timezone.localdate() + datetime.timedelta(days=60))
    data = form(html, kind="material", retake_by=day)
    assert "Release, and ask 1 person again" in client.post(screen_of(page), data).content.decode()
    stale = client.post(screen_of(page), {**data, "confirm": "0"})
    assert stale.status_code == 200
    assert ModuleVersion.objects.count() == 1
    assert client.post(screen_of(page), {**data, "confirm": "1"}).status_code == 302


def test_publishing_says_that_release_is_next(client, editor) -> None:
    make_released()
    become_editor(editor)
    mend()
    request = RequestFactory().get("/")
    request.session = client.session
    request._messages = FallbackStorage(request)
    say_that_release_is_next(request, LessonPage.objects.get(slug="keeping-people"))
    (message,) = [str(one) for one in request._messages]
    assert "Published, not yet released: 1 lesson changed." in message
    assert screen_of(ModulePage.objects.get()) in message


def test_a_change_behind_the_editors_back_is_shown_before_it_is_released(client, editor) -> None:
    make_released()
    become_editor(editor)
    mend()
    page = ModulePage.objects.get()
    html = client.get(screen_of(page)).content.decode()
    mend("Something else.")
    response = client.post(screen_of(page), form(html))
    assert response.status_code == 409
    assert "Read it through again" in response.content.decode()
    assert ModuleVersion.objects.count() == 1
    assert client.post(screen_of(page), form(response.content.decode())).status_code == 302


def test_what_blocks_is_listed_and_nothing_can_be_released(client, editor) -> None:
    page = make_module_with_facts()
    become_editor(editor)
    mend("A sentence " + "of far too many words " * 10 + "it is.")
    html = client.get(screen_of(page)).content.decode()
    assert "1 thing blocks the release" in html
    assert "A sentence has" in html
    assert 'name="note"' not in html


def test_drafts_that_would_not_go_out_are_named(client, editor) -> None:
    make_released()
    become_editor(editor)
    page = LessonPage.objects.get(slug="who-has-rights")
    page.lead = "A draft."
    page.save_revision()
    html = client.get(screen_of(ModulePage.objects.get())).content.decode()
    assert "Who has rights" in html
    assert "Nothing to release" in html


def test_others_are_told_whom_to_ask(client, editor) -> None:
    make_released()
    for address in ("/cms/modules/", screen_of(ModulePage.objects.get())):
        assert client.get(address).status_code == 403
    client.logout()
    assert client.get("/cms/modules/").status_code == 302


def test_the_list_takes_no_more_queries_for_more_lessons(client, editor) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from courses.queries import release_rows

    make_released()
    with CaptureQueriesContext(connection) as one:
        release_rows()
    module = ModulePage.objects.get()
    for number in range(3):
        module.add_child(
            instance=LessonPage(title=f"More {number}", slug=f"more-{number}", lead="x", number="9")
        )
    with CaptureQueriesContext(connection) as more:
        release_rows()
    assert len(one) == len(more) <= 3


def test_the_button_stands_beside_the_module_and_its_lessons(client, editor) -> None:
    make_released()
    become_editor(editor)
    page = ModulePage.objects.get()
    for one in (page, LessonPage.objects.first()):
        html = client.get(f"/cms/pages/{one.pk}/edit/").content.decode()
        assert screen_of(page) in html


def test_a_draft_is_previewed_as_it_would_be_served(rf, editor) -> None:
    make_released()
    page = LessonPage.objects.get(slug="keeping-people")
    page.lead = "Only in the draft."
    raw = list(page.body.raw_data)
    raw[2]["value"]["cites"] = "2020/nothing"
    page.body = raw
    response = page.make_preview_request(preview_mode="")
    response.render() if hasattr(response, "render") else None
    html = response.content.decode()
    assert "Only in the draft." in html
    assert "no such duty" in html
    assert "A call took <b>two</b> minutes." in html
    assert "\ue000" not in html


def test_a_module_is_previewed(editor) -> None:
    make_released()
    page = ModulePage.objects.get()
    page.summary = "Only in the draft."
    response = page.make_preview_request(preview_mode="")
    assert "Only in the draft." in response.content.decode()
