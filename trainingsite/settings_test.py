"""The suite always runs as the test environment, whatever the shell says."""

import os

os.environ["ENVIRONMENT"] = "test"
for variable in ("REDIS_URL", "EMAIL_URL", "SITE_URL", "DEBUG"):
    os.environ.pop(variable, None)

from trainingsite.settings import *  # noqa: E402, F403 -- the environment comes first

WHITENOISE_AUTOREFRESH = True  # nothing is collected for tests

# Wagtail's indexes of references and of its own search cost a tenth of the suite, and no
# page of ours reads them.
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
