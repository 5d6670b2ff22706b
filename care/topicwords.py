"""Words that tell of difficult matter, or name it. Pure; the words are data.

“He was stabbed” tells; “victims of domestic abuse have Enhanced Rights” names. What is told
needs a content note of its strength, what is named may do with a weaker one.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from care.notes import Topic
from core.yamltext import read

WORDS = Path(__file__).parent / "data" / "topic_words.yaml"


@cache
def _patterns(how: str) -> tuple[tuple[Topic, re.Pattern[str]], ...]:
    reader = read(WORDS.read_text(encoding="utf-8"), file=WORDS.name)
    found = []
    for path, _item in reader.items(("topics",)):
        phrases = reader.texts((*path, how))
        if phrases:
            said = "|".join(map(_phrase, sorted(phrases, key=len, reverse=True)))
            pattern = re.compile(rf"(?<![\w-])(?:{said})(?![\w-])", re.IGNORECASE)
            found.append((Topic(reader.text((*path, "topic"))), pattern))
    return tuple(found)


@cache
def _any(how: str) -> re.Pattern[str]:
    """What finds any of them: most texts have none, and are read once."""
    found = "|".join(pattern.pattern for _topic, pattern in _patterns(how))
    return re.compile(found, re.IGNORECASE)


def _phrase(phrase: str) -> str:
    return r"\s+".join(re.escape(word).replace("’", "[’']") for word in phrase.split())


def told_in(text: str) -> dict[Topic, str]:
    """The topics of which a text tells, each with the first words that do."""
    return _found("told", text)


def named_in(text: str) -> dict[Topic, str]:
    """The topics that a text names, each with the first words that do."""
    return _found("named", text)


def _found(how: str, text: str) -> dict[Topic, str]:
    if not _any(how).search(text):
        return {}
    found = {}
    for topic, pattern in _patterns(how):
        match = pattern.search(text)
        if match:
            found[topic] = " ".join(match[0].split())
    return found
