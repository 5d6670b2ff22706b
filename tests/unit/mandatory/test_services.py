"""The doors: requirements, assignments that follow posts, credits, pauses; bulk equals single."""

import datetime
from datetime import date

import pytest
import time_machine

from accounts.enums import Role
from accounts.services import close_post, move_person, open_post
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.models import AuditEntry
from mandatory import queries, services
from mandatory.enums import Audience, Status, Why
from mandatory.models import (
    Absence,
    Assignment,
    Credit,
    Exemption,
    Requirement,
    RetakeOrder,
    Window,
)
from tests.factories.accounts import PostFactory, UnitFactory, UserFactory
from tests.factories.mandatory import person, require
from tests.factories.tracking import MODULE, finish_module, release
from tracking.enums import ReleaseKind
from tracking.queries import completions
from tracking.services import NewPart, NewRun, complete_many, record_prior, void, withdraw_version

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOON, tick=False):
        yield


def day(text):
    return date.fromisoformat(text)


def stand(user, as_of="2026-03-02", **more):
    (found,) = queries.standings_of(user, as_of=day(as_of), **more)
    return found.standing.status, found.standing.due_on


def facts_on_record():
    """Everything that matters of all facts, without keys and moments."""
    return {
        "assignments": sorted(
            Assignment.objects.values_list(
                "user", "requirement", "starts_on", "closed_on", "first_due_on", "voided_at"
            ),
            key=str,
        ),
        "credits": sorted(Credit.objects.values_list("user", "requirement", "event"), key=str),
        "windows": sorted(
            Window.objects.values_list("user", "from_on", "until", "state", "due_on", "voided_at"),
            key=str,
        ),
    }


def test_a_requirement_asks_everybody_with_a_post_from_the_day_it_begins():
    user = person()
    require(effective_from=day("2026-03-01"))
    assert stand(user) == (Status.DUE_SOON, day("2026-03-29"))


def test_setting_the_same_again_changes_nothing():
    person()
    first = require()
    before = AuditEntry.objects.count()
    assert require() == first
    assert AuditEntry.objects.count() == before
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize(
    ("terms", "error"),
    [
        ({"first_days": 0}, InvalidInput),
        ({"repeat_months": 0}, InvalidInput),
        ({"name": " "}, InvalidInput),
        ({"audience": Audience.UNITS}, InvalidInput),
        ({"audience": Audience.JOBS}, InvalidInput),
        ({"audience": Audience.JOBS, "jobs": ["pirate"]}, InvalidInput),
    ],
)
def test_terms_that_make_no_sense_are_refused(terms, error):
    with pytest.raises(error):
        require(**terms)
    assert not Requirement.objects.exists()


def test_a_module_that_is_not_released_cannot_be_required():
    with pytest.raises(NotFound):
        services.set_requirement(by=None, name="Nothing", module_key="nothing")


def test_only_administrators_set_and_close():
    release()
    requirement = require()
    for user in (UserFactory(), person(leads=True), UserFactory(roles=[Role.EDITOR])):
        with pytest.raises(NotAllowed):
            require(by=user, name="Another")
        with pytest.raises(NotAllowed):
            services.close_requirement(by=user, requirement=requirement)
    admin = UserFactory(roles=[Role.ADMINISTRATOR])
    services.close_requirement(by=admin, requirement=requirement)
    assert AuditEntry.objects.filter(action="requirement.closed", by=admin).count() == 1


def test_closing_ends_the_assignments_and_keeps_the_history():
    user = person()
    requirement = require()
    services.close_requirement(by=None, requirement=requirement, on=day("2026-03-02"))
    assert queries.standings_of(user, as_of=day("2026-03-03")) == []
    assert stand(user)[0] == Status.OVERDUE
    with pytest.raises(Conflict):
        services.close_requirement(by=None, requirement=requirement)


def test_a_change_of_terms_neither_forgives_nor_invents_an_overdue():
    late, fresh = person(), person()
    release()
    finish_module(fresh, at=datetime.datetime(2025, 8, 1, 9, tzinfo=datetime.UTC))
    require()
    assert stand(late)[0] == Status.OVERDUE
    # Renewed after 6 months instead of 12: what fell due in February is due in four weeks.
    require(repeat_months=6, effective_from=day("2026-03-02"))
    assert stand(late) == (Status.OVERDUE, day("2025-01-29"))
    assert stand(fresh) == (Status.DUE_SOON, day("2026-03-30"))
    assert Requirement.objects.count() == 2
    assert Assignment.objects.get(user=late, closed_on=None).why == Why.CHANGED


def test_a_change_cannot_begin_before_what_it_replaces():
    require()
    with pytest.raises(Conflict):
        require(repeat_months=6, effective_from=day("2024-12-01"))


def test_renaming_keeps_the_terms():
    requirement = require()
    services.rename_requirement(by=None, requirement=requirement, name="The Code, yearly")
    assert Requirement.objects.get().name == "The Code, yearly"


def test_a_starter_mid_year_is_asked_from_their_first_day():
    require()
    user = person(starts_on=day("2026-02-20"))
    assert stand(user) == (Status.DUE_SOON, day("2026-03-20"))


def test_movers_leavers_and_returners_keep_their_history():
    require()
    north, south = UnitFactory(), UnitFactory()
    user = person(north, day("2025-02-01"))
    move_person(by=None, user=user, unit=south, job="investigator", on=day("2025-06-01"))
    assert Assignment.objects.filter(user=user).count() == 1
    close_post(by=None, post=user.posts.get(ends_on=None), ends_on=day("2025-09-30"))
    assert queries.standings_of(user) == []
    assert stand(user, "2025-09-30") == (Status.OVERDUE, day("2025-03-01"))
    open_post(by=None, user=user, unit=north, job="other", starts_on=day("2026-03-01"))
    assert stand(user) == (Status.DUE_SOON, day("2026-03-29"))


def test_units_include_those_below_and_jobs_only_themselves():
    top = UnitFactory()
    below, elsewhere = UnitFactory(parent=top), UnitFactory()
    inside, outside = person(below), person(elsewhere, job="investigator")
    require(name="For a unit", audience=Audience.UNITS, units=[top])
    require(name="For a job", audience=Audience.JOBS, jobs=["investigator"])
    assert [one.requirement.name for one in queries.standings_of(inside)] == ["For a unit"]
    assert [one.requirement.name for one in queries.standings_of(outside)] == ["For a job"]


def test_finishing_the_module_credits_and_renews():
    user = person()
    require()
    finish_module(user)
    assert stand(user) == (Status.IN_DATE, day("2027-03-02"))


def test_what_was_finished_before_counts_when_one_is_asked():
    release()
    user = UserFactory()
    finish_module(user, at=datetime.datetime(2026, 2, 1, 9, tzinfo=datetime.UTC))
    require()
    open_post(by=None, user=user, unit=UnitFactory(), job="other", starts_on=day("2026-03-01"))
    assert stand(user) == (Status.IN_DATE, day("2027-02-01"))


def test_prior_learning_counts_and_a_correction_takes_it_back():
    user, manager = person(), UserFactory()
    require()
    event = record_prior(
        by=manager,
        user=user,
        module_key=MODULE,
        completed_on=day("2026-01-05"),
        reason="elsewhere",
        evidence="a certificate",
    )
    assert stand(user) == (Status.IN_DATE, day("2027-01-05"))
    void(by=manager, event=event, reason="another person's")
    assert stand(user)[0] == Status.OVERDUE
    assert Credit.objects.get().voided_at == NOON


def test_a_completion_that_nobody_asked_for_is_no_credit():
    release()
    finish_module(UserFactory())
    require()
    assert not Credit.objects.exists()


def test_a_material_version_orders_a_retake_and_a_minor_one_nothing():
    user = person()
    require()
    finish_module(user)
    release(note="a comma")
    assert stand(user)[1] == day("2027-03-02")
    with time_machine.travel(NOON + datetime.timedelta(days=10), tick=False):
        version = release(kind=ReleaseKind.MATERIAL, retake_by=day("2026-06-01"))
        assert stand(user, "2026-03-12") == (Status.IN_DATE, day("2026-06-01"))
        withdraw_version(by=UserFactory(), version=version, reason="a slip")
        assert stand(user, "2026-03-12") == (Status.IN_DATE, day("2027-03-02"))


def test_ordering_a_retake_twice_orders_it_once():
    require()
    version = release(kind=ReleaseKind.MATERIAL, retake_by=day("2026-06-01"))
    services.order_retake(version=version)
    assert RetakeOrder.objects.count() == 1


def test_long_leave_pauses_and_moves_the_date_on():
    user = person(starts_on=day("2026-02-20"))
    require()
    absence = services.record_absence(by=None, user=user, from_on=day("2026-03-01"))
    assert stand(user) == (Status.AWAY, None)
    services.end_absence(by=None, absence=absence, until=day("2026-05-31"))
    assert stand(user, "2026-06-01") == (Status.DUE_SOON, day("2026-06-20"))


def test_another_last_day_takes_the_absence_back_and_records_it_anew():
    user = person()
    require()
    absence = services.record_absence(
        by=None, user=user, from_on=day("2026-03-01"), until=day("2026-04-01")
    )
    again = services.end_absence(by=None, absence=absence, until=day("2026-03-15"))
    assert (again.pk != absence.pk, Absence.objects.held().get().until) == (True, day("2026-03-15"))
    with pytest.raises(Conflict):
        services.end_absence(by=None, absence=absence, until=day("2026-03-20"))


def test_absences_of_one_person_do_not_overlap():
    user = person()
    services.record_absence(by=None, user=user, from_on=day("2026-03-01"))
    with pytest.raises(Conflict):
        services.record_absence(by=None, user=user, from_on=day("2026-08-01"))
    with pytest.raises(InvalidInput):
        services.record_absence(
            by=None, user=user, from_on=day("2026-02-01"), until=day("2026-01-01")
        )


def test_leaders_record_absences_of_their_own_people_only():
    unit = UnitFactory()
    leader, mine, other = person(unit, leads=True), person(unit), person()
    services.record_absence(by=leader, user=mine, from_on=day("2026-03-01"))
    for user in (other, leader):
        with pytest.raises(NotAllowed):
            services.record_absence(by=leader, user=user, from_on=day("2026-03-01"))
    entry = AuditEntry.objects.get(action="absence.recorded")
    assert (entry.by, entry.after, entry.personal.about) == (leader, {}, mine)


def test_an_exemption_needs_a_reason_and_a_second_person():
    above = UnitFactory()
    unit = UnitFactory(parent=above)
    leader, user, second = person(unit, leads=True), person(unit), person(above, leads=True)
    requirement = require()
    terms = {
        "by": leader,
        "user": user,
        "requirement": requirement,
        "from_on": day("2026-03-01"),
        "until": day("2026-03-31"),
    }
    for wrong in (leader, user, UserFactory(), person(leads=True)):
        with pytest.raises(NotAllowed):
            services.grant_exemption(**terms, reason="on loan", approver=wrong)
    with pytest.raises(InvalidInput):
        services.grant_exemption(**terms, reason=" ", approver=second)
    services.grant_exemption(**terms, reason="on loan", approver=second)
    assert stand(user) == (Status.EXEMPT, None)
    assert stand(user, "2026-04-01")[0] == Status.OVERDUE


def test_an_exemption_can_end_early():
    user = person(starts_on=day("2026-02-20"))
    requirement = require()
    exemption = services.grant_exemption(
        by=None,
        user=user,
        requirement=requirement,
        from_on=day("2026-02-25"),
        until=day("2026-12-31"),
        reason="on loan",
        approver=person(leads=True),
    )
    services.end_exemption(by=None, exemption=exemption, until=day("2026-03-01"))
    assert stand(user) == (Status.DUE_SOON, day("2026-03-25"))
    assert Exemption.objects.held().count() == 1


def test_figures_can_be_had_as_they_were_known():
    user = person()
    require()
    finish_module(user)
    before = NOON - datetime.timedelta(seconds=1)
    assert queries.standings_of(user, as_of=day("2026-03-02"), known_at=before) == []
    with time_machine.travel(NOON + datetime.timedelta(days=1), tick=False):
        void(by=UserFactory(), event=completions(user, MODULE).get(), reason="a slip")
    assert stand(user, known_at=NOON)[0] == Status.IN_DATE
    assert stand(user)[0] == Status.OVERDUE


def test_matching_many_is_matching_each():
    users = [PostFactory().user for _number in range(4)]
    finished = users[:2]
    release()
    for user in finished:
        finish_module(user)
    require()
    PostFactory(user=users[0], job="other")
    in_one = facts_on_record()
    Window.objects.all().delete()
    Credit.objects.all().delete()
    Assignment.objects.all().delete()
    for user in users:
        services.match(user_ids=[user.pk])
    assert facts_on_record() == in_one
    assert services.match() == services.Matched()


def test_crediting_many_is_crediting_each():
    users = [person() for _number in range(3)]
    require()
    version = queries.Requirement.objects.get() and release()
    runs = [
        NewRun(
            user_id=user.pk,
            module_key=MODULE,
            opened_at=NOON,
            parts=[
                NewPart(part["iri"], part["satisfied_by"], NOON)
                for part in version.manifest["parts"]
            ],
        )
        for user in users
    ]
    complete_many(by=None, runs=runs)
    in_one = facts_on_record()
    Window.objects.all().delete()
    Credit.objects.all().delete()
    for user in users:
        services.credit(user_ids=[user.pk], module_key=MODULE)
    again = facts_on_record()
    assert again["credits"] == in_one["credits"]
    assert [row for row in in_one["windows"] if row[-1] is None] == again["windows"]


def test_absences_in_bulk_are_those_one_by_one():
    users = [person() for _number in range(3)]
    require()
    spans = [(user, day("2026-03-01"), day("2026-03-20")) for user in users]
    services.record_absences(by=None, absences=[services.NewAbsence(*span) for span in spans])
    in_one = [row for row in facts_on_record()["windows"] if row[-1] is None]
    Window.objects.all().delete()
    Absence.objects.all().delete()
    services.match()
    for user, from_on, until in spans:
        services.record_absence(by=None, user=user, from_on=from_on, until=until)
    assert [row for row in facts_on_record()["windows"] if row[-1] is None] == in_one


def test_the_number_of_queries_does_not_grow_with_the_people(django_assert_max_num_queries):
    require()
    one = [PostFactory().user.pk]
    three = [PostFactory().user.pk for _number in range(3)]
    for ids in (one, three):
        with django_assert_max_num_queries(23):
            services.match(user_ids=ids)


def test_reconciling_finds_what_was_missed_and_otherwise_nothing():
    user = person()
    require()
    finish_module(user)
    Credit.objects.all().delete()
    Assignment.objects.filter(user=user).delete()
    Window.objects.all().delete()
    assert services.reconcile().opened == 1
    assert stand(user) == (Status.IN_DATE, day("2027-03-02"))
    before = facts_on_record()
    assert services.reconcile() == services.Matched()
    assert facts_on_record() == before
