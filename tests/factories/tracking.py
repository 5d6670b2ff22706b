"""Versions, registrations and completions, made through the services as the site makes them.

People come from `tests.factories.accounts`.
"""

import hashlib
import itertools
from datetime import datetime
from typing import Any

from core.iris import module_iri, part_iri
from tracking import services
from tracking.enums import ReleaseKind, Verb
from tracking.models import Event, ModuleVersion, Registration

MODULE = "victims-code"
_numbers = itertools.count(1)


def lesson(key: str, *, module_key: str = MODULE, counts: bool = True, hash: str = "") -> dict:
    """A lesson in a manifest, satisfied by `completed`."""
    return {
        "iri": part_iri(module_key, "lesson", key),
        "kind": "lesson",
        "key": key,
        "title": key.replace("-", " ").capitalize(),
        "counts": counts,
        "satisfied_by": "completed",
        **({"hash": hash} if hash else {}),
    }


def check(key: str = "check", *, module_key: str = MODULE) -> dict:
    """A counting check in a manifest, satisfied by `passed`."""
    return {
        "iri": part_iri(module_key, "check", key),
        "kind": "check",
        "key": key,
        "title": "Knowledge check",
        "counts": True,
        "satisfied_by": "passed",
    }


def manifest(*parts: dict, module_key: str = MODULE) -> dict:
    """A manifest; by default two lessons and a check."""
    chosen = parts or (
        lesson("rights", module_key=module_key),
        lesson("limits", module_key=module_key),
        check(module_key=module_key),
    )
    return {"rule": "all", "parts": list(chosen)}


def release(module_key: str = MODULE, *, by: Any = None, **fields: Any) -> ModuleVersion:
    """A new version of a module; with different content each time unless told otherwise."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "iri": module_iri(module_key),
        "title": "The Victims’ Code in practice",
        "kind": ReleaseKind.MINOR,
        "edition": "2020",
        "minutes": 110,
        "content_hash": hashlib.sha256(str(number).encode()).hexdigest(),
        "manifest": manifest(module_key=module_key),
    }
    return services.release_version(by=by, module_key=module_key, **{**values, **fields})


def finish_part(
    registration: Registration, part: dict, *, at: datetime | None = None, key: str | None = None
) -> Event:
    """What the learner does to finish one part of the manifest."""
    verb = Verb(part["satisfied_by"])
    return services.record(
        actor=registration.user,
        verb=verb,
        object_iri=part["iri"],
        key=key or services.part_key(registration.id, part["iri"], verb),
        registration=registration,
        result={"band": "secure"} if verb == Verb.PASSED else None,
        occurred_at=at,
    )


def finish_module(
    user: Any, module_key: str = MODULE, *, at: datetime | None = None
) -> Registration:
    """Register and finish every part; gives back the closed registration."""
    registration = services.register(by=user, module_key=module_key, at=at)
    for part in registration.version.manifest["parts"]:
        finish_part(registration, part, at=at)
    registration.refresh_from_db()
    return registration
