"""A person's record as a document to show: what was finished, by which version and edition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import london_day, say_date
from core.typesetting import typeset
from tracking.queries import Completion, record_of

TEMPLATE = Path(__file__).parent / "typeset" / "record.typ"


def record_pdf(user: User) -> bytes:
    """The record as PDF/UA-1 on A4. Raises core.typesetting.Unprintable."""
    return typeset(TEMPLATE, record_sheet(user))


def record_sheet(user: User) -> dict[str, Any]:
    """Every word of the PDF, in the order in which it is read."""
    record = record_of(user)
    name = user.get_full_name() or _("Name no longer kept")
    return {
        "lang": "en",
        "site": settings.SITE_NAME,
        "title": _("Learning record of %s") % name,
        "lead": _("As at %s.") % say_date(timezone.localdate()),
        "sections": [
            {
                "title": _("Finished"),
                "columns": [
                    _("Module"),
                    _("Finished on"),
                    _("Version and edition"),
                    _("Certificate"),
                ],
                "rows": [_finished(one) for one in record.completions],
                "empty": _("Nothing yet."),
            },
            {
                "title": _("Begun"),
                "columns": [_("Module"), _("Begun on"), _("Parts done")],
                "rows": [
                    [
                        one.version.title,
                        say_date(london_day(one.registration.opened_at)),
                        _("%(done)d of %(total)d") % {"done": one.done, "total": one.total},
                    ]
                    for one in record.in_progress
                ],
                "empty": _("Nothing is under way."),
            },
        ],
        "note": _("A certificate is real when its code is found at %s.")
        % f"{settings.SITE_URL}/verify/",
    }


def _finished(one: Completion) -> list[str]:
    version = _("Prior learning, recorded by a second person")
    if one.version is not None:
        version = _("Version %(number)d, %(edition)s Code") % {
            "number": one.version.number,
            "edition": one.version.edition,
        }
    code = one.certificate.code if one.certificate else _("none")
    return [one.title, say_date(london_day(one.occurred_at)), version, code]
