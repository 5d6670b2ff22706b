"""The files of `content/code/`: text in, dataclasses out, and back to the same text. Pure."""

from victimscode.formats.following import followed_first
from victimscode.formats.model import (
    CONFIDENCES,
    EDITION_KINDS,
    PRINCIPLE_SETS,
    SHARED_FILES,
    AgencyFile,
    CodeFiles,
    DutyFile,
    EditionFile,
    LimitText,
    PrincipleFile,
    SourceFile,
    canonical,
    read_limit,
)
from victimscode.formats.reading import parse_code
from victimscode.formats.writing import (
    agency_data,
    duty_data,
    edition_data,
    format_code,
    principle_data,
    source_data,
)

__all__ = [
    "CONFIDENCES",
    "EDITION_KINDS",
    "PRINCIPLE_SETS",
    "SHARED_FILES",
    "AgencyFile",
    "CodeFiles",
    "DutyFile",
    "EditionFile",
    "LimitText",
    "PrincipleFile",
    "SourceFile",
    "agency_data",
    "canonical",
    "duty_data",
    "edition_data",
    "followed_first",
    "format_code",
    "parse_code",
    "principle_data",
    "read_limit",
    "source_data",
]
