"""People, the organisation tree and posts over time."""

from __future__ import annotations

import datetime
import uuid
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from accounts.enums import Job, Role


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address. Used by commands and tests; people come by the staff feed."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make and save a person; without a password they can sign in by invitation only."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a person who may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person who signs in with an e-mail address."""

    username = None  # type: ignore[assignment]  # people sign in by e-mail address
    email = models.EmailField(_("e-mail address"))
    staff_number = models.CharField(
        _("staff number"), max_length=32, null=True, blank=True, unique=True
    )
    joined_on = models.DateField(_("joined on"), null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    # What `accounts.queries` found out about this person during this request.
    _roles: frozenset[Role] | None = None
    _leads_a_unit: bool | None = None

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_once"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class Unit(MP_Node):
    """A part of the organisation. A unit that closes keeps its row and its history."""

    code = models.CharField(_("code"), max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=200)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    """Posts by date."""

    def held_on(self, day: datetime.date) -> Self:
        """Posts held on this day, both ends included."""
        return self.filter(Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Post(models.Model):
    """A person in a job in a unit, from a day to a day. Closed and reopened, never overwritten."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    job = models.CharField(_("job"), max_length=32, choices=Job.choices, default=Job.OTHER)
    title = models.CharField(_("title of the post"), max_length=120, blank=True)
    # Leads the unit, and so sees the records of everybody in it and below it.
    leads = models.BooleanField(_("leads the unit"), default=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    # The staff feed ends and moves only the posts that it opened; an acting post entered
    # by hand stays until it is ended by hand or the person leaves.
    from_feed = models.BooleanField(_("kept by the staff feed"), default=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    ended_recorded_at = models.DateTimeField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="accounts_post_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "job"],
                condition=Q(ends_on__isnull=True),
                name="accounts_post_open_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "starts_on", "ends_on"], name="accounts_post_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_job_display()} {self.unit}"


class Invitation(models.Model):
    """A link by which one person sets their first password. It works once, until it expires."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    invited_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering: ClassVar = ["-invited_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="accounts_invitation_open_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="accounts_invitation_one_end",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class StaffFeedRun(models.Model):
    """One staff file: who sent it and when, what it would change or changed, what was amiss."""

    class State(models.TextChoices):
        REFUSED = "refused", _("Could not be used")
        CHECKED = "checked", _("Checked, not imported")
        HELD = "held", _("Stopped: too many would leave")
        QUEUED = "queued", _("Being imported")
        APPLIED = "applied", _("Imported")
        REVERTED = "reverted", _("Undone")

    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    file_name = models.CharField(_("file"), max_length=200)
    file_hash = models.CharField(_("SHA-256 of the file"), max_length=64)
    # The file itself, compressed, only while it waits to be confirmed.
    content = models.BinaryField(null=True, editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    applied_at = models.DateTimeField(_("imported"), null=True)
    reverted_at = models.DateTimeField(_("undone"), null=True)
    counts = models.JSONField(default=dict)
    # The first of them; `problem_count` is how many there were.
    problems = models.JSONField(default=list)
    problem_count = models.PositiveIntegerField(default=0)
    # What was done, as keys of rows and of audit entries, so that it can be undone.
    done = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("staff feed run")
        verbose_name_plural = _("staff feed runs")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"
