"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trainingsite.settings")
application = get_wsgi_application()

from core.guards import refuse_without_guards  # noqa: E402 -- the apps come first

refuse_without_guards()
