"""Who may do what in the question bank."""

from accounts.models import User


def may_mark_again(user: User) -> bool:
    """Whoever may publish a key may apply it to earlier answers."""
    return user.has_perm("assessments.publish_question")


def may_bring_in(user: User) -> bool:
    """Whoever may write a question may bring some in from elsewhere, and take some out."""
    return user.has_perm("assessments.add_question")
