"""All that the site holds of a person's learning, for that person alone: private words too.

The ledger's part comes from `tracking.exports`. Only the view that serves the person
themselves may call this.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from accounts.models import User
from assessments.models import Attempt
from assessments.refreshers import refreshers_of, wants_no_refreshers
from care.enums import PrivateTextKind
from care.queries import KeptText, kept_by, reading_of
from courses.models import Place
from feedback.queries import remarks_of
from scenarios.models import Run
from tracking.exports import moment, record_document
from tracking.prior_learning import requests_of


def own_document(user: User) -> dict[str, Any]:
    """The learning record with everything that only its owner may read."""
    kept = kept_by(user)
    return {
        **record_document(user),
        "checks": _checks(user),
        "refreshers": _refreshers(user),
        "wants_no_refreshers": wants_no_refreshers(user),
        "scenarios": _scenarios(user),
        "reflections": [_kept(one) for one in kept if one.kind == PrivateTextKind.REFLECTION],
        "notes": [_kept(one) for one in kept if one.kind == PrivateTextKind.NOTE],
        "reading_preferences": asdict(reading_of(user)),
        "places": [
            {
                "module": one.module_key,
                "lesson": one.lesson_key,
                "passage": one.block_id,
                "at": moment(one.at),
            }
            for one in Place.objects.filter(user=user).order_by("module_key", "lesson_key")
        ],
        "prior_learning_requests": _requests(user),
        "feedback_given": _feedback(user),
    }


def _kept(one: KeptText) -> dict[str, Any]:
    """A private text; `text` is null when no key of the site opens it any more."""
    return {
        "place": one.place_iri,
        "key": one.key,
        "about": one.about or None,
        "text": one.text,
        "kept_on": one.kept_on.isoformat(),
    }


def _checks(user: User) -> list[dict[str, Any]]:
    attempts = Attempt.objects.filter(user=user).order_by("opened_at")
    attempts = attempts.prefetch_related("responses", "saved", "markings")
    return [
        {
            "check": one.iri,
            "opened_at": moment(one.opened_at),
            "submitted_at": moment(one.submitted_at) if one.submitted_at else None,
            "right": one.score,
            "answers": [
                {
                    "question": one.form["questions"][answer.index]["ref"],
                    "answer": answer.response,
                    "saved_at": moment(answer.saved_at),
                }
                for answer in sorted(one.responses.all(), key=lambda each: each.index)
            ],
            "answers_as_they_were_given": [
                {
                    "question": one.form["questions"][given.index]["ref"],
                    "answer": given.response,
                    "saved_at": moment(given.saved_at),
                }
                for given in sorted(one.saved.all(), key=lambda each: each.pk)
            ],
            "marks": [
                {
                    "question": mark.ref,
                    "score": mark.score,
                    "of": mark.most,
                    "right": mark.right,
                    "marked_at": moment(mark.marked_at),
                    "by": "an editor" if mark.marked_by_id else "the site",
                    "reason": mark.reason or None,
                }
                for mark in sorted(one.markings.all(), key=lambda each: each.pk)
            ],
        }
        for one in attempts
    ]


def _refreshers(user: User) -> list[dict[str, Any]]:
    return [
        {
            "module": one.module_key,
            "finished_module_on": one.completed_on.isoformat(),
            "months_later": one.months,
            "begun_at": moment(one.begun_at) if one.begun_at else None,
            "finished_at": moment(one.finished_at) if one.finished_at else None,
            "declined_at": moment(one.declined_at) if one.declined_at else None,
            "answers": [
                {
                    "question": one.form["questions"][int(index)]["ref"],
                    "answer": answer["response"],
                    "right": answer["right"],
                    "at": moment(datetime.fromisoformat(answer["at"])),
                }
                for index, answer in sorted(one.answers.items(), key=lambda each: int(each[0]))
            ],
        }
        for one in refreshers_of(user)
    ]


def _scenarios(user: User) -> list[dict[str, Any]]:
    runs = Run.objects.filter(user=user).prefetch_related("choices").order_by("started_at")
    return [
        {
            "scenario": one.iri,
            "started_at": moment(one.started_at),
            "finished_at": moment(one.finished_at) if one.finished_at else None,
            "band": one.band or None,
            "choices": [
                {
                    "scene": choice.scene,
                    "choice": choice.choice,
                    "tried_again_since": choice.superseded,
                    "at": moment(choice.chosen_at),
                }
                for choice in one.choices.all()
            ],
        }
        for one in runs
    ]


def _requests(user: User) -> list[dict[str, Any]]:
    return [
        {
            "module": one.module_key,
            "finished_on": one.completed_on.isoformat(),
            "where": one.place,
            "evidence": one.evidence,
            "document": one.document.name if hasattr(one, "document") else None,
            "asked_at": moment(one.asked_at),
            "entered_by_somebody_else": one.entered_by_id != one.user_id,
            "state": str(one.state),
            "answer": one.answer or None,
            "answered_at": moment(one.decided_at) if one.decided_at else None,
        }
        for one in requests_of(user)
    ]


def _feedback(user: User) -> list[dict[str, Any]]:
    return [
        {
            "part": one.part_iri,
            "passage": one.title,
            "kind": one.kind,
            "text": one.text,
            "shown_to_editors_as": one.naming,
            "sent_at": moment(one.sent_at),
            "state": one.state,
            "answer": one.answer or None,
            "mended_in_version": one.mended_in.number if one.mended_in else None,
        }
        for one in remarks_of(user)
    ]
