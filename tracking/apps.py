"""The learning record: append-only events, module versions, progress, completion, certificates."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrackingConfig(AppConfig):
    name = "tracking"
    verbose_name = _("Learning record")

    def ready(self) -> None:
        from core import guards

        guards.append_only("tracking_event")
        guards.append_only("tracking_certificate")
