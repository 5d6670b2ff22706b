"""The question bank, and the checks drawn from it."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from assessments.blocks import KINDS, CellBlock, cell_of, parts_of
from assessments.blueprint import LONGEST_PAUSE, Cell
from assessments.enums import Level, Mode, QuestionType, Use
from assessments.formats import Panel, QuestionText, lacks
from assessments.formats.question import field_of
from assessments.trying import draft_of
from core.models import Authored


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions by where they are asked."""

    def published(self) -> Self:
        """Questions that have a published version."""
        return self.filter(live=True)

    def counting_in(self, bank: str) -> Self:
        """The published questions from which the checks of a bank are drawn."""
        return self.published().filter(bank=bank, use=Use.COUNTING).order_by("ref")


class Question(Authored):
    """A question of the bank: the authoring copy. Learners see what was released of it."""

    ref = models.CharField(
        _("id"), max_length=40, help_text=_("Short and lasting, as VC03. Content files use it.")
    )
    bank = models.SlugField(_("bank"), max_length=100)
    module_key = models.SlugField(_("module"), max_length=100)
    use = models.CharField(_("use"), max_length=10, choices=Use.choices, default=Use.FORMATIVE)
    type = models.CharField(
        _("type"), max_length=12, choices=QuestionType.choices, default=QuestionType.SINGLE
    )
    level = models.CharField(_("level"), max_length=8, choices=Level.choices, default=Level.APPLY)
    rights = models.JSONField(_("rights"), default=list, blank=True)
    cites = models.JSONField(_("cites"), default=list, blank=True)
    stem = models.TextField(_("question"))
    options = StreamField(
        KINDS,
        verbose_name=_("answers"),
        blank=True,
        help_text=_("Add the kind that goes with the type of the question, once for each part."),
    )
    otherwise = models.TextField(
        _("feedback to any other answer"),
        blank=True,
        help_text=_("For short answers and numbers: what is said when none of the above fits."),
    )
    unit = models.CharField(
        _("unit"),
        max_length=40,
        blank=True,
        help_text=_("For numbers: what they count, as “working days”. It stands beside the box."),
    )
    mode = models.CharField(
        _("way of judging"),
        max_length=4,
        choices=Mode.choices,
        blank=True,
        help_text=_("For situational judgement: whether learners rate or rank the responses."),
    )
    panel_who = models.CharField(
        _("who"), max_length=300, blank=True, help_text=_("Their roles, never their names.")
    )
    panel_on = models.DateField(_("when"), null=True, blank=True)
    panel_people = models.PositiveSmallIntegerField(_("how many people"), null=True, blank=True)
    panel_agreement = models.DecimalField(
        _("how far they agreed"),
        max_digits=4,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("From 0 to 1, such as 0.8."),
    )
    panel_measure = models.CharField(
        _("measured by"), max_length=100, blank=True, help_text=_("Such as: ICC(2,k).")
    )
    rationale = models.TextField(
        _("rationale"), blank=True, help_text=_("Why the answer is right. Learners read it.")
    )
    sources = models.JSONField(_("sources"), default=list, blank=True)
    lesson = models.CharField(
        _("lesson"), max_length=120, blank=True, help_text=_("The lesson that teaches it.")
    )

    objects = QuestionQuerySet.as_manager()
    # Set by the editor's form while a draft is saved: a draft may lack things.
    defer_completeness = False

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering: ClassVar = ["ref"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("ref"),
                name="assessments_question_once",
                violation_error_message=_("Another question has this id."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref}: {self.stem}"

    @property
    def text(self) -> QuestionText:
        """The question as data."""
        return QuestionText(
            id=self.ref,
            use=self.use,
            type=self.type,
            level=self.level,
            stem=self.stem,
            **parts_of(self.options),
            otherwise=self.otherwise,
            unit=self.unit,
            mode=self.mode,
            panel=self._panel(),
            rationale=self.rationale,
            lesson=self.lesson,
            rights=tuple(self.rights),
            cites=tuple(self.cites),
            sources=tuple(self.sources),
        )

    def _panel(self) -> Panel | None:
        agreed = None if self.panel_agreement is None else float(self.panel_agreement)
        panel = Panel(self.panel_who, self.panel_on, self.panel_people, agreed, self.panel_measure)
        return None if panel == Panel("", None, None, None) else panel

    def clean(self) -> None:
        """Refuse to publish a question that lacks something; a draft may."""
        super().clean()
        if self.defer_completeness:
            return
        found: dict[str, list[str]] = {}
        for lack in lacks(self.text):
            words = gettext(lack.message)
            field = field_of(lack.field)
            if words not in found.setdefault(field, []):
                found[field].append(words)
        if found:
            raise ValidationError(found)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The page that shows an editor the question as a learner meets it."""
        return "pages/assessments/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The question as it would be released, to be tried, with all its feedback."""
        context = super().get_preview_context(request, mode_name)
        return {**context, "draft": draft_of(self.text)}


class Check(Authored):
    """A knowledge check that counts: so many questions drawn from a bank, and a pass mark."""

    slug = models.SlugField(_("id"), max_length=100, unique=True)
    title = models.CharField(_("title"), max_length=200)
    module_key = models.SlugField(_("module"), max_length=100)
    bank = models.SlugField(_("bank"), max_length=100)
    draw = models.PositiveSmallIntegerField(
        _("questions drawn"), default=12, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark, of 100"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    blueprint = StreamField(
        [("cell", CellBlock())],
        verbose_name=_("blueprint"),
        blank=True,
        help_text=_(
            "How many questions of which kind every check holds. Without it, any questions "
            "of the bank are drawn."
        ),
    )
    pause_hours = models.PositiveSmallIntegerField(
        _("hours between two tries"),
        default=0,
        validators=[MaxValueValidator(LONGEST_PAUSE)],
        help_text=_("0 for no pause. Going on with a check that is begun never waits."),
    )

    class Meta:
        verbose_name = _("knowledge check")
        verbose_name_plural = _("knowledge checks")
        ordering: ClassVar = ["slug"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(pass_mark__gte=1, pass_mark__lte=100, draw__gte=1),
                name="assessments_check_bounds",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def as_data(self) -> dict[str, Any]:
        """The check as JSON data, without its questions."""
        names = ("slug", "title", "module_key", "bank", "draw", "pass_mark")
        data = {name: getattr(self, name) for name in names}
        cells = [cell.as_data() for cell in self.cells]
        return {**data, "pause_hours": self.pause_hours or None, "blueprint": cells}

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The blueprint as data."""
        return tuple(cell_of(block.value) for block in self.blueprint)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The page that shows an editor what the check draws from."""
        return "pages/assessments/preview_check.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The check with the questions of its bank."""
        questions = Question.objects.counting_in(self.bank)
        return {
            **super().get_preview_context(request, mode_name),
            "questions": [question.text for question in questions],
        }
