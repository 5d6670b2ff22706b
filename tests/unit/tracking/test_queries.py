from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import PostFactory, UnitFactory, UserFactory
from tests.factories.tracking import MODULE, finish_module, finish_part, release
from tracking import queries, services
from tracking.enums import Verb

pytestmark = pytest.mark.django_db


def prior(user, day=date(2024, 5, 1), module_key=MODULE):
    return services.record_prior(
        by=UserFactory(),
        user=user,
        module_key=module_key,
        completed_on=day,
        reason="Taken elsewhere",
        evidence="Letter",
    )


def test_version_for_somebody_new_is_the_current_one():
    version = release()
    assert queries.version_for(UserFactory(), MODULE) == version


def test_nothing_released_is_none():
    assert queries.current_version(MODULE) is None
    assert queries.version_for(UserFactory(), MODULE) is None
    assert queries.open_registration(UserFactory(), MODULE) is None


def test_completions_are_the_persons_own_newest_first():
    release()
    learner = UserFactory()
    earlier = prior(learner)
    finish_module(learner)
    finish_module(UserFactory())

    found = list(queries.completions(learner, MODULE))

    assert len(found) == 2
    assert found[1] == earlier


def test_latest_completion_dates_are_days_in_london():
    release()
    learner, other = UserFactory(), UserFactory()
    prior(learner)
    finish_module(learner, at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    prior(other)

    assert queries.latest_completion_dates(MODULE) == {
        learner.pk: date(2026, 7, 1),
        other.pk: date(2024, 5, 1),
    }
    assert queries.latest_completion_dates(MODULE, users=[other.pk]) == {other.pk: date(2024, 5, 1)}


def test_parts_done_names_every_part_but_not_the_module():
    release()
    registration = finish_module(UserFactory())

    parts = {part["iri"] for part in registration.version.manifest["parts"]}
    assert queries.parts_done(registration) == parts


class TestRecordOf:
    def test_it_holds_completions_with_certificates_and_what_is_in_progress(self):
        version = release()
        release("courtroom", title="In the courtroom")
        learner = UserFactory()
        prior(learner)
        finish_module(learner)
        begun = services.register(by=learner, module_key="courtroom")
        finish_part(begun, begun.version.manifest["parts"][0])

        record = queries.record_of(learner)

        newest, oldest = record.completions
        assert (newest.version, newest.title, newest.module_key) == (version, version.title, MODULE)
        assert newest.certificate.event == newest.event
        assert oldest.is_prior
        assert oldest.certificate is None
        assert oldest.title == version.title
        (line,) = record.in_progress
        assert (line.version.title, line.done, line.total) == ("In the courtroom", 1, 3)

    def test_prior_learning_of_an_unknown_module_is_named_by_its_key(self):
        learner = UserFactory()
        prior(learner, module_key="first-aid")

        (line,) = queries.record_of(learner).completions
        assert line.title == "first-aid"

    def test_it_costs_the_same_however_long_it_is(self):
        def cost(count):
            learner = UserFactory()
            for number in range(count):
                release(f"m{count}-{number}")
                release(f"n{count}-{number}")
                finish_module(learner, f"m{count}-{number}")
                services.register(by=learner, module_key=f"n{count}-{number}")
            with CaptureQueriesContext(
                connection,
            ) as captured:
                record = queries.record_of(learner)
                for completion in record.completions:
                    assert completion.certificate.code
                    assert completion.version.number
                for begun in record.in_progress:
                    assert begun.total
            return len(captured)

        assert cost(1) == cost(3) == 3


class TestRecordEventsFor:
    @pytest.fixture
    def team(self):
        """A lead, a member of their unit, and somebody of another unit."""
        unit = UnitFactory()
        lead, member, stranger = UserFactory.create_batch(3)
        PostFactory(user=lead, unit=unit, leads=True)
        PostFactory(user=member, unit=unit)
        PostFactory(user=stranger, unit=UnitFactory())
        return lead, member, stranger

    def test_it_never_shows_what_is_personal_nor_a_score(self, team):
        lead, member, _stranger = team
        release()
        registration = services.register(by=member, module_key=MODULE)
        for verb in (Verb.ANSWERED, Verb.CHOSE, Verb.FAILED):
            services.record(
                actor=member,
                verb=verb,
                object_iri="https://example.org/secret",
                key=str(verb),
                registration=registration,
                score=0.25,
                result={"answer": "secret"},
            )
        finish_module(member)

        seen = queries.record_events_for(lead, people=[member.pk])

        assert {event.verb for event in seen} == {"registered", "completed", "passed"}
        assert "secret" not in str(seen)
        assert not any(hasattr(event, "score") or hasattr(event, "result") for event in seen)
        assert [event.band for event in seen if event.verb == "passed"] == ["secure"]

    def test_it_does_not_show_how_a_story_ended(self, team):
        lead, member, _stranger = team
        services.record(
            actor=member,
            verb=Verb.COMPLETED,
            object_iri="https://steady.example.org/scenarios/sc01",
            key="a story",
            result={"band": "revisit"},
        )

        assert [event.band for event in queries.record_events_for(lead)] == [""]

    def test_it_never_shows_people_of_other_units(self, team):
        lead, member, stranger = team
        release()
        finish_module(stranger)

        assert queries.record_events_for(lead) == []
        assert queries.record_events_for(lead, people=[stranger.pk]) == []
        assert queries.record_events_for(member) == []

    def test_it_leaves_out_what_was_voided_and_the_correction(self, team):
        lead, member, _stranger = team
        release()
        registration = services.register(by=member, module_key=MODULE)
        event = finish_part(registration, registration.version.manifest["parts"][0])
        services.void(by=lead, event=event, reason="By mistake")

        assert [each.verb for each in queries.record_events_for(lead)] == ["registered"]

    def test_it_costs_the_same_for_one_and_for_three(self, team, django_assert_num_queries):
        lead, member, _stranger = team
        release()
        finish_module(member)
        with CaptureQueriesContext(connection) as one:
            queries.record_events_for(lead)
        finish_module(member)
        finish_module(member)
        with django_assert_num_queries(len(one)):
            queries.record_events_for(lead)
