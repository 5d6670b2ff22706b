import itertools

from hypothesis import given
from hypothesis import strategies as st

from assessments.likeness import ALIKE, normal, twins

texts = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=9).map(" ".join)


@given(st.lists(texts, max_size=12))
def test_every_pair_that_is_alike_is_found_once_and_no_other(stems):
    by_ref = {f"Q{n:02}": stem for n, stem in enumerate(stems)}
    wanted = set()
    for one, other in itertools.combinations(sorted(by_ref), 2):
        a, b = set(by_ref[one].split()), set(by_ref[other].split())
        if len(a & b) >= ALIKE * len(a | b):
            wanted.add((one, other, by_ref[one] == by_ref[other]))
    found = list(twins(by_ref))
    assert len(found) == len(set(found))
    assert set(found) == wanted


def test_case_signs_and_spaces_make_no_difference():
    assert normal("By  WHEN is “she” told?") == normal("by when is she told")
