"""The form on which anybody types the code of a certificate."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracking.codes import read_code


class CodeForm(forms.Form):
    """Takes a code however it was typed, and gives it as we write it."""

    code = forms.CharField(
        label=_("Code of the certificate"),
        help_text=_(
            "Sixteen letters and numbers, such as 7F3K-2M9Q-XDRA-8TWH. "
            "Small letters, and leaving out the dashes, are fine."
        ),
        max_length=60,
        error_messages={"required": _("Type the code that stands on the certificate.")},
        widget=forms.TextInput(
            attrs={
                "class": "govuk-input--width-20",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self) -> str:
        """The code with its dashes, if it can be one of ours."""
        written: Any = self.cleaned_data["code"]
        code = read_code(written)
        if code is None:
            raise forms.ValidationError(
                _(
                    "A letter or number seems to be amiss. Compare it with the certificate: "
                    "our codes have no 0, 1, I, L or O."
                )
            )
        return code
