"""A button pressed twice, a form sent again over a poor line, a sweep that runs beside another."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone

from core.models import OutboxMessage
from core.sweep import sweep
from tests.factories.mandatory import person, require
from tests.factories.world import ADMINISTRATOR, EDITOR, EVERYBODY, MANAGER, OWNER, World
from tests.permissions.table import LINES, NOT, OK
from tests.reliability.traces import changed, tables
from tracking.models import Event, ModuleVersion

pytestmark = pytest.mark.django_db

SENT = [line for line in LINES if line.post is not NOT and OK in line.post.values()]
# What a page says once ("Saved.") is in the session; a thought is locked anew each time.
SAID = {"django_session", "sessions, opened"}
LOCKED = {"care_privatetext"}
LESSON = "/modules/first-steps/keeping-people/"


@pytest.fixture(autouse=True)
def _undone(world: World):
    with (
        time_machine.travel(datetime.datetime.now(tz=datetime.UTC), tick=False),
        transaction.atomic(),
    ):
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("line", SENT, ids=lambda line: line.pattern)
def test_what_is_sent_twice_is_done_once(world: World, line):
    role = next(role for role in reversed(EVERYBODY) if line.post[role] == OK)
    address = line.at.format(**world.names)
    data = {key: value.format(**world.names) for key, value in line.data.items()}
    client = world.client(role)
    first = client.post(address, data)
    done = tables()
    second = client.post(address, data)
    assert first.status_code < 500
    assert second.status_code < 500
    after = tables()
    assert changed(done, after) - SAID - LOCKED == set()
    assert {table: len(done[table]) for table in LOCKED} == {
        table: len(after[table]) for table in LOCKED
    }


def events(verb: str) -> int:
    return Event.objects.filter(verb=verb).count()


@pytest.mark.parametrize("times", [2, 5])
def test_a_lesson_is_finished_once_however_often_the_button_is_pressed(world: World, times: int):
    client = world.client(OWNER)
    before = events("completed")
    for _ in range(times):
        assert client.post(f"{LESSON}done/").status_code == 302
    assert events("completed") == before + 1


def test_an_answer_for_practice_is_kept_once_and_another_form_is_another(world: World):
    client = world.client(OWNER)
    before = events("answered")
    for key in ("one", "one", "two"):
        client.post(f"{LESSON}questions/T1/", {"answer": "a", "key": key})
    assert events("answered") == before + 2


def test_a_check_is_opened_once_marked_once_and_kept_as_it_was_sent(world: World):
    client = world.client(OWNER)
    opened = {client.post("/modules/first-steps/check/")["Location"] for _ in range(3)}
    assert len(opened) == 1
    attempt = opened.pop().removesuffix("1/")
    for number in (1, 2):
        for _ in range(2):
            client.post(f"{attempt}{number}/", {"chosen": "b"})
    before = events("passed") + events("failed")
    for _ in range(3):
        assert client.post(f"{attempt}submit/")["Location"] == f"{attempt}result/"
    assert events("passed") + events("failed") == before + 1
    kept = client.get(f"{attempt}result/").content
    late = client.post(f"{attempt}1/", {"chosen": "a"})
    assert late.status_code == 409
    assert client.get(f"{attempt}result/").content == kept


def test_a_choice_is_made_once_and_an_old_page_cannot_make_another(world: World):
    client = world.client(OWNER)
    run = f"/scenarios/runs/{world.names['run']}/"
    form = {"scene": "door", "choice": "welcome", "key": "k1", "version": "0", "note": "go-on"}
    first = client.post(f"{run}choose/", form)
    again = client.post(f"{run}choose/", form)
    assert (first.status_code, again.status_code) == (200, 200)
    old = client.post(f"{run}choose/", {**form, "choice": "refuse", "key": "k2"})
    assert old.status_code == 409
    assert b"You did welcome." in client.post(run, {"note": "go-on"}).content


def test_a_module_is_begun_once(world: World):
    client = world.client(MANAGER)
    before = events("registered")
    for _ in range(3):
        client.post("/modules/first-steps/")
    client.post(f"{LESSON}done/")
    assert events("registered") == before + 1


def letters() -> list[str]:
    """Sweep until nothing is due, then twice more; the letters that went out."""
    mail.outbox.clear()
    for _ in range(3):
        sweep()
    assert not OutboxMessage.objects.filter(
        state=OutboxMessage.State.WAITING, due_at__lte=timezone.now()
    ).exists()
    return sorted(f"{letter.to} {letter.subject}" for letter in mail.outbox)


def test_an_invitation_that_is_sent_twice_is_one_letter(world: World):
    letters()
    client = world.client(ADMINISTRATOR)
    form = {"email": "late@example.org", "first_name": "Lou", "last_name": "Late"}
    for _ in range(2):
        assert client.post("/accounts/invitations/", form).status_code == 302
    sent = letters()
    assert len(sent) == 1
    assert "late@example.org" in sent[0]
    assert letters() == []


def test_a_reminder_that_is_confirmed_twice_is_one_letter(world: World):
    letters()  # what comes round each morning has been today, and would have reminded them
    today = timezone.localdate()
    late = person(world.users[MANAGER].posts.get().unit, today - datetime.timedelta(days=40))
    require(name="Once more", effective_from=today - datetime.timedelta(days=40), first_days=30)
    client = world.client(MANAGER)
    form = {"person": str(late.pk), "confirm": "yes"}
    for _ in range(2):
        assert client.post("/team/remind/", form).status_code == 302
    sent = letters()
    assert len(sent) == len(set(sent)) == 2, sent  # of each requirement that asks them
    assert all(late.email in letter for letter in sent)
    assert letters() == []


def test_a_staff_file_that_is_confirmed_twice_is_imported_once(world: World, tmp_path):
    head = "staff_number,email,first_name,last_name,joined_on,unit_code,unit_name,parent_unit_code,job,title,leads"
    row = "S777,s777@example.org,Sam,Seven,2026-01-05,N1,North,,other,,no"
    file = tmp_path / "staff.csv"
    file.write_text(f"{head}\n{row}\n")
    client = world.client(ADMINISTRATOR)
    with file.open("rb") as source:
        run = client.post("/accounts/staff-feed/", {"file": source})["Location"]
    for _ in range(2):
        assert client.post(f"{run}change/", {"mass": "yes"}).status_code == 302
        sweep()
    done = tables()
    client.post(f"{run}change/", {"mass": "yes"})
    sweep()
    assert changed(done, tables()) - SAID == set()
    assert any("s777@example.org" in row for row in done["accounts_user"])


def test_a_release_that_is_sent_twice_is_one_version(world: World):
    client = world.client(EDITOR)
    address = f"/cms/modules/{world.names['page_id']}/release/"
    page = client.get(address)
    form = {"kind": "minor", "note": "A word.", "seen": page.context["outlook"].seen}
    before = ModuleVersion.objects.count()
    for _ in range(2):
        assert client.post(address, form).status_code < 500
    assert ModuleVersion.objects.count() <= before + 1


def test_a_requirement_that_is_sent_twice_is_one(world: World):
    client = world.client(ADMINISTRATOR)
    form = {
        "module": "first-steps",
        "name": "The first steps",
        "audience": "everyone",
        "first_days": "28",
        "repeat_months": "12",
    }
    assert client.post("/team/requirements/new/", form).status_code == 302
    done = tables()
    assert client.post("/team/requirements/new/", form).status_code == 302
    assert changed(done, tables()) - SAID == set()
