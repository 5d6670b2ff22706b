"""A bar that says how far long work is."""

import time
from dataclasses import dataclass, field

from django.core.management.base import OutputWrapper

WIDTH = 30
STEPS = 10


@dataclass
class Progress:
    """Tells how many of how many are done: a bar for a person, ten lines for a log."""

    out: OutputWrapper
    label: str
    total: int
    done: int = 0
    _told: int = -1
    _began: float = field(default_factory=time.monotonic)

    def add(self, count: int) -> None:
        """So many more are done."""
        self.done += count
        share = self.done / self.total if self.total else 1.0
        words = f"{self.label}: {self.done:,} of {self.total:,}"
        if self.out.isatty():
            bar = "#" * int(WIDTH * share)
            ending = "\n" if share >= 1 else ""
            seconds = time.monotonic() - self._began
            self.out.write(
                f"\r[{bar:<{WIDTH}}] {share:>4.0%}  {words}, {seconds:.0f} s ", None, ending
            )
        elif int(STEPS * share) > self._told:
            self._told = int(STEPS * share)
            self.out.write(words)
