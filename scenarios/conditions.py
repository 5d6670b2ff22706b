"""The conditions of scenarios: a tiny language, read once and then quick. Pure.

    sent_away                       a flag that is set
    trust >= 4                      a variable compared with a whole number
    not a and (b or safety < 0)     and binds closer than or, not closer than and

Nothing else can be said in it, and nothing in it is ever run as code.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

Values = Mapping[str, int]
Flags = Collection[str]
Test = Callable[[Values, Flags], bool]


@dataclass(frozen=True)
class Known:
    """What is known of many states at once: the least and most of each variable, the flags that
    may be set, and those that are set in all of them."""

    ranges: Mapping[str, tuple[int, int]]
    may: frozenset[str]
    must: frozenset[str]


# Whether a condition may hold, and whether it may not, in the states of which something is known.
Outlook = Callable[[Known], tuple[bool, bool]]

LONGEST = 400
_TOKEN = re.compile(
    r"\s*(?:(?P<name>[a-z_][a-z0-9_]*)|(?P<number>-?\d+)|(?P<sign><=|>=|==|!=|[<>()]))"
)
_WORDS = {"and", "or", "not"}
_COMPARE: dict[str, Callable[[int, int], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


class ConditionError(ValueError):
    """A condition that cannot be read; the message says what is the matter."""


@dataclass(frozen=True)
class Condition:
    """A condition that was read, with the names that it uses."""

    text: str
    holds: Test = field(compare=False, repr=False)
    outlook: Outlook = field(compare=False, repr=False)
    flags: frozenset[str] = frozenset()
    variables: frozenset[str] = frozenset()


def parse(text: str) -> Condition:
    """Read a condition. Raises ConditionError."""
    if len(text) > LONGEST:
        raise ConditionError(f"The condition is longer than {LONGEST} characters.")
    reader = _Parser(_tokens(text))
    test, outlook = reader.either()
    if reader.rest:
        raise ConditionError(f"“{reader.rest[0][1]}” is not expected there in “{text}”.")
    return Condition(text, test, outlook, frozenset(reader.flags), frozenset(reader.variables))


def _tokens(text: str) -> list[tuple[str, str]]:
    found = []
    place, text = 0, text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise ConditionError(f"“{text[place:].strip()[:20]}” cannot be read in “{text}”.")
        kind = str(match.lastgroup)
        word = match[kind]
        found.append(("word" if word in _WORDS else kind, word))
        place = match.end()
    if not found:
        raise ConditionError("The condition is empty.")
    return found


Read = tuple[Test, Outlook]


class _Parser:
    """Recursive descent; the length limit on the text bounds its depth."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.rest = tokens
        self.flags: set[str] = set()
        self.variables: set[str] = set()

    def either(self) -> Read:
        left = self._both()
        while self._take("or"):
            left = _or(left, self._both())
        return left

    def _both(self) -> Read:
        left = self._negated()
        while self._take("and"):
            left = _and(left, self._negated())
        return left

    def _negated(self) -> Read:
        if self._take("not"):
            return _not(self._negated())
        return self._atom()

    def _atom(self) -> Read:
        if self._take("("):
            inner = self.either()
            if not self._take(")"):
                raise ConditionError("A bracket is opened and not closed.")
            return inner
        kind, word = self._next()
        if kind != "name":
            raise ConditionError(f"A flag or a variable was expected where “{word}” stands.")
        if self.rest and self.rest[0][1] in _COMPARE:
            sign = self._next()[1]
            kind, number = self._next()
            if kind != "number":
                raise ConditionError(f"“{word} {sign}” needs a whole number after it.")
            self.variables.add(word)
            return _compared(word, _COMPARE[sign], int(number))
        self.flags.add(word)
        return _flagged(word)

    def _take(self, word: str) -> bool:
        if self.rest and self.rest[0][1] == word:
            self.rest = self.rest[1:]
            return True
        return False

    def _next(self) -> tuple[str, str]:
        if not self.rest:
            raise ConditionError("The condition ends too early.")
        token, self.rest = self.rest[0], self.rest[1:]
        return token


def _or(left: Read, right: Read) -> Read:
    (one, one_known), (two, two_known) = left, right

    def outlook(known: Known) -> tuple[bool, bool]:
        (a_may, a_may_not), (b_may, b_may_not) = one_known(known), two_known(known)
        return a_may or b_may, a_may_not and b_may_not

    return lambda values, flags: one(values, flags) or two(values, flags), outlook


def _and(left: Read, right: Read) -> Read:
    (one, one_known), (two, two_known) = left, right

    def outlook(known: Known) -> tuple[bool, bool]:
        (a_may, a_may_not), (b_may, b_may_not) = one_known(known), two_known(known)
        return a_may and b_may, a_may_not or b_may_not

    return lambda values, flags: one(values, flags) and two(values, flags), outlook


def _not(inner: Read) -> Read:
    test, known_of = inner
    return lambda values, flags: not test(values, flags), lambda known: known_of(known)[::-1]


def _compared(name: str, compare: Callable[[int, int], bool], number: int) -> Read:
    def outlook(known: Known) -> tuple[bool, bool]:
        least, most = known.ranges[name]
        found = {compare(value, number) for value in range(least, most + 1)}
        return True in found, False in found

    return lambda values, flags: compare(values[name], number), outlook


def _flagged(name: str) -> Read:
    return (
        lambda values, flags: name in flags,
        lambda known: (name in known.may, name not in known.must),
    )
