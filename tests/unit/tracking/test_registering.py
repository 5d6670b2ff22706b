import pytest

from core.errors import Conflict, NotFound
from tests.factories.accounts import UserFactory
from tests.factories.tracking import MODULE, check, finish_module, finish_part, lesson, release
from tests.factories.tracking import manifest as make_manifest
from tracking import queries, services
from tracking.enums import Verb
from tracking.models import Event, Registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return UserFactory()


def withdraw(version):
    services.withdraw_version(by=UserFactory(), version=version, reason="A limit was wrong")


def test_it_opens_on_the_newest_version_and_says_so_in_the_ledger(learner):
    release()
    newest = release()
    registration = services.register(by=learner, module_key=MODULE)

    assert registration.version == newest
    assert Event.objects.get().verb == Verb.REGISTERED
    assert queries.progress_of(registration).parts_total == 3


def test_the_open_one_is_returned(learner):
    release()
    first = services.register(by=learner, module_key=MODULE)

    assert services.register(by=learner, module_key=MODULE) == first
    assert Event.objects.count() == 1


def test_who_is_in_flight_stays_on_the_version_they_began(learner):
    began = release()
    services.register(by=learner, module_key=MODULE)
    release()

    assert services.register(by=learner, module_key=MODULE).version == began
    assert queries.version_for(learner, MODULE) == began


def test_after_completion_a_new_one_opens(learner):
    release()
    first = finish_module(learner)
    second = services.register(by=learner, module_key=MODULE)

    assert second != first
    assert queries.progress_of(second).parts_done == []


def test_without_a_release_there_is_nothing_to_open(learner):
    with pytest.raises(NotFound):
        services.register(by=learner, module_key=MODULE)


def test_another_modules_version_is_refused(learner):
    other = release("another-module")

    with pytest.raises(Conflict):
        services.register(by=learner, module_key=MODULE, version=other)


class TestWithdrawal:
    """People in flight go on under the current version, with what is unchanged."""

    def test_they_are_moved_with_the_parts_that_are_the_same(self, learner):
        old = release(
            manifest=make_manifest(lesson("rights", hash="a"), lesson("limits", hash="a"), check())
        )
        registration = services.register(by=learner, module_key=MODULE)
        for part in old.manifest["parts"][:2]:
            finish_part(registration, part)
        new = release(
            manifest=make_manifest(lesson("rights", hash="a"), lesson("limits", hash="b"), check())
        )
        withdraw(old)

        moved = services.register(by=learner, module_key=MODULE)

        assert moved.version == new
        assert queries.progress_of(moved).parts_done == [old.manifest["parts"][0]["iri"]]
        registration.refresh_from_db()
        assert registration.closed_at is not None
        carried = Event.objects.get(registration=moved, verb=Verb.COMPLETED)
        original = Event.objects.get(
            registration=registration, object_iri=carried.object_iri, verb=Verb.COMPLETED
        )
        assert carried.result["carried_from"] == str(original.id)
        assert carried.occurred_at == original.occurred_at

    def test_nothing_of_the_withdrawn_version_is_served(self, learner):
        old = release()
        services.register(by=learner, module_key=MODULE)
        new = release()
        withdraw(old)

        assert queries.version_for(learner, MODULE) == new

    def test_what_is_done_meanwhile_is_kept_and_carried_over(self, learner):
        old = release()
        registration = services.register(by=learner, module_key=MODULE)
        release()
        withdraw(old)
        part = old.manifest["parts"][0]

        event = finish_part(registration, part)

        assert event.registration == registration
        moved = queries.open_registration(learner, MODULE)
        assert moved.version != old
        assert moved.progress.parts_done == [part["iri"]]

    def test_a_second_tab_on_the_old_version_still_counts(self, learner):
        old = release()
        registration = services.register(by=learner, module_key=MODULE)
        release()
        withdraw(old)
        moved = services.register(by=learner, module_key=MODULE)

        finish_part(registration, old.manifest["parts"][0])
        finish_part(registration, old.manifest["parts"][0])

        assert len(queries.progress_of(moved).parts_done) == 1
        assert Registration.objects.count() == 2

    def test_the_last_part_completes_the_current_version_and_never_the_withdrawn(self, learner):
        old = release()
        registration = services.register(by=learner, module_key=MODULE)
        for part in old.manifest["parts"][:2]:
            finish_part(registration, part)
        new = release()
        withdraw(old)
        finish_part(registration, old.manifest["parts"][2])

        assert queries.completions(learner, MODULE).get().version == new

    def test_with_no_other_version_people_wait_and_lose_nothing(self, learner):
        old = release()
        registration = services.register(by=learner, module_key=MODULE)
        withdraw(old)
        for part in old.manifest["parts"]:
            finish_part(registration, part)

        with pytest.raises(NotFound):
            services.register(by=learner, module_key=MODULE)
        assert not queries.completions(learner, MODULE).exists()
        new = release(manifest=make_manifest(*old.manifest["parts"], lesson("apology")))
        moved = services.register(by=learner, module_key=MODULE)
        assert moved.version == new
        assert len(queries.progress_of(moved).parts_done) == 3

    def test_completions_that_it_gave_stand(self, learner):
        old = release()
        finish_module(learner)
        withdraw(old)

        assert queries.completions(learner, MODULE).count() == 1
