"""The manager's screens. Who leads no unit is told so; who leads one sees only their own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts.access import current_user, signed_in
from accounts.enums import Role
from accounts.models import User
from accounts.queries import has_role, leads_a_unit
from core.errors import NotAllowed, SiteError
from core.exports import stream_csv
from dashboards.manager import exports, person, screens, services
from dashboards.manager import team as teams
from dashboards.manager.forms import AbsenceForm, BackForm, ExemptForm, TeamForm
from mandatory import reminders
from mandatory import services as mandatory
from mandatory.models import Absence
from tracking import prior_learning

# Two forms on one page: their controls have the same names and need ids of their own.
EXEMPT_IDS = "exempt-%s"
ABSENCE_IDS = "absence-%s"


def _leader(request: HttpRequest) -> User:
    """The person who is signed in, if they lead a unit. Raises NotAllowed."""
    viewer = current_user(request)
    if not leads_a_unit(viewer):
        raise NotAllowed(
            _(
                "This page is for people who lead a unit. If you do, ask an administrator of "
                "this site to record it; your own training is under Training."
            )
        )
    return viewer


@require_safe
@signed_in
@never_cache
def team(request: HttpRequest, code: str = "") -> HttpResponse:
    """My team: who is overdue, due soon, in date, away; by unit, requirement and post."""
    viewer = current_user(request)
    if not leads_a_unit(viewer) and has_role(viewer, Role.ADMINISTRATOR):
        return redirect("requirements")
    viewer = _leader(request)
    form = TeamForm(request.GET, unit=code)
    found = teams.team(viewer, form.filters)
    form.offer_units(found.led, found.chosen)
    context = {
        "form": form,
        "screen": screens.screen(found, page=request.GET.get("page")),
        "is_administrator": has_role(viewer, Role.ADMINISTRATOR),
        "prior_waiting": prior_learning.to_decide(viewer).count(),
    }
    status = 200 if form.is_valid() else 422
    return render(request, "pages/dashboards/team.html", context, status=status)


@require_GET
@signed_in
@never_cache
def team_csv(request: HttpRequest) -> HttpResponseBase:
    """The same as a table: all pages, the same filters and date. Written down as an export."""
    viewer = _leader(request)
    found = teams.team(viewer, TeamForm(request.GET).filters)
    services.note_exported(by=viewer, found=found)
    name = f"team-{found.filters.as_of.isoformat()}.csv"
    return stream_csv(name, exports.header(), exports.rows(found))


@require_safe
@signed_in
@never_cache
def someone(request: HttpRequest, pk: int) -> HttpResponse:
    """A person of mine: where they stand, why, and what I can do."""
    viewer = _leader(request)
    found = person.person_seen(viewer, pk)
    services.note_viewed(by=viewer, person=found)
    return _person_page(request, viewer, found)


@require_POST
@signed_in
def exempt(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a person off a requirement for a while."""
    viewer = _leader(request)
    found = person.person_seen(viewer, pk)
    asked = person.screen(viewer, found).asked
    form = ExemptForm(request.POST, asked=asked, by=viewer, person=found, auto_id=EXEMPT_IDS)
    if form.is_valid():
        try:
            mandatory.grant_exemption(by=viewer, user=found, **form.cleaned_data)
        except SiteError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Done. It is in the history, with your name."))
            return redirect("person", pk=pk)
    return _person_page(request, viewer, found, exempt=form)


@require_POST
@signed_in
def absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a person is away for long, or the last day of it."""
    viewer = _leader(request)
    found = person.person_seen(viewer, pk)
    running = Absence.objects.held().filter(user=found, until=None).first()
    form = (BackForm if running else AbsenceForm)(request.POST, auto_id=ABSENCE_IDS)
    if form.is_valid():
        try:
            if running:
                mandatory.end_absence(by=viewer, absence=running, **form.cleaned_data)
            else:
                mandatory.record_absence(by=viewer, user=found, **form.cleaned_data)
        except SiteError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Done. The dates follow from it by themselves."))
            return redirect("person", pk=pk)
    return _person_page(request, viewer, found, absence=form)


def _person_page(
    request: HttpRequest,
    viewer: User,
    found: User,
    *,
    exempt: ExemptForm | None = None,
    absence: AbsenceForm | BackForm | None = None,
) -> HttpResponse:
    dates = TeamForm(request.GET)
    screen = person.screen(viewer, found, as_of=dates.filters.as_of)
    away_still = screen.away is not None and screen.away.until is None
    context = {
        "screen": screen,
        "exempt": exempt
        or ExemptForm(asked=screen.asked, by=viewer, person=found, auto_id=EXEMPT_IDS),
        "absence": absence or (BackForm if away_still else AbsenceForm)(auto_id=ABSENCE_IDS),
        "away_still": away_still,
        "open_exempt": exempt is not None,
        "open_absence": absence is not None,
    }
    status = 422 if exempt or absence else 200
    return render(request, "pages/dashboards/person.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@never_cache
def remind(request: HttpRequest) -> HttpResponse:
    """Remind people: first what would be sent to whom, then, when it is confirmed, send it."""
    # The filters come in the address, and lead back to the same list.
    query = request.GET.urlencode()
    back = f"{reverse('team')}?{query}" if query else reverse("team")
    if request.method != "POST":
        return redirect(back)
    viewer = _leader(request)
    # More digits than a key can have are nobody.
    given = [value for value in request.POST.getlist("person") if value.isdecimal()]
    chosen = [int(value) for value in given if len(value) < 19][:200]
    if not chosen:
        messages.info(request, _("Choose at least one person first."))
        return redirect(back)
    if "confirm" in request.POST:
        outcome = mandatory.remind(by=viewer, user_ids=chosen)
        text = ngettext(
            "%d reminder is on its way.", "%d reminders are on their way.", outcome.sent
        )
        messages.success(request, text % outcome.sent)
        return redirect(back)
    plan = reminders.plan(viewer, user_ids=chosen)
    context = {"plan": plan, "chosen": chosen, "letters": reminders.preview(plan), "back": back}
    return render(request, "pages/dashboards/remind.html", context)
