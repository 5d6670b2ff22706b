"""The Code by edition: rights, duties, limits; who owes them; where they were read."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from victimscode.enums import Confidence, DutyKind, EditionKind, Group, PrincipleSet, Unit


class Loaded(models.Model):
    """Something that content files describe.

    `loaded_hash` is the hash of what was loaded last: while the row still hashes to it,
    a newer file may change the row; once an editor has changed the row, no file may.
    """

    loaded_hash = models.CharField(max_length=64, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        abstract = True
        ordering: ClassVar = ["position"]


class Source(Loaded):
    """Where a fact was read, and when."""

    slug = models.CharField(_("key"), max_length=20, unique=True)
    address = models.CharField(_("address or title"), max_length=300)
    used_for = models.CharField(_("used for"), max_length=300)
    read_on = models.DateField(_("last read on"), null=True, blank=True)

    class Meta(Loaded.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return f"{self.slug}: {self.address}"


class Agency(Loaded):
    """A body, or a person, that a duty names."""

    slug = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    also = models.CharField(_("also called"), max_length=200, blank=True)

    class Meta(Loaded.Meta):
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")

    def __str__(self) -> str:
        return self.name


class Principle(Loaded):
    """A principle of practice that content may cite beside a right."""

    slug = models.SlugField(_("key"), max_length=60, unique=True)
    set = models.CharField(_("set"), max_length=20, choices=PrincipleSet.choices)
    name = models.CharField(_("name"), max_length=200)
    sources = models.ManyToManyField(Source, blank=True, verbose_name=_("sources"))
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence.choices)

    class Meta(Loaded.Meta):
        verbose_name = _("principle")
        verbose_name_plural = _("principles")

    def __str__(self) -> str:
        return self.name


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions by what they are today."""

    def current_codes(self) -> Self:
        """The Code that applies: in force and not superseded."""
        return self.filter(
            kind=EditionKind.CODE, in_force__isnull=False, superseded_on__isnull=True
        )

    def history(self) -> Self:
        """Editions that have been superseded."""
        return self.filter(superseded_on__isnull=False)


class Edition(Loaded):
    """An edition of the Code, an Act, or a proposal."""

    slug = models.SlugField(_("key"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=EditionKind.choices)
    published = models.DateField(_("published"), null=True, blank=True)
    in_force = models.DateField(_("in force from"), null=True, blank=True)
    superseded_on = models.DateField(_("superseded on"), null=True, blank=True)
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("takes the place of"),
    )
    fictional = models.BooleanField(
        _("invented, for rehearsals"),
        default=False,
        help_text=_("It can be adopted only on a site where rehearsals are allowed."),
    )
    sources = models.ManyToManyField(Source, blank=True, verbose_name=_("sources"))

    objects = EditionQuerySet.as_manager()

    class Meta(Loaded.Meta):
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering: ClassVar = ["-in_force", "slug"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(superseded_on__isnull=True)
                | Q(in_force__isnull=False, superseded_on__gt=models.F("in_force")),
                name="victimscode_superseded_after_in_force",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("code_edition", args=[self.slug])

    @property
    def is_current(self) -> bool:
        """Whether it is the Code that applies today."""
        return self.kind == EditionKind.CODE and bool(self.in_force) and not self.superseded_on

    @property
    def is_history(self) -> bool:
        """Whether a later edition has taken its place."""
        return self.superseded_on is not None

    @property
    def is_coming(self) -> bool:
        """Whether it is only proposed."""
        return self.kind == EditionKind.DRAFT

    @property
    def invented(self) -> bool:
        """Whether it is fictional and not being rehearsed."""
        return self.fictional and self.is_coming

    @property
    def is_guidance(self) -> bool:
        """Whether it is practice or research that stands beside the law."""
        return self.kind == EditionKind.GUIDANCE


class Right(Loaded):
    """One of an edition's numbered rights."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="rights")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)

    class Meta(Loaded.Meta):
        verbose_name = _("right")
        verbose_name_plural = _("rights")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "number"], name="victimscode_right_once")
        ]

    def __str__(self) -> str:
        return _("Right %(number)d: %(title)s") % {"number": self.number, "title": self.title}


class Duty(Loaded):
    """What an edition asks of somebody, or says is so. Content cites it as edition/slug."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="duties")
    slug = models.SlugField(_("key"), max_length=60)
    kind = models.CharField(
        _("kind"), max_length=10, choices=DutyKind.choices, default=DutyKind.DUTY
    )
    right = models.ForeignKey(
        Right,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="duties",
        verbose_name=_("right"),
    )
    paragraph = models.CharField(_("paragraph"), max_length=20, blank=True)
    says = models.TextField(_("what it says, in our words"))
    agencies = models.ManyToManyField(Agency, blank=True, verbose_name=_("whose duty"))
    trigger = models.CharField(_("when"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    sources = models.ManyToManyField(Source, blank=True, verbose_name=_("sources"))
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence.choices)
    in_force = models.BooleanField(
        _("in force"), default=True, help_text=_("Untick it for what has not begun.")
    )
    continues = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="continued_by",
        verbose_name=_("takes the place of"),
    )

    class Meta(Loaded.Meta):
        verbose_name = _("duty or definition")
        verbose_name_plural = _("duties and definitions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "slug"], name="victimscode_duty_once"),
            models.CheckConstraint(
                condition=Q(kind=DutyKind.DUTY) | Q(right__isnull=True),
                name="victimscode_definition_has_no_right",
            ),
        ]

    def __str__(self) -> str:
        return self.says

    def get_absolute_url(self) -> str:
        """Its place on the page of its right, or of its edition."""
        if self.right is None:
            return f"{self.edition.get_absolute_url()}#{self.slug}"
        page = reverse("code_right", args=[self.edition.slug, self.right.number])
        return f"{page}#{self.slug}"

    @property
    def ref(self) -> str:
        """How content cites it: "2020/r6-bail-changes"."""
        return f"{self.edition.slug}/{self.slug}"

    @property
    def holds(self) -> bool:
        """Whether it is in force today."""
        return self.in_force and not (self.edition.is_history or self.edition.is_coming)

    def limit(self, group: str) -> str:
        """The limit of this group in words; empty when it has none."""
        return next((str(limit) for limit in self.limits.all() if limit.group == group), "")

    @property
    def standard(self) -> str:
        """The limit for everyone without Enhanced Rights, in words."""
        return self.limit(Group.STANDARD)

    @property
    def enhanced(self) -> str:
        """The limit with Enhanced Rights, in words."""
        return self.limit(Group.ENHANCED)


class Limit(models.Model):
    """The latest day by which a duty is done, for one group of victims."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="limits")
    group = models.CharField(_("for"), max_length=10, choices=Group.choices)
    amount = models.PositiveSmallIntegerField(_("amount"))
    unit = models.CharField(_("unit"), max_length=14, choices=Unit.choices)

    class Meta:
        verbose_name = _("time limit")
        verbose_name_plural = _("time limits")
        ordering: ClassVar = ["-group"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["duty", "group"], name="victimscode_limit_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="victimscode_limit_positive"),
        ]

    def __str__(self) -> str:
        if self.unit == Unit.MONTHS:
            words = ngettext("%(n)d month", "%(n)d months", self.amount)
        elif self.unit == Unit.CALENDAR_DAYS:
            words = ngettext("%(n)d calendar day", "%(n)d calendar days", self.amount)
        else:
            words = ngettext("%(n)d working day", "%(n)d working days", self.amount)
        return words % {"n": self.amount}


class Citation(models.Model):
    """A released passage, question or choice that rests on a duty. Written at release."""

    module_key = models.SlugField(_("module"), max_length=100)
    # The version is tracking's, a floor above, and so named by its id alone.
    version_id = models.UUIDField(_("version"))
    part_iri = models.CharField(_("part"), max_length=500)
    block_id = models.CharField(_("passage"), max_length=100)
    kind = models.CharField(_("kind of passage"), max_length=20)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="citations")
    # Whether it was in force when the passage was released: what was released as history, or
    # as a plan, does not grow old.
    was_in_force = models.BooleanField(_("in force at the release"), default=True)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version_id", "part_iri", "block_id", "duty"],
                name="victimscode_citation_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["duty", "version_id"], name="victimscode_citation_duty")
        ]

    def __str__(self) -> str:
        return f"{self.part_iri}#{self.block_id}"


class Adoption(models.Model):
    """On this site an edition has taken the place of the one that it follows.

    A fact that is closed and never overwritten: going back fills in `ended_at`, and the same
    edition adopted again is another row.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="adoptions", verbose_name=_("edition")
    )
    replaced = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="+", verbose_name=_("in place of")
    )
    on = models.DateField(_("in force from"))
    # What the edition was before, so that going back gives the same row.
    kind_before = models.CharField(max_length=10, choices=EditionKind.choices)
    in_force_before = models.DateField(null=True)
    recorded_at = models.DateTimeField(_("adopted at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("went back at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(_("why we went back"), blank=True)

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        ordering: ClassVar = ["-recorded_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(ended_at__isnull=True),
                name="victimscode_adoption_open_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, reason="")
                | (Q(ended_at__gte=models.F("recorded_at")) & ~Q(reason="")),
                name="victimscode_adoption_ends_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} from {self.on}"
