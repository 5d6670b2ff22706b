"""How long something takes, by what it says and what there is to do. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from courses import wording
from courses.checks.texts import Unit

WORDS_A_MINUTE = 180
# Minutes for what people do, beside reading its words. What is done on a page of its own (a
# scenario, an interactive exercise) says its own minutes there.
DOING = {"question": 1.0, "exercise": 3.0}
SHORTEST, LONGEST = 5, 15
# People differ, and some lessons ask for thought: only what is clearly off is worth a word.
TOO_LITTLE, TOO_MUCH = 2, 5


def needed(words: int, kinds: Iterable[str]) -> int:
    """About how many minutes so many words and these blocks take."""
    return math.ceil(words / WORDS_A_MINUTE + sum(DOING.get(kind, 0) for kind in kinds))


def advice(minutes: int, unit: Unit, kinds: Iterable[str]) -> Iterator[str]:
    """What there is to say about the minutes that a lesson gives."""
    words = sum(len(wording.words(said.text)) for said in unit.said)
    wanted = needed(words, kinds)
    if minutes < wanted - TOO_LITTLE or minutes > wanted + TOO_MUCH:
        yield (
            f"It says {minutes} minutes; its {words} words and what there is to do take "
            f"about {wanted}. Change the minutes, or the lesson."
        )
    if not SHORTEST <= minutes <= LONGEST:
        yield f"A lesson takes {SHORTEST} to {LONGEST} minutes; this one says {minutes}."
