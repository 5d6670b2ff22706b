"""Who must do what by when."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MandatoryConfig(AppConfig):
    name = "mandatory"
    verbose_name = _("Mandatory training")

    def ready(self) -> None:
        from mandatory import receivers, tasks  # noqa: F401 -- they register themselves
