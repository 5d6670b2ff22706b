"""The codes by which anybody can verify a certificate. Pure.

Sixteen symbols in four groups: fifteen at random and a check symbol. The alphabet has
no symbol that is read as another (0 O, 1 I L). It has 31 symbols because 31 is prime:
weighted sums modulo a prime catch every single wrong symbol and every two that changed
places.
"""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
BASE = len(ALPHABET)
RANDOM_SYMBOLS = 15
GROUP = 4


def _check_symbol(symbols: str) -> str:
    total = sum(weight * ALPHABET.index(symbol) for weight, symbol in enumerate(symbols, start=2))
    # The check symbol itself has the weight 1, so that the whole sums to zero.
    return ALPHABET[-total % BASE]


def _grouped(symbols: str) -> str:
    return "-".join(symbols[start : start + GROUP] for start in range(0, len(symbols), GROUP))


def new_code() -> str:
    """A code that nobody can guess: 74 random bits, as in "7F3K-2M9Q-XDRA-8TWH"."""
    number = secrets.randbelow(BASE**RANDOM_SYMBOLS)
    symbols = []
    for _ in range(RANDOM_SYMBOLS):
        number, digit = divmod(number, BASE)
        symbols.append(ALPHABET[digit])
    drawn = "".join(symbols)
    return _grouped(drawn + _check_symbol(drawn))


def read_code(written: str) -> str | None:
    """The code as we write it, from how somebody typed it; None if it cannot be one.

    Small letters, spaces and missing hyphens are forgiven. A slip is caught by the check
    symbol, so that "not a code" and "a code that we never issued" can be told apart.
    """
    symbols = "".join(symbol for symbol in written.upper() if symbol.isalnum())
    if len(symbols) != RANDOM_SYMBOLS + 1 or not set(symbols) <= set(ALPHABET):
        return None
    if _check_symbol(symbols[:-1]) != symbols[-1]:
        return None
    return _grouped(symbols)
