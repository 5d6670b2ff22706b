"""What may be sent along as evidence: known by its first bytes, never by what it calls itself. Pure."""

import re
from dataclasses import dataclass

LARGEST = 5 * 1024 * 1024
LONGEST_NAME = 100


@dataclass(frozen=True)
class Kind:
    """A kind of file: the ending of its name, how it is served, how it begins."""

    ending: str
    media_type: str
    beginning: bytes


KINDS = {
    "pdf": Kind("pdf", "application/pdf", b"%PDF-"),
    "png": Kind("png", "image/png", b"\x89PNG\r\n\x1a\n"),
    "jpeg": Kind("jpg", "image/jpeg", b"\xff\xd8\xff"),
}


@dataclass(frozen=True)
class Evidence:
    """A file that is taken: a name that is safe to offer, its kind and its bytes."""

    name: str
    kind: str
    content: bytes


def kind_of(content: bytes) -> str | None:
    """Which of `KINDS` these bytes are; None for anything else."""
    return next((key for key, kind in KINDS.items() if content.startswith(kind.beginning)), None)


def safe_name(name: str, kind: str) -> str:
    """A name for a download: the sender's own without path or signs, with the ending of its kind."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem = last.rpartition(".")[0] or last
    words = " ".join(re.sub(r"[^\w .()-]+", " ", stem).replace("..", ".").strip(" .").split())
    return f"{words[:LONGEST_NAME].strip() or 'document'}.{KINDS[kind].ending}"
