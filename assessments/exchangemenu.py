"""The ways in and out of the question bank, in the editor's menu."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from accounts.enums import Role
from accounts.queries import has_role
from assessments.rules import may_bring_in


class ForWriters(MenuItem):  # type: ignore[misc]  # Wagtail has no type hints
    """Shown to those who may write questions."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Editors alone, as on the pages themselves."""
        user = request.user
        return has_role(user, Role.EDITOR) and may_bring_in(user)  # type: ignore[arg-type]  # signed in, under /cms/


def ways_in_and_out() -> list[MenuItem]:
    """Bring in questions, take questions out."""
    into, out = reverse_lazy("bring_questions"), reverse_lazy("take_out_questions")
    return [
        ForWriters(_("Bring in questions"), into, icon_name="download", order=90),
        ForWriters(_("Take questions out"), out, icon_name="upload", order=91),
    ]
