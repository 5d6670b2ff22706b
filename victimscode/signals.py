"""News of the Code, sent by its services inside their transaction.

`adopted`
    An edition applies from now on, in the place of another: `adoption`.
`gone_back`
    The edition before it applies again: `adoption`, which is ended now, and `by`.
"""

from django.dispatch import Signal

adopted = Signal()
gone_back = Signal()
