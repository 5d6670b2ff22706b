import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking.completion import ManifestError, Rule, check_manifest

IRIS = [f"https://example.org/p{number}" for number in range(6)]


def part(iri, *, counts=True, satisfied_by="completed", **more):
    return {
        "iri": iri,
        "kind": "lesson",
        "key": iri[-2:],
        "title": iri[-2:],
        "counts": counts,
        "satisfied_by": satisfied_by,
        **more,
    }


manifests = st.lists(st.tuples(st.sampled_from(IRIS), st.booleans()), unique_by=lambda p: p[0]).map(
    lambda parts: {"rule": "all", "parts": [part(iri, counts=counts) for iri, counts in parts]}
)
done = st.lists(st.sampled_from([*IRIS, "https://example.org/elsewhere"]))


@given(manifests, done, st.randoms())
def test_the_order_in_which_parts_are_done_makes_no_difference(manifest, iris, random):
    shuffled = list(iris)
    random.shuffle(shuffled)
    assert Rule.of(manifest).standing(shuffled) == Rule.of(manifest).standing(iris)


@given(manifests, done, done)
def test_doing_more_never_takes_anything_away(manifest, iris, more):
    rule = Rule.of(manifest)
    before, after = rule.standing(iris), rule.standing([*iris, *more])
    assert set(before.parts_done) <= set(after.parts_done)
    assert after.is_complete or not before.is_complete


@given(manifests, done)
def test_weighing_what_was_weighed_changes_nothing(manifest, iris):
    rule = Rule.of(manifest)
    once = rule.standing(iris)
    assert rule.standing(once.parts_done) == once
    assert rule.standing([*iris, *iris]) == once


@given(manifests, done)
def test_parts_stand_in_the_order_of_the_manifest_and_only_those_that_count(manifest, iris):
    counting = [each["iri"] for each in manifest["parts"] if each["counts"]]
    standing = Rule.of(manifest).standing(iris)
    assert list(standing.parts_done) == [iri for iri in counting if iri in iris]
    assert standing.parts_total == len(counting)


@given(manifests)
def test_everything_done_completes_it_and_one_missing_does_not(manifest):
    counting = [each["iri"] for each in manifest["parts"] if each["counts"]]
    rule = Rule.of(manifest)
    assert rule.standing(counting).is_complete is bool(counting)
    for missing in counting:
        assert not rule.standing(set(counting) - {missing}).is_complete


def test_only_the_verb_that_satisfies_a_part_finishes_it():
    rule = Rule.of({"rule": "all", "parts": [part(IRIS[0], satisfied_by="passed")]})
    assert rule.counts("passed", IRIS[0])
    assert not rule.counts("completed", IRIS[0])
    assert not rule.counts("passed", IRIS[1])


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [("a", "a", True), ("a", "b", False), ("", "b", True), ("a", "", True), ("", "", True)],
)
def test_a_part_is_unchanged_unless_both_say_what_they_teach_and_differ(mine, theirs, same):
    one = Rule.of({"rule": "all", "parts": [part(IRIS[0], hash=mine)]})
    other = Rule.of({"rule": "all", "parts": [part(IRIS[0], hash=theirs)]})
    assert one.teaches_the_same(other, IRIS[0]) is same


def test_a_part_that_only_one_version_has_is_not_the_same():
    one = Rule.of({"rule": "all", "parts": [part(IRIS[0])]})
    other = Rule.of({"rule": "all", "parts": [part(IRIS[1])]})
    assert not one.teaches_the_same(other, IRIS[0])
    assert not one.teaches_the_same(other, IRIS[1])


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        ({"rule": "any", "parts": [part(IRIS[0])]}, "rule"),
        ({"rule": "all"}, "no parts"),
        ({"rule": "all", "parts": []}, "no parts"),
        ({"rule": "all", "parts": [{"iri": "x"}]}, "lacks counts, key"),
        ({"rule": "all", "parts": [part(IRIS[0]), part(IRIS[0])]}, "Two parts"),
        ({"rule": "all", "parts": [part(IRIS[0], satisfied_by="failed")]}, "“failed”"),
        ({"rule": "all", "parts": [part(IRIS[0], counts=False)]}, "nobody could complete"),
    ],
)
def test_a_manifest_that_nobody_could_complete_is_refused(manifest, says):
    with pytest.raises(ManifestError, match=says):
        check_manifest(manifest, verbs=["completed", "passed"])


def test_a_manifest_that_can_be_completed_is_let_through():
    check_manifest({"rule": "all", "parts": [part(IRIS[0])]}, verbs=["completed"])
