"""The Celery application. The schedule lives here, in code, so that it is reviewed."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trainingsite.settings")

app = Celery("trainingsite")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

SWEEP_SECONDS = 30
# One entry: what comes round, and how often, is listed in core.periodic, which `manage.py
# sweep` reads too. A tick that no worker took before the next one is dropped.
app.conf.beat_schedule = {
    "sweep": {
        "task": "core.sweep_once",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    }
}


@worker_init.connect
def refuse_to_work_unguarded(**_kwargs: Any) -> None:
    """A worker starts on the same terms as the web server does."""
    from core.guards import refuse_without_guards  # noqa: PLC0415 -- the apps come first

    refuse_without_guards()
