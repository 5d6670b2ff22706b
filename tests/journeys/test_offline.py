"""The line drops: on a train, on a shared terminal, after a long time, and while nobody should know where one was."""

import json
import re

import pytest

from demo.people import PASSWORD
from tests.journeys.conftest import PATIENCE

pytestmark = pytest.mark.browser

MODULE = "/modules/victims-code/"
LESSON = f"{MODULE}keeping-people-informed/"
NEXT = f"{MODULE}who-gets-enhanced-rights/"
FINISH = re.compile("^Finish")
THOUGHT = "form.s-private:not(details *) textarea"
OFFLINE = "You are offline: what you do is kept on this device and sent when the line is back."
# What a browser itself says of a line that is gone.
GONE = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "status of 401", "status of 404")


class Device:
    """A browser with its line, and a look at all that it keeps."""

    def __init__(self, watched) -> None:
        self.watched, self.page, self.site = watched, watched.page, watched.site
        self.context = watched.page.context

    def cut_off(self) -> None:
        self.context.set_offline(True)
        self.page.wait_for_function("() => !navigator.onLine")

    def reconnect(self) -> None:
        self.context.set_offline(False)
        self.page.wait_for_function("() => navigator.onLine")

    def go(self, path: str) -> None:
        self.page.goto(f"{self.site.url}{path}")

    def until(self, question: str, argument: object = None) -> None:
        """Wait until the page answers yes. (Playwright's own waiting takes a promise for a yes.)"""
        for _ in range(PATIENCE // 100):
            if self.page.evaluate(question, argument):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(question)

    def until_kept(self, *paths: str) -> None:
        """Wait until these pages can be read without a line."""
        self.until(
            """async (paths) => {
              if (!navigator.serviceWorker.controller) return false;
              for (const path of paths) if (!await caches.match(path)) return false;
              return true;
            }""",
            list(paths),
        )

    def until_sent(self) -> None:
        """Wait until nothing is left to be sent."""
        self.until(f"async () => !(await {WAITING}).length")

    def kept(self) -> dict:
        """Everything that this origin has on the device, by name; bodies too."""
        return self.page.evaluate(KEPT)

    def copies(self) -> list[str]:
        """The pages that are kept for the reader."""
        caches = self.kept()["caches"]
        return sorted(path for name, pages in caches.items() if "copies" in name for path in pages)

    def calm(self) -> None:
        """Nothing broke but the line."""
        found = self.watched.wrong
        assert [one for one in found if not any(word in one for word in GONE)] == []
        found.clear()


WAITING = "steady.list(steady.readerIn(document.cookie.match(/steady_reader=([^;]*)/)?.[1]))"
KEPT = """async () => {
  const found = {caches: {}, local: {...localStorage}, session: {...sessionStorage}, things: []};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    found.caches[name] = {};
    for (const request of await cache.keys()) {
      const url = new URL(request.url);
      found.caches[name][url.pathname + url.search] = await (await cache.match(request)).text();
    }
  }
  const names = (await indexedDB.databases()).map(one => one.name);
  if (names.includes('steady')) found.things = await new Promise(done => {
    const asked = indexedDB.open('steady');
    asked.onsuccess = () => {
      const db = asked.result;
      if (!db.objectStoreNames.length) { db.close(); return done([]); }
      const all = db.transaction('things').objectStore('things').getAll();
      all.onsuccess = () => { db.close(); done(all.result); };
    };
  });
  found.workers = (await navigator.serviceWorker.getRegistrations()).length;
  return found;
}"""

ASK = """
import django, json; django.setup()
from tracking.models import Event, Registration
from courses.models import Place
events = Event.objects.filter(actor__email="{email}").order_by("recorded_at")
print(json.dumps({{
    "events": [[one.verb, one.object_iri.split("/modules/")[-1]] for one in events],
    "registrations": Registration.objects.filter(user__email="{email}").count(),
    "places": list(Place.objects.filter(user__email="{email}").values_list("lesson_key", "block_id")),
}}))
"""


def record_of(site, email: str) -> dict:
    """What the site has on a person."""
    return json.loads(site.run("-c", ASK.format(email=email)))


@pytest.fixture
def device(opened, learners):
    """Somebody signed in on a phone."""

    def begin(width: int = 360) -> tuple[Device, str]:
        watched = opened(width)
        email = next(learners)
        watched.sign_in(email)
        return Device(watched), email

    return begin


def test_a_lesson_that_is_begun_cut_off_and_read_to_its_end_is_finished_once(device):
    phone, email = device()
    page = phone.page
    phone.go(LESSON)
    phone.until_kept(LESSON, NEXT)
    phone.cut_off()
    page.get_by_text(OFFLINE).wait_for()

    # The page is closed on the train and opened again.
    phone.go(LESSON)
    assert "Keeping people informed" in page.title()
    assert page.get_by_text(OFFLINE).is_visible()
    assert page.locator("h1:visible").count() == 1
    phone.watched.fits("offline")

    # A question is answered twice, the place moves, and the lesson is finished.
    form = page.locator("form[data-queue] fieldset").first
    for number in (0, 1):
        form.locator("input").nth(number).check()
        page.get_by_role("button", name="See what the Code says").first.click()
        page.get_by_text("Not sent yet.").wait_for()
        page.wait_for_timeout(2100)  # a double click is not sent twice
    blocks = page.locator("article [data-block]")
    last = blocks.nth(blocks.count() - 3).get_attribute("id")
    page.evaluate(
        "id => document.getElementById(id).scrollIntoView({block: 'start', behavior: 'instant'})",
        last,
    )
    phone.until(f"async () => (await {WAITING}).some(one => one.url.endsWith('/place/'))")
    page.get_by_role("button", name=FINISH).click()
    page.wait_for_url(f"**{NEXT}")
    assert "Who gets Enhanced Rights" in page.title()
    page.get_by_text("Not sent yet.").wait_for()
    things = phone.kept()["things"]
    assert sorted(one["url"].removeprefix(LESSON).split("/")[0] for one in things) == [
        *("done", "place", "questions")
    ]
    assert record_of(phone.site, email)["events"] == []

    phone.reconnect()
    page.get_by_text("Sent. Nothing is waiting.").wait_for()
    found = record_of(phone.site, email)
    verbs = [verb for verb, _iri in found["events"]]
    assert verbs.count("completed") == 1
    assert verbs.count("answered") == 1
    assert found["registrations"] == 1
    assert [lesson for lesson, _block in found["places"]] == ["keeping-people-informed"]
    assert phone.kept()["things"] == []
    phone.calm()


def test_what_arrived_without_an_answer_is_not_done_twice(device):
    """What was sent is taken, but the answer is lost on its way; so it is sent once more."""
    phone, email = device(1280)
    page = phone.page
    phone.go(LESSON)
    phone.until_kept(LESSON, NEXT)
    lost = []

    def lose(route) -> None:
        lost.append(route.fetch())
        route.abort("internetdisconnected")

    page.route("**/done/", lose, times=1)
    page.get_by_role("button", name=FINISH).click()
    page.wait_for_url(f"**{NEXT}")
    phone.until_sent()
    assert [answer.status for answer in lost] == [200]
    found = record_of(phone.site, email)
    assert [verb for verb, _iri in found["events"]].count("completed") == 1
    phone.calm()


def test_a_thought_is_never_kept_on_the_device(device):
    phone, _email = device()
    page = phone.page
    phone.go(LESSON)
    phone.until_kept(LESSON)
    box = page.locator(THOUGHT)
    box.fill("the kestrel over the marigolds")
    page.get_by_role("button", name="Keep this thought").click()
    page.get_by_role("button", name="Delete it").wait_for()
    phone.go(LESSON)
    page.wait_for_timeout(1500)
    phone.cut_off()
    box = page.locator(THOUGHT)
    assert "kestrel" in box.input_value()
    box.fill("the heron by the mill")
    page.get_by_role("button", name="Keep this thought").click()
    page.get_by_text("You are offline, so this is not saved yet.").wait_for()
    assert box.input_value() == "the heron by the mill"
    kept = json.dumps(phone.kept())
    assert "kestrel" not in kept
    assert "heron" not in kept
    phone.go(LESSON)
    assert page.locator(THOUGHT).input_value() == ""
    phone.calm()


def test_only_aids_and_lessons_are_kept_and_nothing_that_is_somebodys_own(device):
    phone, email = device()
    for path in (
        *("/training/", "/record/", "/accounts/", "/accounts/reading/", "/search/?q=bail"),
        *(MODULE, f"{MODULE}check/", "/scenarios/sc01/", "/support/", "/leave/", LESSON),
    ):
        phone.go(path)
    phone.until_kept(LESSON, NEXT, "/aids/no-news-call/")
    phone.page.wait_for_timeout(1000)
    copies = phone.copies()
    assert {path for path in copies if not path.startswith("/aids/")} == {LESSON, NEXT}
    kept = json.dumps(phone.kept())
    assert email not in kept
    assert "Lee Learner" not in kept
    assert 'csrfmiddlewaretoken\\\\" value=\\\\"' not in kept.replace('value=\\\\"\\\\"', "")


def test_what_is_kept_does_not_tell_of_support_of_leaving_or_of_a_choice(device):
    """Two people take the same lesson. One goes for support, takes the alternative, pauses and leaves."""

    def gone(quietly: bool) -> dict:
        phone, _email = device()
        page = phone.page
        phone.go(f"{MODULE}report-to-referral/")
        if quietly:
            phone.go("/support/")
            phone.go(f"{MODULE}report-to-referral/")
            page.get_by_role("link", name="Pause").first.click()
            page.get_by_role("link", name="Go back to where I was").click()
            for link in page.locator(".s-equal a[href^='#']").all()[1:2]:
                link.click()
            page.get_by_role("link", name="Exit this page").click()
            page.wait_for_url("**/leave/")
            phone.go(f"{MODULE}report-to-referral/")
        phone.until_kept(
            f"{MODULE}report-to-referral/", "/aids/no-news-call/", "/support/", "/leave/"
        )
        page.wait_for_timeout(1000)
        kept = phone.kept()
        names = sorted(path for pages in kept["caches"].values() for path in pages)
        return {
            "paths": names,
            "local": sorted(kept["local"]),
            "session": sorted(kept["session"]),
            "things": kept["things"],
            "databases": page.evaluate(
                "async () => (await indexedDB.databases()).map(d => d.name)"
            ),
        }

    assert gone(quietly=False) == gone(quietly=True)


def test_support_and_the_way_out_are_there_without_a_line(device):
    phone, _email = device()
    page = phone.page
    phone.go("/training/")
    phone.until_kept("/support/", "/leave/", "/aids/no-news-call/")
    phone.cut_off()
    phone.go("/support/")
    assert page.get_by_role("heading", name="Support").first.is_visible()
    phone.go("/aids/")
    page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url("**/leave/")
    assert page.locator("table").count() >= 1
    phone.go("/record/")
    page.get_by_role("heading", name="At hand when you are offline").wait_for()
    page.get_by_role("link", name="The no-news call").click()
    page.get_by_role("heading", name="The no-news call").wait_for()
    assert page.get_by_role("link", name="Pause").first.is_visible()
    phone.calm()


def test_signing_out_leaves_nothing_behind(device):
    phone, _email = device()
    page = phone.page
    phone.go(LESSON)
    phone.until_kept(LESSON, "/aids/no-news-call/")
    page.evaluate("() => { sessionStorage.setItem('steady.sitting', '{}'); }")
    assert phone.kept()["workers"] == 1
    phone.go("/accounts/logout/")
    page.wait_for_timeout(500)
    with page.expect_event("load"):
        page.get_by_role("button", name="Sign out").click()
    assert phone.kept() == {"caches": {}, "local": {}, "session": {}, "things": [], "workers": 0}
    assert [one["name"] for one in phone.context.cookies() if one["name"] != "csrftoken"] == []
    phone.cut_off()
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        phone.go(LESSON)
    phone.watched.wrong.clear()


def test_signing_out_says_first_what_would_be_lost(device):
    phone, email = device()
    page = phone.page
    phone.go(LESSON)
    phone.until_kept(LESSON, NEXT)
    phone.go("/accounts/logout/")
    page.wait_for_timeout(500)
    phone.cut_off()
    page.evaluate(
        "async (url) => steady.keep({who: steady.readerIn(document.cookie.match(/steady_reader=([^;]*)/)?.[1]),"
        " url, pairs: [], title: 'A lesson', page: '/'})",
        f"{LESSON}done/",
    )
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("Signing out takes it from this device: it would be lost.").wait_for()
    assert len(phone.kept()["things"]) == 1
    phone.reconnect()
    page.get_by_text("Sent. Nothing is waiting.").wait_for()
    page.wait_for_timeout(2100)
    with page.expect_event("load"):
        page.get_by_role("button", name="Sign out").click()
    assert [verb for verb, _iri in record_of(phone.site, email)["events"]].count("completed") == 1
    phone.calm()


def test_the_next_person_at_a_terminal_sees_nothing_of_the_one_before(device, learners):
    """The first closes the browser without signing out; offline, nobody is shown anything of theirs."""
    phone, email = device(1280)
    page = phone.page
    phone.go(LESSON)
    phone.until_kept(LESSON, NEXT)
    phone.cut_off()
    page.get_by_role("button", name=FINISH).click()
    page.wait_for_url(f"**{NEXT}")
    # A browser that is closed forgets the session, and the reader with it.
    phone.context.clear_cookies()
    phone.go(LESSON)
    page.get_by_role("heading", name="At hand when you are offline").wait_for()
    assert page.locator("[data-copies]").is_hidden()
    assert page.locator("[data-waiting]").is_hidden()
    phone.go("/aids/no-news-call/")
    page.get_by_role("heading", name="At hand when you are offline").wait_for()

    phone.reconnect()
    other = next(learners)
    phone.watched.sign_in(other)
    page.wait_for_function("() => Object.keys(localStorage).length > 0")
    phone.go("/aids/")
    phone.until_kept("/aids/no-news-call/")
    kept = phone.kept()
    assert kept["things"] == []
    assert len([name for name in kept["caches"] if "copies" in name]) == 1
    assert LESSON not in phone.copies()
    assert record_of(phone.site, email)["events"] == []
    assert record_of(phone.site, other)["events"] == []
    phone.calm()


def test_a_session_that_ends_meanwhile_asks_to_sign_in_and_then_sends(device):
    phone, email = device()
    page = phone.page
    phone.go(LESSON)
    phone.until_kept(LESSON, NEXT)
    phone.cut_off()
    page.get_by_role("button", name=FINISH).click()
    page.wait_for_url(f"**{NEXT}")
    phone.context.clear_cookies(name="sessionid")
    phone.context.clear_cookies(name="csrftoken")
    phone.reconnect()
    page.get_by_text("goes once you have signed in").wait_for()
    assert record_of(phone.site, email)["events"] == []
    page.locator("#s-line").get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_text("Sent. Nothing is waiting.").wait_for()
    assert [verb for verb, _iri in record_of(phone.site, email)["events"]].count("completed") == 1
    assert phone.kept()["things"] == []
    phone.calm()
