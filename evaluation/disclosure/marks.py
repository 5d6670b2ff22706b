"""How a count is written under a small-number rule. Pure."""

from dataclasses import dataclass

# The mark of government statistics for "withheld because it could identify somebody".
CONFIDENTIAL = "[c]"


@dataclass(frozen=True)
class CountRule:
    """Counts from 1 to `below` - 1 are written as `small`; others to the nearest `base`."""

    below: int
    small: str
    base: int = 1


# Ours: never below ten. Zero here is "nobody was there to be counted".
PLATFORM = CountRule(below=10, small=CONFIDENTIAL)
# Two others in public use, for tables that must read like theirs.
OFQUAL = CountRule(below=5, small="fewer than 5", base=5)
HOSPITAL_EPISODES = CountRule(below=8, small="*", base=5)


def nearest(count: int, base: int) -> int:
    """To the nearest multiple of `base`, halves up."""
    return (2 * count + base) // (2 * base) * base


def written(count: int, rule: CountRule = PLATFORM) -> str:
    """A count as this rule lets it be written."""
    if 0 < count < rule.below:
        return rule.small
    return str(nearest(count, rule.base))
