"""Where the bench works: a database of its own, filled through the commands that people use."""

import os
import sys
import tempfile
from pathlib import Path

from bench.report import note, say, timed


def choose(scratch: Path) -> None:
    """Set the environment before Django is loaded: DATABASE_URL if given, else a new SQLite file."""
    # As make bench and as `python -m bench` by hand.
    os.environ.setdefault("ENVIRONMENT", "test")
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{scratch / 'bench.sqlite3'}")
    os.environ["BENCH_STATIC"] = str(scratch / "static")
    os.environ["ALLOW_DEMO"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"


def fill(people: int) -> None:
    """Schema, content, people by the staff feed, a year of history."""
    from django.core.management import call_command
    from django.db import connection

    from accounts.models import User

    with timed(f"migrate.{connection.vendor}", 1), quiet():
        call_command("migrate", verbosity=0)
    if User.objects.exists():
        sys.exit("The database has people in it. Give the bench an empty one: it fills it.")
    with quiet():
        call_command("sync_roles")
        call_command("collectstatic", interactive=False, verbosity=0)
    with timed("load_content", 1), quiet():
        call_command("load_content", "content/", "--release")
    with timed("load_content.again", 1), quiet():
        call_command("load_content", "content/")
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "staff.csv")
        with quiet():
            call_command("make_staff_file", path, people=people, bad_rows=10)
        with timed("import_staff", people), quiet():
            call_command("import_staff", path)
        with timed("import_staff.again", people), quiet():
            call_command("import_staff", path)
    with timed("simulate", people), quiet():
        call_command("simulate", people=people, months=12, seed=1)
    with quiet():
        call_command("load_demo", people=people)
    with timed("rebuild_progress", people), quiet():
        call_command("rebuild_progress")
    with timed("verify_record", people), quiet():
        call_command("verify_record")
    say("events", _events(), "rows", people)


def _events() -> int:
    from tracking.models import Event

    return Event.objects.count()


class quiet:  # noqa: N801  reads as a word
    """Send what commands print to nowhere."""

    def __enter__(self) -> None:
        self.kept = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = open(os.devnull, "w")

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        sys.stdout.close()
        sys.stdout, sys.stderr = self.kept
        if error is not None:
            note(f"  {error}")
