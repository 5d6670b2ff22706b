"""The ledger with what is projected from it, and what people ask to have put there."""

from tracking.models.ledger import (
    Certificate,
    Event,
    EventQuerySet,
    ModuleVersion,
    Progress,
    Registration,
)
from tracking.models.requests import PriorLearningDocument, PriorLearningRequest

__all__ = [
    "Certificate",
    "Event",
    "EventQuerySet",
    "ModuleVersion",
    "PriorLearningDocument",
    "PriorLearningRequest",
    "Progress",
    "Registration",
]
