"""How a private text is locked: each with a key of its own, made for a person and a place. Pure.

The site's keys alone open nothing on another row: person and place go into the key, so
that a text that is moved to another person's row cannot be read there.
"""

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_PURPOSE = b"steady private reflection 1"


class Locked(Exception):
    """None of the site's keys opens this text."""


def _fernet(secret: str, *context: str) -> Fernet:
    # Lengths first, so that no two contexts run together into one.
    info = _PURPOSE + b"".join(f"{len(part.encode())}:{part}".encode() for part in context)
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def lock(text: str, *, secrets: Sequence[str], context: Sequence[str]) -> bytes:
    """Lock a text with the first of the site's secrets, for one person and place."""
    return _fernet(secrets[0], *context).encrypt(text.encode())


def unlock(token: bytes, *, secrets: Sequence[str], context: Sequence[str]) -> str:
    """Open it with any of the secrets, the newest first. Raises Locked when none fits."""
    try:
        return (
            MultiFernet([_fernet(secret, *context) for secret in secrets]).decrypt(token).decode()
        )
    except InvalidToken as error:
        raise Locked from error
