"""SQL, pure functions and oracle give the same standing, whatever happened in whatever order."""

import datetime
from datetime import date, timedelta

import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.services import close_post, open_post
from core.errors import SiteError
from mandatory import queries, schedule, services
from mandatory.models import Absence, Exemption, Requirement
from mandatory.verifying import disagreements
from tests.factories.accounts import UnitFactory, UserFactory
from tests.factories.tracking import finish_module, finish_part, release
from tracking.enums import ReleaseKind
from tracking.models import Event
from tracking.queries import completions
from tracking.services import record_prior, register, void

BEGIN = datetime.datetime(2025, 1, 1, 12, tzinfo=datetime.UTC)
MODULE = "victims-code"
DELTA = "delta-later"

numbers = st.integers(0, 90)
operations = st.tuples(
    st.sampled_from(
        [
            "post",
            "post",
            "leave",
            "finish",
            "finish",
            "prior",
            "void",
            "material",
            "absent",
            "back",
            "exempt",
            "require",
            "close",
            "begin",
            "begin",
            "unlearn",
            "delta",
            "catch_up",
            "go_back",
        ]
    ),
    st.integers(0, 1),
    numbers,
    numbers,
)


class Story:
    """Two people, two units, and what happens to them."""

    def __init__(self):
        self.units = [UnitFactory(), UnitFactory()]
        self.people = [UserFactory(), UserFactory()]
        self.boss = UserFactory(is_superuser=True)
        self.second = UserFactory(is_superuser=True)
        self.version = release(MODULE)
        release(DELTA)
        self.terms = 0

    @property
    def today(self):
        return queries.today()

    def post(self, who, before, other):
        user, unit = self.people[who], self.units[other % 2]
        open_post(
            by=None, user=user, unit=unit, job="other", starts_on=self.today - timedelta(before)
        )

    def leave(self, who, before, _other):
        post = self.people[who].posts.filter(ends_on=None).first()
        if post:
            close_post(by=None, post=post, ends_on=self.today - timedelta(before % 5))

    def finish(self, who, _before, _other):
        finish_module(self.people[who], MODULE)

    def prior(self, who, before, _other):
        record_prior(
            by=self.boss,
            user=self.people[who],
            module_key=MODULE,
            completed_on=self.today - timedelta(before),
            reason="elsewhere",
            evidence="seen",
        )

    def void(self, who, _before, _other):
        event = completions(self.people[who], MODULE).first()
        if event:
            void(by=self.boss, event=event, reason="a mistake")

    def material(self, _who, days, _other):
        release(MODULE, kind=ReleaseKind.MATERIAL, retake_by=self.today + timedelta(days))

    def absent(self, who, before, more):
        services.record_absence(
            by=self.boss,
            user=self.people[who],
            from_on=self.today - timedelta(before),
            until=self.today + timedelta(more) if more % 2 else None,
        )

    def back(self, who, before, _other):
        absence = Absence.objects.held().filter(user=self.people[who]).last()
        if absence:
            services.end_absence(
                by=self.boss, absence=absence, until=self.today - timedelta(before % 10)
            )

    def exempt(self, who, before, more):
        requirement = Requirement.objects.last()
        if requirement is None:
            return
        held = Exemption.objects.held().filter(user=self.people[who]).last()
        if held and more % 3 == 0:
            services.end_exemption(by=self.boss, exemption=held, until=self.today)
            return
        services.grant_exemption(
            by=self.boss,
            user=self.people[who],
            requirement=requirement,
            from_on=self.today - timedelta(before % 20),
            until=self.today + timedelta(more) if more % 2 else None,
            reason="not now",
            approver=self.second,
        )

    def require(self, who, days, other):
        services.set_requirement(
            by=None,
            name="The Code",
            module_key=MODULE,
            slug="code",
            audience="units" if other % 3 == 0 else "everyone",
            units=[self.units[who]],
            first_days=days + 1,
            repeat_months=[None, 1, 3, 12][other % 4],
            effective_from=self.today - timedelta(other % 7),
        )

    def begin(self, who, _before, other):
        """Finish one part, of whatever version they are on."""
        registration = register(by=self.people[who], module_key=MODULE)
        parts = registration.version.manifest["parts"]
        finish_part(registration, parts[other % len(parts)])

    def unlearn(self, who, _before, _other):
        parts = [part["iri"] for part in self.version.manifest["parts"]]
        event = Event.objects.standing().filter(actor=self.people[who], object_iri__in=parts)
        if found := event.order_by("occurred_at").last():
            void(by=self.boss, event=found, reason="a mistake")

    def delta(self, _who, days, other):
        """Ask those who learnt one or two parts of the first version."""
        parts = [part["iri"] for part in self.version.manifest["parts"]]
        services.require_of_learners(
            by=None,
            name="What is new",
            slug=DELTA,
            module_key=DELTA,
            parts={self.version.pk: parts[: 1 + other % 2]},
            due_by=self.today + timedelta(days + 1),
        )

    def catch_up(self, who, _before, _other):
        finish_module(self.people[who], DELTA)

    def go_back(self, *_numbers):
        services.close_delta(by=None, module_key=DELTA)

    def close(self, *_numbers):
        requirement = Requirement.objects.filter(closed_on=None).last()
        if requirement:
            services.close_requirement(by=None, requirement=requirement)


def people_stand(as_of, known_at):
    """Everybody's standing: from SQL, and by the pure function from all facts with their history."""
    rows = queries.standings(as_of=as_of, known_at=known_at)
    in_sql = {
        (row.user_id, row.requirement_id): (row.status, row.due_on, queries.because(row))
        for row in rows
    }
    users = {row.user_id for row in queries.Window.objects.all()}
    pure = {}
    for pair, facts in queries.facts_of(
        users, list(Requirement.objects.all()), with_history=True
    ).items():
        stand = schedule.standing(facts, as_of=as_of, known_at=known_at)
        if stand:
            pure[pair] = (stand.status.value, stand.due_on, stand.because)
    return in_sql, pure


class Agreement(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(st.tuples(operations, st.integers(0, 40)), min_size=4, max_size=14),
        st.lists(st.tuples(st.integers(0, 13), st.integers(0, 420)), min_size=8, max_size=8),
    )
    def test_sql_pure_function_and_oracle_agree(self, steps, questions):
        moments = []
        with time_machine.travel(BEGIN, tick=False) as clock:
            story = Story()
            story.require(0, 27, 3)
            story.post(0, 30, 0)
            story.post(1, 0, 1)
            if steps[0][0][1]:
                story.delta(0, 20, steps[0][0][2])
            for (name, *numbers), days_later in steps:
                clock.shift(timedelta(days=days_later, seconds=1))
                try:
                    getattr(story, name)(*numbers)
                except SiteError:
                    # Refused in words: nothing happened, which is a history too.
                    continue
                moments.append(queries.timezone.now())
            moments = moments or [queries.timezone.now()]
            for which, day in questions:
                as_of = date(2025, 1, 1) + timedelta(days=day)
                in_sql, pure = people_stand(as_of, moments[which % len(moments)])
                assert in_sql == pure
                assert list(disagreements(as_of=as_of)) == []
