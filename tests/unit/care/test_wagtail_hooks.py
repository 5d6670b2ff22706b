import datetime

import pytest
import time_machine
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import User
from care.models import SupportContact
from care.wagtail_hooks import ask_for_checks
from tests.factories.accounts import UserFactory
from tests.factories.care import SupportContactFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_day():
    with time_machine.travel(datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)):
        yield


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("admin@example.org"))
    return client


def test_the_list_says_what_needs_checking(admin):
    SupportContactFactory(name="Fresh")
    SupportContactFactory(name="Flagged", checked_on=datetime.date(2026, 6, 1))
    SupportContactFactory(name="Gone", checked_on=datetime.date(2026, 1, 1))

    page = admin.get(reverse("wagtailsnippets_care_supportcontact:list")).content.decode()

    assert page.count("Needs checking") == 1
    assert page.count("Hidden until it is checked") == 1


def test_a_contact_is_made_in_the_editor(admin):
    response = admin.post(
        reverse("wagtailsnippets_care_supportcontact:add"),
        {
            "name": "Peer support",
            "slug": "peers",
            "whom": "Staff",
            "audience": ["staff", "everyone"],
            "owner": "Training team",
            "checked_on": "2026-11-25",
            "status": "secondary",
        },
    )

    assert response.status_code == 302
    assert SupportContact.objects.get().audience == ["staff", "everyone"]


def test_the_form_of_a_contact_shows_its_groups_ticked(admin):
    contact = SupportContactFactory(audience=["staff"])

    page = admin.get(
        reverse("wagtailsnippets_care_supportcontact:edit", args=[contact.pk])
    ).content.decode()

    assert page.count("checked") >= 1
    assert 'value="staff"' in page


def panels_for(user) -> str:
    request = RequestFactory().get("/cms/")
    request.user = user
    panels = []
    ask_for_checks(request, panels)
    return "".join(panel.render_html({"request": request}) for panel in panels)


@pytest.mark.parametrize("count", [1, 3])
def test_the_editors_home_page_asks_for_checks(count):
    SupportContactFactory.create_batch(count, checked_on=datetime.date(2026, 6, 1))

    panel = panels_for(User.objects.create_superuser("admin@example.org"))

    assert f"{count} support contact" in panel
    assert panel.count("last checked 1 June 2026") == count


def test_the_editors_home_page_is_quiet_when_all_is_checked():
    SupportContactFactory()

    assert panels_for(User.objects.create_superuser("admin@example.org")) == ""


def test_who_may_not_change_contacts_is_not_asked():
    SupportContactFactory(checked_on=datetime.date(2026, 6, 1))

    assert panels_for(UserFactory()) == ""
