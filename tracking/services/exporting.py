"""What is written down when somebody takes a copy of their own record."""

from django.db import transaction

from accounts.models import User
from core.services import audit


@transaction.atomic
def note_record_exported(*, by: User, form: str) -> None:
    """A person took a copy of their own record, as a table or for a machine."""
    audit(by=by, action="record.exported", obj=by, after={"form": form})
