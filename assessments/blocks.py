"""The parts of a question that are written in the editor."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class OptionBlock(blocks.StructBlock):
    """One answer on offer, with what is said to a person who chose it."""

    text = blocks.CharBlock(label=_("Text"), max_length=500)
    correct = blocks.BooleanBlock(label=_("This is a right answer"), required=False)
    feedback = blocks.TextBlock(
        label=_("Feedback"),
        help_text=_("One kind sentence: grant the fair guess, and say what is right."),
        rows=2,
    )

    class Meta:
        icon = "tick"
        label = _("Option")
