"""Whether a text reads well, is in our words, and rests on what is cited. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from care import topicwords
from care.notes import LEAST_STRENGTH, Topic, at_least, is_only_named, is_strength, topics_in
from core.findings import Finding, Level
from courses import wording
from courses.checks import language, numbers
from courses.checks.numbers import Measure
from courses.checks.texts import Said, Unit, Voice

LONGEST_SENTENCE = 30
OLDEST_READING_AGE = 14
# Below this, a reading age says more about chance than about the text.
FEWEST_WORDS = 100
# Crime talk of every day: a note is asked for only where it is what a passage is about.
EVERYDAY = {Topic.THEFT, Topic.BURGLARY, Topic.FRAUD, Topic.ANTISOCIAL}


def check_words(unit: Unit, *, age: bool = True) -> Iterator[Finding]:
    """Long sentences, reading age, words of the guide, questions about the truth, notes."""
    for said in unit.said:
        yield from _long_sentences(unit, said)
        yield from _guide(unit, said)
        yield from _truth(unit, said)
    if age:
        yield from _reading_age(unit)
    yield from check_note(unit)


def _long_sentences(unit: Unit, said: Said) -> Iterator[Finding]:
    if said.voice is Voice.OTHERS:
        return
    for sentence in wording.sentences(said.text):
        count = len(wording.words(sentence))
        if count > LONGEST_SENTENCE:
            start = " ".join(sentence.split()[:6])
            message = f"A sentence has {count} words: “{start}…”. Cut it at {LONGEST_SENTENCE}."
            yield unit.finding(message, said)


def _reading_age(unit: Unit) -> Iterator[Finding]:
    texts = [said.text for said in unit.said if said.voice is not Voice.OTHERS]
    if sum(len(wording.words(text)) for text in texts) < FEWEST_WORDS:
        return
    age = wording.reading_age(texts)
    if age > OLDEST_READING_AGE:
        yield unit.finding(
            f"The reading age is {age:.1f}; it should be {OLDEST_READING_AGE} at most. "
            "Use shorter sentences and shorter words."
        )


def _guide(unit: Unit, said: Said) -> Iterator[Finding]:
    if said.voice in (Voice.OTHERS, Voice.LESS):
        return
    for rule, found in language.objections(said.text):
        prefer = f" Say: {rule.prefer}." if rule.prefer else ""
        message = f"“{found}”: {rule.why}.{prefer}"
        level = Level.BLOCKS if rule.blocks else Level.ADVICE
        yield unit.finding(message, said, level=level)


def _truth(unit: Unit, said: Said) -> Iterator[Finding]:
    if said.voice is Voice.ASKED:
        found = language.asks_for_truth(said.text)
        if found:
            yield unit.finding(
                f"“{found}” asks whether somebody tells the truth. Ask what the practitioner does.",
                said,
            )


# Content notes ---------------------------------------------------------------------------


def check_note(unit: Unit) -> Iterator[Finding]:
    """Whether its content note names what the texts touch, and is strong enough for it."""
    note = unit.note
    topics = note.topics if note else ()
    covered = set(topics_in(topics))
    told_only_named = {topic for one in topics if is_only_named(one) for topic in topics_in([one])}
    some_named = any(is_only_named(one) for one in topics)
    yield from _strength(unit)
    seen: set[Topic] = set()
    for said in unit.said:
        for topic, word in topicwords.told_in(said.text).items():
            if topic in seen or topic in covered - told_only_named:
                continue
            seen.add(topic)
            yield _uncovered(unit, said, topic, word)
    for said in unit.said:
        for topic, word in topicwords.named_in(said.text).items():
            if topic in seen or topic in covered or some_named or topic in EVERYDAY:
                continue
            seen.add(topic)
            if at_least(LEAST_STRENGTH[topic], "CW3") and not _is_above(unit, topic):
                yield unit.finding(
                    f"“{word}” names {topic}, which the content note does not. "
                    f"Add the topic “{topic}”, or “{topic} named in a rule”.",
                    said,
                    level=Level.ADVICE,
                )


def _is_above(unit: Unit, topic: Topic) -> bool:
    """Whether the reader has been warned of something stronger already."""
    strength = unit.note.strength if unit.note else ""
    return is_strength(strength) and at_least(strength, LEAST_STRENGTH[topic])


def _uncovered(unit: Unit, said: Said, topic: Topic, word: str) -> Finding:
    least = LEAST_STRENGTH[topic]
    if unit.note is None:
        message = (
            f"“{word}” tells of {topic}, and there is no content note. "
            f"Give it one of {least} or stronger, with the topic “{topic}”."
        )
    else:
        message = (
            f"“{word}” tells of {topic}, which the content note does not name. "
            f"Add the topic “{topic}”; it asks for {least} at least."
        )
    return unit.finding(message, said, level=Level.ADVICE if topic in EVERYDAY else Level.BLOCKS)


def _strength(unit: Unit) -> Iterator[Finding]:
    note = unit.note
    if note is None or not is_strength(note.strength):
        return
    weak = [
        topic
        for one in note.topics
        if not is_only_named(one)
        for topic in topics_in([one])
        if not at_least(note.strength, LEAST_STRENGTH[topic])
    ]
    for topic in dict.fromkeys(weak):
        yield unit.finding(
            f"The content note says {note.strength}, but “{topic}” asks for "
            f"{LEAST_STRENGTH[topic]}. Raise it, or write “{topic} named in a rule” where "
            "it is only named."
        )


# Numbers ---------------------------------------------------------------------------------


def check_numbers(
    unit: Unit,
    cited: Collection[Measure],
    *,
    rests_on: str = "no fact of this lesson has that limit",
) -> Iterator[Finding]:
    """Numbers and limits that nothing cited stands for."""
    for said in unit.said:
        for measure in _to_support(said, cited):
            what = "that limit" if measure.unit.endswith("days") else "it"
            yield unit.finding(
                f"“{measure}” is stated, but {rests_on}. Cite {what}, or take it out.", said
            )


def _to_support(said: Said, cited: Collection[Measure]) -> Iterable[Measure]:
    if said.voice is Voice.OURS:
        return [] if _has_source(said.text) else numbers.unsupported(said.text, cited)
    if said.voice in (Voice.TOLD, Voice.ASKED):
        return sorted(one for one in numbers.working_days(said.text) if one not in cited)
    return []


def _has_source(text: str) -> bool:
    """Whether a text itself says where its numbers come from."""
    return "Source: " in text
