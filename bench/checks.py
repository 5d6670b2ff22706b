"""Knowledge checks: a whole one over HTTP, page by page, and drawing its questions."""

import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.assembly import assemble
from assessments.blueprint import Cell
from assessments.models import Attempt
from bench.pages import EMPTY, client_of, cost
from bench.report import median, say

CHECK = "/modules/trauma-informed-communication/check/"
ROUNDS = 15
# As browsers send it.
FORM = "application/x-www-form-urlencoded"
# As often as somebody presses a button and is shown the next page.
Steps = list[tuple[str, float, float]]
QUESTION = re.compile(r"/check/[0-9a-f-]{36}/(\d+)/$")


def measure() -> None:
    """A check of ten questions, and drawing from a large bank."""
    whole_check()
    drawing()


def whole_check() -> None:
    """A check of ten questions: opened, each answered on its page, looked over, handed in.

    Each page that a browser would fetch is fetched; the figure is the time of all requests.
    """
    client = client_of("practitioner@example.org")
    take(client)  # once, to be warm
    before = cost(client, EMPTY).cpu
    runs = [take(client) for _ in range(ROUNDS)]
    base = (before + cost(client, EMPTY).cpu) / 2
    requests = len(runs[0])
    wall = median([sum(took for _n, took, _c in run) for run in runs])
    cpu = median([sum(took for _n, _w, took in run) for run in runs])
    say("check.of_10", wall * 1000, "ms", requests)
    say("check.of_10.cpu", cpu * 1000, "ms", requests)
    say("check.of_10.cpu_multiple", cpu / base, "x empty", requests)
    for name in dict.fromkeys(name for name, _w, _c in runs[0]):
        walls = [took for run in runs for each, took, _c in run if each == name]
        say(f"check.{name}", median(walls) * 1000, "ms", len(walls))
    with CaptureQueriesContext(connection) as caught:
        take(client)
    say("check.of_10.queries", len(caught), "queries", requests)


def take(client: Client) -> Steps:
    """One check, with the seconds of each of its requests."""
    steps: Steps = []

    def ask(name: str, path: str, data: dict[str, Any] | None = None) -> HttpResponseBase:
        with _noted(steps, name):
            page = client.get(path) if data is None else client.post(path, urlencode(data), FORM)
        assert page.status_code in (200, 302), (path, page.status_code)
        return page

    path = ask("open", CHECK, {})["Location"]
    questions = _questions(path)
    while found := QUESTION.search(path):
        ask("question", path)
        path = ask("save", path, _some_answer(questions[int(found[1]) - 1]))["Location"]
    ask("review", path)
    path = ask("submit", path.replace("/review/", "/submit/"), {})["Location"]
    ask("result", path)
    return steps


def _questions(path: str) -> list[dict[str, Any]]:
    """The questions of the attempt at this address."""
    attempt = Attempt.objects.get(pk=path.split("/check/")[1].split("/", maxsplit=1)[0])
    found: list[dict[str, Any]] = attempt.form["questions"]
    return found


@contextmanager
def _noted(steps: Steps, name: str) -> Iterator[None]:
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    steps.append((name, time.perf_counter() - wall, time.process_time() - cpu))


def _some_answer(question: dict[str, Any]) -> dict[str, Any]:
    """Something that can be answered, field by field as the page has them."""
    kind = question["type"]
    if "options" in question:
        return {"chosen": question["options"][0]["key"]}
    if "items" in question:
        keys = [one["key"] for one in question["items"]]
        if kind == "matching":
            match = question["matches"][0]["key"]
            return {f"chosen.{key}": match for key in keys}
        if question.get("mode") == "rate":
            return dict.fromkeys((f"chosen.{key}" for key in keys), "2")
        return {f"chosen.{key}": str(place) for place, key in enumerate(keys, 1)}
    if kind == "workingday" and question["limit"]["asks"] == "date":
        return {"chosen.day": "1", "chosen.month": "6", "chosen.year": "2026"}
    return {"chosen": "5"}


def drawing(size: int = 5_000) -> None:
    """A form of twelve from a bank far larger than any, by a blueprint whose lines overlap."""
    bank = big_bank(size)
    cells = [*(Cell(1, (right,)) for right in range(1, 9)), Cell(2, levels=("judge",))]
    cells += [Cell(1, lessons=("03-lesson",)), Cell(1)]
    rare = [*cells, Cell(1, types=("number",))]
    for name, wanted in (("check.draw", cells), ("check.draw.rare", rare)):
        last: tuple[str, ...] = ()
        took = []
        for seed in range(200):
            began = time.perf_counter()
            last = assemble(bank, 0, wanted, seed, last)
            took.append(time.perf_counter() - began)
        say(name, median(took) * 1000, "ms", size)


def big_bank(size: int) -> dict[str, dict[str, Any]]:
    """Questions of all kinds; one alone is answered by a number."""
    chance = random.Random(1)
    bank: dict[str, dict[str, Any]] = {
        f"Q{n:05}": {
            "ref": f"Q{n:05}",
            "rights": [chance.randint(1, 12)],
            "level": chance.choice(("recall", "apply", "judge")),
            "lesson": f"0{chance.randint(1, 9)}-lesson",
            "type": chance.choice(("single", "multiple")),
        }
        for n in range(size)
    }
    bank[f"Q{size // 2:05}"]["type"] = "number"
    return bank
