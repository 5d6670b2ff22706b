"""The law changes, rehearsed on the real content: adopted, revised, learnt anew, and gone back from."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings

from accounts.enums import Role
from accounts.models import User
from core import outbox
from core.models import OutboxMessage
from courses.models import ModulePage
from courses.queries import lesson_for
from courses.services import Blocked, finish_lesson, release
from dashboards.editor.services import BUILD_DELTA
from mandatory import queries as mandatory
from mandatory.models import Assignment, Requirement
from mandatory.verifying import disagreements
from tests.factories.accounts import UnitFactory
from tests.factories.mandatory import person
from tests.factories.site import load_site, somebody
from tracking.models import Certificate, Event
from tracking.queries import completions, current_version
from tracking.services import register, void
from victimscode.models import Citation, Edition

pytestmark = pytest.mark.django_db

MODULE = "victims-code"
DELTA = "delta-rehearsal"
CODE = "/cms/code/rehearsal/"
LIMIT = "2020/r6-bail-changes"
AGENCY = "2020/r8-special-measures-outcome"
RIGHT = "2020/r10-property"


def lessons_teaching(*refs: str) -> list[str]:
    """The lessons of the module that teach one of these, by key, in order."""
    slugs = [ref.partition("/")[2] for ref in refs]
    iris = Citation.objects.filter(
        module_key=MODULE, duty__slug__in=slugs, was_in_force=True, part_iri__contains="/lesson/"
    ).values_list("part_iri", flat=True)
    order = [part["key"] for part in current_version(MODULE).manifest["parts"]]
    return sorted({iri.rsplit("/", 1)[1] for iri in iris}, key=order.index)


def changed() -> list[str]:
    from victimscode.queries import replacement_by

    found = replacement_by(Edition.objects.get(slug="rehearsal"))
    return [duty.ref for change in found.changed for duty in change.old]


def learn(user: User, *keys: str) -> None:
    for key in keys:
        finish_lesson(by=user, lesson=lesson_for(user, MODULE, key))


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return " ".join(response.content.decode().split())


@dataclass
class Site:
    """The site with people who learnt one thing, another, or nothing that changes."""

    editor: Client
    people: dict[str, User] = field(default_factory=dict)

    def asked(self) -> set[str]:
        """Who is asked today to learn what has changed."""
        rows = Requirement.objects.filter(module_key=DELTA)
        windows = mandatory.standings(as_of=mandatory.today()).filter(requirement__in=rows)
        users = set(windows.values_list("user_id", flat=True))
        return {name for name, user in self.people.items() if user.pk in users}

    def adopt(self) -> None:
        seen = self.editor.get(f"{CODE}adopt/").context["preview"].seen
        day = mandatory.today().isoformat()
        response = self.editor.post(f"{CODE}adopt/", {"on": day, "seen": seen})
        assert response["Location"] == f"{CODE}worklist/"

    def ask_for_lesson(self, due_by: datetime.date) -> None:
        seen = self.editor.get(f"{CODE}delta/").context["form"].initial["seen"]
        response = self.editor.post(f"{CODE}delta/", {"due_by": due_by.isoformat(), "seen": seen})
        assert response.status_code == 302, response.context["form"].errors

    def deliver(self) -> None:
        for waiting in OutboxMessage.objects.filter(state="waiting", kind=BUILD_DELTA):
            outbox.deliver(waiting.pk)

    def build(self, due_by: datetime.date) -> None:
        self.ask_for_lesson(due_by)
        self.deliver()
        assert "Asked today" in page(self.editor, f"{CODE}delta/")

    def go_back(self) -> None:
        response = self.editor.post(f"{CODE}go-back/", {"reason": "The drill is over"})
        assert response.status_code == 302


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker) -> Iterator[Site]:
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(CODE_REHEARSAL=True):
        load_site()
        site = Site(browser(somebody(Role.EDITOR)))
        unit = UnitFactory(code="N1", name="North")
        for name in ("limit", "agency", "both", "neither", "nothing", "in flight", "leader"):
            site.people[name] = person(unit, datetime.date(2024, 1, 8), leads=name == "leader")
        limit = [key for key in lessons_teaching(LIMIT) if key not in lessons_teaching(AGENCY)]
        agency = [key for key in lessons_teaching(AGENCY) if key not in lessons_teaching(LIMIT)]
        plain = [
            part["key"]
            for part in current_version(MODULE).manifest["parts"]
            if part["kind"] == "lesson" and part["key"] not in lessons_teaching(*changed())
        ]
        learn(site.people["limit"], limit[0])
        learn(site.people["agency"], agency[0])
        learn(site.people["both"], limit[0], agency[0])
        learn(site.people["neither"], *plain)
        register(by=site.people["in flight"], module_key=MODULE)
        learn(site.people["in flight"], plain[0])
        yield site
        transaction.set_rollback(True)


@pytest.fixture
def site(standing: Site):
    with transaction.atomic(), override_settings(CODE_REHEARSAL=True):
        yield standing
        transaction.set_rollback(True)


@pytest.fixture
def due_by() -> datetime.date:
    return mandatory.today() + datetime.timedelta(days=30)


def test_editors_are_told_all_of_it_before_and_exactly_what_is_to_be_done_after(site: Site):
    html = page(site.editor, f"{CODE}adopt/")
    assert "The limit for everyone else is now 3 working days. It was 5 working days." in html
    assert "It is now the duty of the Crown Prosecution Service." in html
    assert "Right 10 has become Rights 10 and 13." in html
    # Four people have learnt one of the rules: too few to be counted out.
    assert "Have learnt a rule that changes: fewer than 10 people" in html

    site.adopt()

    html = page(site.editor, f"{CODE}worklist/")
    for kind in ("/cms/pages/", "/cms/snippets/assessments/question/", "/cms/snippets/scenarios/"):
        assert kind in html
    assert re.search(r"0 of \d+ revised", html)
    assert "The Code has changed: Rehearsal edition (fictional)" in page(site.editor, "/cms/")


def test_every_public_page_stands_when_the_code_of_2020_is_history(site: Site):
    site.adopt()
    reader = browser(site.people["limit"])
    for address in (
        *("/training/", "/record/", "/code/", "/code/2020/", "/code/2020/right-6/", "/modules/"),
        *("/code/rehearsal/", "/code/rehearsal/right-13/", f"/modules/{MODULE}/", "/aids/"),
        *(f"/modules/{MODULE}/check/", "/about/sources/", "/search/?q=bail"),
    ):
        page(reader, address)
    for part in current_version(MODULE).manifest["parts"]:
        if part["kind"] == "lesson":
            page(reader, f"/modules/{MODULE}/{part['key']}/")
    assert Client().get("/").status_code == 200
    assert "fictional" in page(reader, "/code/rehearsal/right-6/")


def test_what_still_cites_the_old_edition_is_not_released_until_it_is_revised(site: Site):
    site.adopt()
    module = ModulePage.objects.get(slug=MODULE)
    with pytest.raises(Blocked) as blocked:
        release(by=None, module=module)
    before = len(blocked.value.findings)

    site.editor.post(f"{CODE}carry/")

    with pytest.raises(Blocked) as blocked:
        release(by=None, module=ModulePage.objects.get(slug=MODULE))
    said = [str(one) for one in blocked.value.findings]
    # Only what changed is left for people to do.
    assert len(said) < before / 3
    assert any("revise it by “rehearsal/r6-bail-changes”" in one for one in said)
    assert not any("which says the same" in one for one in said)


def test_readers_are_told_at_the_passage_until_one_goes_back(site: Site):
    reader = browser(site.people["limit"])
    address = f"/modules/{MODULE}/{lessons_teaching(LIMIT)[0]}/"
    told = "The limit for everyone else is now 3 working days. It was 5 working days."
    assert told not in page(reader, address)
    site.adopt()
    html = page(reader, address)
    assert told in html
    assert "/code/rehearsal/right-6/#r6-bail-changes" in html
    site.go_back()
    assert told not in page(reader, address)


def test_exactly_those_who_learnt_what_changed_are_asked_by_the_day(site: Site, due_by):
    site.adopt()
    assert site.asked() == set()
    site.build(due_by)

    assert site.asked() == {"limit", "agency", "both"}
    rows = Assignment.objects.held().filter(requirement__module_key=DELTA)
    assert set(rows.values_list("first_due_on", flat=True)) == {due_by}
    training = page(browser(site.people["limit"]), "/training/")
    assert "What is new: Rehearsal edition (fictional)" in training
    for name in ("neither", "nothing", "in flight", "leader"):
        client = browser(site.people[name])
        assert "What is new" not in page(client, "/training/")
        assert "What is new" not in page(client, "/modules/")
    assert list(disagreements()) == []


def test_building_it_again_changes_nothing(site: Site, due_by):
    site.adopt()
    site.build(due_by)
    before = (
        list(Requirement.objects.order_by("pk").values_list("pk", "closed_on")),
        current_version(DELTA).pk,
        Assignment.objects.count(),
    )
    site.build(due_by)
    assert before == (
        list(Requirement.objects.order_by("pk").values_list("pk", "closed_on")),
        current_version(DELTA).pk,
        Assignment.objects.count(),
    )


def test_the_lesson_is_built_after_the_request_and_asked_for_once(site: Site, due_by):
    site.adopt()
    site.ask_for_lesson(due_by)
    site.ask_for_lesson(due_by)
    assert "is being built and asked" in page(site.editor, f"{CODE}delta/")
    assert site.asked() == set()
    assert OutboxMessage.objects.filter(kind=BUILD_DELTA).count() == 1
    site.deliver()
    assert "is being built and asked" not in page(site.editor, f"{CODE}delta/")
    assert site.asked() == {"limit", "agency", "both"}


def test_a_lesson_that_was_asked_for_before_going_back_is_not_built(site: Site, due_by):
    site.adopt()
    site.ask_for_lesson(due_by)
    site.go_back()
    site.deliver()
    assert site.asked() == set()
    assert current_version(DELTA) is None


def test_what_a_reader_learnt_comes_first_with_where_and_when(site: Site, due_by):
    site.adopt()
    site.build(due_by)
    html = page(browser(site.people["agency"]), f"/modules/{DELTA}/what-is-new/")
    agency, rest = html.index("Somebody else’s duty now"), html.index("These have changed too")
    assert agency < html.index("You learnt this as it was in “") < rest < html.index("A new limit")
    assert "This is a rehearsal." in html
    assert "Whose duty is it now?" in html
    # The rule as it was stands there as history, the rule as it is with its edition.
    assert "History: The Victims’ Code of 2020" in html
    assert "Rehearsal edition (fictional): Right 8" in html

    both = page(browser(site.people["both"]), f"/modules/{DELTA}/what-is-new/")
    assert both.count("You learnt this as it was in “") >= 2
    stranger = page(browser(site.people["nothing"]), f"/modules/{DELTA}/what-is-new/")
    assert "You learnt this" not in stranger
    assert "These have changed too" not in stranger


def finish_delta(user: User) -> None:
    client = browser(user)
    client.post(f"/modules/{DELTA}/")
    assert client.post(f"/modules/{DELTA}/what-is-new/done/").status_code == 302


def test_finishing_it_clears_it_and_the_manager_sees_that(site: Site, due_by):
    site.adopt()
    site.build(due_by)
    user = site.people["limit"]
    leader = browser(site.people["leader"])
    address = f"/team/people/{user.pk}/"
    assert "What is new: Rehearsal edition (fictional)" in page(leader, address)
    assert "is due 30 days after" in page(leader, address)

    finish_delta(user)

    html = page(leader, address)
    assert "Done: “What is new: Rehearsal edition (fictional)” was finished" in html
    assert Certificate.objects.filter(user=user).count() == 1
    training = page(browser(user), "/training/")
    assert "Nothing is due" in training or "Nothing is asked" in training
    assert list(disagreements()) == []


def test_whoever_learns_the_old_text_later_is_asked_then_and_has_as_many_days(site: Site, due_by):
    site.adopt()
    site.build(due_by)
    user = site.people["in flight"]
    assert "in flight" not in site.asked()

    # They began before, and finish on the version that they began.
    learn(user, lessons_teaching(LIMIT)[0])

    assert "in flight" in site.asked()
    row = Assignment.objects.held().get(requirement__module_key=DELTA, user=user)
    assert row.first_due_on == row.starts_on + datetime.timedelta(days=30)
    assert list(disagreements()) == []

    # It was somebody else's click: corrected, nothing is asked of them.
    event = Event.objects.filter(actor=user, verb="completed").order_by("recorded_at").last()
    void(by=somebody(Role.ADMINISTRATOR), event=event, reason="Pressed by mistake")
    assert "in flight" not in site.asked()
    assert list(disagreements()) == []


def test_going_back_asks_nobody_and_loses_nothing(site: Site, due_by):
    editions = list(Edition.objects.order_by("pk").values())
    site.adopt()
    site.build(due_by)
    finish_delta(site.people["both"])
    events = Event.objects.count()

    site.go_back()

    assert site.asked() == set()
    assert list(Edition.objects.order_by("pk").values()) == editions
    assert Event.objects.count() == events
    assert completions(site.people["both"], DELTA).exists()
    assert "What is new" in page(browser(site.people["both"]), "/record/")
    assert "What is new" not in page(browser(site.people["limit"]), "/training/")
    # What was asked stays on record, closed.
    closed = Requirement.objects.get(module_key=DELTA)
    assert closed.closed_on is not None
    assert Assignment.objects.filter(requirement=closed).exists()
    assert current_version(DELTA) is None
    page(browser(site.people["limit"]), f"/modules/{DELTA}/", 404)
    assert list(disagreements()) == []
    # As it was known while the drill went on, they were asked.
    release(by=None, module=ModulePage.objects.get(slug=MODULE))


def test_the_same_again_finds_those_who_have_learnt_it_done(site: Site, due_by):
    site.adopt()
    site.build(due_by)
    finish_delta(site.people["both"])
    site.go_back()
    site.adopt()
    site.build(due_by)
    assert site.asked() == {"limit", "agency", "both"}
    rows = mandatory.standings_of(site.people["both"])
    assert [one.standing.status.value for one in rows if one.requirement.module_key == DELTA] == [
        "done"
    ]
    assert list(disagreements()) == []


def test_without_leave_for_rehearsals_nothing_invented_is_adopted(site: Site):
    with override_settings(CODE_REHEARSAL=False):
        seen = site.editor.get(f"{CODE}adopt/").context["preview"].seen
        day = mandatory.today().isoformat()
        response = site.editor.post(f"{CODE}adopt/", {"on": day, "seen": seen})
        assert response.status_code == 422
        assert browser(site.people["limit"]).get("/code/rehearsal/").status_code == 404
    assert Edition.objects.get(slug="2020").is_current
    assert settings.CODE_REHEARSAL is True
