"""The forms in which questions go in and out. Pure: text in, dataclasses out, and back."""

from assessments.formats.bank import dump_bank, parse_bank
from assessments.formats.question import Bank, Option, QuestionText

__all__ = ["Bank", "Option", "QuestionText", "dump_bank", "parse_bank"]
