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
    flags: frozenset[str] = frozenset()
    variables: frozenset[str] = frozenset()


def parse(text: str) -> Condition:
    """Read a condition. Raises ConditionError."""
    if len(text) > LONGEST:
        raise ConditionError(f"The condition is longer than {LONGEST} characters.")
    reader = _Parser(_tokens(text))
    test = reader.either()
    if reader.rest:
        raise ConditionError(f"“{reader.rest[0][1]}” is not expected there in “{text}”.")
    return Condition(text, test, frozenset(reader.flags), frozenset(reader.variables))


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


class _Parser:
    """Recursive descent; the length limit on the text bounds its depth."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.rest = tokens
        self.flags: set[str] = set()
        self.variables: set[str] = set()

    def either(self) -> Test:
        left = self._both()
        while self._take("or"):
            left = _or(left, self._both())
        return left

    def _both(self) -> Test:
        left = self._negated()
        while self._take("and"):
            left = _and(left, self._negated())
        return left

    def _negated(self) -> Test:
        if self._take("not"):
            return _not(self._negated())
        return self._atom()

    def _atom(self) -> Test:
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
        return lambda values, flags: word in flags

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


def _or(left: Test, right: Test) -> Test:
    return lambda values, flags: left(values, flags) or right(values, flags)


def _and(left: Test, right: Test) -> Test:
    return lambda values, flags: left(values, flags) and right(values, flags)


def _not(inner: Test) -> Test:
    return lambda values, flags: not inner(values, flags)


def _compared(name: str, compare: Callable[[int, int], bool], number: int) -> Test:
    return lambda values, flags: compare(values[name], number)
