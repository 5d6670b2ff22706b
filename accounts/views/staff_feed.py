"""The staff feed for administrators: send a file, read what it would change, confirm it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import current_user, role_required
from accounts.enums import Role
from accounts.feed import COLUMNS
from accounts.feed_plan import BRAKE
from accounts.feed_wording import brake, in_words, place
from accounts.forms import StaffFileForm
from accounts.models import StaffFeedRun
from accounts.queries import staff_feed_run, staff_feed_runs
from accounts.services import confirm_staff_file, receive_staff_file, revert_staff_feed
from core.components import Cell, Column
from core.errors import SiteError

SHOWN = 100
STATE = StaffFeedRun.State


@role_required(Role.ADMINISTRATOR)
def staff_feed(request: HttpRequest) -> HttpResponse:
    """Send a file, and see what became of those before."""
    sent = request.method == "POST"
    form = StaffFileForm(request.POST, request.FILES) if sent else StaffFileForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = receive_staff_file(
                by=current_user(request),
                source=file.file,
                size=file.size,
                name=file.name,
            )
        except SiteError as error:
            form.add_error("file", str(error))
        else:
            return redirect("accounts_staff_feed_run", run_id=run.pk)
    page = Paginator(staff_feed_runs(), 20).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "columns": [
            Column(_("File")),
            Column(_("When")),
            Column(_("By")),
            Column(_("What became of it")),
        ],
        "rows": [_run_row(run) for run in page],
        "names": ", ".join(COLUMNS),
    }
    return render(
        request, "pages/accounts/staff_feed.html", context, status=422 if form.errors else 200
    )


@role_required(Role.ADMINISTRATOR)
def staff_feed_one(request: HttpRequest, run_id: int) -> HttpResponse:
    """What one file would change or changed, and what is to be put right in it."""
    return _run_page(request, staff_feed_run(run_id))


def _run_page(request: HttpRequest, run: StaffFeedRun, *, unticked: bool = False) -> HttpResponse:
    waits = run.content is not None and run.state in (STATE.CHECKED, STATE.HELD)
    leavers, staff = run.counts.get("leavers", 0), run.counts.get("staff", 0)
    braked = _is_braked(run)
    context = {
        "run": run,
        "state": run.state,
        "words": in_words(run.counts),
        "brake": brake(leavers, staff) if braked else "",
        "waits": waits,
        "columns": [Column(_("Where")), Column(_("What to do"))],
        "problems": [[place(p), p["says"]] for p in run.problems[:SHOWN]],
        "more": max(0, run.problem_count - SHOWN),
        "leavers": leavers,
        "unticked": unticked,
    }
    status = 422 if unticked else 200
    return render(request, "pages/accounts/staff_feed_run.html", context, status=status)


def _is_braked(run: StaffFeedRun) -> bool:
    """Whether so many would leave that it takes a tick to say that they have."""
    leavers, staff = run.counts.get("leavers", 0), run.counts.get("staff", 0)
    return run.state in (STATE.CHECKED, STATE.HELD) and leavers > staff * BRAKE


@require_POST
@role_required(Role.ADMINISTRATOR)
def change_staff_feed(request: HttpRequest, run_id: int) -> HttpResponse:
    """Confirm a file, or undo an import."""
    by = current_user(request)
    if request.POST.get("act") == "undo":
        revert_staff_feed(by=by, run_id=run_id)
    else:
        ticked = request.POST.get("mass") == "yes"
        run = staff_feed_run(run_id)
        if _is_braked(run) and not ticked:
            return _run_page(request, run, unticked=True)
        confirm_staff_file(by=by, run_id=run_id, confirm_mass_change=ticked)
    return redirect("accounts_staff_feed_run", run_id=run_id)


def _run_row(run: StaffFeedRun) -> list[object]:
    return [
        Cell(run.file_name, href=f"/accounts/staff-feed/{run.pk}/"),
        date_format(run.received_at, "j F Y, H:i"),
        str(run.by or _("a command")),
        run.get_state_display(),
    ]
