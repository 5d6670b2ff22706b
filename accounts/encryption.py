"""Keeps the secrets of second factors unreadable in a copy of the database."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def encrypt(text: str) -> str:
    """The text under a key derived from SECRET_KEY."""
    return (
        _fernet(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS))
        .encrypt(text.encode())
        .decode()
    )


def decrypt(token: str) -> str:
    """The text again; keys in SECRET_KEY_FALLBACKS still open what they closed."""
    return (
        _fernet(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS))
        .decrypt(token.encode())
        .decode()
    )


@lru_cache
def _fernet(secret: str, older: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([_key(secret), *(_key(old) for old in older)])


def _key(secret: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"accounts.second-factor").derive(
        secret.encode()
    )
    return Fernet(base64.urlsafe_b64encode(derived))
