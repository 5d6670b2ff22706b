"""What learners do in lessons: begin, keep a place, answer for practice, finish."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.marking import WrongShape, check_response
from core.errors import InvalidInput, NotFound
from courses import queries
from courses.models import Place
from courses.queries import Lesson
from tracking.enums import Verb
from tracking.models import Registration
from tracking.queries import completions, open_registration
from tracking.services import record, register

LONGEST_KEY = 64


@transaction.atomic
def begin(*, by: User, module_key: str) -> Registration:
    """Begin a module, or go on with it: the person's open registration.

    Whoever begins it again starts at the top: the places from before are dropped.
    """
    again = open_registration(by, module_key) is None and completions(by, module_key).exists()
    registration = register(by=by, module_key=module_key)
    if again:
        Place.objects.filter(user=by, module_key=module_key).delete()
    return registration


def begun(*, by: User, module_key: str, registration: Registration | None) -> Registration | None:
    """The registration that working in a module counts under; `registration` is the open one.

    Whoever has never finished the module begins it by working in it. Whoever has finished
    it may read and try on without beginning again: that takes the button that says so, or
    finishing a lesson.
    """
    if registration is not None:
        return registration
    if completions(by, module_key).exists():
        return None
    return register(by=by, module_key=module_key)


def _begun(by: User, lesson: Lesson) -> Registration | None:
    return begun(by=by, module_key=lesson.module_key, registration=lesson.registration)


@transaction.atomic
def keep_place(
    *, by: User, lesson: Lesson, block_id: str, at: datetime.datetime | None = None
) -> Place:
    """Keep where a person is, or was `at` a moment. `block_id` is the id of a paragraph.

    What was read last stays: a place that arrives late does not undo a newer one.
    """
    if not lesson.has_segment(block_id):
        raise InvalidInput(_("There is no such place in this lesson. Open the lesson again."))
    _begun(by, lesson)
    moment = at or timezone.now()
    newer = Place.objects.filter(
        user=by, module_key=lesson.module_key, lesson_key=lesson.key, at__gt=moment
    ).first()
    if newer is not None:
        return newer
    place, _made = Place.objects.update_or_create(
        user=by,
        module_key=lesson.module_key,
        lesson_key=lesson.key,
        defaults={"block_id": block_id, "at": moment},
    )
    return place


@transaction.atomic
def answer(*, by: User, lesson: Lesson, ref: str, response: object, key: str) -> None:
    """Keep an answer to a question for practice. It is personal, and counts for nothing.

    `response` has the shape that belongs to the question's type, `key` is the form's own: the
    same form sent again is one answer.
    """
    question = lesson.question(ref)
    if question is None:
        raise NotFound(_("This lesson does not ask that question. Open the lesson again."))
    try:
        settled = check_response(question, response)
    except WrongShape as error:
        raise InvalidInput(
            _("That is not one of the answers on offer. Open the lesson and choose again.")
        ) from error
    if not settled:
        raise InvalidInput(_("Give an answer first, then press the button again."))
    if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
        raise InvalidInput(_("The form is incomplete. Open the lesson and answer again."))
    record(
        actor=by,
        verb=Verb.ANSWERED,
        object_iri=queries.question_iri(lesson.iri, ref),
        key=f"{by.pk}:{lesson.iri}:{ref}:{key}",
        registration=_begun(by, lesson),
        result={"response": list(settled) if isinstance(settled, tuple) else settled},
    )


@transaction.atomic
def finish_lesson(
    *, by: User, lesson: Lesson, since: datetime.datetime | None = None
) -> Registration:
    """The person has finished the lesson. Begins the module when it was not begun.

    `since` is when the page with the button was served. Finishing from one page counts once,
    however often it is sent: an answer may be lost on its way after the last lesson has closed
    the registration, and what is then sent again must not begin the module anew.
    """
    if since is not None:
        done = queries.finished_since(by, lesson, since)
        if done is not None:
            return done
    registration = lesson.registration or register(by=by, module_key=lesson.module_key)
    record(
        actor=by,
        verb=Verb.COMPLETED,
        object_iri=lesson.iri,
        key=f"{registration.pk}:{lesson.iri}:completed",
        registration=registration,
        completion=True,
    )
    return registration
