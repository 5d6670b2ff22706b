"""How questions perform, as files. Draws from what may be shown only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

HEADER = [
    *("bank", "question", "revision", "as_of", "type", "level", "n"),
    *("facility_percent", "facility_is", "sd", "r_rest", "r_total", "discriminative_efficiency"),
    *("upper_lower_27", "upper_n", "lower_n", "seconds_lower", "seconds_median", "seconds_upper"),
    "flags",
]
OPTIONS_HEADER = [
    *("bank", "question", "revision", "as_of", "n", "item", "option", "text", "is_key"),
    *("percent", "percent_is", "rounded_to", "mean_rest", "r_rest"),
]


def item_rows(bank: str, items: Sequence[Mapping[str, Any]]) -> Iterator[list[object]]:
    """The rows under `HEADER`; empty where a figure is withheld or not defined."""
    for item in items:
        tails, time = item["tails"] or {}, item["time"] or {}
        yield [
            *(bank, item["ref"], _or_empty(item["revision"]), item["as_of"]),
            *(item["type"], item["level"], item["n"]),
            *(item["facility"]["percent"], item["facility"]["kind"]),
            *(_or_empty(item[name]) for name in ("sd", "r_rest", "r_total", "efficiency")),
            *(_or_empty(tails.get(name)) for name in ("index", "upper", "lower")),
            *(_or_empty(time.get(name)) for name in ("lower", "median", "upper")),
            " ".join(flag for flag, _options in item["flags"]),
        ]


def option_rows(bank: str, items: Sequence[Mapping[str, Any]]) -> Iterator[list[object]]:
    """The rows under `OPTIONS_HEADER`, one for each option that may be shown."""
    for item in items:
        texts = {(group, key): text for group, _of, key, text in item["choices"]}
        for one in item["options"]:
            yield [
                *(bank, item["ref"], _or_empty(item["revision"]), item["as_of"], item["n"]),
                *(one["group"], one["key"], texts.get((one["group"], one["key"]), "")),
                *("yes" if one["is_right"] else "no", one["share"]["percent"]),
                *(one["share"]["kind"], item["step"]),
                *(_or_empty(one["mean_rest"]), _or_empty(one["r_rest"])),
            ]


def _or_empty(value: object) -> object:
    return "" if value is None else value
