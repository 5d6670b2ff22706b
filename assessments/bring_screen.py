"""Questions of other systems into the bank, under /cms/: send a file, look at it, take it in."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import current_user, role_required
from accounts.enums import Role
from assessments import inandout, services
from assessments.coming import Coming, coming_of, reading_of
from assessments.enums import Level, Use
from assessments.exchangeforms import QuestionFileForm
from assessments.formats.compiled import with_keys
from assessments.formats.said import Said, Trouble
from assessments.formats.table import COLUMNS, template_rows
from assessments.models import QuestionImport
from assessments.rules import may_bring_in
from assessments.showing import key_of
from core.components import Answer, Cell, Column
from core.errors import NotAllowed, SiteError
from core.exports import stream_csv

ON_A_PAGE = 25
TAKEN_ON_A_PAGE = 100
TROUBLES_SHOWN = 200
EDIT = "wagtailsnippets_assessments_question:edit"


def told(said: Said) -> str:
    """A sentence of a format, in the language of the page."""
    return _(said.message) % dict(said.values) if said.values else _(said.message)


def _allowed(request: HttpRequest) -> None:
    if not may_bring_in(current_user(request)):
        raise NotAllowed(_("Bringing questions in is for editors who may write questions."))


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.EDITOR)
@never_cache
def bring(request: HttpRequest) -> HttpResponse:
    """Send a file; nothing goes into the bank yet."""
    _allowed(request)
    sent = request.method == "POST"
    banks = inandout.bank_choices()
    form = QuestionFileForm(
        request.POST if sent else None, request.FILES if sent else None, banks=banks
    )
    status = 422 if sent else 200
    if sent and form.is_valid():
        try:
            return redirect("bring_questions_one", _receive(request, form.cleaned_data).pk)
        except SiteError as error:
            form.add_error("file", str(error))
            status = error.status
    context = {
        "form": form,
        "banks": banks,
        "files": inandout.imports_of(current_user(request)),
        "columns": [Column(_("Column")), Column(_("What stands in it"))],
        "about_columns": _about_columns(),
    }
    return render(request, "pages/assessments/exchange/bring.html", context, status=status)


def _receive(request: HttpRequest, said: Mapping[str, Any]) -> QuestionImport:
    file = said["file"]
    bank, _bar, module = said["bank"].partition("|")
    return services.receive_question_file(
        by=current_user(request),
        source=file.file,
        size=file.size,
        name=file.name,
        form=said["form"],
        bank=bank,
        module=module,
    )


def _about_columns() -> list[list[str]]:
    return [
        ["id", _("An id of your own, as VC31. May stay empty.")],
        [
            "type",
            _("single, multiple, truefalse, matching, ordering, short or number."),
        ],
        ["question", _("The question. It may have several lines.")],
        [
            "right",
            _(
                "The numbers of the right answers, as 2 or 1, 3; true or false for truefalse. "
                "Empty for matching and ordering; for short and number, empty means all."
            ),
        ],
        [
            _("answer 1 to 8"),
            _(
                "An option, the first half of a pair, a step in the right order, a wording, or a "
                "number. 5:1 is a number from 4 to 6."
            ),
        ],
        [_("match 1 to 8"), _("The second half of a pair.")],
        [_("feedback 1 to 8"), _("What is said about that answer.")],
        ["decoys", _("Second halves that belong to nothing, with | between.")],
        ["otherwise", _("For short and number: what is said to any other answer.")],
        ["unit", _("For number: what it counts.")],
        [
            "rationale, level, use, rights, cites, sources, lesson",
            _("As in the form of a question. Lists have commas or spaces between."),
        ],
    ]


@dataclass(frozen=True)
class Shown:
    """One question on the page of a file."""

    coming: Coming
    ticked: bool
    replaces: bool
    same: bool
    notes: list[str]

    @property
    def key(self) -> list[Answer]:
        """Its answers with their feedback."""
        return key_of(self.coming.question)

    @property
    def field(self) -> str:
        """The id of its fields, which send nothing."""
        return f"met{self.coming.place}"

    @property
    def document(self) -> dict[str, Any]:
        """The question as it is asked; steps in an order that tells nothing."""
        found = with_keys(self.coming.question.as_data())
        if "order" in found:
            found["items"] = sorted(found["items"], key=lambda step: str(step["text"]))
        return found

    @property
    def about(self) -> str:
        """Where it is asked, and what it rests on, in a line."""
        question = self.coming.question
        rights = [_("Right %(n)s") % {"n": number} for number in question.rights]
        words = [
            str(Use(question.use).label),
            str(Level(question.level).label),
            *rights,
            *question.cites,
        ]
        return ", ".join(filter(None, [*words, *question.sources, question.lesson]))


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.EDITOR)
@never_cache
def bring_one(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """What a file would bring in; keep the ticks of a page, go to another, or take all that are ticked."""
    _allowed(request)
    user = current_user(request)
    run = inandout.import_of(user, import_id)
    if request.method != "POST":
        return _page(request, run)
    places = {name: _places(request, name) for name in ("shown", "take", "replace")}
    try:
        run = services.choose_questions(
            by=user,
            run=run,
            shown=places["shown"],
            ticked=places["take"],
            replacing=places["replace"],
        )
        if "page" in request.POST:
            url = reverse("bring_questions_one", args=[run.pk])
            return redirect(f"{url}?page={_number(request.POST['page'])}")
        run = services.take_questions(by=user, run=run)
    except SiteError as error:
        messages.error(request, str(error))
        run.refresh_from_db()
        return _page(request, run, status=error.status)
    count = len(run.taken)
    text = ngettext("%(n)s question is in the bank.", "%(n)s questions are in the bank.", count)
    messages.success(request, text % {"n": count})
    return redirect("bring_questions_one", run.pk)


def _places(request: HttpRequest, name: str) -> set[int]:
    return {_number(value) for value in request.POST.getlist(name)}


def _number(written: str) -> int:
    """A place or a page as it was posted; what is none leads nowhere."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else -1


def _page(request: HttpRequest, run: QuestionImport, *, status: int = 200) -> HttpResponse:
    if run.taken_at is not None:
        return render(
            request,
            "pages/assessments/exchange/taken.html",
            _taken(request, run),
            status=status,
        )
    reading = reading_of(run)
    coming = coming_of(run, reading.found)
    page = Paginator(coming, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "page": page,
        "shown": list(_shown(run, page)),
        "count": len(coming),
        "ticked": len(coming) - len(set(run.left)),
        "known": inandout.taken_before(run),
        "notes": [told(said) for said in reading.notes],
        "columns": [Column(_("Line")), Column(_("What is to be known"))],
        "slips": _rows(one for one in reading.troubles if not one.known),
        "no_place": _rows(one for one in reading.troubles if one.known),
        "more": max(0, len(reading.troubles) - TROUBLES_SHOWN),
    }
    return render(request, "pages/assessments/exchange/look.html", context, status=status)


def _taken(request: HttpRequest, run: QuestionImport) -> dict[str, Any]:
    page = Paginator(run.taken, TAKEN_ON_A_PAGE).get_page(request.GET.get("page"))
    became = {"new": _("A new draft"), "draft": _("A draft of a question that was there")}
    rows = [
        [
            Cell(draft.ref, href=reverse(EDIT, args=[draft.pk]), note=draft.stem),
            became[how],
            " ".join(missing) or _("Nothing"),
        ]
        for draft, how, missing in inandout.taken_by(page)
    ]
    names = (_("Question"), _("What became of it"), _("It lacks"))
    return {"run": run, "page": page, "rows": rows, "columns": [Column(name) for name in names]}


def _rows(troubles: Iterator[Trouble]) -> list[list[str]]:
    return [
        [_("Line %(n)s") % {"n": one.line}, told(one.said)]
        for _number, one in zip(range(TROUBLES_SHOWN), troubles, strict=False)
    ]


def _shown(run: QuestionImport, page: Page[Coming]) -> Iterator[Shown]:
    left, replaces, same = set(run.left), set(run.replaces), set(run.same)
    for coming in page:
        yield Shown(
            coming=coming,
            ticked=coming.place not in left,
            replaces=coming.place in replaces,
            same=coming.place in same,
            notes=[told(said) for said in coming.found.notes],
        )


@require_safe
@role_required(Role.EDITOR)
def template(request: HttpRequest) -> HttpResponseBase:
    """A table to begin with: one example for each type."""
    _allowed(request)
    return stream_csv("questions.csv", COLUMNS, template_rows())
