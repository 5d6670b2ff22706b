"""The editor's page about oneself, without what is not changed there."""

from typing import Any

from wagtail.admin.views.account import AccountView, NameEmailSettingsPanel

from accounts.access import role_required
from accounts.enums import Role


class _OwnSettings(AccountView):  # type: ignore[misc]  # Wagtail has no type hints
    """Language, look and picture. A name comes from the staff list: certificates say it."""

    def get_panels(self) -> list[Any]:
        """Wagtail's own, but for the name."""
        return [
            panel for panel in super().get_panels() if not isinstance(panel, NameEmailSettingsPanel)
        ]


own_settings = role_required(Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)(_OwnSettings.as_view())
