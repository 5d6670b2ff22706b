"""What goes into the question bank from elsewhere and out of it, for the editor's screens. Reads only."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.models import User
from assessments.coming import draft_of
from assessments.formats import QuestionText, lacks
from assessments.models import Check, Question, QuestionImport
from core.errors import NotFound


def bank_choices() -> list[tuple[str, str]]:
    """The banks that there are, as choices: "bank|module", and words."""
    pairs = {
        *Question.objects.values_list("bank", "module_key").distinct(),
        *Check.objects.values_list("bank", "module_key").distinct(),
    }
    return [
        (f"{bank}|{module}", bank if bank == module else f"{bank} ({module})")
        for bank, module in sorted(pairs)
    ]


def questions_to_take(*, bank: str, use: str, level: str, drafts: bool) -> list[QuestionText]:
    """The questions of a bank that go out, by id: as published, or as last saved.

    `use` and `level` are empty for all.
    """
    rows = Question.objects.filter(bank=bank).order_by("ref").select_related("latest_revision")
    if not drafts:
        rows = rows.published()
    found = [draft_of(row).text if drafts else row.text for row in rows]
    return [q for q in found if (not use or q.use == use) and (not level or q.level == level)]


def import_of(user: User, import_id: uuid.UUID) -> QuestionImport:
    """A file that this person has sent. Raises NotFound for anybody else's."""
    run = QuestionImport.objects.filter(pk=import_id, by=user).first()
    if run is None:
        raise NotFound(_("This file is not here. Send it again."))
    return run


def imports_of(user: User) -> list[QuestionImport]:
    """The latest files of a person that wait to be taken."""
    rows = QuestionImport.objects.filter(by=user, content__isnull=False).defer("content")
    return list(rows.order_by("-received_at")[:5])


def taken_before(run: QuestionImport) -> QuestionImport | None:
    """The latest time that the very same file was taken in, by whomever."""
    rows = QuestionImport.objects.filter(file_hash=run.file_hash, taken_at__isnull=False)
    return rows.select_related("by").order_by("-taken_at").first()


def taken_by(taken: Iterable[tuple[int, str, str]]) -> list[tuple[Question, str, list[str]]]:
    """What was brought in: each draft, "new" or "draft", and what it still lacks.

    `taken` as in `QuestionImport`. What was deleted since is left out.
    """
    became = {ref: how for _place, ref, how in taken}
    rows = Question.objects.filter(ref__in=became).select_related("latest_revision").order_by("ref")
    found = []
    for row in rows:
        draft = draft_of(row)
        missing = dict.fromkeys(_(lack.message) for lack in lacks(draft.text))
        found.append((draft, became[row.ref], list(missing)))
    return found
