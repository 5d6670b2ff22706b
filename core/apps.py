"""Base page, audit, outbox, exports, components, working days."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Foundations")

    def ready(self) -> None:
        from core import guards

        guards.append_only("core_auditentry")
        post_migrate.connect(guards.install_after_migrate, sender=self)
        register(guards.check_guards, Tags.database)
