"""What learners type in about their own record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.errors import InvalidInput
from core.forms import DateField
from dashboards.choices import grouped
from tracking.documents import LARGEST, Evidence
from tracking.queries import current_versions
from tracking.services import evidence_file


class PriorLearningForm(forms.Form):
    """I did this already: which, when, where, and what shows it."""

    module = forms.ChoiceField(label=_("Which module it stands for"))
    completed_on = DateField(label=_("The day it was finished"))
    place = forms.CharField(
        label=_("Where, and who ran it"),
        max_length=200,
        help_text=_("Such as “Northgate Police, two days with the training team”."),
    )
    evidence = forms.CharField(
        label=_("What shows that it was done"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_(
            "A certificate, a register, somebody who can confirm it. "
            "Please leave out anything from a real case."
        ),
    )
    document = forms.FileField(
        label=_("A document"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text=_(
            "A PDF or a photograph, at most 5 MB. Only you and those who decide can open it, "
            "and it is deleted if it is not needed."
        ),
        error_messages={"empty": _("The file is empty. Choose it again.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = sorted(current_versions().values(), key=lambda one: one.title)
        module = self.fields["module"]
        if isinstance(module, forms.ChoiceField):
            module.choices = [("", _("Choose a module")), *grouped(versions)]

    def clean_document(self) -> Evidence | None:
        """The file, if it is one that may be taken."""
        sent: UploadedFile[Any] | None = self.cleaned_data.get("document")
        if sent is None:
            return None
        try:
            # One byte more than may be tells that it is too much, whatever the whole is.
            return evidence_file(name=sent.name or "", content=sent.read(LARGEST + 1))
        except InvalidInput as error:
            raise forms.ValidationError(str(error)) from error

    @property
    def asked(self) -> dict[str, Any]:
        """What the service takes. Call it when the form is valid."""
        said = dict(self.cleaned_data)
        return {"module_key": said.pop("module"), **said}
