"""One round of everything that is due: what comes round, then what was asked for."""

from collections.abc import Callable

from core import outbox, periodic


def sweep(*, keep_going: Callable[[], bool] = lambda: True) -> int:
    """Do all work that is due. Returns how many pieces were done.

    Any number of sweeps may run at once, here and on other machines.
    """
    rounds = periodic.run_due(keep_going=keep_going)
    return len(rounds) + outbox.sweep_outbox(keep_going=keep_going)
