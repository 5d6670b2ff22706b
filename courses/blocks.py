"""What a lesson is made of. Activities are named by their own keys, facts by edition and duty.

The choosers know the models of other apps by name only: a lesson holds keys, not rows.
"""

from __future__ import annotations

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from care.enums import STRENGTH_CHOICES
from courses.enums import Depth

FEATURES = ["bold", "italic", "link", "ol", "ul"]


def rich(label: object, *, required: bool = True, help_text: object = "") -> blocks.RichTextBlock:
    """The rich text of lessons: paragraphs, bold, italic, links, lists of one level."""
    return blocks.RichTextBlock(
        features=FEATURES, label=label, required=required, help_text=help_text
    )


Choices = list[tuple[str, str]]


def duty_choices() -> Choices:
    """All duties and definitions that may be taught, by edition, as content cites them."""
    rows = apps.get_model("victimscode.Duty")._default_manager.exclude(confidence="recall")
    # What is invented may be cited while it is rehearsed, and then it is no draft.
    rows = rows.exclude(edition__fictional=True, edition__kind="draft")
    named = rows.order_by("-edition__in_force", "edition__slug", "position").values_list(
        "edition__slug", "slug", "says"
    )
    return [(f"{edition}/{slug}", f"{edition}/{slug}: {says}") for edition, slug, says in named]


def question_choices() -> Choices:
    """The published questions for practice."""
    rows = apps.get_model("assessments.Question")._default_manager.filter(live=True)
    named = rows.filter(use="formative").order_by("bank", "ref").values_list("ref", "stem")
    return [(ref, f"{ref}: {stem}") for ref, stem in named]


def scenario_choices() -> Choices:
    """The published scenarios."""
    rows = apps.get_model("scenarios.Scenario")._default_manager.filter(live=True)
    named = rows.order_by("slug").values_list("document", "title")
    return [(document["id"], f"{document['id']}: {title}") for document, title in named]


def aid_choices() -> Choices:
    """The published job aids."""
    rows = apps.get_model("courses.JobAid")._default_manager.filter(live=True)
    return list(rows.order_by("slug").values_list("slug", "title"))


def diagram_choices() -> Choices:
    """The published diagrams."""
    rows = apps.get_model("courses.Diagram")._default_manager.filter(live=True)
    return list(rows.order_by("slug").values_list("slug", "title"))


def exercise_choices() -> Choices:
    """The published interactive exercises."""
    rows = apps.get_model("exercises.Exercise")._default_manager.filter(live=True)
    named = rows.order_by("title").values_list("slug", "title")
    return [(slug, f"{title} ({slug})") for slug, title in named]


def cites() -> blocks.ChoiceBlock:
    """A citation of the Code."""
    return blocks.ChoiceBlock(choices=duty_choices, label=_("Cites"))


class HeadingBlock(blocks.StructBlock):
    """A heading in the lesson."""

    level = blocks.ChoiceBlock(
        choices=[("2", _("Heading")), ("3", _("Smaller heading"))], default="2", label=_("Size")
    )
    text = blocks.CharBlock(label=_("Heading"), max_length=120)

    class Meta:
        icon = "title"
        label = _("Heading")


class FactBlock(blocks.StructBlock):
    """One fact of the Code, with what it cites."""

    cites = cites()
    say = blocks.TextBlock(label=_("In our words"), rows=2)
    history = blocks.BooleanBlock(
        label=_("This is history"), required=False, help_text=_("For editions that are superseded.")
    )
    coming = blocks.BooleanBlock(
        label=_("This is not in force yet"),
        required=False,
        help_text=_("For what is proposed, or has not begun."),
    )

    class Meta:
        icon = "check"
        label = _("Fact")
        group = _("The Code")


class LimitRowBlock(blocks.StructBlock):
    """A row of a table of limits."""

    cites = cites()
    event = blocks.CharBlock(label=_("What has happened"), max_length=250)
    standard = blocks.CharBlock(
        label=_("Everyone else"),
        required=False,
        max_length=80,
        help_text=_("Leave it empty to show the limit of the duty."),
    )
    enhanced = blocks.CharBlock(label=_("Enhanced Rights"), required=False, max_length=80)


class LimitsBlock(blocks.StructBlock):
    """A table of time limits."""

    caption = blocks.CharBlock(label=_("Caption"), max_length=200)
    rows = blocks.ListBlock(LimitRowBlock(), label=_("Rows"))
    history = blocks.BooleanBlock(label=_("This is history"), required=False)

    class Meta:
        icon = "table"
        label = _("Table of limits")
        group = _("The Code")


class QuotationBlock(blocks.StructBlock):
    """Words of the Code or of a statute."""

    text = blocks.TextBlock(label=_("Words"), rows=3)
    cites = cites()
    attribution = blocks.CharBlock(label=_("Whose words, and where"), max_length=250)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        group = _("The Code")


class StoryBlock(blocks.StructBlock):
    """A person's story, in the serif voice."""

    text = rich(_("Story"))

    class Meta:
        icon = "user"
        label = _("Story")
        group = _("Telling")


class PassageBlock(blocks.StructBlock):
    """A passage behind a content note, with its alternative."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    note = blocks.TextBlock(
        label=_("Note"),
        rows=2,
        help_text=_("What it is and how strong, neutrally: “It mentions … Nothing graphic.”"),
    )
    strength = blocks.ChoiceBlock(choices=STRENGTH_CHOICES, label=_("Strength"))
    topics = blocks.CharBlock(label=_("Topics, with commas between"), max_length=250)
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=30)
    text = rich(_("Passage"))
    alternative_title = blocks.CharBlock(
        label=_("Title of the alternative"), required=False, max_length=120
    )
    alternative_text = rich(
        _("Alternative"),
        required=False,
        help_text=_("The same point without distressing matter. Needed from CW3 up."),
    )
    after = rich(_("What both readers need next"), required=False)

    class Meta:
        icon = "view"
        label = _("Passage with a content note")
        group = _("Telling")


class ImageBlock(blocks.StructBlock):
    """A picture with words for those who cannot see it."""

    file = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(label=_("What it shows"), max_length=250)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Image")
        group = _("Telling")


class VideoBlock(blocks.StructBlock):
    """A video with captions and a transcript."""

    file = DocumentChooserBlock(label=_("Video"))
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    captions = DocumentChooserBlock(label=_("Captions (WebVTT)"))
    transcript = rich(_("Transcript"))

    class Meta:
        icon = "media"
        label = _("Video")
        group = _("Telling")


class TryBlock(blocks.StructBlock):
    """One thing to try at work."""

    text = rich(_("What to try"))

    class Meta:
        icon = "pick"
        label = _("Something to try")
        group = _("Doing")


class QuestionBlock(blocks.StructBlock):
    """A question for practice, by its key in the bank."""

    ref = blocks.ChoiceBlock(choices=question_choices, label=_("Question"))

    class Meta:
        icon = "help"
        label = _("Question")
        group = _("Doing")


class ScenarioBlock(blocks.StructBlock):
    """A scenario to play, by its key."""

    ref = blocks.ChoiceBlock(choices=scenario_choices, label=_("Scenario"))
    text = blocks.CharBlock(label=_("Why to play it now"), max_length=250)

    class Meta:
        icon = "group"
        label = _("Scenario")
        group = _("Doing")


class InteractiveBlock(blocks.StructBlock):
    """An interactive exercise, by its key."""

    ref = blocks.ChoiceBlock(choices=exercise_choices, label=_("Interactive exercise"))
    text = blocks.CharBlock(label=_("Why to do it now"), max_length=250)

    class Meta:
        icon = "edit"
        label = _("Interactive exercise")
        group = _("Doing")


class ExerciseBlock(blocks.StructBlock):
    """Something to work out on the page or on paper, with its answer folded away."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = rich(_("Task"))
    answer = rich(_("Worked answer"))

    class Meta:
        icon = "edit"
        label = _("Exercise")
        group = _("Doing")


class AidBlock(blocks.StructBlock):
    """A card to keep."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = rich(_("Card"))

    class Meta:
        icon = "clipboard-list"
        label = _("Card in the lesson")
        group = _("Doing")


class KeepBlock(blocks.StructBlock):
    """A job aid that is kept by itself, by its address: a card in the lesson that leads to it."""

    ref = blocks.ChoiceBlock(choices=aid_choices, label=_("Job aid"))
    text = blocks.CharBlock(label=_("When it helps"), max_length=250)

    class Meta:
        icon = "download"
        label = _("Job aid to keep")
        group = _("Doing")


class DiagramBlock(blocks.StructBlock):
    """A diagram, by its address."""

    ref = blocks.ChoiceBlock(choices=diagram_choices, label=_("Diagram"))

    class Meta:
        icon = "image"
        label = _("Diagram")
        group = _("Telling")


class ReflectionBlock(blocks.StructBlock):
    """A question to oneself. What is kept is private."""

    key = blocks.RegexBlock(
        regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        label=_("Key"),
        max_length=60,
        help_text=_("It stays: thoughts that people kept hang on it."),
    )
    prompt = blocks.TextBlock(label=_("Question"), rows=2)

    class Meta:
        icon = "comment"
        label = _("Reflection")
        group = _("Doing")


class LessonBlock(blocks.StreamBlock):
    """All blocks of a lesson."""

    text = rich(_("Text"))
    heading = HeadingBlock()
    fact = FactBlock()
    limits = LimitsBlock()
    quotation = QuotationBlock()
    story = StoryBlock()
    passage = PassageBlock()
    image = ImageBlock()
    video = VideoBlock()
    question = QuestionBlock()
    scenario = ScenarioBlock()
    interactive = InteractiveBlock()
    exercise = ExerciseBlock()
    aid = AidBlock()
    keep = KeepBlock()
    diagram = DiagramBlock()
    reflection = ReflectionBlock()

    class Meta:
        block_counts: dict[str, dict[str, int]] = {}


# “try” is a word of Python's own, so it cannot be declared as the others are.
LESSON_BLOCKS = LessonBlock([("try", TryBlock())])


class CardBlock(blocks.StreamBlock):
    """The blocks of a job aid: what shows and tells."""

    text = rich(_("Text"))
    heading = HeadingBlock()
    fact = FactBlock()
    limits = LimitsBlock()
    quotation = QuotationBlock()
    diagram = DiagramBlock()

    class Meta:
        block_counts: dict[str, dict[str, int]] = {}


AID_BLOCKS = CardBlock([("try", TryBlock())])


# Pathways ----------------------------------------------------------------------------------


def module_choices() -> Choices:
    """The published modules."""
    rows = apps.get_model("courses.ModulePage")._default_manager.filter(live=True)
    return list(rows.order_by("path").values_list("slug", "title"))


class StepBlock(blocks.StructBlock):
    """A step of a pathway: a module, or some of its lessons."""

    module = blocks.ChoiceBlock(choices=module_choices, label=_("Module"))
    depth = blocks.ChoiceBlock(
        choices=Depth.choices, default=Depth.CORE.value, label=_("How much it matters")
    )
    why = blocks.CharBlock(label=_("What it is for here, in a sentence"), max_length=200)
    lessons = blocks.CharBlock(
        label=_("Lessons, by their addresses, with commas between"),
        required=False,
        max_length=600,
        help_text=_("Leave it empty for the whole module with its check."),
    )
    scenarios = blocks.CharBlock(
        label=_("Scenarios to play first, by key, with commas between"),
        required=False,
        max_length=120,
        help_text=_("As in SC01, SC05"),
    )

    class Meta:
        icon = "list-ol"
        label = _("Step")


PATHWAY_BLOCKS = [("step", StepBlock())]
