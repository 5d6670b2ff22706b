"""One hash for one document: of what is compiled, released and pinned. Pure."""

import hashlib
import json
from typing import Any


def document_hash(document: Any) -> str:
    """SHA-256, in hexadecimal, of JSON data. The order of keys does not matter."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
