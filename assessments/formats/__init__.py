"""The forms in which questions go in and out. Pure: text in, dataclasses out, and back."""

from assessments.formats.bank import dump_bank, parse_bank
from assessments.formats.lacking import Lack, lacks
from assessments.formats.parts import (
    Limit,
    LimitFeedback,
    Option,
    Pair,
    Panel,
    Rated,
    Step,
    Value,
    Wording,
)
from assessments.formats.question import Bank, QuestionText, Words

__all__ = [
    "Bank",
    "Lack",
    "Limit",
    "LimitFeedback",
    "Option",
    "Pair",
    "Panel",
    "QuestionText",
    "Rated",
    "Step",
    "Value",
    "Wording",
    "Words",
    "dump_bank",
    "lacks",
    "parse_bank",
]
