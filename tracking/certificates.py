"""What a certificate says: to its owner on a page and as PDF, and to anybody who verifies it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import london_day
from core.durations import about
from tracking.enums import Verb
from tracking.models import Certificate, ModuleVersion
from tracking.pdf import Sheet
from victimscode.models import Edition


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """Everything on a certificate. `voided_on` is set when the completion was corrected."""

    id: uuid.UUID
    code: str
    # Empty when the person's name is no longer kept. Never an e-mail address.
    name: str
    module: str
    version: ModuleVersion
    edition: str
    finished_on: date
    issued_on: date
    covered: Sequence[str]
    voided_on: date | None

    @property
    def address(self) -> str:
        """The full address at which anybody can verify it."""
        return f"{settings.SITE_URL}{reverse('verify_code', args=[self.code])}"

    @property
    def learning_time(self) -> str:
        """About how long the module takes, in words."""
        return about(self.version.minutes)

    @property
    def version_in_words(self) -> str:
        """The number of the version and the day on which it was released."""
        return _("%(number)s, released %(date)s") % {
            "number": self.version.number,
            "date": date_format(london_day(self.version.released_at), "j F Y"),
        }


def certificate_of(user: User, pk: uuid.UUID) -> CertificateFacts | None:
    """One of this person's own certificates; None for anybody else's."""
    return _facts(Certificate.objects.filter(user=user, pk=pk))


def certificate_by_code(code: str) -> CertificateFacts | None:
    """The certificate with a code as `tracking.codes.read_code` gives it, or None."""
    return _facts(Certificate.objects.filter(code=code))


def _facts(certificates: QuerySet[Certificate]) -> CertificateFacts | None:
    found = certificates.select_related("user", "event__version").first()
    if found is None or found.event.version is None:
        return None
    version = found.event.version
    voiding = found.event.corrections.filter(verb=Verb.VOIDED).first()
    return CertificateFacts(
        id=found.pk,
        code=found.code,
        name=found.user.get_full_name(),
        module=version.title,
        version=version,
        edition=edition_in_words(version.edition),
        finished_on=london_day(found.event.occurred_at),
        issued_on=london_day(found.issued_at),
        covered=[part["title"] for part in version.manifest["parts"] if part["kind"] == "lesson"],
        voided_on=london_day(voiding.recorded_at) if voiding else None,
    )


def edition_in_words(slug: str) -> str:
    """An edition of the Code and since when it is in force, as far as we know it."""
    edition = Edition.objects.filter(slug=slug).first()
    if edition is None or edition.in_force is None:
        return _("Code %(edition)s") % {"edition": slug}
    return _("Code %(edition)s, in force %(date)s") % {
        "edition": slug,
        "date": date_format(edition.in_force, "j F Y"),
    }


def sheet_of(facts: CertificateFacts) -> Sheet:
    """The words of the PDF, in the order of the page."""
    name = facts.name or _("Name no longer kept")
    # Split after translation, because a language may put the module elsewhere.
    before, after = (
        _("finished {module} on %(date)s.") % {"date": unbroken(facts.finished_on)}
    ).split("{module}")
    return Sheet(
        lang="en",
        title=_("Certificate: %(module)s, %(name)s") % {"module": facts.module, "name": name},
        site=settings.SITE_NAME,
        opening=_("This is to say that"),
        name=name,
        before=before,
        module=facts.module,
        after=after,
        covered_title=_("What it covered"),
        covered=facts.covered,
        facts=[
            (_("Taught from"), facts.edition),
            (_("Version of the module"), facts.version_in_words),
            (_("Learning time"), facts.learning_time),
            (_("Certificate issued"), date_format(facts.issued_on, "j F Y")),
        ],
        check_title=_("Check that this is real"),
        check=_("Open this address, or scan the square:"),
        address=facts.address,
        code=facts.code,
        promise=_(
            "The code stays valid for ever, whatever happens to the account. "
            "It shows the name, module, version and date, and nothing else."
        ),
        qr_alt=_("QR code of the address %(address)s") % {"address": facts.address},
    )


def unbroken(day: date) -> str:
    """A day in words that stays on one line."""
    return date_format(day, "j F Y").replace(" ", "\u00a0")
