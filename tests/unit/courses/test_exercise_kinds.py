"""Every kind of exercise as a page: done without script, with nothing kept of what was written."""

import re
from html import unescape

import pytest

from courses.services import release
from exercises.kinds import KINDS, Asks
from exercises.pages import Telling
from exercises.templatetags.exercise_previews import exercise_preview
from tests.factories.accounts import UserFactory
from tests.factories.courses import INTERACTIVE, SECOND, make_module_with_facts, module_texts
from tests.factories.exercises import SLUGS, ExerciseFactory
from tests.factories.victimscode import make_code
from tests.reliability.traces import cached, changed, logged, tables
from tracking.enums import Verb
from tracking.models import Event

pytestmark = pytest.mark.django_db
EVERY = pytest.mark.parametrize("kind", list(KINDS))
SECRET = "the kestrel over the marigolds"


@pytest.fixture
def learner(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def inside(kind: str, learner) -> str:
    """The address of the small exercise of this kind in a released module."""
    ExerciseFactory(kind=kind)
    lesson = SECOND + INTERACTIVE.replace("t-days", SLUGS[kind])
    texts = {**module_texts(), "02-who-has-rights.md": lesson}
    release(by=None, module=make_module_with_facts(texts))
    return f"/modules/first-steps/exercises/{SLUGS[kind]}/"


def words_of(response) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return unescape(" ".join(text.split()))


def unseen(response) -> dict[str, list[str]]:
    """What the form of a page sends along, by name."""
    found: dict[str, list[str]] = {}
    html = response.content.decode()
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(unescape(value))
    return found


def telling(kind: str) -> Telling:
    exercise = ExerciseFactory(kind=kind)
    return Telling(exercise.document)


def answers_to(step, *, text: str) -> dict[str, list[str]]:
    """One answer to each field of a step."""
    found = {}
    for field in step.fields:
        day = {Asks.DAY: ["2026-09-01"], Asks.TEXT: [text]}
        found[f"a.{field.name}"] = day.get(field.asks) or [field.values[0]]
    return found


@EVERY
def test_it_is_done_step_by_step_and_nothing_is_lost_on_the_way(client, inside, kind):
    steps = telling(kind).steps
    page = client.get(inside)
    sent: dict[str, list[str]] = {}
    for number, step in enumerate(steps, start=1):
        if len(steps) > 1:
            assert f"part {number} of {len(steps)}" in words_of(page)
        now = answers_to(step, text=f"Written in {step.id}.")
        if step.told:
            page = client.post(inside, {**unseen(page), **now, "do": "check"})
            assert page.status_code == 200
            assert 'id="said"' in page.content.decode()
        sent |= now
        if number < len(steps):
            page = client.post(inside, {**unseen(page), **now, "do": "next"})
            carried = unseen(page)
            assert {name: carried[name] for name in sent} == sent
    assert "Keep that." in words_of(page)
    client.post(inside, {**unseen(page), **now, "do": "done"})
    assert Event.objects.filter(verb=Verb.COMPLETED).count() == 1


@EVERY
def test_a_step_without_an_answer_is_asked_for_kindly_or_left_out(client, inside, kind):
    steps = telling(kind).steps
    for number, step in enumerate(steps, start=1):
        page = client.post(inside, {"part": str(number), "do": "check"})
        asks = step.told and not step.optional
        assert page.status_code == (422 if asks else 200)
        if number < len(steps):
            page = client.post(inside, {"part": str(number), "do": "next"})
            assert f"part {number + 1} of {len(steps)}" in words_of(page)


@EVERY
def test_what_is_written_anywhere_is_kept_nowhere(client, inside, kind):
    steps = telling(kind).steps
    client.get(inside)
    before, cache_before = tables(), cached()
    with logged() as log:
        for number, step in enumerate(steps, start=1):
            # also where nothing is asked for in words: a made-up form may send anything
            sent = {f"a.{field.name}": [SECRET] for field in step.fields}
            sent |= {f"a.{field.name}.written": [SECRET] for field in step.fields}
            for do in ("check", "next", "back"):
                page = client.post(inside, {**sent, "part": str(number), "do": do})
                assert page.status_code in (200, 422)
    assert changed(before, tables()) <= {"django_session"}
    assert cached() == cache_before
    assert "kestrel" not in log()
    with logged() as log:
        client.post(inside, {**sent, "do": "done"})
    for table, rows in tables().items():
        assert not any("kestrel" in row or "marigold" in row for row in rows), table
    assert not any("kestrel" in line for line in cached())
    assert "kestrel" not in log()


@pytest.mark.parametrize("kind", ["rewriting", "self-check", "card"])
def test_a_name_in_a_text_is_warned_of_without_script(client, inside, kind):
    steps = telling(kind).steps
    number, step = next(
        (number, step)
        for number, step in enumerate(steps, start=1)
        if any(field.asks is Asks.TEXT for field in step.fields)
    )
    field = f"a.{step.fields[0].name}"
    text = 'She met PC Smith & rang 07700 900123. <b>"Hello"</b>'
    page = client.post(inside, {"part": str(number), "do": "check", field: text})
    assert "This looks as if it may hold a name, a telephone, crime or other number" in words_of(
        page
    )
    box = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page.content.decode(), re.S)
    assert unescape(box[1]) == text
    long = client.post(inside, {"part": str(number), "do": "check", field: "x" * 4001})
    assert long.status_code == 422
    assert "Nothing that you wrote is lost." in words_of(long)
    assert "x" * 4001 in long.content.decode()


@EVERY
def test_the_preview_shows_everything_that_can_be_said(kind):
    make_code()
    shown = exercise_preview(ExerciseFactory(kind=kind))
    assert shown["problems"] == []
    assert len(shown["screens"]) == len(telling(kind).steps)
