"""Pages in this process: queries, CPU as a multiple of an empty signed-in view, milliseconds."""

import re
import time
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Post, User
from bench.report import median, say
from scenarios.models import ScenarioDocument

LESSON = "/modules/victims-code/"
EMPTY = "/bench/empty/"
ROUNDS = 60


def client_of(email: str) -> Client:
    """Somebody who is signed in."""
    return client_for(User.objects.get(email=email))


def client_for(user: User) -> Client:
    """This person, signed in."""
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def head_of_the_force() -> User:
    """Who leads the top unit, and so sees everybody."""
    return Post.objects.get(unit__code="F", leads=True, ends_on=None).user


def first_lesson(client: Client) -> str:
    """Begin the module, and the address of its first lesson."""
    page = client.post(LESSON, follow=True)
    assert page.status_code == 200, page.status_code
    return str(page.redirect_chain[-1][0]) if page.redirect_chain else LESSON


@dataclass
class Cost:
    """What one address costs."""

    cpu: float
    wall: float
    queries: int


def cost(client: Client, path: str, rounds: int = ROUNDS) -> Cost:
    """Seconds of CPU and of waiting a request (medians), and its queries, once warm."""
    for _ in range(3):
        response = client.get(path)
        assert response.status_code == 200, (path, response.status_code)
    with CaptureQueriesContext(connection) as caught:
        b"".join(client.get(path))
        queries = len(caught)  # the next request empties the log
    cpu, wall = [], []
    for _ in range(rounds):
        wall_began, cpu_began = time.perf_counter(), time.process_time()
        b"".join(client.get(path))
        cpu.append(time.process_time() - cpu_began)
        wall.append(time.perf_counter() - wall_began)
    return Cost(median(cpu), median(wall), queries)


def measure() -> str:
    """The pages that people see most; gives back the lesson's address."""
    practitioner = client_of("practitioner@example.org")
    lesson = first_lesson(practitioner)
    manager, evaluator = client_of("manager@example.org"), client_of("evaluator@example.org")
    head = client_for(head_of_the_force())
    places = [
        ("lesson", practitioner, lesson, ROUNDS),
        ("training", practitioner, "/training/", ROUNDS),
        ("module", practitioner, LESSON, ROUNDS),
        ("record", practitioner, "/record/", ROUNDS),
        ("catalogue", practitioner, "/modules/", ROUNDS),
        ("support", practitioner, "/support/", ROUNDS),
        ("team.of_60", manager, "/team/", ROUNDS // 2),
        ("team.of_all", head, "/team/", 5),
        ("evaluation", evaluator, "/evaluation/", 5),
    ]
    # The empty view is measured before and after, so that a busy machine does not decide.
    before = cost(practitioner, EMPTY)
    found = {name: cost(client, path, rounds) for name, client, path, rounds in places}
    after = cost(practitioner, EMPTY)
    base = (before.cpu + after.cpu) / 2
    say("page.empty.cpu", base * 1000, "ms", 2 * ROUNDS)
    for name, _client, _path, rounds in places:
        it = found[name]
        say(f"page.{name}.cpu", it.cpu * 1000, "ms", rounds)
        say(f"page.{name}.cpu_multiple", it.cpu / base, "x empty", rounds)
        say(f"page.{name}.median", it.wall * 1000, "ms", rounds)
        say(f"page.{name}.queries", it.queries, "queries", 1)
    return lesson


def scenario_steps(runs: int = 6) -> None:
    """A choice as the page's script sends it, answered with the moment after it."""
    client = client_of("practitioner@example.org")
    slug = _a_scenario()
    steps: list[float] = []
    most = 0
    for _ in range(runs):
        page = client.post(f"/scenarios/{slug}/", follow=True)
        while fields := _form(page.content.decode(), r"/choose/"):
            action, inputs = fields
            data = {name: values[0] for name, values in inputs.items()}
            began = time.perf_counter()
            with CaptureQueriesContext(connection) as caught:
                page = client.post(action, data, headers={"X-In-Place": "yes"})
            steps.append(time.perf_counter() - began)
            most = max(most, len(statements(caught)))
            assert page.status_code == 200, page.status_code
        action, _inputs = _form(page.content.decode(), r"/finish/") or ("", {})
        assert action, "the story has no end"
        client.post(action)
    say("scenario.step", median(steps) * 1000, "ms", len(steps))
    say("scenario.step.queries", most, "queries", len(steps))


def statements(caught: CaptureQueriesContext) -> list[str]:
    """The queries, without the marks of transactions."""
    marks = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
    return [query["sql"] for query in caught if not query["sql"].startswith(marks)]


def exercise_step() -> None:
    """A day found on a calendar: the answer posted, and shown how it counts."""
    client = client_of("practitioner@example.org")
    data = {"note": "go-on", "part": "1", "do": "check", "a.august.court": "2026-08-31"}
    steps: list[float] = []
    for _ in range(20):
        began = time.perf_counter()
        page = client.post("/exercises/two-clocks/", data)
        steps.append(time.perf_counter() - began)
        assert page.status_code == 200, page.status_code
        assert b"bank holiday counts" in page.content
    say("exercise.step", median(steps) * 1000, "ms", len(steps))


def _a_scenario() -> str:
    return str(ScenarioDocument.objects.values_list("slug", flat=True)[0])


def _form(html: str, action: str) -> tuple[str, dict[str, list[str]]] | None:
    """The first form that posts to such an address, with the values that it offers."""
    for form in re.finditer(r"<form[^>]*>.*?</form>", html, re.DOTALL):
        head = re.match(r"<form[^>]*>", form[0])
        target = re.search(r'action="([^"]+)"', head[0]) if head else None
        if target is None or not re.search(action, target[1]):
            continue
        inputs: dict[str, list[str]] = {}
        for field in re.finditer(r"<(?:input|button)[^>]*>", form[0]):
            name = re.search(r'name="([^"]+)"', field[0])
            value = re.search(r'value="([^"]*)"', field[0])
            if name and value and name[1] != "csrfmiddlewaretoken":
                inputs.setdefault(name[1], []).append(value[1])
        return target[1], inputs
    return None
