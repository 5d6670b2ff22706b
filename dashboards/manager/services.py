"""What is written down when a manager looks at a person or takes figures away."""

from django.db import transaction

from accounts.models import User
from core.services import audit
from dashboards.manager.team import Team


@transaction.atomic
def note_viewed(*, by: User, person: User) -> None:
    """Somebody's page was looked at."""
    audit(by=by, action="person.viewed", obj=person)


@transaction.atomic
def note_exported(*, by: User, found: Team) -> None:
    """The team's figures were taken away as a file."""
    filters = found.filters
    audit(
        by=by,
        action="team.exported",
        obj=found.chosen or by,
        after={
            "as_at": filters.as_of.isoformat(),
            "unit": filters.unit,
            "requirement": filters.requirement,
            "post": filters.job,
            "status": filters.status,
            "people": len(found.people),
        },
        # What was searched for may be a name.
        personal_after={"search": filters.search} if filters.search else None,
    )
