"""What the floors below are shown of figures: protected first."""

from wagtail import hooks

from evaluation.stories import branch_counts
from scenarios.queries import BRANCH_COUNTS

hooks.register(BRANCH_COUNTS, branch_counts)
