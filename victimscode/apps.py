"""The Code by edition: rights, duties, agencies, limits, citations, principles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VictimscodeConfig(AppConfig):
    name = "victimscode"
    verbose_name = _("Victims' Code")
