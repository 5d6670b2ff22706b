"""What the question bank and a person's attempts hold."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.firstanswers import FirstAnswer, first_attempt_answers  # noqa: F401 -- asked for here
from assessments.formats import Bank
from assessments.models import Attempt, Check, Marking, Question, Regrade
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


def counting_data(bank: str) -> list[dict[str, Any]]:
    """The published counting questions of a bank as data, each with its "ref"."""
    questions = Question.objects.counting_in(bank)
    return [{**one.text.as_data(), "ref": one.ref} for one in questions]


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


def regrades_of(question: Question) -> QuerySet[Regrade]:
    """The times that earlier answers to a question were marked again, newest first."""
    return Regrade.objects.filter(ref=question.ref).select_related("begun_by").order_by("-begun_at")


def answers_marked(ref: str) -> int:
    """How many answers to a question have been marked, in all attempts."""
    return Marking.objects.filter(ref=ref, regrade__isnull=True).count()


# All of an attempt but these is pinned when it is drawn.
_CHANGING = ("submitted_at", "score")
_PINNED = ("user_id", "registration_id", "iri", "back_url", "opened_at", "form")


def attempt_of(user: User, attempt_id: uuid.UUID, *, hold: bool = False) -> Attempt:
    """An attempt of this person. Raises NotFound for anybody else's: it is theirs alone.

    `hold` locks it until the transaction ends.
    """
    attempt = _own(user, attempt_id)
    rows = Attempt.objects.filter(pk=attempt_id)
    found = list((rows.select_for_update() if hold else rows).values_list(*_CHANGING))
    if not found:
        raise NotFound(_("This check is not here. Open it from your training."))
    attempt.submitted_at, attempt.score = found[0]
    return attempt


def attempt_with_answers(user: User, attempt_id: uuid.UUID) -> tuple[Attempt, dict[int, Any]]:
    """The same with its answers by the index of their question; one query for both."""
    attempt = _own(user, attempt_id)
    names = (*_CHANGING, "responses__index", "responses__response")
    rows = list(Attempt.objects.filter(pk=attempt_id).values_list(*names))
    if not rows:
        raise NotFound(_("This check is not here. Open it from your training."))
    attempt.submitted_at, attempt.score = rows[0][:2]
    return attempt, {index: answer for *_rest, index, answer in rows if index is not None}


def _own(user: User, attempt_id: uuid.UUID) -> Attempt:
    attempt = attempt_at_hand(attempt_id)
    if attempt.user_id != user.pk:
        raise NotFound(_("This check is not here. Open it from your training."))
    attempt.user = user
    return attempt


def attempt_at_hand(attempt_id: uuid.UUID) -> Attempt:
    """An attempt, of whomsoever, to be handed to a service that checks whose it is.

    It has what was pinned, and nothing that can change. Raises NotFound.
    """
    try:
        attempt = Attempt(pk=attempt_id, **_pinned(attempt_id))
    except Attempt.DoesNotExist as error:
        raise NotFound(_("This check is not here. Open it from your training.")) from error
    # As one that was read: saving it is changing it.
    attempt._state.adding, attempt._state.db = False, DEFAULT_DB_ALIAS
    return attempt


@lru_cache(maxsize=256)
def _pinned(attempt_id: uuid.UUID) -> dict[str, Any]:
    """What never changes of an attempt, so that a process may keep it. Nobody writes into it."""
    found: dict[str, Any] = Attempt.objects.values(*_PINNED).get(pk=attempt_id)
    return found


def open_attempt_of(user: User, iri: str, registration: Registration | None) -> Attempt | None:
    """The person's attempt at this check that is not submitted yet, if there is one."""
    return Attempt.objects.filter(
        user=user, iri=iri, registration=registration, submitted_at__isnull=True
    ).first()


def next_from(user: User, iri: str, document: Mapping[str, Any]) -> datetime | None:
    """From when a person may begin this check again; None when they may now.

    The pause follows a try that did not pass: after a pass one may practise at once.
    `document` is the compiled check; what is open already never waits.
    """
    hours = document.get("pause_hours", 0)
    if not hours:
        return None
    tries = Attempt.objects.filter(user=user, iri=iri, submitted_at__isnull=False)
    last = tries.order_by("-submitted_at").first()
    if last is None or not last.submitted_at or (last.score or 0) >= last.form["need"]:
        return None
    free = last.submitted_at + timedelta(hours=hours, seconds=59)
    free = free.replace(second=0, microsecond=0)
    return free if free > timezone.now() else None


def last_drawn(user: User, iri: str) -> frozenset[str]:
    """The ids of the questions in the person's latest attempt at this check."""
    last = Attempt.objects.filter(user=user, iri=iri).order_by("-opened_at").first()
    return frozenset(q["ref"] for q in last.form["questions"]) if last else frozenset()


def answers_of(attempt: Attempt) -> dict[int, Any]:
    """The saved answers of an attempt by the index of their question."""
    return dict(attempt.responses.values_list("index", "response"))


def place_in(attempt: Attempt, answers: Mapping[int, Any] | None = None) -> str:
    """Where a person goes on in an attempt that is open: its first question without an answer."""
    given = answers_of(attempt) if answers is None else answers
    left = unanswered_in(given, len(attempt.form["questions"])).indexes
    return f"{attempt_url(attempt)}{left[0] + 1 if left else 'review'}/"


def attempt_url(attempt: Attempt) -> str:
    """The address of an attempt; those of its questions stand below it."""
    return reverse("check_attempt", args=[attempt.form["module"], attempt.pk])


@dataclass(frozen=True)
class Unanswered:
    """How far an attempt is: the indexes of the questions without an answer."""

    indexes: tuple[int, ...]
    total: int


def unanswered(attempt: Attempt) -> Unanswered:
    """The questions of an attempt that have no answer yet; an empty answer is none."""
    return unanswered_in(answers_of(attempt), len(attempt.form["questions"]))


def unanswered_in(answers: Mapping[int, Any], total: int) -> Unanswered:
    """The same of answers that have been read already."""
    given = {index for index, response in answers.items() if response}
    return Unanswered(tuple(i for i in range(total) if i not in given), total)
