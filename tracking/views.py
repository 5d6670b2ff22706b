"""Certificates for their owners, verification for everybody, and the record to take away."""

import uuid

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import current_user, signed_in
from core.errors import Conflict, NotFound
from core.exports import stream_csv
from core.typesetting import Unprintable
from tracking import certificates, exports
from tracking.certificates import CertificateFacts
from tracking.codes import read_code
from tracking.forms import CodeForm
from tracking.pdf import certificate_pdf
from tracking.ratelimit import limit
from tracking.recordsheet import record_pdf
from tracking.services import note_record_exported

VERIFICATIONS_PER_MINUTE = 30


def _own_certificate(request: HttpRequest, pk: uuid.UUID) -> CertificateFacts:
    facts = certificates.certificate_of(current_user(request), pk)
    if facts is None:
        raise NotFound(_("You have no such certificate. Yours are listed in your record."))
    return facts


@require_safe
@signed_in
@never_cache
def certificate(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The certificate as a page that prints on one side of A4."""
    facts = _own_certificate(request, pk)
    return render(request, "pages/tracking/certificate.html", {"facts": facts})


@require_safe
@signed_in
@never_cache
def certificate_as_pdf(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The certificate as tagged PDF, for its owner alone."""
    facts = _own_certificate(request, pk)
    if facts.voided_on is not None:
        raise Conflict(_("This certificate was taken back, so there is no copy to download."))
    try:
        content = certificate_pdf(certificates.sheet_of(facts))
    except Unprintable as error:
        # Its fonts have Latin, Greek and Cyrillic letters; a browser has them all.
        raise Conflict(
            _(
                "The PDF has no letters for a word on this certificate. "
                "Open the certificate as a page and print it from your browser."
            )
        ) from error
    name = content_disposition_header(as_attachment=False, filename=f"{facts.code}.pdf")
    headers = {"Content-Disposition": name or "inline"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Type the code of a certificate; a code goes on to its own address."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("verify_code", code=form.cleaned_data["code"])
    return _unlisted(_verify_page(request, form, status=422 if form.is_bound else 200))


@require_safe
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether a code is of a certificate of ours, and what that confirms."""
    canonical = read_code(code)
    if canonical is None:
        return _unlisted(_verify_page(request, CodeForm({"code": code}), status=404))
    if canonical != code:
        return redirect("verify_code", code=canonical)
    limit(request, action="verify", per_minute=VERIFICATIONS_PER_MINUTE)
    facts = certificates.certificate_by_code(canonical)
    status = 404 if facts is None else 200
    context = {"facts": facts, "code": canonical}
    return _unlisted(render(request, "pages/tracking/verified.html", context, status=status))


def _verify_page(request: HttpRequest, form: CodeForm, *, status: int) -> HttpResponse:
    return render(request, "pages/tracking/verify.html", {"form": form}, status=status)


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Out of search engines and shared caches: it may name a person."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
@signed_in
@never_cache
def export_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Everything that the learning record holds about its owner, as a table."""
    user = current_user(request)
    note_record_exported(by=user, form="csv")
    rows = exports.record_rows(user)
    return stream_csv(exports.file_name("csv"), exports.HEADER, rows)


@require_safe
@signed_in
@never_cache
def export_pdf(request: HttpRequest) -> HttpResponse:
    """What its owner finished and began, as tagged PDF to show to others."""
    user = current_user(request)
    try:
        content = record_pdf(user)
    except Unprintable as error:
        raise Conflict(
            _(
                "The PDF has no letters for a word on this record. "
                "Open the record as a page and print it from your browser."
            )
        ) from error
    note_record_exported(by=user, form="pdf")
    name = content_disposition_header(as_attachment=True, filename=exports.file_name("pdf"))
    headers = {"Content-Disposition": name or "attachment"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
