"""What holds for every kind of exercise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.enums import ExerciseKind
from exercises.formats import dump_exercise, parse_exercise, problems_of
from exercises.forms import written_day
from exercises.kinds import KINDS, Feedback, Stand
from exercises.responding import carried, respond
from tests.factories.exercises import exercise_document
from tests.unit.exercises.answering import all_fields, answers, sent, work_of

EVERY = pytest.mark.parametrize("kind", list(KINDS))


def test_every_kind_has_its_module() -> None:
    assert set(KINDS) == set(ExerciseKind.values)


@EVERY
def test_the_small_exercise_has_no_faults(kind: str) -> None:
    assert problems_of(exercise_document(kind)) == []
    assert KINDS[kind].troubles(work_of(kind)) == []


@EVERY
def test_steps_and_fields_have_names_of_their_own(kind: str) -> None:
    steps = KINDS[kind].steps(work_of(kind))
    assert len({step.id for step in steps}) == len(steps)
    names = [field.name for field in all_fields(work_of(kind), kind)]
    assert len(set(names)) == len(names)


@EVERY
@given(data=st.data())
def test_no_response_whatever_breaks_it(kind: str, data: st.DataObject) -> None:
    work = work_of(kind)
    response = respond(all_fields(work, kind), data.draw(sent(work, kind)), day_of=written_day)
    for step in KINDS[kind].steps(work):
        said = KINDS[kind].mark(work, step, response.answers)
        assert isinstance(said, Feedback)
        assert {remark.about for remark in said.remarks} <= set(known(step))


def known(step) -> list[str]:
    """What a remark of a step may be about: its fields, or what stands on offer in them."""
    return [field.name for field in step.fields] + [
        f"{field.name}.{value}" for field in step.fields for value in field.values
    ]


@EVERY
@given(data=st.data())
def test_what_is_carried_along_comes_back_as_it_was(kind: str, data: st.DataObject) -> None:
    work = work_of(kind)
    fields = all_fields(work, kind)
    first = respond(fields, data.draw(sent(work, kind)), day_of=written_day)
    pairs: dict[str, list[str]] = {}
    for name, value in carried(first, fields):
        pairs.setdefault(name, []).append(value)
    assert respond(fields, pairs, day_of=written_day).answers == first.answers


@EVERY
@given(data=st.data())
def test_the_order_of_ticks_makes_no_difference(kind: str, data: st.DataObject) -> None:
    work = work_of(kind)
    said = data.draw(answers(work, kind))
    turned = {name: tuple(reversed(values)) for name, values in said.items()}
    for step in KINDS[kind].steps(work):
        one = KINDS[kind].mark(work, step, said)
        other = KINDS[kind].mark(work, step, turned)
        assert [remark.stand for remark in one.remarks] == [r.stand for r in other.remarks]


@EVERY
def test_left_open_nothing_is_held_against_anybody(kind: str) -> None:
    work = work_of(kind)
    for step in KINDS[kind].steps(work):
        for remark in KINDS[kind].mark(work, step, {}).remarks:
            assert remark.stand in (Stand.OPEN, Stand.TOLD)
            assert remark.yours == ()


@EVERY
def test_a_file_goes_out_and_in_without_loss(kind: str) -> None:
    document = exercise_document(kind)
    text = dump_exercise(document)
    back, problems = parse_exercise(text, file=f"exercises/{document['slug']}.yaml")
    assert problems == []
    assert back == document
    assert dump_exercise(back) == text


@EVERY
@given(data=st.data())
def test_any_order_of_keys_gives_the_same_file(kind: str, data: st.DataObject) -> None:
    document = exercise_document(kind)
    assert dump_exercise(shuffled(document, data)) == dump_exercise(document)


def shuffled(value, data):
    if isinstance(value, dict):
        keys = data.draw(st.permutations(sorted(value)))
        return {key: shuffled(value[key], data) for key in keys}
    if isinstance(value, list):
        return [shuffled(item, data) for item in value]
    return value


@EVERY
@given(data=st.data())
def test_a_document_with_anything_in_it_is_told_and_never_breaks(kind, data) -> None:
    """Whatever an editor writes anywhere, the answer is a list of sentences."""
    document = exercise_document(kind)
    place, key = data.draw(st.sampled_from(list(places(document))))
    junk = st.sampled_from([None, "", "x", 3, -1, True, [], [1], {}, {"id": "x"}, ["a", "a"], 4.5])
    place[key] = data.draw(junk)
    for problem in problems_of(document):
        assert problem.endswith(".")


def places(value):
    """Every place in a document, as the thing around it and its key."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield value, key
        if isinstance(inner, dict | list):
            yield from places(inner)
