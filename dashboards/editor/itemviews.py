"""How questions perform, for editors, reviewers, evaluators and administrators. Never about one person."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import current_user, role_required
from accounts.enums import Role
from accounts.queries import has_role
from assessments.queries import question_by_ref
from core.errors import InvalidInput, NotFound
from core.exports import stream_csv
from dashboards.editor import itemexports, items
from dashboards.editor.forms import ItemsForm
from evaluation.queries import banks_with_checks
from evaluation.services import ask_for_item_report, record_items_export

ON_A_PAGE = 25
readers = role_required(Role.EDITOR, Role.REVIEWER, Role.EVALUATOR, Role.ADMINISTRATOR)
workers = role_required(Role.EDITOR, Role.EVALUATOR, Role.ADMINISTRATOR)


@require_safe
@readers
@never_cache
def report(request: HttpRequest) -> HttpResponse:
    """The questions of a bank with their figures."""
    form = ItemsForm(request.GET, banks_with_checks())
    if not form.banks:
        return render(request, "pages/dashboards/editor/items.html", {"form": None})
    form.is_valid()  # what cannot be is as if it were left out
    found = items.report(form.bank_name)
    chosen = items.chosen(found, form.wanted) if found else []
    page = Paginator(chosen, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "bank": form.bank_name,
        "found": found,
        "page": page,
        "columns": items.COLUMNS,
        "rows": items.rows(list(page)),
        "may_ask": _may_ask(request),
        "may_edit": has_role(current_user(request), Role.EDITOR),
    }
    return render(request, "pages/dashboards/editor/items.html", context)


@require_safe
@readers
@never_cache
def item(request: HttpRequest, ref: str) -> HttpResponse:
    """What is known of one question."""
    may_edit = has_role(current_user(request), Role.EDITOR)
    page = items.item_page(question_by_ref(ref), may_edit=may_edit)
    return render(request, "pages/dashboards/editor/item.html", {"page": page})


@require_safe
@readers
def items_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The figures of every question of a bank, each wording a row."""
    bank, rows = _wanted(request, "questions.csv")
    return stream_csv(
        f"questions-{bank}.csv", itemexports.HEADER, itemexports.item_rows(bank, rows)
    )


@require_safe
@readers
def options_csv(request: HttpRequest) -> StreamingHttpResponse:
    """What was chosen in every question of a bank."""
    bank, rows = _wanted(request, "options.csv")
    return stream_csv(
        f"options-{bank}.csv", itemexports.OPTIONS_HEADER, itemexports.option_rows(bank, rows)
    )


@require_POST
@workers
def work_out(request: HttpRequest) -> HttpResponse:
    """Have the figures of a bank worked out now."""
    bank = _bank(request.POST.get("bank", ""))
    ask_for_item_report(by=current_user(request), bank=bank)
    messages.success(
        request,
        _(
            "The figures are being worked out. Come back in a minute or two; in a large force, later."
        ),
    )
    return redirect(f"{reverse('items')}?{urlencode({'bank': bank})}")


def _wanted(request: HttpRequest, file: str) -> tuple[str, list[items.Item]]:
    """The bank and all its items, noted in the audit log."""
    bank = _bank(request.GET.get("bank", ""))
    found = items.report(bank)
    if found is None:
        raise NotFound(_("There are no figures of these questions yet."))
    record_items_export(by=current_user(request), report=found.report, file=file)
    return bank, found.report.document["items"]


def _bank(name: str) -> str:
    banks = banks_with_checks()
    if not banks:
        raise NotFound(_("There are no questions for a check yet."))
    if name and name not in banks:
        raise InvalidInput(_("There is no such bank of questions. Choose one from the list."))
    return name or next(iter(banks))


def _may_ask(request: HttpRequest) -> bool:
    user = current_user(request)
    return any(has_role(user, role) for role in (Role.EDITOR, Role.EVALUATOR, Role.ADMINISTRATOR))
