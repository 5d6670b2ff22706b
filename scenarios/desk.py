"""What editors have beside the form of a scenario, under /cms/: its text, and a copy of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import current_user, signed_in
from core.errors import InvalidInput, NotAllowed
from scenarios import queries, services
from scenarios.formats import dump_scenario
from scenarios.forms import TextForm, sent_document
from scenarios.models import Scenario
from scenarios.previewing import LIVE_LIMIT, overview_of
from scenarios.trying import trial_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def allowed(*actions: str) -> Callable[[View[P]], View[P]]:
    """Let in who may do one of these ("view", "add", "change") with scenarios."""

    def decorator(view: View[P]) -> View[P]:
        @wraps(view)
        def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            require(request, *actions)
            return view(request, *args, **kwargs)

        return signed_in(cast(View[P], checked))

    return decorator


def may(request: HttpRequest, *actions: str) -> bool:
    """Whether the person may do one of these with scenarios."""
    user = current_user(request)
    return any(user.has_perm(f"scenarios.{action}_scenario") for action in actions)


def require(request: HttpRequest, *actions: str) -> None:
    """Raise NotAllowed for who may do none of these with scenarios."""
    if not may(request, *actions):
        raise NotAllowed(
            _(
                "Scenarios are for editors. If you need them for your work, "
                "ask an administrator of this site to give you that role."
            )
        )


def edit_address(scenario: Scenario) -> str:
    """Where a scenario is edited."""
    return reverse("wagtailsnippets_scenarios_scenario:edit", args=[scenario.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("view", "change")
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest draft as the text of its file; a POST replaces the draft, or says every mistake."""
    draft = queries.draft(pk)
    if request.method != "POST":
        form = TextForm(initial={"text": dump_scenario(draft.document)})
        return _text_page(request, draft, form)
    require(request, "change")
    form = TextForm(request.POST, request.FILES, scenario=draft)
    if not form.is_valid():
        return _text_page(request, draft, form, status=422)
    services.replace_draft(
        by=current_user(request), scenario=draft, document=form.cleaned_data["document"]
    )
    messages.success(request, _("The draft now says what the text says. Look it through here."))
    return redirect(edit_address(draft))


def _text_page(
    request: HttpRequest, draft: Scenario, form: TextForm, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "scenario": draft,
        "form": form,
        "edit": edit_address(draft),
        "may_change": may(request, "change"),
    }
    return render(request, "pages/scenarios/cms/text.html", context, status=status)


@require_POST
@allowed("add", "change")
def picture(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The picture of what stands in the form now, and what is to be mended. Nothing is kept."""
    require(request, "add" if pk is None else "change")
    draft = queries.draft(pk) if pk is not None else Scenario()
    try:
        document, current = sent_document(request.POST, draft)
    except ValidationError as error:
        raise InvalidInput(" ".join(error.messages)) from error
    taken = queries.branch_counts(draft.slug) if draft.pk else {}
    overview = overview_of(
        document,
        current=current,
        taken=taken,
        limit=LIVE_LIMIT,
        cards=True,
    )
    context = {"overview": overview, "taken": taken}
    return render(request, "pages/scenarios/cms/picture.html", context)


@require_safe
@allowed("view", "change")
def text_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest draft as a file."""
    draft = queries.draft(pk)
    name = f"{draft.document.get('id', draft.slug)}.yaml"
    return HttpResponse(
        dump_scenario(draft.document),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
@allowed("view", "change")
def play(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest draft, played from any scene with any state. Nothing is recorded."""
    draft = queries.draft(pk)
    trial = trial_of(draft.document, dict(request.GET.lists()))
    context = {
        "document": draft.document,
        "trial": trial,
        "kept": [],
        "edit": edit_address(draft) if may(request, "change") else "",
    }
    status = 400 if trial and trial.bad else 200
    return render(request, "pages/scenarios/cms/play.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("add")
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy a scenario and open the copy. A GET, where there is no script, asks first."""
    draft = queries.draft(pk)
    if request.method != "POST":
        context = {"scenario": draft, "edit": edit_address(draft)}
        return render(request, "pages/scenarios/cms/copy.html", context)
    made = services.copy_scenario(by=current_user(request), scenario=draft)
    messages.success(
        request,
        _("“%(title)s” is a draft of its own, as %(id)s. Give it a title and change what you like.")
        % {"title": made.title, "id": made.document["id"]},
    )
    return redirect(edit_address(made))
