"""News that floors above may act on. Sent by services inside their transaction."""

from django.dispatch import Signal

# Whose posts began, ended or moved, or whose account was closed or reopened.
# Keyword: user_ids, a list of primary keys without repetition.
posts_changed = Signal()
