"""Prior learning as those see it who decide: what waits, one request, entering one for somebody."""

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import current_user, signed_in
from accounts.enums import Role
from accounts.models import User
from accounts.queries import has_role, leads_a_unit
from core.components.data import Cell
from core.dates import london_day, say_date
from core.errors import NotAllowed, NotFound, SiteError
from dashboards.learner.forms import PriorLearningForm
from dashboards.manager import services
from dashboards.manager.person import person_for
from tracking import prior_learning
from tracking.models import PriorLearningRequest
from tracking.queries import current_versions
from tracking.services import ask_for_prior_learning, decide_prior_learning

ANSWERED_SHOWN = 50
# The button that records; anything else that is sent does not.
RECORD = "record"


class DecideForm(forms.Form):
    """The second person's answer."""

    answer = forms.CharField(
        label=gettext_lazy("Why, in words that the person will read"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        help_text=gettext_lazy(
            "If it does not count, say what would: another paper, a word with somebody, "
            "or taking the module here."
        ),
    )


def _decider(request: HttpRequest) -> User:
    """The person who is signed in, if they lead a unit or administer. Raises NotAllowed."""
    viewer = current_user(request)
    if not leads_a_unit(viewer) and not has_role(viewer, Role.ADMINISTRATOR):
        raise NotAllowed(
            _(
                "This page is for people who lead a unit. To ask for yourself, "
                "go to your record and choose “I did this already”."
            )
        )
    return viewer


@require_safe
@signed_in
@never_cache
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, and what was answered lately."""
    viewer = _decider(request)
    titles = {key: version.title for key, version in current_versions().items()}
    mine = list(prior_learning.to_decide(viewer))
    decidable = {one.pk for one in mine}
    rest = [
        one for one in prior_learning.seen_by(viewer)[:ANSWERED_SHOWN] if one.pk not in decidable
    ]
    context = {
        "columns": [_("Person"), _("Module"), _("Finished"), _("State")],
        "waiting": [_row(one, titles) for one in mine],
        "rest": [_row(one, titles) for one in rest],
    }
    return render(request, "pages/dashboards/prior_waiting.html", context)


def _row(one: PriorLearningRequest, titles: dict[str, str]) -> list[object]:
    asked = _("Asked %s") % say_date(london_day(one.asked_at))
    if one.entered_by_id != one.user_id:
        asked = _("Entered %(day)s by %(by)s") % {
            "day": say_date(london_day(one.asked_at)),
            "by": one.entered_by,
        }
    return [
        Cell(str(one.user), href=_address(one), note=asked),
        titles.get(one.module_key, one.module_key),
        say_date(one.completed_on),
        one.state.label,
    ]


def _address(one: PriorLearningRequest) -> str:
    return f"/team/prior-learning/{one.pk}/"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@never_cache
def decide(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One request: what the person says, what they sent along, and the decision."""
    viewer = _decider(request)
    found = prior_learning.seen_by(viewer).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such request in the units that you lead."))
    form = DecideForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            decide_prior_learning(
                by=viewer,
                request=found,
                approve=request.POST.get("decision") == RECORD,
                answer=form.cleaned_data["answer"],
            )
        except SiteError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Done. %s is told that there is an answer.") % found.user)
            return redirect("prior_waiting")
    services.note_viewed(by=viewer, person=found.user)
    version = current_versions().get(found.module_key)
    context = {
        "asked": found,
        "document": getattr(found, "document", None),
        "module": version.title if version else found.module_key,
        "form": form,
        "may_decide": prior_learning.to_decide(viewer).filter(pk=pk).exists(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "pages/dashboards/prior_decide.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@never_cache
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for somebody whom one leads; another person decides."""
    viewer = _decider(request)
    found = person_for(viewer, pk)
    if request.method != "POST":
        form = PriorLearningForm()
        return _enter_page(request, found, form)
    form = PriorLearningForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            ask_for_prior_learning(by=viewer, user=found, **form.asked)
        except SiteError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Sent. A second person decides, not you."))
            return redirect("prior_waiting")
    return _enter_page(request, found, form, status=422)


def _enter_page(
    request: HttpRequest, person: User, form: PriorLearningForm, *, status: int = 200
) -> HttpResponse:
    context = {"person": person, "form": form}
    return render(request, "pages/dashboards/prior_enter.html", context, status=status)
