"""Module versions: released once, withdrawn at need, never changed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Conflict, InvalidInput
from core.iris import module_iri
from core.services import audit
from tracking import queries, signals
from tracking.completion import ManifestError, check_manifest
from tracking.enums import SATISFYING, ReleaseKind
from tracking.models import ModuleVersion


@transaction.atomic
def release_version(
    *,
    by: User | None,
    module_key: str,
    iri: str,
    title: str,
    kind: ReleaseKind,
    edition: str,
    minutes: int,
    content_hash: str,
    manifest: Mapping[str, Any],
    note: str = "",
    retake_by: date | None = None,
    released_at: datetime | None = None,
) -> ModuleVersion:
    """Put a compiled module before learners as its next version.

    `by` is None when a command releases. `minutes` is the learning time. Releasing what
    is already the current version, by `content_hash`, returns that and changes nothing.
    Sends `signals.released` inside the transaction. `released_at` (default now) is for
    demonstrations with a history.

    Raises InvalidInput if nobody could complete the manifest, if `iri` is not the
    module's, or if a minor version asks for a retake; Conflict if somebody else has just
    released the module.
    """
    _check(module_key=module_key, iri=iri, kind=kind, manifest=manifest, retake_by=retake_by)
    # One read decides both whether anything is new and its number: between two reads
    # somebody else's release could come in, and ours would be a second of the same.
    versions = list(ModuleVersion.objects.filter(module_key=module_key).order_by("-number"))
    current = next((version for version in versions if version.withdrawn_at is None), None)
    if current is not None and current.content_hash == content_hash:
        return current
    newest = versions[0] if versions else None
    version = ModuleVersion(
        module_key=module_key,
        number=newest.number + 1 if newest else 1,
        iri=iri,
        title=title,
        kind=kind,
        edition=edition,
        minutes=minutes,
        content_hash=content_hash,
        manifest=dict(manifest),
        note=note,
        retake_by=retake_by,
        released_at=released_at or timezone.now(),
        released_by=by,
    )
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError as error:
        theirs = queries.current_version(module_key)
        if theirs is not None and theirs.content_hash == content_hash:
            return theirs
        raise Conflict(
            _("Somebody else has just released this module. Look at their version first.")
        ) from error
    audit(
        by=by,
        action="module_version.released",
        obj=version,
        before={"number": newest.number} if newest else None,
        after={
            "module_key": module_key,
            "number": version.number,
            "kind": str(kind),
            "edition": edition,
            "content_hash": content_hash,
            "retake_by": retake_by.isoformat() if retake_by else None,
        },
        reason=note,
    )
    signals.released.send(sender=None, version=version)
    return version


def _check(
    *,
    module_key: str,
    iri: str,
    kind: ReleaseKind,
    manifest: Mapping[str, Any],
    retake_by: date | None,
) -> None:
    try:
        check_manifest(manifest, verbs=SATISFYING)
    except ManifestError as error:
        raise InvalidInput(str(error)) from error
    if iri != module_iri(module_key):
        raise InvalidInput(_("A module is named by its own IRI in the learning record."))
    if retake_by is not None and kind != ReleaseKind.MATERIAL:
        raise InvalidInput(_("Only a material version asks people to retake the module."))


@transaction.atomic
def withdraw_version(*, by: User | None, version: ModuleVersion, reason: str) -> ModuleVersion:
    """Take a version back: nobody begins it or completes it from now on.

    Completions that it has already given stand. People who were in the middle go on
    under the current version, with the parts that are unchanged, the next time they open
    the module. Withdrawing twice changes nothing. Sends `signals.withdrawn`.

    Raises InvalidInput without a reason.
    """
    if not reason.strip():
        raise InvalidInput(_("Say why the version is withdrawn."))
    now = timezone.now()
    taken = ModuleVersion.objects.filter(pk=version.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=now
    )
    version.refresh_from_db()
    if not taken:
        return version
    audit(
        by=by,
        action="module_version.withdrawn",
        obj=version,
        before={"withdrawn_at": None},
        after={"withdrawn_at": now.isoformat(), "number": version.number},
        reason=reason,
    )
    signals.withdrawn.send(sender=None, version=version)
    return version
