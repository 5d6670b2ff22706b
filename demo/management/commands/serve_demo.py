"""What `make run` runs: makes the site ready, skipping what has not changed, and serves it."""

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

from demo.people import ACCOUNTS, PASSWORD


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no type hints
    """Gunicorn in this process, so that Django is loaded once."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Take the options that we were given."""
        for key, value in self.options.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        """Return the WSGI application."""
        return get_wsgi_application()


class Command(BaseCommand):
    help = "Makes the demo ready (skipping what has not changed), prints the accounts, serves the site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.ALLOW_DEMO:
            raise CommandError(
                "This command loads demo people. Set ALLOW_DEMO=1 if that is really meant."
            )
        port = options["port"]
        self.refuse_port_in_use(port)
        self.make_ready()
        self.stdout.write(self.welcome(port))
        sweeper = subprocess.Popen([sys.executable, "manage.py", "sweep", "--watch"])
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            Server(
                {
                    "bind": f"127.0.0.1:{port}",
                    "workers": 2,
                    "threads": 4,
                    "worker_class": "gthread",
                    "loglevel": "warning",
                }
            ).run()
        finally:
            sweeper.terminate()

    def refuse_port_in_use(self, port: int) -> None:
        """Say so before any work is done."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(
                    f"Port {port} is in use. Stop what uses it, or choose another: make run PORT=8001"
                ) from error

    def make_ready(self) -> None:
        """Migrate, load the content and the demo, each only when what it reads has changed."""
        var = Path(settings.BASE_DIR) / "var"
        var.mkdir(exist_ok=True)
        people = os.environ.get("DEMO_PEOPLE", "600")
        notes = var / "ready.json"
        done: dict[str, str] = json.loads(notes.read_text()) if notes.exists() else {}
        database = settings.DATABASES["default"]
        where = f"{database.get('HOST')}:{database.get('NAME')}"
        if done.get("database") != where or (
            "sqlite" in database["ENGINE"] and not Path(database["NAME"]).exists()
        ):
            done = {"database": where}
        base = Path(settings.BASE_DIR)
        steps: list[tuple[str, str, list[list[str]]]] = [
            (
                "schema",
                digest(sorted(base.glob("*/migrations/*.py"))),
                [["migrate", "--verbosity=0"], ["sync_roles", "--verbosity=0"]],
            ),
            (
                "content",
                digest(sorted(p for p in (base / "content").rglob("*") if p.is_file())),
                [["load_content", "content/", "--release"]],
            ),
            ("demo", people, [["load_demo", f"--people={people}"]]),
        ]
        for name, state, commands in steps:
            if done.get(name) == state:
                continue
            self.stdout.write(f"Preparing the {name} …")
            self.stdout.flush()
            for command in commands:
                call_command(*command, stdout=self.stdout, stderr=self.stderr)
            done[name] = state
            notes.write_text(json.dumps(done, indent=1))

    def welcome(self, port: int) -> str:
        """The accounts and the address."""
        width = max(len(email) for email, _role in ACCOUNTS)
        lines = [f"  {email:<{width}}  {role}" for email, role in ACCOUNTS]
        return "\n".join(
            [
                "",
                f"{settings.SITE_NAME} is ready at http://127.0.0.1:{port}/",
                "",
                *lines,
                "",
                f"  The password of all of them: {PASSWORD}",
                "  Control-C stops the site.",
                "",
            ]
        )


def digest(paths: list[Path]) -> str:
    """A hash over names and bytes of these files."""
    seen = hashlib.sha256()
    for chunk in chunks(paths):
        seen.update(chunk)
    return seen.hexdigest()


def chunks(paths: list[Path]) -> Iterator[bytes]:
    """Each path's name, then its bytes."""
    for path in paths:
        yield str(path.name).encode()
        yield path.read_bytes()
