"""`python -m bench`: figures, one JSON object a line.

BENCH_PEOPLE sets the size (600), DATABASE_URL the database (an empty one; else a new SQLite
file that is removed afterwards). `--start-up` also times `make run` in a fresh clone.
"""

import argparse
import os
import tempfile
from pathlib import Path

from bench import place
from bench.report import say


def main() -> None:
    """Measure everything, or what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--start-up", action="store_true", help="also time make run, twice")
    parser.add_argument("--no-serving", action="store_true", help="leave out gunicorn")
    options = parser.parse_args()
    people = int(os.environ.get("BENCH_PEOPLE", "600"))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        scratch = Path(folder)
        place.choose(scratch)
        import django

        django.setup()
        from django.db import connection

        from bench import checks, hearts, pages, serving

        say(f"bench.{connection.vendor}", people, "people", people)
        place.fill(people)
        lesson = pages.measure()
        hearts.measure(people)
        pages.scenario_steps()
        pages.exercise_step()
        if not options.no_serving:
            serving.wire(lesson)
            serving.team_csv(people)
            serving.throughput(lesson)
        checks.measure()
        if options.start_up:
            serving.start_up(Path(__file__).resolve().parent.parent, scratch)


if __name__ == "__main__":
    main()
