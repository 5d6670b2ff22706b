"""The smaller cards of a scenario, which stand in the larger ones of `blocks`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from care.enums import STRENGTH_CHOICES
from scenarios import fieldblocks as fields

WHEN = _(
    "Leave it empty for always. Otherwise say when, with the names of what the story remembers "
    "and of its amounts: “sent_away”, “not sent_away”, “trust >= 3”, "
    "“sent_away and (trust < 0 or safety < 0)”."
)
OTHER = _(
    "Only for a scenario with a quieter telling, which CW3 and CW4 must have. The choices and "
    "what follows from them stay the same."
)
RIGHTS = _("Numbers with commas between, as “1, 2, 4”.")


class PersonBlock(blocks.StructBlock):
    """Who it is about."""

    name = fields.line(_("Name"), _("An invented first name."))
    about = fields.text(_("Who they are"), _("As “Marta is 34 and works in a care home.”"))
    rest = fields.hidden()

    class Meta:
        icon = "user"
        collapsed = True
        label_format = "{name}"


class NoteBlock(blocks.StructBlock):
    """What the scenario touches, said before it begins."""

    strength = fields.chosen(_("How strong"), STRENGTH_CHOICES)
    topics = fields.line(_("Topics"), _("With commas between, as “harassment, stalking”."))
    note = fields.text(
        _("In words"), _("What is shown and what is not. People read it before they begin.")
    )
    minutes = fields.number(_("Minutes"))
    rest = fields.hidden()

    class Meta:
        icon = "warning"
        collapsed = True
        label_format = "{strength}"


class OtherHeadBlock(blocks.StructBlock):
    """The head of the quieter telling."""

    setting = fields.text(_("The setting, told quietly"))
    summary = fields.text(_("In one sentence, told quietly"))
    rest = fields.hidden()

    class Meta:
        icon = "view"
        collapsed = True
        label_format = "{summary}"
        help_text = OTHER


class VariableBlock(blocks.StructBlock):
    """An amount that choices raise and lower."""

    name = fields.line(_("Name"), _("As learners read it, as “Trust”."))
    start = fields.number(_("At the start"), default="0")
    min = fields.number(_("At least"), default="-8")
    max = fields.number(_("At most"), default="8")
    rest = fields.hidden()

    class Meta:
        icon = "order"
        label = _("Amount")
        label_format = "{name}"
        form_classname = "struct-block steady-row"


class VariantBlock(blocks.StructBlock):
    """Another telling of a scene."""

    when = fields.condition(_("Told when"), WHEN)
    text = fields.text(_("What is told then"), rows=3)
    rest = fields.hidden()

    class Meta:
        icon = "openquote"
        label = _("Another telling")
        label_format = "{when}"


class OtherSceneBlock(blocks.StructBlock):
    """A scene in the quieter telling."""

    title = fields.line(_("Title, told quietly"), _("Empty: as above."))
    text = fields.text(_("The moment, told quietly"), rows=3)
    picture = fields.chosen(
        _("Picture, told quietly"), fields.picture_options, _("Empty: none is shown.")
    )
    rest = fields.hidden()

    class Meta:
        icon = "view"
        collapsed = True
        label_format = "{text}"


class OtherChoiceBlock(blocks.StructBlock):
    """A choice in the quieter telling."""

    text = fields.text(_("What one can do, told quietly"))
    consequence = fields.text(_("What happens, told quietly"))
    feeling = fields.text(_("How it feels, told quietly"), _("Empty: as above."), rows=1)
    why = fields.text(_("Why, told quietly"), _("Empty: as above."))
    rest = fields.hidden()

    class Meta:
        icon = "view"
        collapsed = True
        label_format = "{text}"


class OtherEndingBlock(blocks.StructBlock):
    """An ending in the quieter telling."""

    title = fields.line(_("Title, told quietly"), _("Empty: as above."))
    text = fields.text(_("How it came out, told quietly"))
    stronger = fields.text(_("The stronger path, told quietly"), _("Empty: as above."))
    rest = fields.hidden()

    class Meta:
        icon = "view"
        collapsed = True
        label_format = "{text}"
