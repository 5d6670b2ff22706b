"""The doors of the editor's screens: each calls services of the floors below."""

from __future__ import annotations

from accounts.models import User
from dashboards.editor.carrying import Carried, carry_over
from victimscode.queries import Replacement


def carry(*, by: User, replacement: Replacement) -> Carried:
    """Let everything written cite the edition that applies, where both say the same.

    That is the newer one while it applies, and the older one after going back.
    """
    turned = replacement.carried
    older, newer = replacement.older.slug, replacement.newer.slug
    if replacement.newer.is_current:
        return carry_over(by=by, turned=turned, edition=(older, newer))
    back = {now: before for before, now in turned.items()}
    return carry_over(by=by, turned=back, edition=(newer, older))
