"""Questions of every type that Moodle's formats can carry, for properties."""

from typing import Any

from hypothesis import strategies as st

from assessments.formats import Option, Pair, QuestionText, Step, Value, Wording
from assessments.formats.plaintext import settled

# Signs that mean something in one of the formats, more often than chance would give them.
SIGNS = "~=#{}:\\[]%<>&\"'-/*!$|;,.@ \n\t\u00e9\u201c\u2026\u200d"
raw = st.text(
    st.one_of(st.sampled_from(SIGNS + "abcABC123"), st.characters(exclude_categories=["Cs"])),
    max_size=40,
)


def _made(text: str, *, lines: bool) -> str:
    return settled(text, lines=lines)


line = raw.map(lambda text: _made(text, lines=False)).filter(bool)
words = raw.map(lambda text: _made(text, lines=True))
some_words = words.filter(bool)
ref = st.from_regex(r"[A-Z]{1,4}[0-9]{1,3}", fullmatch=True)
number = st.from_regex(r"-?[1-9][0-9]{0,4}(\.[0-9]{1,3})?", fullmatch=True)
about: dict[str, Any] = {
    "id": ref,
    "use": st.sampled_from(["formative", "counting"]),
    "level": st.sampled_from(["recall", "apply", "judge"]),
    "stem": some_words,
    "rationale": words,
    "lesson": st.sampled_from(["", "05-keeping-people-informed"]),
    "rights": st.lists(st.integers(1, 12), max_size=3, unique=True).map(tuple),
    "cites": st.lists(st.sampled_from(["2020/r6-bail", "2020/r1"]), unique=True).map(tuple),
    "sources": st.lists(st.sampled_from(["W8", "W9"]), unique=True).map(tuple),
}


@st.composite
def options(draw: Any, several: bool) -> tuple[Option, ...]:
    texts = draw(st.lists(line, min_size=2, max_size=6))
    right = {draw(st.integers(0, len(texts) - 1))}
    if several:
        right |= draw(st.sets(st.integers(0, len(texts) - 1)))
    return tuple(Option(text, draw(words), index in right) for index, text in enumerate(texts))


@st.composite
def true_or_false(draw: Any) -> tuple[Option, ...]:
    right = draw(st.booleans())
    return (Option("True", draw(words), right), Option("False", draw(words), not right))


no_arrow = line.filter(lambda text: "->" not in text)
single = st.builds(QuestionText, type=st.just("single"), options=options(False), **about)
multiple = st.builds(QuestionText, type=st.just("multiple"), options=options(True), **about)
truefalse = st.builds(QuestionText, type=st.just("truefalse"), options=true_or_false(), **about)
matching = st.builds(
    QuestionText,
    type=st.just("matching"),
    pairs=st.lists(st.builds(Pair, no_arrow, line, st.just("")), min_size=1, max_size=6).map(tuple),
    decoys=st.lists(line, max_size=3).map(tuple),
    **about,
)
ordering = st.builds(
    QuestionText,
    type=st.just("ordering"),
    steps=st.lists(st.builds(Step, line, st.just("")), min_size=1, max_size=6).map(tuple),
    **about,
)
quiet_words = words.filter(lambda text: "->" not in text)
short = st.builds(
    QuestionText,
    type=st.just("short"),
    answers=st.lists(
        st.builds(
            Wording,
            no_arrow.filter(lambda text: text != "*" and len(text) <= 200),
            quiet_words,
            st.booleans(),
        ),
        min_size=1,
        max_size=4,
    ).map(tuple),
    otherwise=quiet_words,
    **about,
)
numeric = st.builds(
    QuestionText,
    type=st.just("number"),
    answers=st.lists(
        st.builds(Value, number, words, st.booleans(), st.sampled_from(["", "1", "0.5", "0.25"])),
        min_size=1,
        max_size=4,
    ).map(tuple),
    otherwise=words,
    **about,
)
carried = st.one_of(single, multiple, truefalse, matching, ordering, short, numeric)
