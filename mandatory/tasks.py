"""Work that comes round."""

from datetime import time

from core.periodic import daily
from mandatory import services


@daily("mandatory.reminders", at=time(7))
def send_due_reminders() -> int:
    """Send the reminders whose time has come."""
    return services.send_due_reminders()


@daily("mandatory.reconcile", at=time(3))
def reconcile() -> None:
    """Look at everybody once a day: a post and a requirement may have been written at one moment."""
    services.reconcile()
