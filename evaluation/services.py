"""What leaves is written down."""

from django.db import transaction

from accounts.models import User
from core.services import audit
from evaluation.queries import Reach
from mandatory.models import Requirement


@transaction.atomic
def record_export(*, by: User, reach: Reach, file: str) -> None:
    """Note in the audit log that a person took these figures, and how many were withheld."""
    requirement = Requirement.objects.filter(slug=reach.slug).order_by("-pk")[0]
    audit(
        by=by,
        action="reach.exported",
        obj=requirement,
        after={
            "file": file,
            "requirement": reach.slug,
            "as_at": reach.as_at.isoformat(),
            "withheld": reach.table.withheld if reach.table else 0,
        },
    )
