"""Question bank and knowledge checks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Knowledge checks")

    def ready(self) -> None:
        from assessments import tasks  # noqa: F401 -- they register themselves
