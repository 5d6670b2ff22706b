import pytest
from cryptography.fernet import InvalidToken
from hypothesis import given
from hypothesis import strategies as st

from accounts.encryption import decrypt, encrypt


@given(st.text())
def test_what_is_closed_opens_again(text):
    assert decrypt(encrypt(text)) == text


def test_the_text_does_not_show():
    assert "secret" not in encrypt("secret")


def test_an_older_key_still_opens(settings):
    settings.SECRET_KEY = "old"
    token = encrypt("kept")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["old"]

    assert decrypt(token) == "kept"


def test_another_key_does_not(settings):
    token = encrypt("kept")
    settings.SECRET_KEY = "other"

    with pytest.raises(InvalidToken):
        decrypt(token)
