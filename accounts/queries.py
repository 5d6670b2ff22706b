"""Who may see whom, and who may do what. One rule answers "may I?" and "which rows?"."""

import datetime
from collections import defaultdict
from collections.abc import Collection

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.feed_plan import KnownPerson, KnownPost, KnownUnit
from accounts.models import Invitation, Post, StaffFeedRun, Unit, User
from core.errors import NotFound


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


def leaders_of(user: User, *, on: datetime.date | None = None) -> QuerySet[User]:
    """Who, on the day, leads a unit in which this person has a post, or one above it.

    The other way round of `people_seen_by`; who leads their own unit is among them.
    """
    day = on or timezone.localdate()
    held = Post.objects.held_on(day)
    paths = held.filter(user=user).values_list("unit__path", flat=True)
    above = {one for path in paths for one in _upwards(path)}
    return User.objects.filter(pk__in=_leading(above, day))


def nearest_leaders_of(user: User, *, on: datetime.date | None = None) -> QuerySet[User]:
    """Of those who lead this person, the ones nearest to them: of each post's unit upwards."""
    day = on or timezone.localdate()
    held = Post.objects.held_on(day)
    led = set(
        held.filter(leads=True).exclude(user=user).values_list("unit__path", flat=True).distinct()
    )
    paths = held.filter(user=user).values_list("unit__path", flat=True)
    nearest = {max(near, key=len) for path in paths if (near := _upwards(path) & led)}
    return User.objects.filter(pk__in=_leading(nearest, day)).exclude(pk=user.pk)


def _upwards(path: str) -> set[str]:
    return {path[:end] for end in range(Unit.steplen, len(path) + 1, Unit.steplen)}


def _leading(paths: Collection[str], day: datetime.date) -> QuerySet[Post, int]:
    return (
        Post.objects.held_on(day)
        .filter(leads=True, unit__path__in=paths)
        .values_list("user_id", flat=True)
    )


def leads_a_unit(user: User) -> bool:
    """Whether `/team/` has anything to show to this person. Asked once a request."""
    if user._leads_a_unit is None:
        _learn_standing(user)
    return bool(user._leads_a_unit)


def roles_of(user: User) -> frozenset[Role]:
    """The roles that this person was given. Asked once a request."""
    if user._roles is None:
        _learn_standing(user)
    return user._roles or frozenset()


# Every page's navigation asks for both. In plain SQL because the ORM takes ten times as long
# to write this query as the database takes to answer it.
STANDING = """
    SELECT auth_group.name FROM auth_group
    JOIN accounts_user_groups ON accounts_user_groups.group_id = auth_group.id
    WHERE accounts_user_groups.user_id = %s
    UNION ALL
    SELECT NULL FROM accounts_post
    WHERE user_id = %s AND leads AND starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s)
"""


def _learn_standing(user: User) -> None:
    today = connection.ops.adapt_datefield_value(timezone.localdate())
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [user.pk, user.pk, today, today])
        found = {name for (name,) in cursor.fetchall()}
    user._roles = frozenset(role for role in Role if role.value in found)
    user._leads_a_unit = None in found


def has_role(user: User, role: Role) -> bool:
    """Whether this person has the role. A superuser has them all."""
    return user.is_superuser or role in roles_of(user)


def must_use_second_factor(user: User) -> bool:
    """Whether a password alone is too little for this person.

    Everybody needs a second factor whose account reaches other people's records or the
    content: leaders of units, people with a role, staff. Practitioners may add one.
    """
    return user.is_staff or user.is_superuser or bool(roles_of(user)) or leads_a_unit(user)


def posts_of(user: User) -> QuerySet[Post]:
    """All posts of this person with their units, the newest first."""
    return user.posts.select_related("unit").order_by("-starts_on", "-pk")


def known_units() -> list[KnownUnit]:
    """All units, as the staff feed compares with them."""
    codes: dict[str, str] = {}
    units = []
    for path, code, name, closed_on in Unit.objects.values_list(
        "path", "code", "name", "closed_on"
    ):
        codes[path] = code
        above = codes.get(path[: -Unit.steplen], "")
        units.append(KnownUnit(code, name, above, closed_on is None))
    return units


def known_people() -> list[KnownPerson]:
    """Everybody with their open posts, as the staff feed compares with them."""
    posts: dict[int, list[KnownPost]] = defaultdict(list)
    rows = Post.objects.filter(ends_on__isnull=True).order_by("starts_on", "pk")
    for user_id, pk, code, job, title, leads, from_feed in rows.values_list(
        "user_id", "pk", "unit__code", "job", "title", "leads", "from_feed"
    ).iterator():
        posts[user_id].append(KnownPost(pk, code, job, title, leads, from_feed))
    people = User.objects.values_list(
        "pk", "staff_number", "email", "first_name", "last_name", "joined_on", "is_active"
    )
    return [
        KnownPerson(pk, number or "", email, first, last, joined, active, tuple(posts[pk]))
        for pk, number, email, first, last, joined, active in people.iterator()
    ]


def staff_feed_runs() -> QuerySet[StaffFeedRun]:
    """All runs, the newest first, without the files that wait to be confirmed."""
    return StaffFeedRun.objects.select_related("by").defer("content", "done", "problems")


def open_invitations() -> QuerySet[Invitation]:
    """Invitations that were neither accepted nor withdrawn, the newest first."""
    return Invitation.objects.filter(
        accepted_at__isnull=True, withdrawn_at__isnull=True
    ).select_related("user", "invited_by")


def staff_feed_run(run_id: int) -> StaffFeedRun:
    """One run. Raises `NotFound`."""
    run = StaffFeedRun.objects.select_related("by").filter(pk=run_id).first()
    if run is None:
        raise NotFound(_("There is no staff feed run %s.") % run_id)
    return run


def find_people(*, words: str = "", role: str = "") -> QuerySet[User]:
    """People by name with their roles; every word must be in the name, address or number."""
    found = User.objects.prefetch_related("groups").order_by("last_name", "first_name", "pk")
    for word in words.split():
        found = found.filter(
            Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(email__icontains=word)
            | Q(staff_number__iexact=word)
        )
    return found.filter(groups__name=role) if role else found


def person_by_id(user_id: int) -> User:
    """One person. Raises `NotFound`."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise NotFound(_("There is nobody with this number."))
    return user
