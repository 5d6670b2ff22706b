"""Which branches people took, as an editor's picture shows it: protected."""

from evaluation.disclosure.ways import Key, withheld
from evaluation.stories import reading
from evaluation.stories.texts import texts


def branch_counts(slug: str) -> dict[Key, int]:
    """By (scene, choice): how many people took it when they first came there.

    Of the newest text that ten people have finished; empty when there is none. What would
    show fewer than ten people, by itself or by subtraction, is not in it; a branch that
    nobody took is, with 0.
    """
    for text in texts(slug):
        people, runs = reading.by_tens(reading.first_runs(text))
        if people:
            counts = reading.together(reading.choices(runs))
            every = {way.key: counts.get(way.key, 0) for way in text.ways}
            held = withheld(text.ways, every, start=text.start, threshold=reading.THRESHOLD)
            return {key: people for key, people in every.items() if key not in held}
    return {}
