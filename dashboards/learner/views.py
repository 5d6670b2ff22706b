"""The learner's screens."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import current_user, signed_in
from accounts.enums import Role
from accounts.queries import has_role
from care.enums import IS_PRIVATE
from care.queries import note_of
from care.services import delete_note, keep_note
from core.errors import NotFound
from dashboards.learner import queries
from dashboards.learner.exports import own_document
from feedback.queries import remarks_of
from tracking.exports import file_name
from tracking.queries import current_versions, record_of
from tracking.services import note_record_exported


@require_safe
@signed_in
@never_cache
def training(request: HttpRequest) -> HttpResponse:
    """My training: what is due, where I stopped, what I have done."""
    user = current_user(request)
    context = {
        "training": queries.training(user),
        "is_administrator": has_role(user, Role.ADMINISTRATOR),
        "is_editor": has_role(user, Role.EDITOR),
    }
    return render(request, "pages/dashboards/training.html", context)


@require_safe
@signed_in
@never_cache
def record(request: HttpRequest) -> HttpResponse:
    """My learning record, with certificates and copies to take."""
    user, versions = current_user(request), current_versions()
    context = {
        "record": record_of(user, versions=versions),
        "requests": queries.asked(user, versions),
        "remarks": remarks_of(user),
    }
    return render(request, "pages/dashboards/record.html", context)


@require_safe
@signed_in
@never_cache
def notes(request: HttpRequest) -> HttpResponse:
    """My own notes, which nobody else can read."""
    context = {"modules": queries.notes(current_user(request))}
    return render(request, "pages/dashboards/notes.html", context)


@require_POST
@signed_in
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Change or delete a note, also when its passage is no longer there."""
    user = current_user(request)
    found = note_of(user, pk)
    if found is None:
        raise NotFound(_("You have no such note. Yours are all under Notes."))
    place_iri, key = found.place_iri, found.key
    if request.POST.get("delete"):
        delete_note(by=user, place_iri=place_iri, key=key)
        messages.success(request, _("Your note is deleted."))
        return redirect("notes")
    text = request.POST.get("text", "")
    kept = keep_note(by=user, place_iri=place_iri, key=key, about=found.about, text=text)
    if kept.warnings:
        messages.warning(request, IS_PRIVATE)
    return redirect(f"{reverse('notes')}#note-{pk}")


@require_safe
@signed_in
@never_cache
def export_json(request: HttpRequest) -> HttpResponse:
    """Everything that the site holds of the person's learning, for a machine, and for them alone."""
    user = current_user(request)
    note_record_exported(by=user, form="json")
    name = content_disposition_header(as_attachment=True, filename=file_name("json"))
    return JsonResponse(
        own_document(user),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": name or "attachment"},
    )
