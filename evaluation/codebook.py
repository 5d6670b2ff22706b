"""What each column of the reach file means. Pure: words and values in, rows out."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evaluation.disclosure import CONFIDENTIAL, Rules

NOT_GIVEN = "[x]"
HEADER = (
    "variable", "label", "type", "unit", "values", "missing_codes",
    "suppression_rule", "source", "code_edition", "generated_at",
)  # fmt: skip


@dataclass(frozen=True)
class Variable:
    """A column of the file."""

    name: str
    label: str
    type: str
    unit: str = ""
    values: str = ""
    source: str = "organisation"


BREAKDOWNS = (
    "total=Everybody who was asked|unit=By unit of the organisation tree|"
    "post=By kind of post|unit_post=Units one level below the total, crossed with kinds of post"
)
VARIABLES: Sequence[Variable] = (
    Variable("requirement", "Name of the requirement", "text", source="requirements"),
    Variable("module", "Key of the module that it asks for", "text", source="requirements"),
    Variable("as_at", "Day at the end of which the counts were taken", "date", "YYYY-MM-DD"),
    Variable("breakdown", "What the row is a breakdown by", "category", values=BREAKDOWNS),
    Variable(
        "unit_code",
        "Code of the unit; with / at its end: people in the unit itself, not in a part of it",
        "text",
        values="all=Everybody|none=No post on that day",
    ),
    Variable("unit_name", "Name of the unit", "text"),
    Variable("part_of", "Code of the unit above", "text"),
    Variable("post", "Kind of post that the person has held longest", "category"),
    Variable("post_name", "Kind of post in words", "text"),
    Variable(
        "offered",
        "People whom the requirement asked to take the module on that day",
        "count",
        "people",
        source="assignments that are in force on that day",
    ),
    Variable(
        "started",
        "Of those offered: people who had ever begun the module by the end of that day, "
        "or finished it elsewhere",
        "count",
        "people",
        source="learning record: registrations, completions",
    ),
    Variable(
        "completed",
        "Of those offered: people who had ever finished the module by the end of that day, "
        "prior learning included; whether it has to be taken again does not matter",
        "count",
        "people",
        source="learning record: completions that were not corrected",
    ),
)


def suppression(rules: Rules) -> str:
    """The rule in words."""
    low = rules.threshold
    return (
        f"Withheld if fewer than {low}; or if the count it is a part of exceeds it by fewer than "
        f"{low}; or if another withheld count could be worked out from it. Zero is given only "
        f"where nobody was asked. Where not all counts can be given: {', '.join(rules.priority)}, "
        "in this order."
    )


def rows(
    *, rules: Rules, edition: str, generated_at: datetime.datetime, jobs: dict[str, str]
) -> Iterator[Sequence[str]]:
    """The lines of the codebook below its header."""
    missing = f"{CONFIDENTIAL}=withheld, could identify somebody|{NOT_GIVEN}=not given for this row"
    for variable in VARIABLES:
        is_count = variable.type == "count"
        values = variable.values
        if variable.name == "post":
            values = "|".join(f"{key}={label}" for key, label in jobs.items())
        yield (
            variable.name,
            variable.label,
            variable.type,
            variable.unit,
            values or ("0 or more" if is_count else ""),
            missing if is_count else "",
            suppression(rules) if is_count else "",
            variable.source,
            edition,
            generated_at.isoformat(timespec="seconds"),
        )
