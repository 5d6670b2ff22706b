"""Base page, audit, outbox, exports, components, working days."""

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Foundations")

    def ready(self) -> None:
        # mail registers what sends e-mail by being imported.
        from core import checks, guards, mail, outbox, tasks  # noqa: F401

        guards.append_only("core_auditentry")
        post_migrate.connect(guards.install_after_migrate, sender=self)
        register(guards.check_guards, Tags.database)
        register(checks.check_bank_holidays)
        if settings.REDIS_URL:
            # Services know the outbox only; the queue is told by it.
            outbox.notify_with(tasks.deliver_message.delay)
