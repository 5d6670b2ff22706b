"""Whom to turn to, beside the matter itself: support contacts by the topics of a passage or a lesson.

Contacts change, and hide when nobody checks them, so a compiled passage holds a sign where they
belong, and the page fills it in. What is shown is the same for everybody who reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from django.template.loader import render_to_string

from care.models import SupportContact
from care.queries import contacts_for, contacts_shown
from courses.services.compiling import HELP

MOST = 3


class Signposts:
    """The signposts of one page. One query, and none where no topic asks for any."""

    @cached_property
    def _shown(self) -> list[SupportContact]:
        return contacts_shown()

    def html(self, topics: Iterable[str], *, whole: bool = False) -> str:
        """A few contacts for these topics; "" without topics. `whole` at the end of a lesson."""
        wanted = [topic for topic in topics if topic]
        if not wanted:
            return ""
        contacts = _few(contacts_for(wanted, among=self._shown))
        context = {"contacts": contacts, "whole": whole}
        return str(render_to_string("pages/courses/parts/signposts.html", context)).strip()

    def fill(self, html: str, topics: Iterable[str]) -> str:
        """A compiled passage with its signposts."""
        return html.replace(HELP, self.html(topics)) if HELP in html else html


def _few(contacts: Sequence[SupportContact]) -> list[SupportContact]:
    """Three at most, one of them for staff: a long list helps nobody in the moment."""
    staff = [one for one in contacts if "staff" in one.audience][:1]
    others = [one for one in contacts if one not in staff][: MOST - len(staff)]
    return [*others, *staff]
