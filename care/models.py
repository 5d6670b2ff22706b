"""Support contacts, private reflections, reading preferences."""

import datetime
from typing import Any, ClassVar, Self

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from care.enums import (
    Audience,
    CheckState,
    ContactStatus,
    Contrast,
    Motion,
    PrivateTextKind,
    Size,
    Spacing,
    Theme,
    Width,
)

FLAGGED_AFTER = datetime.timedelta(days=90)
HIDDEN_AFTER = datetime.timedelta(days=180)


def check_audiences(value: Any) -> None:
    """Validator: a list of known audiences, at least one."""
    if not isinstance(value, list) or not value or not set(value) <= set(Audience.values):
        raise ValidationError(_("Choose at least one group of people."))


class AudienceField(models.JSONField):
    """A list of `Audience` values, ticked in a form."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Tick boxes."""
        return forms.TypedMultipleChoiceField(
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            choices=Audience.choices,
            widget=forms.CheckboxSelectMultiple,
        )


class SupportContactQuerySet(models.QuerySet["SupportContact"]):
    """Contacts by how long ago they were checked."""

    def shown(self, on: datetime.date) -> Self:
        """What readers see on this day: checked in the last 180 days."""
        return self.filter(checked_on__gt=on - HIDDEN_AFTER)

    def to_check(self, on: datetime.date) -> Self:
        """What editors are asked to check on this day: unchecked for 90 days or more."""
        return self.filter(checked_on__lte=on - FLAGGED_AFTER)


class SupportContact(models.Model):
    """Somebody to turn to. It has an owner who checks it; unchecked, it hides itself."""

    slug = models.SlugField(_("id"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    whom = models.CharField(
        _("for whom and what"), max_length=200, help_text=_("Anyone in distress, about anything")
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    web = models.CharField(
        _("web address"), max_length=200, blank=True, help_text=_("Without https://")
    )
    hours = models.CharField(
        _("hours"), max_length=120, blank=True, help_text=_("Only if they are known")
    )
    note = models.TextField(
        _("what to expect"),
        blank=True,
        help_text=_("What it costs, what they ask, and what becomes of what you tell them"),
    )
    audience = AudienceField(_("shown under"), default=list, validators=[check_audiences])
    owner = models.CharField(
        _("who checks it"), max_length=120, help_text=_("A person or a team, not a helpline")
    )
    checked_on = models.DateField(
        _("checked on"),
        help_text=_("The day on which somebody rang or opened it. It is hidden 180 days later."),
    )
    status = models.CharField(
        _("how sure"),
        max_length=10,
        choices=ContactStatus.choices,
        default=ContactStatus.SECONDARY,
    )
    position = models.PositiveSmallIntegerField(default=1000, editable=False)
    # What was last loaded from the files; "" for a contact that was made by hand.
    loaded_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = SupportContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("support contact")
        verbose_name_plural = _("support contacts")
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.name

    def check_state(self, on: datetime.date | None = None) -> CheckState:
        """How it stands on a day (today)."""
        age = (on or timezone.localdate()) - self.checked_on
        if age >= HIDDEN_AFTER:
            return CheckState.HIDDEN
        return CheckState.NEEDS_CHECK if age >= FLAGGED_AFTER else CheckState.FRESH


class PrivateText(models.Model):
    """A thought or a note that one learner keeps for themselves.

    Locked (`locks.py`); registered in no admin, sent to no ledger, log or export but the
    learner's own.
    """

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(
        max_length=10, choices=PrivateTextKind.choices, default=PrivateTextKind.REFLECTION
    )
    place_iri = models.CharField(max_length=500)
    # The prompt of a reflection; the id of the passage that a note stands beside.
    key = models.CharField(max_length=100)
    # The title of that passage, for the day on which it is no longer there.
    about = models.CharField(max_length=300, blank=True)
    ciphertext = models.BinaryField()
    # A day, not a moment: when exactly somebody sat and thought is nobody's business.
    kept_on = models.DateField()

    class Meta:
        verbose_name = _("private text")
        verbose_name_plural = _("private texts")
        # Neither the admin's permissions nor anybody's to give.
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "place_iri", "kind", "key"], name="care_private_text_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ReadingPreference(models.Model):
    """How one person likes pages to look. The values are those of the style sheet."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    width = models.CharField(_("line length"), max_length=10, choices=Width.choices, blank=True)
    size = models.CharField(_("text size"), max_length=10, choices=Size.choices, blank=True)
    spacing = models.CharField(_("spacing"), max_length=10, choices=Spacing.choices, blank=True)
    theme = models.CharField(_("colours"), max_length=10, choices=Theme.choices, blank=True)
    contrast = models.CharField(_("contrast"), max_length=10, choices=Contrast.choices, blank=True)
    motion = models.CharField(_("movement"), max_length=10, choices=Motion.choices, blank=True)

    class Meta:
        verbose_name = _("reading preference")
        verbose_name_plural = _("reading preferences")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)
