"""A site in processes of its own, a browser that is watched, and ways to sign in."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

from demo.people import PASSWORD

LEARNERS = 43
PATIENCE = 10_000  # milliseconds; the machine may be busy


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's Chromium, kept from calling home."""
    return {
        "executable_path": os.environ.get("CHROMIUM") or shutil.which("chromium"),
        "args": ["--no-sandbox", "--disable-quic", "--disable-background-networking"],
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """The site at an address, with its commands."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            "ENVIRONMENT": "development",
            "DJANGO_SETTINGS_MODULE": "trainingsite.settings",
            "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
            "SITE_URL": self.url,
            "LOG_LEVEL": "WARNING",
            "PYTHONPATH": str(settings.BASE_DIR),
            "PYTHONWARNINGS": "ignore",
        }

    def run(self, *arguments: str) -> str:
        """Run Python with these arguments; gives what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def serve(self) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [
                    *(sys.executable, "-m", "gunicorn", "trainingsite.wsgi"),
                    *("--bind", f"127.0.0.1:{self.port}", "--workers", "1", "--threads", "4"),
                    *("--worker-class", "gthread", "--log-level", "warning"),
                ],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/health/live", timeout=5):
                    return server
            except OSError:
                assert server.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.2)
        raise AssertionError("the site does not answer")


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """The demo in small, with the real content and fresh learners, served by gunicorn."""
    site = Site(tmp_path_factory.mktemp("site"))
    site.run("-m", "tests.journeys.prepare", str(LEARNERS))
    server = site.serve()
    yield site
    server.send_signal(signal.SIGTERM)
    server.wait(20)
    broken = [
        line for line in (site.folder / "log").read_text().splitlines() if "Traceback" in line
    ]
    assert broken == []


@pytest.fixture(scope="session")
def learners() -> Iterator[str]:
    """Addresses of people who have begun nothing, each given out once."""
    return iter([f"learner{number}@example.org" for number in range(LEARNERS)])


class Watched:
    """A page that is looked at as it goes: nothing may break, and everybody can use it."""

    def __init__(self, page: Page, site: Site, *, script: bool) -> None:
        self.page, self.site, self.script = page, site, script
        self.wrong: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"{message.type}: {message.text} {message.location.get('url', '')}")

    def _response(self, response: Response) -> None:
        if not response.url.startswith((self.site.url, "data:", "about:")):
            self.wrong.append(f"another site was asked: {response.url}")
        elif response.status >= 500:
            self.wrong.append(f"{response.status}: {response.url}")

    def open(self, path: str) -> None:
        self.page.goto(f"{self.site.url}{path}")
        self.look()

    def look(self) -> None:
        """What holds for every page that anybody opens."""
        page = self.page
        page.wait_for_load_state()
        page.locator("h1:visible").first.wait_for()
        where = page.url.removeprefix(self.site.url)
        assert page.locator("h1:visible").count() == 1, where
        self.fits(where)
        if self.script and (not where.startswith("/cms/") or where.startswith(OURS)):
            found = Axe().run(page, options={"resultTypes": ["violations"]})
            told = [
                f"{one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
                for one in found.response["violations"]
                for node in one["nodes"][:3]
            ]
            assert told == [], where
        assert self.wrong == [], where

    def fits(self, where: str = "") -> None:
        """No page is wider than its window."""
        wide = self.page.evaluate(
            "() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, (where, wide, self.page.evaluate(WIDEST))

    def press(self, name: str | re.Pattern[str], role: str = "button") -> None:
        """Press a button or follow a link, by its words, and look at what comes."""
        with self.page.expect_event("load"):
            self.page.get_by_role(role, name=name).first.click()
        self.look()

    def sign_in(self, email: str) -> None:
        self.page.goto(f"{self.site.url}/accounts/login/?next=/training/")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password").fill(PASSWORD)
        with self.page.expect_event("load"):
            self.page.get_by_role("button", name="Sign in", exact=True).click()
        assert self.page.url.endswith("/training/"), self.page.url


# Under /cms/, and yet in the site's own frame.
OURS = ("/cms/questions/in/", "/cms/questions/out/")
WIDEST = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture
def opened(browser, site) -> Iterator:
    """Opens a browser of its own: `opened(360)`, or without script `opened(360, script=False)`."""
    contexts: list[BrowserContext] = []

    def browse(width: int, *, height: int = 800, script: bool = True) -> Watched:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        contexts.append(context)
        return Watched(context.new_page(), site, script=script)

    yield browse
    for context in contexts:
        context.close()
