"""People, organisation tree, posts, roles, staff feed, sign-in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from accounts import receivers, tasks  # noqa: F401 -- connects and registers them
