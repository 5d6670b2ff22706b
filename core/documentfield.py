"""A document as an editor types it: the text of its content file, in a form."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.yamltext import Reader, Unreadable, read

LONGEST = 500_000


def at_line(line: int, message: str) -> str:
    """A mistake with its line, in words."""
    return str(_("Line %(line)s: %(message)s") % {"line": line, "message": message})


def read_text(text: str) -> Reader:
    """Read an author's text. Raises ValidationError with the line when it is not YAML."""
    try:
        return read(text, file="")
    except Unreadable as error:
        raise forms.ValidationError(at_line(error.problem.line, error.problem.message)) from error


class DocumentField(forms.CharField, ABC):
    """JSON data shown and taken as YAML. A kind of document says how it is written out.

    Whether the data is a good document is for the form and the model to say.
    """

    widget = forms.Textarea(attrs={"rows": 40, "spellcheck": "true"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": LONGEST, "strip": False, **options})

    @abstractmethod
    def written(self, document: dict[str, Any]) -> str:
        """The document as the text of its file."""

    def as_kept(self, data: Any) -> Any:
        """The data as it is kept: YAML knows things that JSON has not."""
        return data

    def prepare_value(self, value: Any) -> Any:
        """The document as text."""
        return self.written(value) if isinstance(value, dict) else value

    def to_python(self, value: Any) -> Any:
        """The text as a document. Raises ValidationError when it cannot be kept as one."""
        if isinstance(value, dict):
            return value
        data = self.as_kept(read_text(super().to_python(value) or "").data)
        if not isinstance(data, dict) or not _is_json(data):
            raise forms.ValidationError(
                _("Here should stand keys with texts, numbers and lists, as “title: …”.")
            )
        return data

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the text says something else."""
        try:
            return bool(self.to_python(data) != initial)
        except forms.ValidationError:
            return True


def _is_json(data: dict[str, Any]) -> bool:
    """Whether it can be kept: YAML has dates and other things that JSON has not."""
    try:
        json.dumps(data, allow_nan=False)
    except (TypeError, ValueError):
        return False
    return True
