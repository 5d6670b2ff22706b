"""Panels for the forms of the editor."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import Panel

from core.editing import findings_of
from core.findings import advice, blocking


class ChecksPanel(Panel):
    """What the content checks find in the draft as it was last saved, each with its place."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(heading=_("Content checks"), icon="glasses", **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        """What another of the same is made with."""
        kwargs: dict[str, Any] = super().clone_kwargs()
        return {key: kwargs[key] for key in ("classname", "attrs") if key in kwargs}

    @property
    def clean_name(self) -> str:
        """Its name among the panels."""
        return "content_checks"

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page or snippet."""

        template_name = "pages/core/cms/checks_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The findings, and where they can be asked for again."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, **checks_context(self.instance)}


class BesidePanel(Panel):
    """What the floors above know of a thing, beside its form.

    They answer the hook `name` with a function that takes the thing as it was last saved and
    returns a template and its context, or None where they have nothing to say.
    """

    def __init__(self, *, hook: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hook = hook

    def clone_kwargs(self) -> dict[str, Any]:
        """What another of the same is made with."""
        return {**super().clone_kwargs(), "hook": self.hook}

    @property
    def clean_name(self) -> str:
        """Its name among the panels."""
        return self.hook

    class BoundPanel(Panel.BoundPanel):
        """The panel of one thing."""

        template_name = "pages/core/cms/beside_panel.html"

        def is_shown(self) -> bool:
            """There is nothing to know of what was never saved."""
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """What was answered, as HTML."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            answers = [answer(self.instance) for answer in hooks.get_hooks(self.panel.hook)]
            said = [render_to_string(*answer) for answer in answers if answer is not None]
            return {**context, "said": mark_safe("".join(said))}  # noqa: S308  from templates


def checks_context(instance: Any) -> dict[str, Any]:
    """What the list of findings shows of a page or a snippet."""
    found = findings_of(instance) if instance.pk else None
    meta = instance._meta
    return {
        "saved": found is not None,
        "blocking": blocking(found or ()),
        "advice": advice(found or ()),
        "kind": (meta.app_label, meta.model_name),
        "pk": instance.pk,
    }
