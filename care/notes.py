"""Content notes: what a passage touches, how strongly, and what is owed beside it. Pure.

The one home of strengths and topics: files, forms and checks take them from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Strength(StrEnum):
    """How difficult a passage may be, in the order of strength. In words: `care.enums`."""

    CW0 = "CW0"
    CW1 = "CW1"
    CW2 = "CW2"
    CW3 = "CW3"
    CW4 = "CW4"
    CWX = "CWX"


class Topic(StrEnum):
    """What a passage touches, in the words of the content files."""

    THEFT = "theft"
    BURGLARY = "burglary"
    FRAUD = "fraud"
    ANTISOCIAL = "anti-social behaviour"
    ASSAULT = "assault"
    HARASSMENT = "harassment"
    HATE = "hate crime"
    STALKING = "stalking"
    THREAT = "threat"
    DOMESTIC_ABUSE = "domestic abuse"
    SEXUAL_VIOLENCE = "sexual violence"
    CHILD = "child victim"
    BEREAVEMENT = "bereavement"
    HOMICIDE = "homicide"
    ROAD_DEATH = "road death"
    SUICIDE = "suicide"
    SELF_HARM = "self-harm"


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
# How an author says that a topic is only named, as "bereavement named in a rule".
_NAMED = re.compile(r"\bnamed\b")


def is_strength(text: str) -> bool:
    """Whether this is a strength."""
    return text in _ORDER


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


def is_only_named(word: str) -> bool:
    """Whether an author says of this topic that it is named, not told."""
    return bool(_NAMED.search(word.lower()))


def strength_asked_for(words: Iterable[str]) -> Strength:
    """The least strength for a passage about these topics. What is only named may be weaker."""
    told = [word for word in words if not is_only_named(word)]
    return strongest(LEAST_STRENGTH[topic] for topic in topics_in(told))


@dataclass(frozen=True)
class ContentNote:
    """The note of one part, passage or scenario: its strength and its topics."""

    strength: str
    topics: tuple[str, ...] = ()

    @property
    def needs_alternative(self) -> bool:
        """Whether an alternative must stand beside it."""
        return needs_alternative(self.strength)
