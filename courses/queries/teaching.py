"""Who may see how modules are taught face to face."""

from accounts.enums import Role
from accounts.models import User
from accounts.queries import has_role, leads_a_unit

TEACHERS = (Role.EDITOR, Role.REVIEWER, Role.EVALUATOR, Role.ADMINISTRATOR)


def may_teach(user: User) -> bool:
    """Whether a person may see a facilitator's pack: who leads a unit, or works on the training.

    The pack says what follows from each way through a scene, which would spoil it for others.
    """
    return leads_a_unit(user) or any(has_role(user, role) for role in TEACHERS)
