"""What the floors above know of a thing in the editor. They say it by a hook; nobody is imported.

`@hooks.register("content_findings")` gives a function that takes a page or a snippet, as it was
last saved, and returns what its checks found; None when it is none of its own.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from wagtail import hooks
from wagtail.models import DraftStateMixin

from core.findings import Finding


def findings_of(instance: Any) -> list[Finding] | None:
    """Everything that was found in a draft, what blocks first; None when nobody checks its kind."""
    answers = [answer(instance) for answer in hooks.get_hooks("content_findings")]
    known = [found for found in answers if found is not None]
    if not known:
        return None
    return sorted((one for found in known for one in found), key=lambda one: not one.blocks)


def draft_of(app_label: str, model_name: str, pk: int) -> Any:
    """A page or a snippet as it was last saved; None when there is none, or it has no drafts."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError:
        return None
    if not issubclass(model, DraftStateMixin):
        return None
    row = model._default_manager.filter(pk=pk).first()
    return row.get_latest_revision_as_object() if row is not None else None
