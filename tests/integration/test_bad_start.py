"""What stands in the way of starting is said in a sentence, before anything is done."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a person would, with these variables and no others of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={**kept, "ENVIRONMENT": "development", **variables},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def said(result: subprocess.CompletedProcess[str]) -> str:
    """The sentence of a command that refused."""
    assert result.returncode == 1
    assert result.stdout == ""
    words = result.stderr.strip()
    assert "Traceback" not in words
    assert len(words.splitlines()) == 1, words
    return words


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "foo://somewhere/steady",
        "mysql://user:password@127.0.0.1/steady",
        "postgres://user:password@127.0.0.1:port/steady",
    ],
)
def test_a_database_url_that_cannot_be_read_is_shown_how_to_write_it(url: str):
    words = said(manage("migrate", DATABASE_URL=url))
    assert "postgres://user:password@host:5432/name" in words
    assert "sqlite:////" in words


def test_a_database_that_is_not_there_is_named(tmp_path: Path):
    port = unused_port()
    words = said(manage("migrate", DATABASE_URL=f"postgres://user:secret@127.0.0.1:{port}/steady"))
    assert f"port {port}" in words
    assert "DATABASE_URL" in words
    assert "secret" not in words

    missing = tmp_path / "no" / "such" / "folder.sqlite3"
    assert "DATABASE_URL" in said(manage("migrate", DATABASE_URL=f"sqlite:///{missing}"))
    assert not missing.parent.exists()


@pytest.mark.parametrize(
    ("variables", "names"),
    [
        ({"ENVIRONMENT": "production"}, "SECRET_KEY"),
        ({"ENVIRONMENT": "staging"}, "production, development or test"),
        (
            {
                "ENVIRONMENT": "production",
                "SECRET_KEY": "x" * 60,
                "ALLOWED_HOSTS": "a.example.org",
                "MFA_OPTIONAL": "1",
            },
            "MFA_OPTIONAL",
        ),
    ],
)
def test_settings_that_are_missing_or_forbidden_are_named(variables, names: str):
    assert names in said(manage("check", **variables))


def test_a_port_in_use_is_said_before_anything_is_made(tmp_path: Path):
    database = tmp_path / "steady.sqlite3"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        words = said(manage("serve_demo", "--port", port, DATABASE_URL=f"sqlite:///{database}"))
    assert words.startswith(f"CommandError: Port {port} is in use.")
    assert "PORT=" in words
    assert not database.exists()
