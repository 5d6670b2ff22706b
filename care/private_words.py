"""Does a text look as if it held somebody's name, number or address? Pure.

The same signs as static/js/private.js, so that those who write without script are told
too. A guess, made to warn and never to refuse.
"""

import re
from enum import StrEnum


class PrivateKind(StrEnum):
    """What a text seems to hold that it should not. In words: `care.enums.PRIVATE_WORDS`."""

    NAME = "name"
    NUMBER = "number"
    EMAIL = "email"
    ADDRESS = "address"


# What capital letters also stand for here.
_FINE = re.compile(
    r"\b(?:Victim Support|Enhanced Rights|Witness Care|Crown Court|Code of Practice|Right \d+"
    r"|Victims['’] Code|Victim Personal Statement|Restorative Justice)\b"
)
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:\+?\d[\s-]?){7,}"  # a telephone or crime number
    r"|\b\d{1,2}/\d{4,}(?:/\d{2,4})?\b"  # a crime number with strokes
    r"|\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b"  # a National Insurance number
)
_ADDRESS = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"  # a postcode
    r"|\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b"  # a number plate
)
_NAME = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|PC|DC|DS|Sgt|Sergeant|Inspector)\.?\s+[A-Z][a-z]+"
    # Two capitalised words inside a sentence.
    r"|(?:[a-z,;]\s+|called\s+|named\s+)[A-Z][a-z]{2,}\s+[A-Z][a-z]{2,}"
    r"|\b(?:called|named|name is|name was)\s+[A-Z][a-z]+"
)
_SIGNS = {
    PrivateKind.NAME: _NAME,
    PrivateKind.NUMBER: _NUMBER,
    PrivateKind.EMAIL: _EMAIL,
    PrivateKind.ADDRESS: _ADDRESS,
}


def private_kinds(text: str) -> list[PrivateKind]:
    """The kinds of private words that a text seems to hold, in the order of the enum."""
    plain = _FINE.sub("", text)
    return [kind for kind, sign in _SIGNS.items() if sign.search(plain)]
