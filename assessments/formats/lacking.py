"""What keeps a question from being published. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.formats.figures import LONGEST_ANSWER, plain_decimal
from assessments.formats.limits import answer_of
from assessments.formats.parts import Panel, Value, Wording
from assessments.formats.question import ASKS, MODES, PARTS, QuestionText
from core.workingdays import UnknownYear

MOST_OPTIONS = 12


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation; it is translated where it is shown."""
    return message


@dataclass(frozen=True)
class Lack:
    """What a question lacks: in which field, in which part of it (from 0), and in which key."""

    field: str
    message: str
    option: int | None = None
    key: str = ""

    @property
    def foreign(self) -> bool:
        """Whether it is about parts that belong to another type: all of them."""
        return self.message == _FOREIGN


_FEEDBACK = gettext_noop("Say, in the feedback of every option, why it is right or not.")
_SAID = gettext_noop("Write the feedback: what is said to a person about this part.")
_SAME_OPTION = gettext_noop("Two options say the same. Change one.")
_SAME = gettext_noop("Two parts say the same. Change one.")
_FOREIGN = gettext_noop("This does not belong to the type of the question. Take it out.")


def lacks(question: QuestionText) -> Iterator[Lack]:
    """What keeps a question from being published."""
    if not question.stem.strip():
        yield Lack("stem", gettext_noop("Write the question."))
    yield from _foreign(question)
    if question.type in _LACKS:
        yield from _LACKS[question.type](question)
    if not question.rationale.strip():
        yield Lack("rationale", gettext_noop("Give the rationale: why the answer is right."))
    if not question.sources:
        yield Lack("sources", gettext_noop("Name at least one source."))


def _foreign(question: QuestionText) -> Iterator[Lack]:
    """Parts that belong to another type."""
    own = PARTS.get(question.type, ())
    for name in dict.fromkeys(part for parts in PARTS.values() for part in parts):
        if name not in own and getattr(question, name):
            yield Lack(name, _FOREIGN)
    wanted = {"short": Wording, "number": Value}.get(question.type)
    for index, answer in enumerate(question.answers):
        if wanted and not isinstance(answer, wanted):
            yield Lack("answers", _FOREIGN, index)


def _texts(
    field: str, parts: Sequence[Any], key: str, empty: str, twice: str = _SAME
) -> Iterator[Lack]:
    """Parts without a text, or with one that another has."""
    texts = [" ".join(str(getattr(part, key)).split()).casefold() for part in parts]
    for index, text in enumerate(texts):
        if not text:
            yield Lack(field, empty, index, key)
        elif texts.index(text) < index:
            yield Lack(field, twice, index, key)


def _feedback(field: str, parts: Sequence[Any], words: str = _SAID) -> Iterator[Lack]:
    for index, part in enumerate(parts):
        if not part.feedback.strip():
            yield Lack(field, words, index, "feedback")


def _of_options(question: QuestionText) -> Iterator[Lack]:
    options = question.options
    right = sum(option.correct for option in options)
    if question.type == "truefalse":
        if [option.text for option in options] != ["True", "False"]:
            yield Lack("options", gettext_noop("Give two options: “True”, and then “False”."))
    elif len(options) < 2:
        yield Lack("options", gettext_noop("Give at least two options."))
    elif len(options) > MOST_OPTIONS:
        yield Lack("options", gettext_noop("Give at most twelve options."))
    if question.type != "multiple" and right != 1:
        yield Lack("options", gettext_noop("Mark exactly one option as right."))
    if question.type == "multiple" and right < 1:
        yield Lack("options", gettext_noop("Mark at least one option as right."))
    empty = gettext_noop("Write the text of every option.")
    yield from _texts("options", options, "text", empty, _SAME_OPTION)
    yield from _feedback("options", options, _FEEDBACK)


def _of_matching(question: QuestionText) -> Iterator[Lack]:
    pairs = question.pairs
    if not 2 <= len(pairs) <= 8:
        yield Lack("pairs", gettext_noop("Give two to eight pairs."))
    elif len({_folded(pair.match) for pair in pairs} | set(map(_folded, question.decoys))) < 2:
        yield Lack("pairs", gettext_noop("Give at least two different matches to choose from."))
    yield from _texts("pairs", pairs, "text", gettext_noop("Write what is to be matched."))
    for index, pair in enumerate(pairs):
        if not pair.match.strip():
            yield Lack("pairs", gettext_noop("Write what it matches."), index, "match")
    yield from _feedback("pairs", pairs)
    matches = {_folded(pair.match) for pair in pairs}
    decoys = [_folded(one) for one in question.decoys]
    if len(decoys) > 8:
        yield Lack("decoys", gettext_noop("Give at most eight decoys."))
    for index, decoy in enumerate(decoys):
        if not decoy:
            yield Lack("decoys", gettext_noop("Write the decoy, or take it out."), index)
        elif decoy in matches:
            words = gettext_noop("This is a match of one of the pairs. A decoy matches none.")
            yield Lack("decoys", words, index)
        elif decoys.index(decoy) < index:
            yield Lack("decoys", _SAME, index)


def _of_ordering(question: QuestionText) -> Iterator[Lack]:
    if not 3 <= len(question.steps) <= 8:
        yield Lack("steps", gettext_noop("Give three to eight steps, in the right order."))
    yield from _texts("steps", question.steps, "text", gettext_noop("Write the step."))
    yield from _feedback("steps", question.steps)


def _of_short(question: QuestionText) -> Iterator[Lack]:
    yield from _answers(question)
    words = [one for one in question.answers if isinstance(one, Wording)]
    yield from _texts("answers", words, "accept", gettext_noop("Write the answer to accept."))
    for index, one in enumerate(words):
        if one.correct and one.accept.strip() and not one.accept.replace("*", "").strip():
            yield Lack(
                "answers", gettext_noop("This fits any answer. Write more."), index, "accept"
            )
        if len(one.accept) > LONGEST_ANSWER:
            words_ = gettext_noop("An answer has at most 200 characters. Write less.")
            yield Lack("answers", words_, index, "accept")


def _of_number(question: QuestionText) -> Iterator[Lack]:
    yield from _answers(question)
    for index, one in enumerate(question.answers):
        if not isinstance(one, Value):
            continue
        if plain_decimal(one.value) is None:
            words = gettext_noop("Write the value as a number, such as 5 or 2.5.")
            yield Lack("answers", words, index, "value")
        width = plain_decimal(one.tolerance) if one.tolerance else Decimal()
        if width is None or width < 0:
            words = gettext_noop("Write the tolerance as a number from 0, or leave it out.")
            yield Lack("answers", words, index, "tolerance")


def _answers(question: QuestionText) -> Iterator[Lack]:
    if not any(one.correct for one in question.answers):
        yield Lack("answers", gettext_noop("Give at least one right answer."))
    if len(question.answers) > MOST_OPTIONS:
        yield Lack("answers", gettext_noop("Give at most twelve answers."))
    yield from _feedback("answers", question.answers)
    if not question.otherwise.strip():
        yield Lack("otherwise", gettext_noop("Write what is said to any other answer."))


def _of_workingday(question: QuestionText) -> Iterator[Lack]:
    limit, said = question.limit, question.feedback
    if limit is None or limit.event is None or limit.asks not in ASKS:
        yield Lack("limit", gettext_noop("Say on which day it begins, and what is asked."))
    elif limit.asks == "date" and (limit.days is None or not 0 <= limit.days <= 250):
        yield Lack("limit", gettext_noop("Give the number of working days, 0 to 250."), key="days")
    elif limit.asks == "days" and (limit.until is None or limit.until < limit.event):
        yield Lack("limit", gettext_noop("Give the last day, on or after the event."), key="until")
    elif limit.asks == "days" and limit.until and (limit.until - limit.event).days > 366:
        yield Lack("limit", gettext_noop("Count over a year at most."), key="until")
    else:
        try:
            answer_of(limit)
        except (UnknownYear, OverflowError):
            words = gettext_noop("The bank holidays of that year are not known here.")
            yield Lack("limit", words, key="event")
    for name in ("right", "otherwise"):
        if not (getattr(said, name) if said else "").strip():
            words = gettext_noop("Say something to the right answer, and to any other.")
            yield Lack("feedback", words, key=name)


def _of_judgement(question: QuestionText) -> Iterator[Lack]:
    responses = question.responses
    if question.mode not in MODES:
        yield Lack("mode", gettext_noop("Say whether responses are rated or ranked."))
    if not 3 <= len(responses) <= 6:
        yield Lack("responses", gettext_noop("Give three to six responses."))
    yield from _texts("responses", responses, "text", gettext_noop("Write the response."))
    yield from _feedback("responses", responses)
    keys = [one.key for one in responses]
    if question.mode == "rank" and sorted(k or 0 for k in keys) != list(range(1, len(keys) + 1)):
        words = gettext_noop("Give each response a rank of its own: 1, 2, 3 and so on.")
        yield Lack("responses", words)
    for index, key in enumerate(keys):
        if question.mode == "rate" and (key is None or not 0 <= key <= 3):
            yield Lack("responses", gettext_noop("Give the experts’ rating, 0 to 3."), index, "key")
    if question.mode == "rate" and _passed_by_one_rating([key or 0 for key in keys]):
        words = gettext_noop(
            "Use more of the scale: whoever rates every response alike would count as right."
        )
        yield Lack("responses", words)
    if question.panel is not None:
        yield from _of_panel(question.panel)
    elif question.use == "counting":
        yield Lack(
            "panel",
            gettext_noop(
                "A judgement counts towards a pass only with its panel. Make it formative, or "
                "record its panel: who, when, how many people, and how far they agreed."
            ),
        )


def _passed_by_one_rating(keys: Sequence[int]) -> bool:
    """Whether rating everything alike scores more than two thirds; then the key tells little."""
    best = max(sum(max(3 - abs(one - key), 0) for key in keys) for one in range(4))
    return bool(keys) and best > 2 * len(keys)


def _of_panel(panel: Panel) -> Iterator[Lack]:
    if not panel.who.strip():
        yield Lack("panel", gettext_noop("Say who the panel were."), key="who")
    if panel.on is None:
        yield Lack("panel", gettext_noop("Say when the panel met."), key="on")
    if panel.people is None or not 2 <= panel.people <= 1000:
        words = gettext_noop("Say how many people were on the panel; one is not a panel.")
        yield Lack("panel", words, key="people")
    if panel.agreement is None or not 0 <= panel.agreement <= 1:
        words = gettext_noop("Say how far they agreed, from 0 to 1, such as 0.8.")
        yield Lack("panel", words, key="agreement")


_LACKS: dict[str, Callable[[QuestionText], Iterator[Lack]]] = {
    "single": _of_options,
    "multiple": _of_options,
    "truefalse": _of_options,
    "matching": _of_matching,
    "ordering": _of_ordering,
    "short": _of_short,
    "number": _of_number,
    "workingday": _of_workingday,
    "judgement": _of_judgement,
}


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
