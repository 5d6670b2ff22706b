"""The cards of a scenario as Wagtail's blocks: what an editor sees, moves, copies and fills in.

They are a form over the document and are stored nowhere: `scenarios.cards` turns one into the
other. The names of the blocks are the keys of the document, so that whatever is said of a place
in the document can be said at its field.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register

from scenarios import fieldblocks as fields
from scenarios.cards.kinds import NEW
from scenarios.engine import END
from scenarios.partblocks import (
    RIGHTS,
    WHEN,
    NoteBlock,
    OtherChoiceBlock,
    OtherEndingBlock,
    OtherHeadBlock,
    OtherSceneBlock,
    PersonBlock,
    VariableBlock,
    VariantBlock,
)
from scenarios.widgets import RootAdapter

GRADES = [("best", _("Best")), ("partial", _("Partial")), ("poor", _("Poor"))]
BANDS = [("strong", _("Strong")), ("secure", _("Secure")), ("revisit", _("Revisit"))]


class ChoiceBlock(blocks.StructBlock):
    """Something to do, and what follows from it."""

    text = fields.text(
        _("What one can do"), _("As the learner reads it, as something to do or say.")
    )
    consequence = fields.text(_("What happens"), _("Shown once it is chosen."), rows=3)
    feeling = fields.line(_("How it feels for the person"), _("A word or three, as “Turned away”."))
    why = fields.text(_("Why"), _("What the Code or good practice says about it. Never “wrong”."))
    grade = fields.chosen(
        _("Grade"), GRADES, _("Learners never see it. Each scene needs a best choice.")
    )
    effects = fields.amounts(
        _("What it does to each amount"), _("Empty or 0: nothing. Minus: it falls.")
    )
    next = fields.leads_to(
        _("What comes next"),
        _("A scene, a new one, or the end: how it came out is then found by the endings."),
        [("", _("Not chosen yet")), (NEW, _("A new scene, called …")), (END, _("The end"))],
    )
    new_scene = fields.line(
        _("Title of the new scene"),
        _("For “A new scene, called …”: it gets a card of its own when you save."),
    )
    set = fields.line(
        _("What the story remembers"),
        _("A few words for later conditions, as “sent away”. With commas between, if several."),
    )
    when = fields.condition(_("Only offered when"), WHEN)
    rights = fields.line(_("Rights it touches"), RIGHTS)
    principles = fields.PrinciplesBlock(label=_("Principles it touches"))
    cites = blocks.ListBlock(
        fields.chosen(_("Citation"), fields.duty_options, alone=True),
        label=_("What it cites of the Code"),
        default=[],
        collapsed=False,
    )
    other = OtherChoiceBlock(label=_("Quieter telling"))
    rest = fields.hidden()

    class Meta:
        icon = "arrow-right"
        label = _("Choice")
        label_format = "{text}"
        form_layout = blocks.BlockGroup(
            [
                *("text", "consequence", "feeling", "why", "grade", "effects", "next"),
                "new_scene",
                blocks.BlockGroup(
                    ["set", "when"],
                    heading=_("Memory and condition"),
                    icon="history",
                    label_format="{set} {when}",
                ),
                blocks.BlockGroup(
                    ["rights", "principles", "cites"],
                    heading=_("What it touches"),
                    icon="tag",
                    label_format="{rights}",
                    classname="collapsed",
                ),
                "other",
                "rest",
            ]
        )


class SceneBlock(blocks.StructBlock):
    """A moment with its choices."""

    title = fields.line(_("Title"))
    speaker = fields.line(
        _("Who speaks"), _("“Narrator”, or a name of the story."), default="Narrator"
    )
    text = fields.text(_("The moment"), _("Two or three short paragraphs."), rows=4)
    picture = fields.chosen(
        _("Picture"),
        fields.picture_options,
        _(
            "Where seeing something helps, as a form or a screen. Never a person as a victim. "
            "Diagrams are drawn, and described in words, under Diagrams."
        ),
    )
    variants = blocks.ListBlock(
        VariantBlock(),
        label=_("Another telling where something holds"),
        default=[],
        help_text=_("The first whose condition holds is told instead of the moment above."),
    )
    choices = blocks.ListBlock(ChoiceBlock(), label=_("Choices"), default=[], collapsed=True)
    other = OtherSceneBlock(label=_("Quieter telling"))
    rest = fields.hidden()

    class Meta:
        icon = "comment"
        label = _("Scene")
        label_format = "{title}"
        form_layout = blocks.BlockGroup(
            [
                *("title", "speaker", "text", "picture", "variants", "choices"),
                "other",
                "rest",
            ]
        )


class EndingBlock(blocks.StructBlock):
    """One way in which it can come out."""

    title = fields.line(_("Title"))
    band = fields.chosen(
        _("Band"), BANDS, _("What goes to the record. Never a score."), default="secure"
    )
    when = fields.condition(_("Comes about when"), WHEN)
    text = fields.text(_("How it came out"), rows=3)
    stronger = fields.text(_("The stronger path"), _("What would have helped still more."))
    other = OtherEndingBlock(label=_("Quieter telling"))
    rest = fields.hidden()

    class Meta:
        icon = "tick"
        label = _("Ending")
        label_format = "{title}"
        form_layout = blocks.BlockGroup(
            [
                *("title", "band", "when", "text", "stronger"),
                "other",
                "rest",
            ]
        )


class ScenarioBlock(blocks.StructBlock):
    """The whole scenario."""

    title = fields.line(_("Title"))
    summary = fields.text(_("In one sentence"), _("What happens, and what the learner decides."))
    audience = fields.text(_("Whom it is for"), rows=1)
    setting = fields.text(
        _("The setting"), _("Where and when, as “A police front counter”."), rows=1
    )
    minutes = fields.number(_("Minutes"))
    aims = fields.text(_("What is practised"), _("One a line."))
    rights = fields.line(_("Rights it is about"), RIGHTS)
    principles = fields.PrinciplesBlock(label=_("Principles it is about"))
    reflection = fields.text(
        _("Question at the end"), _("For the learner’s private thought. May be empty.")
    )
    person = PersonBlock(label=_("Who it is about"))
    content_note = NoteBlock(label=_("Content note"))
    variables = blocks.ListBlock(
        VariableBlock(),
        label=_("Amounts"),
        help_text=_(
            "What choices raise and lower. In conditions each is called by its name in small "
            "letters. Taking one away also takes away what choices do to it."
        ),
        collapsed=True,
    )
    flags = fields.text(
        _("What the story can remember"),
        _("Names with commas between. What a choice remembers is added here by itself."),
        rows=1,
    )
    start = fields.leads_to(_("It begins with"), "", [("", _("Not chosen yet"))])
    scenes = blocks.ListBlock(SceneBlock(), label=_("Scenes"), collapsed=True)
    endings = blocks.ListBlock(
        EndingBlock(),
        label=_("Endings"),
        help_text=_(
            "The first whose condition holds is how it came out. Leave the condition of the last "
            "one empty, so that one always fits."
        ),
        collapsed=True,
    )
    alternative = OtherHeadBlock(label=_("Quieter telling"))
    rest = fields.hidden()

    class Meta:
        # Wagtail works out a name where it is given none, before there is anything to name.
        label_format = ""
        form_layout = blocks.BlockGroup(
            [
                blocks.BlockGroup(
                    [
                        *("title", "summary", "audience", "setting", "minutes", "aims", "rights"),
                        *("principles", "reflection"),
                    ],
                    heading=_("What it is"),
                    label_format="{title}",
                    icon="info-circle",
                    classname="collapsed",
                ),
                "person",
                "content_note",
                blocks.BlockGroup(
                    ["variables", "flags"],
                    heading=_("What the story keeps in mind"),
                    label_format="{flags}",
                    icon="history",
                    classname="collapsed",
                ),
                blocks.BlockGroup(
                    ["start", "scenes"], heading=_("How it goes"), icon="comment", label_format=""
                ),
                blocks.BlockGroup(
                    ["endings"], heading=_("How it can come out"), icon="tick", label_format=""
                ),
                "alternative",
                "rest",
            ]
        )


register(RootAdapter(), ScenarioBlock)
