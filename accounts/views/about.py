"""Pages about oneself, and the ones that say who may do and see what."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import current_user, signed_in
from accounts.enums import Role
from accounts.models import Post, User
from accounts.queries import has_role, must_use_second_factor, posts_of
from accounts.roles import DESCRIPTIONS
from core.components import Cell, Column, Entry
from core.errors import NotAllowed


@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """What the site knows about the person who is signed in, and where to change it."""
    user = current_user(request)
    context = {
        "details": details_of(user),
        "columns": [Column(_("Post")), Column(_("Unit")), Column(_("Time"))],
        "posts": [post_row(post) for post in posts_of(user)],
        "second_factor": Authenticator.objects.filter(user=user)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .exists(),
        "must_use_second_factor": must_use_second_factor(user),
        "is_administrator": has_role(user, Role.ADMINISTRATOR),
        "is_editor": has_role(user, Role.EDITOR),
    }
    return render(request, "pages/accounts/profile.html", context)


@signed_in
def email_is_not_changed_here(request: HttpRequest) -> HttpResponse:
    """Addresses come from the organisation; allauth's page for changing them stays closed."""
    return redirect("accounts_profile")


@signed_in
def roles(request: HttpRequest) -> HttpResponse:
    """Who may do what, from `roles.DESCRIPTIONS`."""
    return render(request, "pages/accounts/roles.html", {"descriptions": DESCRIPTIONS})


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, and who can see it."""
    columns = [Column(_("What")), Column(_("Who can see it")), Column(_("How long"))]
    return render(
        request, "pages/accounts/privacy.html", {"columns": columns, "rows": _what_is_kept()}
    )


def accessibility(request: HttpRequest) -> HttpResponse:
    """What the site does so that everybody can use it, and whom to tell where it does not."""
    return render(request, "pages/accounts/accessibility.html")


def details_of(user: User) -> list[Entry]:
    """What the site knows about a person, line by line."""
    joined = date_format(user.joined_on, "j F Y") if user.joined_on else _("not given")
    return [
        Entry(_("Name"), user.get_full_name() or _("not given")),
        Entry(_("E-mail address"), user.email),
        Entry(_("Staff number"), user.staff_number or _("none")),
        Entry(_("Joined"), joined),
    ]


def post_row(post: Post) -> list[Any]:
    """A post as a row of a table: post, unit, time."""
    start = date_format(post.starts_on, "j F Y")
    if post.ends_on is None:
        time = _("since %s") % start
    else:
        time = _("%(start)s to %(end)s") % {
            "start": start,
            "end": date_format(post.ends_on, "j F Y"),
        }
    note = _("leads the unit") if post.leads else ""
    return [Cell(post.title or post.get_job_display()), Cell(post.unit.name, note=note), time]


def _what_is_kept() -> list[list[str]]:
    you = _("You")
    administrators = _("You and administrators")
    return [
        [
            _("Your name, work e-mail address, staff number, date of joining and posts"),
            _("You, the people who lead your unit or one above it, and administrators"),
            _(
                "As long as your employer keeps you on the staff list, and as its rules say after that"
            ),
        ],
        [
            _(
                "That you began and finished a module, your certificate, and a band: passed or not yet"
            ),
            _("You, the people who lead your unit or one above it, and administrators"),
            _("As long as your employer keeps training records"),
        ],
        [
            _(
                "What you answered, when, and how it was marked; what you chose in a scenario; how "
                "often you tried"
            ),
            _(
                "You alone. Editors, reviewers and evaluators may see figures about many people, "
                "never yours"
            ),
            _("As long as your learning record"),
        ],
        [
            _("Questions some months later that you took or put off, with your answers"),
            _("You alone"),
            _("Until you delete them"),
        ],
        [
            _("What you wrote in a reflection or a note"),
            _("You alone; it is stored unreadable to others"),
            _("Until you delete it"),
        ],
        [
            _("What you say you learnt elsewhere, and the document that you sent along"),
            _("You, and the people who may decide on it"),
            _(
                "As long as your learning record; the document is deleted when it is refused or withdrawn"
            ),
        ],
        [
            _("What you told the editors about a passage"),
            _("You and the editors. They see your name only if you chose so"),
            _("As long as the passage is kept"),
        ],
        [
            _(
                "Whether you read a passage, took its alternative or came back later; pauses; visits to support; leaving a page"
            ),
            _("Nobody"),
            _("Not at all: it is never written down"),
        ],
        [_("How you like to read: width, size, contrast, motion"), you, _("Until you change it")],
        [
            _("When and from where you signed in, and changes to your account"),
            administrators,
            _("As long as your employer keeps security records"),
        ],
    ]


def cms_gate(request: HttpRequest) -> HttpResponse:
    """Where Wagtail sends whoever it does not let in, in place of its own log-in."""
    if request.user.is_authenticated:
        # Sending them to sign in again would go round in a circle.
        raise NotAllowed(
            _(
                "The editing pages are for editors. If you need them for your work, "
                "ask an administrator of this site to give you that role."
            )
        )
    return redirect_to_login(request.GET.get("next", "/cms/"), reverse("account_login"))
