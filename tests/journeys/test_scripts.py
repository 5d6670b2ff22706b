"""The comforts that scripts add, in a real browser. Pages come from the templates, by a small server."""

import json
import os
import shutil
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from django import forms
from django.conf import settings
from django.template import engines
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PARAGRAPH = "<p id='block-{0}' data-block>" + "Words to read. " * 60 + "</p>"
LESSON = (
    "<article data-place-url='/place/' data-csrf='t0ken'{at}>"
    + "".join(PARAGRAPH.format(n) for n in range(1, 13))
    + "</article>"
)
FORM = (
    '<form method="post" action="/answer/" data-queue="7">'
    '<input type="hidden" name="csrfmiddlewaretoken" value="t0ken">'
    '<button name="choice" value="a">Answer</button></form>'
)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's Chromium, kept from calling home."""
    return {
        "executable_path": os.environ.get("CHROMIUM") or shutil.which("chromium"),
        "args": ["--no-sandbox", "--disable-quic", "--disable-background-networking"],
    }


class Site:
    """A small server: pages by path, static files from their folder, and a note of every request."""

    def __init__(self):
        self.asked: list[tuple[str, str, str]] = []
        # What holds up a POST whose body has these words in it, until it is let go.
        self.held: dict[str, Event] = {}
        self.pages = {"/first/": "First", "/leave/": "Weather"}
        self.session = {"reader": "", "token": ""}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def handler(site):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                path = urlsplit(self.path).path
                if path.startswith("/static/"):
                    file = Path(settings.BASE_DIR) / path[1:]
                    self.reply(200, file.read_bytes(), TYPES[file.suffix])
                elif path == "/offline/reader/":
                    self.reply(200, json.dumps(site.session).encode(), "application/json")
                else:
                    site.asked.append(("GET", path, ""))
                    page = site.render(site.pages.get(path, "Done"))
                    self.reply(200, page.encode(), "text/html; charset=utf-8")

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                for words, gate in site.held.items():
                    if words in body:
                        gate.wait(5)
                site.asked.append(("POST", self.path, body))
                self.send_response(302)
                self.send_header("Location", "/done/")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def reply(self, status, body, kind):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        return Handler

    def sign_in(self, page, who):
        """The cookie that says who reads, and what the site says of the session."""
        page.context.add_cookies(
            [{"name": "steady_reader", "value": f"{who}.9999999999", "url": self.url}]
        )
        self.session = {"reader": who, "token": "fresh"}

    def render(self, main, **context):
        source = '{% extends "base.html" %}{% block main %}' + main + "{% endblock %}"
        return engines["django"].from_string(source).render(context)

    def posts(self, path):
        return [body for method, where, body in self.asked if (method, where) == ("POST", path)]


@pytest.fixture
def site(page):
    page.set_default_timeout(5000)
    site = Site()
    yield site
    page.goto("about:blank")
    site.close()


def at_block(page):
    """The number of the block at the upper third of the window."""
    return page.evaluate(
        "() => [...document.querySelectorAll('[data-block]')]"
        ".filter(b => b.getBoundingClientRect().top <= innerHeight / 3).at(-1)?.id"
    )


def test_exit_takes_the_page_out_of_the_history(site, page):
    site.pages["/lesson/"] = "Lesson"
    page.goto(f"{site.url}/first/")
    page.goto(f"{site.url}/lesson/")
    page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url("**/leave/")
    page.go_back()
    assert page.url == f"{site.url}/first/"


def test_shift_three_times_leaves(site, page):
    page.goto(f"{site.url}/first/")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/leave/")


def test_capitals_do_not_leave(site, page):
    page.goto(f"{site.url}/first/")
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    page.keyboard.press("Shift")
    assert page.url == f"{site.url}/first/"


def test_pause_holds_the_focus_sends_nothing_and_returns_to_the_spot(site, page):
    site.pages["/lesson/"] = "".join(PARAGRAPH.format(n) for n in range(12))
    page.goto(f"{site.url}/lesson/")
    top = page.evaluate(
        "() => { window.scrollTo({top: 400, behavior: 'instant'}); return window.scrollY; }"
    )
    asked = len(site.asked)
    # by its place: Playwright's own click would first scroll to the link in the sticky header
    box = page.get_by_role("link", name="Pause").first.bounding_box()
    page.mouse.click(box["x"] + 10, box["y"] + 10)
    panel = page.get_by_role("region", name="Paused. Take the time you need.")
    panel.wait_for()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "() => document.activeElement === document.body ||"
            " !!document.activeElement.closest('#pause')"
        )
    page.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    assert top > 0
    assert page.evaluate("() => window.scrollY") == top
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == "#pause"
    assert len(site.asked) == asked


def test_an_opened_passage_is_still_open_after_a_pause(site, page):
    site.pages["/lesson/"] = (
        '<a href="#passage">Go on</a><section class="s-choose" id="passage">It was her third report.</section>'
    )
    page.goto(f"{site.url}/lesson/")
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("link", name="Pause").first.click()
    page.get_by_role("link", name="Go back to where I was").click()
    page.get_by_text("It was her third report.").wait_for()


def test_pause_opened_by_its_address_can_be_left(site, page):
    page.goto(f"{site.url}/first/#pause")
    page.keyboard.press("Escape")
    page.wait_for_url("**/first/#main")


def test_the_place_is_told_after_a_pause_in_scrolling(site, page):
    site.pages["/lesson/"] = LESSON.format(at="")
    page.goto(f"{site.url}/lesson/")
    page.mouse.wheel(0, 1200)
    with page.expect_request("**/place/"):
        pass
    assert f"\r\n\r\n{at_block(page)}\r\n" in site.posts("/place/")[0]
    assert "t0ken" in site.posts("/place/")[0]


def test_only_opening_a_lesson_does_not_move_the_place(site, page):
    page.clock.install()
    site.pages["/lesson/"] = LESSON.format(at="")
    page.goto(f"{site.url}/lesson/")
    page.clock.run_for(10_000)
    assert site.posts("/place/") == []


def test_a_lesson_goes_on_at_the_kept_place(site, page):
    site.pages["/lesson/"] = LESSON.format(at=" data-place-at='block-7'")
    page.goto(f"{site.url}/lesson/")
    page.wait_for_function("() => window.scrollY > 0")
    assert at_block(page) == "block-7"
    assert page.url == f"{site.url}/lesson/"


def waiting(page):
    """What is kept on the device until it has arrived."""
    return page.evaluate(
        """() => new Promise((done) => {
          const asked = indexedDB.open("steady", 1);
          asked.onsuccess = () => {
            const all = asked.result.transaction("things").objectStore("things").getAll();
            all.onsuccess = () => { asked.result.close(); done(all.result); };
          };
        })"""
    )


def test_an_answer_without_a_signal_is_kept_said_and_sent_later(site, page):
    site.sign_in(page, "anna")
    site.pages["/question/"] = FORM
    page.route("**/answer/", lambda route: route.abort("internetdisconnected"))
    page.goto(f"{site.url}/question/")
    page.get_by_role("button", name="Answer").click()
    page.get_by_text("Not sent yet. It is kept on this device").wait_for()
    page.goto(f"{site.url}/question/")
    page.get_by_text("Not sent yet.").wait_for()
    page.unroute("**/answer/")
    site.asked.clear()
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    page.get_by_text("Sent. Nothing is waiting.").wait_for()
    sent = [parse_qs(body) for body in site.posts("/answer/")]
    assert [(one["choice"], one["csrfmiddlewaretoken"]) for one in sent] == [(["a"], ["fresh"])]
    assert int(sent[0]["ago"][0]) < 60
    assert waiting(page) == []


def test_what_waits_for_one_reader_is_not_sent_by_another(site, page):
    site.sign_in(page, "anna")
    site.pages["/question/"] = FORM
    page.route("**/answer/", lambda route: route.abort("internetdisconnected"))
    page.goto(f"{site.url}/question/")
    page.get_by_role("button", name="Answer").click()
    page.get_by_text("Not sent yet.").wait_for()
    page.unroute("**/answer/")
    site.asked.clear()
    # The session has become another's, and this page does not know it yet.
    site.session = {"reader": "ben", "token": "fresh"}
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    page.get_by_text("goes once you have signed in").wait_for()
    assert len(waiting(page)) == 1
    # Now it does: what was another's is gone from the device.
    site.sign_in(page, "ben")
    page.goto(f"{site.url}/question/")
    page.wait_for_function("() => localStorage.getItem('steady.owner') === 'ben'")
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    page.wait_for_timeout(200)
    assert waiting(page) == []
    assert site.posts("/answer/") == []


def test_without_a_reader_nothing_is_kept_and_the_page_says_so(site, page):
    site.pages["/question/"] = FORM
    page.route("**/answer/", lambda route: route.abort("internetdisconnected"))
    page.goto(f"{site.url}/question/")
    page.get_by_role("button", name="Answer").click()
    page.get_by_text("Please send it again when you have a signal.").wait_for()


def test_what_is_refused_is_kept_with_its_reason_until_it_is_put_away(site, page):
    site.sign_in(page, "anna")
    site.pages["/question/"] = "<h1>Who has rights</h1>" + FORM
    source = Path(settings.BASE_DIR / "templates/pages/core/offline.html").read_text()
    main = source.split("{% block main %}")[1].split("{% endblock %}")[0]
    site.pages["/offline/"] = "{% load components i18n %}" + main
    page.route("**/answer/", lambda route: route.abort("internetdisconnected"))
    page.goto(f"{site.url}/question/")
    page.get_by_role("button", name="Answer").click()
    page.get_by_text("Not sent yet.").wait_for()
    said = {"error": {"title": "", "message": "This lesson is not open to learners."}}
    page.unroute("**/answer/")
    page.route("**/answer/", lambda route: route.fulfill(status=404, json=said))
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    page.get_by_role("link", name="See what, and what to do").click()
    page.wait_for_url("**/offline/")
    item = page.locator("[data-refused] li")
    item.get_by_text("This lesson is not open to learners.").wait_for()
    assert item.get_by_role("link", name="Who has rights").get_attribute("href") == "/question/"
    item.get_by_role("button", name="Put it away").click()
    page.wait_for_function("() => document.querySelector('[data-refused]').hidden")
    assert waiting(page) == []


def test_a_session_that_is_over_keeps_what_was_done_and_asks_to_sign_in(site, page):
    site.sign_in(page, "anna")
    site.pages["/question/"] = FORM
    page.route("**/answer/", lambda route: route.fulfill(status=401, json={}))
    page.goto(f"{site.url}/question/")
    page.get_by_role("button", name="Answer").click()
    page.wait_for_url("**/accounts/login/?next=%2Fquestion%2F")
    assert [one["state"] for one in waiting(page)] == ["waiting"]


def test_a_token_that_is_stale_is_made_good_without_a_word(site, page):
    site.sign_in(page, "anna")
    site.pages["/question/"] = FORM.replace(
        'data-queue="7"', 'data-queue="7" data-queue-next="/next/"'
    )
    fresh = []

    def answer(route):
        if "fresh" in route.request.post_data:
            fresh.append(route.request.post_data)
            route.fulfill(status=200, json={"next": "/next/"})
        else:
            route.fulfill(status=403, body="stale")

    page.route("**/answer/", answer)
    page.goto(f"{site.url}/question/")
    page.get_by_role("button", name="Answer").click()
    page.wait_for_url("**/next/")
    assert len(fresh) == 1
    assert waiting(page) == []


def test_private_words_without_a_signal_stay_in_their_box_and_on_no_device(site, page):
    site.sign_in(page, "anna")
    site.pages["/lesson/"] = (
        '<form class="s-private" method="post" action="/thought/">'
        '<label for="t">Thought</label><textarea id="t" name="text"></textarea>'
        "<button>Keep this thought</button></form>"
    )
    page.goto(f"{site.url}/lesson/")
    page.route("**/offline/reader/", lambda route: route.abort("internetdisconnected"))
    page.get_by_label("Thought").fill("the kestrel")
    page.get_by_role("button", name="Keep this thought").click()
    page.get_by_text("You are offline, so this is not saved yet.").wait_for()
    assert page.get_by_label("Thought").input_value() == "the kestrel"
    assert waiting(page) == []
    page.unroute("**/offline/reader/")
    page.wait_for_timeout(2100)  # a double click is not sent twice
    page.get_by_role("button", name="Keep this thought").click()
    page.wait_for_url("**/done/")
    assert [parse_qs(body)["text"] for body in site.posts("/thought/")] == [["the kestrel"]]


def test_an_answer_with_a_signal_goes_on_as_without_script(site, page):
    site.pages["/question/"] = FORM
    page.goto(f"{site.url}/question/")
    page.get_by_role("button", name="Answer").click()
    page.wait_for_url("**/done/")
    assert len(site.posts("/answer/")) == 1


def test_an_answer_that_is_missing_is_asked_for_in_place_and_sent_once(site, page):
    asked = (
        "{% load components %}<p style='height:2000px'></p>"
        '<form method="post" action="/answer/" data-queue="7">'
        '{% component "question" id="q" name="answer" legend="Who?" options=options error=error %}'
        "<button>Answer</button></form>"
    )
    options = [{"value": "a", "text": "Police"}, {"value": "b", "text": "Court"}]
    again = site.render(asked, options=options, error="Choose one first.", put_right=[("", "")])
    first = site.render(asked, options=options, error="")
    posts = []

    def answer(route):
        posts.append(route.request.post_data)
        route.fulfill(status=422, body=again, content_type="text/html")

    page.route("**/lesson/", lambda route: route.fulfill(body=first, content_type="text/html"))
    page.route("**/answer/", answer)
    page.goto(f"{site.url}/lesson/")
    page.get_by_role("button", name="Answer").click()
    page.get_by_text("Choose one first.").wait_for()
    assert len(posts) == 1
    assert page.url == f"{site.url}/lesson/"
    assert page.title().startswith("To put right:")
    assert page.evaluate("() => document.activeElement.id") == "q"
    assert page.evaluate(
        "() => document.activeElement.closest('fieldset').getAttribute('aria-describedby')"
    ) == page.get_by_text("Choose one first.").get_attribute("id")
    expect(page.get_by_text("Choose one first.")).to_be_in_viewport()
    page.get_by_label("Police").check()
    page.wait_for_timeout(2100)  # a double click is not sent twice
    page.get_by_role("button", name="Answer").click()
    page.wait_for_function("() => !document.querySelector('input:checked')")
    assert [parse_qs(body).get("answer") for body in posts[1:]] == [["a"]]


def test_after_an_answer_the_page_goes_on_at_the_question_with_the_focus_there(site, page):
    page.set_viewport_size({"width": 360, "height": 740})
    line = "<p style='height:150px'>Words</p>"
    form = FORM.replace('"7"', '"7" data-queue-after="asked"')
    site.pages["/done/"] = line * 9 + f'<h2 id="asked">Check</h2>{line * 4}{form}{line * 9}'
    page.goto(f"{site.url}/done/")
    page.get_by_role("button", name="Answer").click()
    page.wait_for_function("() => document.activeElement.id === 'asked'")
    page.wait_for_load_state("load")
    page.wait_for_timeout(300)  # when a browser would have gone back to the old spot
    assert page.evaluate("() => document.activeElement.id") == "asked"
    top = page.evaluate("() => document.activeElement.getBoundingClientRect().top")
    assert 0 <= top < 200
    assert page.url == f"{site.url}/done/#asked"
    page.keyboard.press("Tab")
    assert page.evaluate("() => window.history.scrollRestoration") == "auto"


def test_an_answer_that_is_slow_on_its_way_does_not_undo_a_later_one(site, page):
    site.pages["/question/"] = (
        '<form method="post" action="/answer/" data-queue="7" data-autosave>'
        '<label><input type="radio" name="choice" value="a">First</label>'
        '<label><input type="radio" name="choice" value="b">Second</label>'
        "<p data-autosave-line data-saved='Saved.'></p><button>Answer</button></form>"
    )
    site.held["choice=a"] = Event()
    page.goto(f"{site.url}/question/")
    page.get_by_label("First").check()
    page.get_by_label("Second").check()
    page.get_by_role("button", name="Answer").click()
    page.wait_for_timeout(200)
    assert site.posts("/answer/") == []
    site.held["choice=a"].set()
    page.wait_for_url("**/done/")
    sent = [parse_qs(body)["choice"] for body in site.posts("/answer/")]
    assert sent == [["a"], ["b"]]


def test_of_answers_that_wait_the_newest_alone_is_sent(site, page):
    site.sign_in(page, "anna")
    site.pages["/question/"] = FORM.replace(
        "</form>", '<button name="choice" value="b">Another answer</button></form>'
    )
    page.route("**/answer/", lambda route: route.abort("internetdisconnected"))
    page.goto(f"{site.url}/question/")
    for name in ("Answer", "Another answer"):
        page.get_by_role("button", name=name, exact=True).click()
        page.get_by_text("Not sent yet.").wait_for()
    page.unroute("**/answer/")
    site.asked.clear()
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    page.get_by_text("Sent. Nothing is waiting.").wait_for()
    assert [parse_qs(body)["choice"] for body in site.posts("/answer/")] == [["b"]]


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("write to sam@example.org", True),
        ("ring 07700 900123", True),
        ("her name is Sunita", True),
        ("I spoke to Mrs Okafor", True),
        ("we met Harriet Jones there", True),
        ("at SW1A 1AA", True),
        ("I would say what we are waiting for, and the day I will ring.", False),
        ("I told them about Victim Support and Enhanced Rights.", False),
        ("Within 5 working days, or 1. Right 6 says so.", False),
    ],
)
def test_text_that_may_name_somebody_is_met_with_a_word(site, page, text, warned):
    site.pages["/lesson/"] = (
        '<label for="t">Note</label><textarea id="t" data-private-check></textarea>'
    )
    page.goto(f"{site.url}/lesson/")
    page.get_by_label("Note").fill(text)
    page.get_by_label("Note").blur()
    page.wait_for_timeout(700)  # never at once: a button would move away under the finger
    shown = page.locator(".s-privatenote").inner_text()
    assert bool(shown) is warned
    assert len(site.asked) == 1


def test_what_to_put_right_takes_the_focus_and_leads_to_the_field(site, page):
    class Two(forms.Form):
        name = forms.CharField()
        unit = forms.ChoiceField(choices=[("n", "North")], widget=forms.RadioSelect)

    html = site.render("{{ form }}", form=Two({}))
    page.route(
        f"{site.url}/form/", lambda route: route.fulfill(body=html, content_type="text/html")
    )
    page.goto(f"{site.url}/form/")
    page.wait_for_function("() => document.activeElement.matches('[data-error-summary]')")
    assert page.title().startswith("To put right:")
    page.get_by_role("link", name="Unit: Choose one of these.").click()
    assert page.evaluate("() => document.activeElement.id") == "id_unit_0"


def test_a_break_is_offered_after_forty_minutes_and_not_before(site, page):
    page.clock.install()
    site.sign_in(page, "anna")
    page.goto(f"{site.url}/first/")
    note = page.get_by_text("You have been here for about 40 minutes.")
    for minute in range(1, 42):
        page.clock.run_for(60_000)
        page.keyboard.press("ArrowDown")
        assert note.count() == (1 if minute >= 40 else 0), minute
    page.get_by_role("button", name="Carry on").click()
    assert note.count() == 0


def test_a_break_taken_is_not_offered_again(site, page):
    page.clock.install()
    site.sign_in(page, "anna")
    page.goto(f"{site.url}/first/")
    for minutes in (20, 4, 10, 20):  # ten minutes away are a break
        page.clock.run_for(minutes * 60_000)
        page.keyboard.press("ArrowDown")
    assert page.get_by_text("You have been here for about 40 minutes.").count() == 0


def test_of_a_visitor_no_sitting_is_kept(site, page):
    page.goto(f"{site.url}/first/")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("() => sessionStorage.length + localStorage.length") == 0


def test_everything_is_there_without_script(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    site.pages["/lesson/"] = FORM
    page.goto(f"{site.url}/lesson/")
    page.get_by_role("link", name="Pause").first.click()
    page.get_by_text("Paused. Take the time you need.").wait_for()
    page.get_by_role("link", name="Go back to where I was").click()
    page.get_by_role("button", name="Answer").click()
    page.wait_for_url("**/done/")
    page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url("**/leave/")
    context.close()


VOICE = """
const said = window.said = [];
const waiting = [];
window.finish = () => { const one = waiting.shift(); one?.onend?.(); return Boolean(one); };
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const voices = %s.map(([lang, localService]) => ({lang, localService}));
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => voices,
  speak: (one) => { said.push([one.text.trim(), one.lang]); waiting.push(one); },
  cancel: () => { waiting.length = 0; },
}});
"""
ARTICLE = (
    '<article data-listen="Listen to this lesson"><div class="s-head"><h1>Bail</h1></div>'
    "<p id='one' data-block>She rang. Nobody answered.</p>"
    '<p><a href="#passage">Read the passage</a></p>'
    '<section class="s-choose" id="passage"><p>It was her third report.</p></section>'
    "<details><summary>More</summary><p>Folded away.</p></details>"
    '<form class="s-noprint"><p>Not read.</p></form>'
    "<table><thead><tr><th>What</th><th>Everyone</th></tr></thead><tbody><tr><th>Charge<br>"
    '<span class="s-small">Right 6</span></th><td data-label="Everyone else">5 working days</td></tr>'
    "</tbody></table></article>"
)


def listening(site, page, voices=(("en-US", True), ("en-GB", True), ("en-GB", False))):
    """A lesson in a browser that has these voices."""
    page.add_init_script(VOICE % json.dumps(voices))
    site.pages["/lesson/"] = ARTICLE
    page.goto(f"{site.url}/lesson/")


def until_still(page):
    """Let everything be read to its end."""
    while page.evaluate("() => window.finish()"):
        pass


def test_a_lesson_is_read_aloud_without_what_is_behind_a_note(site, page):
    listening(site, page)
    page.get_by_role("button", name="Listen to this lesson").click()
    until_still(page)
    said = page.evaluate("() => window.said")
    assert [text for text, _lang in said] == [
        *("Bail", "She rang.", "Nobody answered.", "Read the passage", "Charge"),
        "Everyone else: 5 working days",
    ]
    assert {lang for _text, lang in said} == {"en-GB"}
    assert page.locator(".s-heard").count() == 0
    assert page.get_by_role("button", name="Listen to this lesson").is_visible()


def test_a_passage_that_is_opened_is_read_too(site, page):
    listening(site, page)
    page.get_by_role("link", name="Read the passage").click()
    page.get_by_role("button", name="Listen to this lesson").click()
    until_still(page)
    assert "It was her third report." in [text for text, _lang in page.evaluate("() => said")]


def test_listening_waits_goes_on_and_stops_by_keyboard(site, page):
    listening(site, page)
    page.get_by_role("button", name="Listen to this lesson").focus()
    page.keyboard.press("Enter")
    page.evaluate("() => finish()")
    expect(page.locator(".s-heard")).to_have_id("one")
    expect(page.get_by_role("button", name="Pause listening")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Go on listening")).to_be_focused()
    assert not page.evaluate("() => finish()")
    page.keyboard.press("Enter")
    said = [text for text, _lang in page.evaluate("() => said")]
    assert said == ["Bail", "She rang.", "Nobody answered.", "She rang.", "Nobody answered."]
    page.get_by_role("button", name="Stop listening").click()
    assert page.locator(".s-heard").count() == 0
    assert not page.evaluate("() => finish()")


def test_a_pause_makes_it_wait_and_leaving_makes_it_silent(site, page):
    listening(site, page)
    page.get_by_role("button", name="Listen to this lesson").click()
    page.get_by_role("link", name="Pause", exact=True).first.click()
    assert not page.evaluate("() => finish()")
    page.get_by_role("link", name="Go back to where I was").click()
    expect(page.get_by_role("button", name="Go on listening")).to_be_visible()


@pytest.mark.parametrize("voices", [(), (("de-DE", True),), (("en-GB", False),)])
def test_without_an_english_voice_of_the_devices_own_nothing_is_offered(site, page, voices):
    listening(site, page, voices)
    page.wait_for_timeout(300)
    assert page.locator(".s-listen").count() == 0


def test_listening_leaves_nothing_behind(site, page):
    listening(site, page)
    page.get_by_role("button", name="Listen to this lesson").click()
    until_still(page)
    assert page.evaluate("() => sessionStorage.length + localStorage.length") == 0
    assert [path for _method, path, _body in site.asked] == ["/lesson/"]
