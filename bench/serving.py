"""The site behind gunicorn over loopback: pages a second, bytes of a first view, memory."""

import gzip
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

from django.test import Client

from bench.pages import EMPTY, client_for, client_of, head_of_the_force
from bench.report import median, note, say

RUNS, SECONDS, CONNECTIONS = 5, 5, 8


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def gunicorn(workers: int, threads: int) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A server of our own; gone afterwards."""
    port = free_port()
    server = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}",
            "--workers", str(workers), "--threads", str(threads), "--worker-class", "gthread",
            "--keep-alive", "30", "--log-level", "warning", "trainingsite.wsgi:application",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/health/live")
        yield port, server
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def wait_for(url: str, seconds: float = 90) -> None:
    """Until it answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(url)


def cookie_of(client: Client) -> str:
    """What a browser would send."""
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def throughput(lesson: str) -> None:
    """Pages a second of two workers, median of five runs, and the CPU that a page takes them.

    The latter holds on a busy machine too, where the former says how busy it is.
    """
    client = client_of("practitioner@example.org")
    cookie = cookie_of(client)
    with gunicorn(workers=2, threads=4) as (port, server):
        workers = children(server.pid)
        for name, path in (("empty", EMPTY), ("lesson", lesson), ("training", "/training/")):
            note(f"{name}: {RUNS} runs of {SECONDS} s")
            drive(port, path, cookie, 1)
            rates, costs = [], []
            for _ in range(RUNS):
                before = cpu_seconds(workers)
                rate = drive(port, path, cookie, SECONDS)
                rates.append(rate)
                costs.append((cpu_seconds(workers) - before) / (rate * SECONDS))
            say(f"serving.{name}", median(rates), "pages/s", RUNS)
            say(f"serving.{name}.least", min(rates), "pages/s", RUNS)
            say(f"serving.{name}.cpu", median(costs) * 1000, "ms", RUNS)


def drive(port: int, path: str, cookie: str, seconds: float) -> float:
    """Answers a second."""
    command = [sys.executable, "-m", "bench.load", str(port), path, cookie]
    out = subprocess.run(
        [*command, str(seconds), str(CONNECTIONS)], capture_output=True, check=True, text=True
    ).stdout
    count, took = out.split()
    return int(count) / float(took)


def wire(lesson: str) -> None:
    """Bytes of the first view of a lesson: the page and all that it asks for at once."""
    client = client_of("practitioner@example.org")
    with gunicorn(workers=1, threads=4) as (port, _server):
        base = f"http://127.0.0.1:{port}"
        html, sent = get(f"{base}{lesson}", cookie_of(client))
        say("wire.lesson.page", sent / 1000, "kB", 1)
        # What a proxy that compresses would send.
        say("wire.lesson.page.gzip", len(gzip.compress(html, 6)) / 1000, "kB", 1)
        total, seen = sent, set()
        waiting = [urljoin(base, link) for link in assets(html.decode())]
        while waiting:
            url = waiting.pop()
            if url in seen or not url.startswith(base):
                continue
            seen.add(url)
            body, size = get(url, "")
            total += size
            if url.endswith(".js"):
                waiting += [urljoin(url, name) for name in imports(body.decode())]
        say("wire.lesson.first_view", total / 1000, "kB", len(seen) + 1)
        smaller = total - sent + len(gzip.compress(html, 6))
        say("wire.lesson.first_view.gzip", smaller / 1000, "kB", len(seen) + 1)


def get(url: str, cookie: str) -> tuple[bytes, int]:
    """The body unpacked, and the bytes that came over the wire, headers included."""
    request = urllib.request.Request(url, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        raw = answer.read()
        headers = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
        packed = answer.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(raw) if packed else raw), len(raw) + headers


def assets(html: str) -> list[str]:
    """Style sheets, scripts, icons and pictures that a page asks for."""
    return [
        *re.findall(r'<link[^>]*rel="(?:stylesheet|icon)"[^>]*href="([^"]+)"', html),
        *re.findall(r'<script[^>]*src="([^"]+)"', html),
        *re.findall(r'<img[^>]*src="([^"]+)"', html),
    ]


def imports(script: str) -> list[str]:
    """Modules that a module imports at once."""
    return re.findall(r'(?:from|import)\s*"(\.[^"]+)"', script)


def team_csv(people: int) -> None:
    """The table of everybody: seconds, and by how much it makes the worker grow."""
    client = client_for(head_of_the_force())
    with gunicorn(workers=1, threads=1) as (port, server):
        base = f"http://127.0.0.1:{port}"
        get(f"{base}/team/export.csv?page=0", cookie_of(client_of("manager@example.org")))
        (worker,) = children(server.pid)
        before = memory(worker, "VmRSS")
        began = time.perf_counter()
        body, _sent = get(f"{base}/team/export.csv", cookie_of(client))
        say("team_csv", time.perf_counter() - began, "s", body.count(b"\n"))
        say("team_csv.growth", (memory(worker, "VmHWM") - before) / 1024, "MB", people)


def children(pid: int) -> list[int]:
    """Processes that this one started."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]


def cpu_seconds(pids: list[int]) -> float:
    """Seconds of CPU that these processes have had."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(pid: int, what: str) -> int:
    """Kilobytes, as the kernel counts them."""
    text = Path(f"/proc/{pid}/status").read_text()
    match = re.search(rf"{what}:\s+(\d+) kB", text)
    return int(match[1]) if match else 0


def start_up(source: Path, scratch: Path) -> None:
    """`make run` in a copy of what is committed: the first start and the second."""
    home = scratch / "clone"
    subprocess.run(["git", "clone", "--quiet", str(source), str(home)], check=True)
    port = free_port()
    # What the bench itself set must not reach it.
    ours = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "BENCH_STATIC", "ENVIRONMENT", "ALLOW_DEMO")
    environment = {key: value for key, value in os.environ.items() if key not in ours}
    for name in ("first", "second"):
        note(f"make run, the {name} time …")
        began = time.perf_counter()
        server = subprocess.Popen(
            ["make", "run"],
            cwd=home,
            env={**environment, "PORT": str(port)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/", seconds=600)
            say(f"make_run.{name}", time.perf_counter() - began, "s", 1)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)
