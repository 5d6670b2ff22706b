"""What the question bank and a person's attempts hold."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.formats import Bank
from assessments.models import Attempt, Check, Question
from core.errors import NotFound
from tracking.models import Registration


def banks() -> list[Bank]:
    """All published questions by bank, as they go into content files."""
    found: dict[tuple[str, str], list[Question]] = {}
    for question in Question.objects.published().order_by("bank", "pk"):
        found.setdefault((question.bank, question.module_key), []).append(question)
    return [
        Bank(bank, module, tuple(question.text for question in questions))
        for (bank, module), questions in found.items()
    ]


def question_by_ref(ref: str) -> Question:
    """The question with this id. Raises NotFound."""
    question = Question.objects.filter(ref__iexact=ref).first()
    if question is None:
        raise NotFound(_("There is no question with this id."))
    return question


def check_by_slug(slug: str) -> Check:
    """The check with this id. Raises NotFound."""
    check = Check.objects.filter(slug=slug).first()
    if check is None:
        raise NotFound(_("There is no knowledge check with this id."))
    return check


def attempt_of(user: User, attempt_id: uuid.UUID) -> Attempt:
    """An attempt of this person. Raises NotFound for anybody else's: it is theirs alone."""
    attempt = Attempt.objects.filter(pk=attempt_id, user=user).first()
    if attempt is None:
        raise NotFound(_("This check is not here. Open it from your training."))
    return attempt


def open_attempt_of(user: User, iri: str, registration: Registration | None) -> Attempt | None:
    """The person's attempt at this check that is not submitted yet, if there is one."""
    return Attempt.objects.filter(
        user=user, iri=iri, registration=registration, submitted_at__isnull=True
    ).first()


def last_drawn(user: User, iri: str) -> frozenset[str]:
    """The ids of the questions in the person's latest attempt at this check."""
    last = Attempt.objects.filter(user=user, iri=iri).order_by("-opened_at").first()
    return frozenset(q["ref"] for q in last.form["questions"]) if last else frozenset()


def answers_of(attempt: Attempt) -> dict[int, Any]:
    """The saved answers of an attempt by the index of their question."""
    return dict(attempt.responses.values_list("index", "response"))


def question_url(attempt: Attempt, number: int) -> str:
    """The address of a question of an attempt; `number` counts from 1."""
    return reverse("check_question", args=[attempt.form["module"], attempt.pk, number])


@dataclass(frozen=True)
class Unanswered:
    """How far an attempt is: the indexes of the questions without an answer."""

    indexes: tuple[int, ...]
    total: int


def unanswered(attempt: Attempt) -> Unanswered:
    """The questions of an attempt that have no answer yet; an empty answer is none."""
    total = len(attempt.form["questions"])
    given = {index for index, response in answers_of(attempt).items() if response}
    return Unanswered(tuple(i for i in range(total) if i not in given), total)
