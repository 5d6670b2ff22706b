"""Figures out, one JSON object a line."""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager


def say(name: str, value: float, unit: str, n: int) -> None:
    """Print a figure: `n` is how many people, requests or runs it is about."""
    line = {"name": name, "value": round(value, 3), "unit": unit, "n": n}
    print(json.dumps(line), flush=True)


def note(words: str) -> None:
    """Tell whoever waits what is being done."""
    print(words, file=sys.stderr, flush=True)


@contextmanager
def timed(name: str, n: int) -> Iterator[None]:
    """Say how many seconds the block took."""
    note(f"{name} …")
    began = time.perf_counter()
    yield
    say(name, time.perf_counter() - began, "s", n)


def per_second(name: str, work: Callable[[], object], *, seconds: float = 1.0) -> None:
    """Say how often a second the work can be done."""
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        work()
        count += 1
    say(name, count / (time.perf_counter() - began), "1/s", count)


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)
