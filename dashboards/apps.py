"""The readers' screens: learner, manager, evaluator."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    name = "dashboards"
    verbose_name = _("Dashboards")

    def ready(self) -> None:
        """Register the work that the editor's screens ask for."""
        from dashboards.editor import tasks  # noqa: F401 -- registers it
