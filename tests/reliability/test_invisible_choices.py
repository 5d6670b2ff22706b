"""What nobody may ever learn is planted here, and looked for wherever the site keeps or says anything."""

import datetime
import json
import re
from itertools import pairwise

import pytest
import time_machine
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from care.queries import kept_by
from tests.factories.world import (
    ADMINISTRATOR,
    EDITOR,
    EVALUATOR,
    EVERYBODY,
    MANAGER,
    OWNER,
    STRANGER,
    VISITOR,
    World,
)
from tests.reliability.traces import cached, changed, comparable, logged, tables
from tests.unit.core.markup import elements

pytestmark = pytest.mark.django_db

LESSON = "/modules/first-steps/keeping-people/"
SECRET = "the kestrel over the marigolds"
EXPORTS = {
    OWNER: ["/record/export.csv", "/record/export.json"],
    MANAGER: ["/team/export.csv"],
    EVALUATOR: ["/evaluation/reach.csv", "/evaluation/codebook.csv"],
    ADMINISTRATOR: ["/evaluation/reach.csv"],
}


@pytest.fixture(autouse=True)
def _one_moment():
    """Time stands still, so that two goings differ in nothing but in what they choose."""
    with time_machine.travel(datetime.datetime.now(tz=datetime.UTC), tick=False):
        yield


def count_from_here() -> None:
    """Give the next rows the next numbers: PostgreSQL does not take numbers back with a rollback."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


def played(world: World, note: str) -> dict[str, list[str]]:
    """A scenario from its note to its debrief, in one telling or the other; then it is undone."""
    count_from_here()
    with transaction.atomic():
        client = world.client(OWNER)
        run = f"/scenarios/runs/{world.names['run']}/"
        page = client.post(run, {"note": note})
        for scene, choice in (("door", "welcome"), ("room", "listen")):
            version = re.search(r'name="version" value="(\d+)"', page.content.decode())[1]
            page = client.post(
                f"{run}choose/",
                {"note": note, "scene": scene, "choice": choice, "key": scene, "version": version},
            )
            assert page.status_code == 200
        page = client.post(f"{run}finish/", {"note": note})
        told = page.content.decode()
        assert ("quietly" in told.lower()) == (note == "alternative")
        client.post(f"{run}debrief/", {"note": note})
        kept = comparable(tables())
        transaction.set_rollback(True)
    return kept


def test_which_telling_was_taken_makes_no_difference_to_anything_that_is_kept(world: World):
    with logged() as gone_on:
        plainly = played(world, "go-on")
    with logged() as otherwise:
        quietly = played(world, "alternative")
    assert changed(plainly, quietly) == set()
    assert "alternative" not in otherwise()
    assert lines(gone_on()) == lines(otherwise())


def lines(log: str) -> list[tuple[str, int]]:
    """Requests and their statuses, in order."""
    found = [json.loads(line) for line in log.splitlines()]
    return [(line["request"], line["code"]) for line in found if "code" in line]


def test_the_choice_at_a_passage_never_leaves_the_page(world: World):
    """Going on, the alternative, and a pause are places on the page: no form, no address, no script."""
    page = world.client(OWNER).get(LESSON).content.decode()
    links = [attrs for tag, attrs in elements(page) if tag == "a"]
    ids = {attrs["id"] for _tag, attrs in elements(page) if attrs.get("id")}
    choices = re.findall(r'<a href="([^"]*)"><b>([^<]*)</b>', page)
    assert [target for target, _words in choices if not target.startswith("#")] == ["/training/"]
    assert len([target for target, _words in choices if target[1:] in ids]) == 2
    for attrs in links:
        if attrs["href"] in {target for target, _words in choices} | {"#pause"}:
            assert set(attrs) <= {"href", "class"}, attrs
    assert "#pause" in {attrs["href"] for attrs in links}
    # Both tellings are in the page that everybody is served, whatever they choose.
    assert "The distressing words." in page
    assert "The calm words." in page


@pytest.mark.parametrize("address", ["/support/", "/leave/"])
def test_a_visit_leaves_nothing_behind(world: World, address: str):
    client = world.client(
        OWNER,
        REMOTE_ADDR="203.0.113.77",
        headers={"user-agent": SECRET, "referer": f"http://testserver{LESSON}"},
    )
    session = world.sessions[OWNER]
    client.get(LESSON)
    before, cache_before = tables(), cached()
    with logged() as log:
        assert client.get(address, {"q": SECRET}).status_code == 200
    assert changed(before, tables()) == set()
    assert cached() == cache_before
    line = json.loads(log())
    assert line.pop("logger")
    assert line == {
        "event": "page_served",
        "path": address,
        "status": 200,
        "level": "info",
        "timestamp": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
    }
    for trace in (SECRET, "203.0.113", session, LESSON):
        assert trace not in log()


def test_the_next_request_does_not_tell_where_somebody_was(world: World):
    """Support's page asks the browser to name no address to the page that comes after it."""
    for address in ("/support/", "/leave/"):
        response = world.client(OWNER).get(address)
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["Cache-Control"] == "no-store"


@pytest.fixture
def planted(world: World):
    """The owner keeps a thought in a lesson and one after a scenario; all of it is undone at the end."""
    with transaction.atomic():
        client = world.client(OWNER)
        before = tables()
        with logged() as log:
            client.post(f"{LESSON}reflections/no-news/", {"text": SECRET})
            run = f"/scenarios/runs/{world.names['finished_run']}/"
            client.post(f"{run}finish/")
            client.post(f"{run}reflection/", {"text": f"{SECRET} again"})
            assert SECRET in client.get(LESSON).content.decode()
            assert SECRET in client.get(f"{run}debrief/").content.decode()
        yield before, log
        transaction.set_rollback(True)


def test_a_thought_can_be_read_by_its_writer_alone(world: World, planted):
    for role in EVERYBODY:
        for address in (LESSON, f"/scenarios/runs/{world.names['finished_run']}/debrief/"):
            page = world.client(role).get(address, follow=True).content.decode()
            assert (SECRET in page) == (role == OWNER), (role, address)
    assert kept_by(world.users[STRANGER]) == []


def test_a_thought_is_in_no_table_log_or_cache(world: World, planted):
    before, log = planted
    after = tables()
    for table, rows in after.items():
        for row in rows:
            for word in ("kestrel", "marigold"):
                assert word not in row, table
    assert not any("kestrel" in line for line in cached())
    assert "kestrel" not in log()
    # Where it is locked, and where one is in the story; no event, no audit entry, no message.
    assert changed(before, after) & {
        "tracking_event",
        "core_auditentry",
        "core_auditpersonal",
        "core_outboxmessage",
        "care_privatetext",
    } <= {"care_privatetext", "tracking_event"}
    told = set(after["tracking_event"]) - set(before["tracking_event"])
    assert not any("reflection" in row or "thought" in row for row in told)


def test_a_thought_is_in_no_export_and_on_nobodys_screen(world: World, planted):
    owner = world.users[OWNER].pk
    screens = {
        MANAGER: ["/team/", f"/team/people/{owner}/"],
        EDITOR: ["/cms/", "/cms/reports/site-history/", "/cms/modules/", "/cms/snippets/"],
        ADMINISTRATOR: [f"/accounts/people/{owner}/", "/cms/", "/accounts/people/"],
        EVALUATOR: ["/evaluation/"],
    }
    for role in (MANAGER, EDITOR, ADMINISTRATOR, EVALUATOR):
        for address in [*screens[role], *EXPORTS.get(role, [])]:
            response = world.client(role).get(address, follow=True)
            assert response.status_code == 200, (role, address)
            text = b"".join(response) if response.streaming else response.content
            assert b"kestrel" not in text, (role, address)


def test_a_deleted_thought_is_gone_at_once(world: World, planted):
    before, _log = planted
    world.client(OWNER).post(f"{LESSON}reflections/no-news/", {"delete": "1"})
    run = f"/scenarios/runs/{world.names['finished_run']}/"
    world.client(OWNER).post(f"{run}reflection/", {"delete": "1"})
    assert tables()["care_privatetext"] == before["care_privatetext"]


def test_how_one_reads_is_kept_in_one_place(world: World):
    with transaction.atomic():
        before = tables()
        with logged() as log:
            world.client(OWNER).post("/accounts/reading/", {"theme": "dark", "size": "larger"})
        assert changed(before, tables()) == {"care_readingpreference"}
        assert "larger" not in log()
        transaction.set_rollback(True)


def test_managers_learn_no_answer_no_choice_and_no_number_of_tries(world: World):
    """The owner has tried a check twice and played a story: their manager sees neither."""
    owner = world.users[OWNER].pk
    for address in ("/team/", f"/team/people/{owner}/", "/team/export.csv"):
        response = world.client(MANAGER).get(address)
        text = (b"".join(response) if response.streaming else response.content).decode().lower()
        assert "olive" in text
        for word in ("at the door", "do welcome", "do listen", "score", "2 of 2", "not yet passed"):
            assert word not in text, (address, word)


def test_what_is_personal_reaches_no_export_but_the_learners_own(world: World):
    mine = world.client(OWNER).get("/record/export.json").json()
    assert mine
    for role, addresses in EXPORTS.items():
        if role == OWNER:
            continue
        for address in addresses:
            text = b"".join(world.client(role).get(address)).decode()
            for verb in ("answered", "chose", "failed", "placed", "visited", "paused"):
                assert verb not in text, address


def test_the_steps_of_a_visitor_are_not_tied_together(world: World):
    """Reading the open pages without signing in begins no session."""
    before = tables()
    client = world.client(VISITOR)
    for address in ("/", "/modules/", "/support/", "/code/", "/verify/", "/leave/"):
        client.get(address)
    assert changed(before, tables()) == set()
    assert "sessionid" not in client.cookies


def test_the_comparison_would_see_a_difference(world: World):
    """The tests above are worth something only if a trace shows."""
    traces = []
    for choice in ("welcome", "refuse"):
        with transaction.atomic():
            client = world.client(OWNER)
            run = f"/scenarios/runs/{world.names['run']}/"
            form = {"scene": "door", "choice": choice, "key": "k", "version": "0"}
            assert client.post(f"{run}choose/", form).status_code == 200
            traces.append(comparable(tables()))
            transaction.set_rollback(True)
    assert all(changed(one, other) for one, other in pairwise(traces))
