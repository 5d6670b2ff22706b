"""How the figures of a question are said. Draws from what may be shown only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.statistics.flags import Flag

Item = Mapping[str, Any]

SHORT: Mapping[Flag, Any] = {
    Flag.OTHER_WAY_ROUND: gettext_lazy("Separates the other way round"),
    Flag.WRONG_OPTION_LIKED: gettext_lazy("A distractor draws those who know"),
    Flag.DOES_NOT_SEPARATE: gettext_lazy("Hardly separates"),
    Flag.TOO_HARD: gettext_lazy("Very hard"),
    Flag.TOO_EASY: gettext_lazy("Very easy"),
    Flag.NOBODY_CHOOSES: gettext_lazy("A distractor nobody takes"),
}
ADVICE: Mapping[Flag, Any] = {
    Flag.OTHER_WAY_ROUND: gettext_lazy(
        "People who know the other questions do worse here. Look first whether the key is right, "
        "then whether the question can be read in another way."
    ),
    Flag.WRONG_OPTION_LIKED: gettext_lazy(
        "It is chosen by people who do well on the other questions, more than the right answer is: "
        "%(options)s. Look whether it is right too, or right by another edition."
    ),
    Flag.DOES_NOT_SEPARATE: gettext_lazy(
        "Who knows the other questions does hardly better here than who does not. Look whether the "
        "key is right, whether it can be guessed, and whether it asks about the same matter."
    ),
    Flag.TOO_HARD: gettext_lazy(
        "Fewer than one in five get it right. Look whether the key is right, and whether the "
        "lesson teaches it."
    ),
    Flag.TOO_EASY: gettext_lazy(
        "More than nine in ten get it right. That may be meant, where everybody has to know it; "
        "it tells little about who does."
    ),
    Flag.NOBODY_CHOOSES: gettext_lazy(
        "Hardly anybody takes it for an answer: %(options)s. Replace it by what people really "
        "mistake, or do without."
    ),
}
NONE = "–"


def flag_names(item: Item) -> list[str]:
    """What to look at, in a few words each."""
    return [str(SHORT[Flag(flag)]) for flag, _options in item["flags"]]


def flag_advice(item: Item) -> list[tuple[str, str]]:
    """What to look at, and what to do about it."""
    return [
        (str(SHORT[Flag(flag)]), str(ADVICE[Flag(flag)]) % {"options": _named(item, options)})
        for flag, options in item["flags"]
    ]


def _named(item: Item, options: Sequence[str]) -> str:
    words = {
        (f"{group}:{key}" if group else key): (f"{of}: {text}" if group else text)
        for group, of, key, text in item["choices"]
    }
    return "; ".join(f"“{words.get(option, option)}”" for option in options)


def share(value: Mapping[str, Any]) -> str:
    """A share in per cent, or its bound."""
    if value["kind"] == "above":
        return str(_("above %s%%") % value["percent"])
    if value["kind"] == "below":
        return str(_("below %s%%") % value["percent"])
    return f"{value['percent']}%"


def correlation(value: float | None) -> str:
    """A correlation with two places, and a true minus."""
    return NONE if value is None else f"{value:.2f}".replace("-", "−")


def percent(value: float | None) -> str:
    """A share without a bound."""
    return NONE if value is None else f"{100 * value:.0f}%".replace("-", "−")


def seconds(value: float | None) -> str:
    """A time as people say it: 40 s, 2 min 5 s."""
    if value is None:
        return NONE
    minutes, rest = divmod(round(value), 60)
    if not minutes:
        return _("%s s") % rest
    return _("%(m)s min %(s)s s") % {"m": minutes, "s": rest} if rest else _("%s min") % minutes


def median(item: Item) -> str:
    """The median time."""
    return seconds(item["time"]["median"] if item["time"] else None)


def separates(item: Item) -> str:
    """What the discrimination comes to, in words; why it is missing, where it is."""
    if item["withheld"]:
        return _(
            "Not shown: fewer than 10 people are on one of the two sides that it would compare."
        )
    r_rest = item["r_rest"]
    if r_rest is None:
        return _("Not defined: everybody did the same here, or the same on all other questions.")
    if r_rest < 0:
        return _("The wrong way round: who does well elsewhere does worse here.")
    if r_rest < 0.15:
        return _("Hardly separates those who know the matter from those who do not.")
    if r_rest < 0.3:
        return _("Separates somewhat those who know the matter from those who do not.")
    return _("Separates well those who know the matter from those who do not.")
