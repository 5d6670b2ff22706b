import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking.codes import ALPHABET, new_code, read_code

codes = st.builds(lambda _: new_code(), st.integers())


@given(codes)
def test_a_code_reads_as_itself(code):
    assert len(code) == 19
    assert read_code(code) == code


@given(codes)
def test_small_letters_spaces_and_missing_hyphens_are_forgiven(code):
    assert read_code(f"  {code.lower().replace('-', ' ')} ") == code
    assert read_code(code.replace("-", "")) == code


@given(codes, st.integers(0, 15), st.sampled_from(ALPHABET))
def test_every_single_wrong_symbol_is_caught(code, place, symbol):
    symbols = code.replace("-", "")
    slip = symbols[:place] + symbol + symbols[place + 1 :]
    assert (read_code(slip) is None) == (slip != symbols)


@given(codes, st.integers(0, 15), st.integers(0, 15))
def test_every_two_symbols_that_changed_places_are_caught(code, one, other):
    symbols = list(code.replace("-", ""))
    symbols[one], symbols[other] = symbols[other], symbols[one]
    slip = "".join(symbols)
    assert (read_code(slip) is None) == (slip != code.replace("-", ""))


@pytest.mark.parametrize("written", ["", "ABCD", "0000-0000-0000-0000", "²²²²-²²²²-²²²²-²²²²"])
def test_what_cannot_be_a_code_is_none(written):
    assert read_code(written) is None


def test_no_symbol_is_read_as_another():
    assert not set("01ILO") & set(ALPHABET)
    assert len(set(ALPHABET)) == 31
