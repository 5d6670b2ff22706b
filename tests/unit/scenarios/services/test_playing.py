import pytest

from core.errors import Conflict, InvalidInput, NotFound
from core.iris import part_iri
from scenarios import queries, services
from scenarios.models import Run, RunChoice
from tests.factories.accounts import UserFactory
from tests.factories.scenarios import choose, compiled, start_run
from tests.factories.tracking import MODULE, lesson, manifest, release
from tracking.enums import Verb, Visibility
from tracking.models import Event
from tracking.services import register

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


def made(run: Run) -> list[tuple[int, str, bool]]:
    return list(run.choices.order_by("pk").values_list("step", "choice", "superseded"))


def test_starting_twice_gives_one_run(user):
    assert start_run(user) == start_run(user)
    assert Run.objects.count() == 1


def test_a_run_keeps_to_the_document_it_began_with(user):
    run = start_run(user)
    services.publish_document(by=None, document=compiled(title="At the gate"))
    assert start_run(user).document.document["title"] == "At the door"
    assert queries.play_of(run).document["title"] == "At the door"


def test_a_choice_is_made_once_however_often_its_form_is_sent(user):
    run = start_run(user)
    form = {"scene": "door", "choice": "welcome", "key": "k1", "version": 0}
    first = services.choose(by=user, run_id=run.pk, **form)
    again = services.choose(by=user, run_id=run.pk, **form)
    assert (first.run.version, again.run.version) == (1, 1)
    assert first.states == again.states
    assert made(run) == [(0, "welcome", False)]
    assert Event.objects.filter(verb=Verb.CHOSE).count() == 1


def test_choices_are_personal_events(user):
    choose(start_run(user), "welcome")
    event = Event.objects.get(verb=Verb.CHOSE)
    assert event.visibility == Visibility.PERSONAL
    assert event.result["choice"] == "welcome"


@pytest.mark.parametrize(
    "form",
    [
        {"scene": "door", "choice": "refuse", "key": "k1", "version": 0},  # back, another button
        {"scene": "door", "choice": "refuse", "key": "k2", "version": 0},  # a second tab
        {"scene": "room", "choice": "listen", "key": "k2", "version": 7},
    ],
)
def test_a_page_from_before_changes_nothing(user, form):
    run = start_run(user)
    services.choose(by=user, run_id=run.pk, scene="door", choice="welcome", key="k1", version=0)
    with pytest.raises(Conflict, match="moved on"):
        services.choose(by=user, run_id=run.pk, **form)
    assert made(run) == [(0, "welcome", False)]


@pytest.mark.parametrize(
    ("scene", "choice"),
    [("room", "say-sorry"), ("room", "nothing"), ("door", "welcome"), ("attic", "listen")],
)
def test_a_choice_that_is_not_on_offer_is_refused(user, scene, choice):
    run = choose(start_run(user), "welcome")
    with pytest.raises(InvalidInput):
        services.choose(by=user, run_id=run.pk, scene=scene, choice=choice, key="x", version=1)
    assert Run.objects.get().version == 1
    assert len(made(run)) == 1


@pytest.mark.parametrize("key", ["", "k" * 65, "k\0"])
def test_a_form_without_a_key_is_refused(user, key):
    run = start_run(user)
    with pytest.raises(InvalidInput):
        services.choose(by=user, run_id=run.pk, scene="door", choice="welcome", key=key, version=0)


def test_a_run_of_another_person_is_not_there(user):
    run = start_run(user)
    other = UserFactory()
    for call in (
        lambda: services.choose(
            by=other, run_id=run.pk, scene="door", choice="welcome", key="k", version=0
        ),
        lambda: services.try_again(by=other, run=run, version=0),
        lambda: services.finish(by=other, run=run),
        lambda: services.play_from(by=other, run=run, step=0),
        lambda: queries.run_of(other, run.pk),
    ):
        with pytest.raises(NotFound):
            call()


def test_trying_a_moment_again_keeps_both(user):
    run = choose(start_run(user), "refuse")
    services.try_again(by=user, run=run, version=1)
    run = choose(run, "welcome")
    assert made(run) == [(0, "refuse", True), (0, "welcome", False)]
    play = queries.play_of(run)
    assert play.state.flags == set()
    assert play.first_tries()[0].choice == "refuse"


def test_trying_again_with_a_stale_page_or_nothing_to_go_back_to_is_refused(user):
    run = start_run(user)
    with pytest.raises(Conflict):
        services.try_again(by=user, run=run, version=0)
    run = choose(run, "refuse")
    with pytest.raises(Conflict):
        services.try_again(by=user, run=run, version=0)


def test_finishing_records_completion_with_a_band_and_nothing_else(user):
    run = choose(start_run(user), "welcome", "listen")
    finished = services.finish(by=user, run=run)
    assert finished.band == "strong"
    assert services.finish(by=user, run=run).finished_at == finished.finished_at
    event = Event.objects.get(verb=Verb.COMPLETED)
    assert (event.visibility, event.result) == (Visibility.RECORD, {"band": "strong"})
    assert (event.score, event.success) == (None, None)


def test_a_story_in_the_middle_cannot_be_finished(user):
    run = choose(start_run(user), "welcome")
    with pytest.raises(Conflict, match="not at its end"):
        services.finish(by=user, run=run)


def test_a_finished_story_does_not_move(user):
    run = choose(start_run(user), "welcome", "listen")
    run = services.finish(by=user, run=run)
    with pytest.raises(Conflict):
        services.try_again(by=user, run=run, version=run.version)


def test_playing_again_from_a_moment_has_the_same_past(user):
    run = services.finish(by=user, run=choose(start_run(user), "refuse", "hurry"))
    again = services.play_from(by=user, run=run, step=1)
    assert again != run
    play = queries.play_of(queries.run_of(user, again.pk))
    assert (play.state.scene, play.state.flags) == ("room", {"sent_away"})
    assert services.play_from(by=user, run=run, step=0) == again
    assert Event.objects.filter(verb=Verb.CHOSE).count() == 2
    choose(again, "say-sorry")


def test_a_moment_that_was_not_on_the_path_cannot_be_played_again(user):
    run = services.finish(by=user, run=choose(start_run(user), "refuse", "hurry"))
    for step in (-1, 2):
        with pytest.raises(NotFound):
            services.play_from(by=user, run=run, step=step)


def test_a_part_of_a_module_counts_for_its_registration(user):
    iri = part_iri(MODULE, "scenario", "t01")
    part = {**lesson("t01"), "iri": iri, "kind": "scenario"}
    release(manifest=manifest(part))
    registration = register(by=user, module_key=MODULE)
    run = start_run(user, iri=iri, registration=registration)
    services.finish(by=user, run=choose(run, "welcome", "listen"))
    registration.refresh_from_db()
    assert registration.closed_at is not None


def test_a_choice_takes_few_queries(user, django_assert_num_queries):
    run = start_run(user)
    with django_assert_num_queries(12):  # six of them are savepoints
        services.choose(by=user, run_id=run.pk, scene="door", choice="welcome", key="k", version=0)
    assert RunChoice.objects.count() == 1
