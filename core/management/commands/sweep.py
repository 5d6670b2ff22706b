"""`sweep`: all periodic and queued work that is due, once or for as long as it runs."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections, connection

from core.guards import refuse_without_guards
from core.sweep import sweep

logger = structlog.get_logger(__name__)


class Command(BaseCommand):
    help = "Does all periodic and queued work that is due, once or (--watch) until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--watch", action="store_true", help="keep doing it")
        parser.add_argument(
            "--pause", type=float, default=5, help="seconds between two rounds (default 5)"
        )

    def handle(self, *args: Any, watch: bool, pause: float, **options: Any) -> None:
        refuse_without_guards()
        if not watch:
            done = sweep()
            self.stdout.write(f"{done} done.")
            return
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            # The piece of work in hand is finished first.
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set():
            close_old_connections()
            try:
                sweep(keep_going=lambda: not stopped.is_set())
            except OperationalError:
                # The database is away for a moment; what was claimed comes back by its lease.
                logger.exception("sweep_database_away")
                connection.close()
            stopped.wait(pause)
