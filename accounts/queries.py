"""Who may see whom. One rule answers both "may I?" and "which rows?"."""

import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Post, Unit, User


def units_led_by(user: User, *, on: datetime.date | None = None) -> QuerySet[Unit]:
    """The units this person leads on the day, with every unit below them."""
    day = on or timezone.localdate()
    paths = (
        Post.objects.held_on(day).filter(user=user, leads=True).values_list("unit__path", flat=True)
    )
    below = Q(pk__in=[])
    for path in set(paths):
        below |= Q(path__startswith=path)
    units: QuerySet[Unit] = Unit.objects.filter(below)
    return units


def people_seen_by(user: User, *, on: datetime.date | None = None) -> QuerySet[User]:
    """The people with a post, on the day, in a unit that this person leads or below it."""
    day = on or timezone.localdate()
    posts = Post.objects.held_on(day).filter(unit__in=units_led_by(user, on=day))
    return User.objects.filter(pk__in=posts.values("user_id"))


def leads_a_unit(user: User) -> bool:
    """Whether `/team/` has anything to show to this person."""
    return Post.objects.held_on(timezone.localdate()).filter(user=user, leads=True).exists()
