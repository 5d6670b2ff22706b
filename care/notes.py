"""Content notes: what a passage touches, how strongly, and what a reader is offered beside it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from care.enums import Strength, Topic

# The least strength that a topic asks for when it is the matter of a passage.
LEAST_STRENGTH: dict[Topic, Strength] = {
    Topic.THEFT: Strength.CW1,
    Topic.BURGLARY: Strength.CW1,
    Topic.FRAUD: Strength.CW1,
    Topic.ANTISOCIAL: Strength.CW1,
    Topic.ASSAULT: Strength.CW2,
    Topic.HARASSMENT: Strength.CW2,
    Topic.HATE: Strength.CW2,
    Topic.STALKING: Strength.CW2,
    Topic.THREAT: Strength.CW2,
    Topic.DOMESTIC_ABUSE: Strength.CW3,
    Topic.SEXUAL_VIOLENCE: Strength.CW3,
    Topic.CHILD: Strength.CW3,
    Topic.BEREAVEMENT: Strength.CW4,
    Topic.HOMICIDE: Strength.CW4,
    Topic.ROAD_DEATH: Strength.CW4,
    Topic.SUICIDE: Strength.CWX,
    Topic.SELF_HARM: Strength.CWX,
}
_ORDER = list(Strength)
_NEEDS_ALTERNATIVE = Strength.CW3


def at_least(strength: str, other: str) -> bool:
    """Whether `strength` is as strong as `other`, or stronger. Raises ValueError for neither."""
    return _ORDER.index(Strength(strength)) >= _ORDER.index(Strength(other))


def needs_alternative(strength: str) -> bool:
    """Whether a passage of this strength must come with an alternative."""
    return at_least(strength, _NEEDS_ALTERNATIVE)


def strongest(strengths: Iterable[str]) -> Strength:
    """The strongest of them; CW0 of none."""
    return max((Strength(one) for one in strengths), key=_ORDER.index, default=Strength.CW0)


def topics_in(words: Iterable[str]) -> list[Topic]:
    """The topics that these words name, in the order of the vocabulary.

    An author may write more than the bare topic, as "sexual violence named in a rule".
    """
    text = " ; ".join(words).lower()
    return [topic for topic in Topic if re.search(rf"\b{re.escape(topic.value)}\b", text)]


def strength_asked_for(words: Iterable[str]) -> Strength:
    """The least strength for a passage about these topics. What is only named may be weaker."""
    return strongest(LEAST_STRENGTH[topic] for topic in topics_in(words))


@dataclass(frozen=True)
class ContentNote:
    """The note of one part, passage or scenario."""

    strength: Strength
    topics: tuple[str, ...] = field(default=())
    minutes: int | None = None

    @property
    def needs_alternative(self) -> bool:
        """Whether an alternative must stand beside it."""
        return needs_alternative(self.strength)
