"""Responses of every shape, for the properties that all kinds share."""

from hypothesis import strategies as st

from exercises.kinds import KINDS, Asks, Work
from exercises.responding import PREFIX, WRITTEN
from tests.factories.exercises import exercise_document, links

DAYS = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: f"{day:%d/%m/%Y}"),
    st.text(max_size=20),
)


def work_of(kind: str) -> Work:
    """The small exercise of this kind, as it is compiled."""
    return Work(exercise_document(kind)["work"], links())


def all_fields(work: Work, kind: str):
    return [field for step in KINDS[kind].steps(work) for field in step.fields]


def sent(work: Work, kind: str):
    """What a browser, or anybody at all, may send to an exercise."""
    names = [PREFIX + one.name for one in all_fields(work, kind)]
    names += [f"{PREFIX}{one.name}{WRITTEN}" for one in all_fields(work, kind)]
    values = [value for one in all_fields(work, kind) for value in one.values]
    value = st.one_of(st.sampled_from([*values, "x"]), DAYS, st.text(max_size=30))
    return st.dictionaries(
        st.one_of(st.sampled_from(names), st.text(max_size=10)), st.lists(value, max_size=4)
    )


def answers(work: Work, kind: str):
    """Answers as they come out of a response."""

    def of(field):
        if field.asks is Asks.ONE:
            return st.sampled_from(field.values).map(lambda value: (value,))
        if field.asks is Asks.MANY:
            return st.lists(st.sampled_from(field.values), unique=True, min_size=1).map(tuple)
        if field.asks is Asks.DAY:
            return st.dates().map(lambda day: (day.isoformat(),))
        return st.text(min_size=1, max_size=60).map(lambda text: (text,))

    fields = {field.name: of(field) for field in all_fields(work, kind)}
    return st.fixed_dictionaries({}, optional=fields)
