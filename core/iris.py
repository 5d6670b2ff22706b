"""The names by which the ledger calls things. They stay when the site's address changes."""

from django.conf import settings


def module_iri(module_key: str) -> str:
    """The IRI of a module."""
    return f"{settings.IRI_BASE}/modules/{module_key}"


def part_iri(module_key: str, kind: str, key: str) -> str:
    """The IRI of a part of a module; `kind` is lesson, check, scenario or exercise."""
    return f"{settings.IRI_BASE}/modules/{module_key}/{kind}/{key}"


def activity_iri(kind: str, key: str) -> str:
    """The IRI of an activity that stands by itself, as a scenario played on its own."""
    return f"{settings.IRI_BASE}/{kind}/{key}"
