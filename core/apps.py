"""Base page, audit, outbox, exports, components, working days."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Tags, register
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def create_cache_table(*, using: str, **_kwargs: Any) -> None:
    """`post_migrate` receiver: where the cache is a table, `migrate` alone makes it."""
    call_command("createcachetable", database=using, verbosity=0)


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Foundations")

    def ready(self) -> None:
        # mail registers what sends e-mail by being imported.
        from core import checks, guards, mail, outbox, tasks  # noqa: F401

        guards.append_only("core_auditentry")
        post_migrate.connect(guards.install_after_migrate, sender=self)
        post_migrate.connect(create_cache_table, sender=self)
        register(guards.check_guards, Tags.database)
        register(checks.check_bank_holidays)
        if settings.REDIS_URL:
            # Services know the outbox only; the queue is told by it.
            outbox.notify_with(tasks.deliver_message.delay)
