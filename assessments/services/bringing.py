"""Questions of other systems into the bank: a file received, looked at, and taken as drafts."""

import datetime
import hashlib
import zlib
from collections.abc import Collection, Sequence
from typing import BinaryIO

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, Revision

from accounts.models import User
from assessments.coming import (
    Coming,
    coming_of,
    drafts_of,
    reading_of,
    same_as_drafts,
    with_what_was_given,
)
from assessments.formats.exchange import detected
from assessments.models import Question, QuestionImport
from assessments.services.loading import fill
from core.errors import Conflict, InvalidInput, NotFound
from core.services import Change, audit, audit_many

MAX_UPLOAD = 10 * 1024 * 1024
WAITS_FOR = datetime.timedelta(days=7)
# So many files of one person wait at a time; an older one makes room.
WAITING = 5


class TooLarge(InvalidInput):
    """A file with more in it than is taken."""

    status = 413


@transaction.atomic
def receive_question_file(
    *, by: User, source: BinaryIO, size: int, name: str, form: str, bank: str, module: str
) -> QuestionImport:
    """Keep a file while it is looked at; nothing goes into the bank yet.

    `size` is in bytes, `form` a `FileFormat` or empty to find it out. Raises `TooLarge`, and
    `InvalidInput` for an empty file.
    """
    if size > MAX_UPLOAD:
        raise TooLarge(
            _("The file is larger than 10 MB. Export the questions without files, or in parts.")
        )
    content = source.read(MAX_UPLOAD)
    if not content.strip():
        raise InvalidInput(_("The file is empty. Choose the file that holds the questions."))
    run = QuestionImport(
        by=by,
        received_at=timezone.now(),
        file_name=name[-200:],
        file_hash=hashlib.sha256(content).hexdigest(),
        form=form or detected(content, name),
        bank=bank,
        module_key=module,
        content=zlib.compress(content),
    )
    run.same = same_as_drafts(coming_of(run, reading_of(run).found))
    run.left = list(run.same)
    run.save()
    _make_room(by)
    audit(by=by, action="question_import.received", obj=run, after={"file": run.file_hash})
    return run


def _make_room(by: User) -> None:
    waiting = QuestionImport.objects.filter(by=by, content__isnull=False).order_by("-received_at")
    old = list(waiting.values_list("pk", flat=True)[WAITING:])
    QuestionImport.objects.filter(pk__in=old).update(content=None)


@transaction.atomic
def choose_questions(
    *,
    by: User,
    run: QuestionImport,
    shown: Collection[int],
    ticked: Collection[int],
    replacing: Collection[int],
) -> QuestionImport:
    """Keep which of the questions that were `shown` are ticked, and which replace a draft.

    Raises `NotFound` for somebody else's file. What was taken stays as it is.
    """
    run = _locked(by, run)
    if run.taken_at is None:
        run.left = sorted((set(run.left) - set(shown)) | (set(shown) - set(ticked)))
        run.replaces = sorted(
            (set(run.replaces) - set(shown)) | (set(shown) & set(replacing) & set(ticked))
        )
        run.save(update_fields=["left", "replaces"])
    return run


def take_questions(*, by: User, run: QuestionImport) -> QuestionImport:
    """Take the ticked questions into the bank as drafts, all of them or none.

    A second call changes nothing. Raises `NotFound` for somebody else's file, `Conflict` for
    one that is forgotten, or whose question another person holds locked, `InvalidInput` when
    nothing is ticked.
    """
    try:
        with transaction.atomic():
            return _take(by, _locked(by, run))
    except IntegrityError as error:
        raise Conflict(
            _("Somebody has just added a question with one of these ids. Look again, and confirm.")
        ) from error


def _take(by: User, run: QuestionImport) -> QuestionImport:
    if run.taken_at is not None:
        return run
    if run.content is None:
        raise Conflict(_("This file is no longer kept. Send it again."))
    left, replaces = set(run.left), set(run.replaces)
    ticked = [one for one in coming_of(run, reading_of(run).found) if one.place not in left]
    if not ticked:
        raise InvalidInput(_("No question is ticked. Tick those that you want to take in."))
    drafts = [one for one in ticked if one.clash and one.place in replaces]
    new = [one for one in ticked if one not in drafts]
    questions = [*_add(by, run, new), *_replace(by, drafts)]
    run.taken = sorted(
        [[one.place, one.ref, "new"] for one in new]
        + [[one.place, one.clash, "draft"] for one in drafts]
    )
    run.taken_at = timezone.now()
    run.content = None
    run.save()
    changes = [Change(obj=one, after={"import": str(run.pk)}) for one in questions]
    audit_many(by=by, action="question.brought_in", changes=changes)
    after = {"new": len(new), "drafts": len(drafts)}
    audit(by=by, action="question_import.taken", obj=run, after=after)
    return run


def _add(by: User, run: QuestionImport, coming: Sequence[Coming]) -> list[Question]:
    """New drafts, as the editor's own form makes them, in a few statements for all."""
    questions = []
    for one in coming:
        question = Question(
            ref=one.ref,
            bank=run.bank,
            module_key=run.module_key,
            live=False,
            has_unpublished_changes=True,
        )
        fill(question, one.question)
        question.clean_fields()
        questions.append(question)
    Question.objects.bulk_create(questions, batch_size=200)
    revisions = [
        Revision(
            content_object=question,
            base_content_type=question.get_base_content_type(),
            user=by,
            content=question.serializable_data(),
            object_str=str(question),
            created_at=timezone.now(),
        )
        for question in questions
    ]
    Revision.objects.bulk_create(revisions, batch_size=200)
    for question, revision in zip(questions, revisions, strict=True):
        question.latest_revision = revision
    newest = Revision.objects.filter(
        object_id=Cast(OuterRef("pk"), CharField()),
        base_content_type=ContentType.objects.get_for_model(Question),
    ).values("pk")[:1]
    new = Question.objects.filter(pk__in=[question.pk for question in questions])
    new.update(latest_revision=Subquery(newest))
    _log_created(by, questions)
    return questions


def _log_created(by: User, questions: Sequence[Question]) -> None:
    """The history that Wagtail shows of each: as `wagtail.log_actions.log` writes one by one."""
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=ContentType.objects.get_for_model(Question),
                object_id=str(question.pk),
                label=str(question),
                action="wagtail.create",
                timestamp=timezone.now(),
                user=by,
                revision=question.latest_revision,
                content_changed=True,
            )
            for question in questions
        ],
        batch_size=200,
    )


def _replace(by: User, coming: Sequence[Coming]) -> list[Question]:
    """New drafts of questions that stand in the bank; what is published stays."""
    standing = drafts_of([one.clash for one in coming])
    questions = []
    for one in coming:
        draft = standing[one.clash]
        lock = draft.get_lock()
        if lock is not None and lock.for_user(by):
            raise Conflict(
                _("Question %(ref)s is locked. Take this one as a new question, or leave it out.")
                % {"ref": one.clash}
            )
        fill(draft, with_what_was_given(one.found, draft.text))
        draft.save_revision(user=by, log_action=True, clean=False)
        questions.append(draft)
    return questions


@transaction.atomic
def forget_question_files() -> int:
    """Drop the files that nobody has taken for a week; how many. That they came stays known."""
    old = QuestionImport.objects.filter(
        content__isnull=False, received_at__lt=timezone.now() - WAITS_FOR
    )
    return old.update(content=None)


def _locked(by: User, run: QuestionImport) -> QuestionImport:
    found = QuestionImport.objects.select_for_update().filter(pk=run.pk, by=by).first()
    if found is None:
        raise NotFound(_("This file is not here. Send it again."))
    return found
