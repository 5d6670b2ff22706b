"""How pages look for somebody who has not signed in: kept in their browser until it is closed. Pure.

Nothing in it names anybody. It is no lasting cookie, because station computers are shared.
"""

from collections.abc import Collection, Mapping
from urllib.parse import parse_qsl, urlencode

NAME = "reading"


def written(wishes: Mapping[str, str]) -> str:
    """The preferences as the cookie holds them; "" when there are none."""
    return urlencode({name: value for name, value in wishes.items() if value})


def read(text: str, *, offered: Mapping[str, Collection[str]]) -> dict[str, str]:
    """What a cookie says, as far as it is on offer. Whatever it holds, it breaks nothing."""
    try:
        pairs = parse_qsl(text[:300], max_num_fields=20)
    except ValueError:
        return {}
    return {name: value for name, value in pairs if value in offered.get(name, ())}
