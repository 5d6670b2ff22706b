"""The evaluator's screen: reach, and its downloads."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import current_user, role_required
from accounts.enums import Role
from core.errors import InvalidInput, NotFound
from core.exports import stream_csv
from dashboards.evaluator.forms import ReachForm
from dashboards.evaluator.screens import screen
from evaluation import codebook, exports, queries, services

evaluators = role_required(Role.EVALUATOR, Role.ADMINISTRATOR)


@require_safe
@evaluators
def home(request: HttpRequest) -> HttpResponse:
    """Reach by unit and post, as at a day."""
    form = ReachForm(request.GET, queries.choices())
    if not form.by_slug:
        return render(request, "pages/dashboards/evaluator/reach.html", {"screen": None})
    reach = _reach(form)
    chosen = {"requirement": reach.slug, "as_at": reach.as_at.isoformat()}
    shown = reach.table and screen(
        reach,
        reach.table,
        unit=request.GET.get("unit", ""),
        query="&" + urlencode(chosen),
    )
    context = {
        "screen": shown,
        "reach": reach,
        "form": form,
        "reach_href": f"{reverse('evaluation_reach_csv')}?{urlencode(chosen)}",
        "codebook_href": f"{reverse('evaluation_codebook_csv')}?{urlencode(chosen)}",
    }
    return render(request, "pages/dashboards/evaluator/reach.html", context)


@require_safe
@evaluators
def reach_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The counts: by unit, by post, and units crossed with posts."""
    reach = _wanted(request, "reach.csv")
    return stream_csv(
        f"reach-{reach.slug}-{reach.as_at}.csv", exports.HEADER, exports.reach_rows(reach)
    )


@require_safe
@evaluators
def codebook_csv(request: HttpRequest) -> StreamingHttpResponse:
    """What the columns mean, how and why counts are withheld."""
    reach = _wanted(request, "codebook.csv")
    return stream_csv(
        f"codebook-{reach.slug}-{reach.as_at}.csv", codebook.HEADER, exports.codebook_rows(reach)
    )


def _wanted(request: HttpRequest, file: str) -> queries.Reach:
    """The figures that were asked for, noted in the audit log."""
    form = ReachForm(request.GET, queries.choices())
    if not form.by_slug:
        raise NotFound(_("Nothing is required of anybody yet, so there are no figures."))
    reach = _reach(form)
    services.record_export(by=current_user(request), reach=reach, file=file)
    return reach


def _reach(form: ReachForm) -> queries.Reach:
    if not form.is_valid():
        raise InvalidInput(
            _("There are figures for today and for the ends of months. Choose a day from the list.")
        )
    return queries.reach(form.choice, as_at=form.day)
