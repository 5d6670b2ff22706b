"""A world with one of everything, and a person in every role, for tests of who may do what."""

import datetime
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from accounts.enums import Role
from accounts.models import User
from accounts.services import import_staff, invitation_key, invite, sync_roles
from assessments.models import Question
from assessments.refreshing import occasions
from assessments.services import (
    begin_refresher,
    open_attempt,
    receive_question_file,
    save_answer,
    submit,
)
from care.enums import PrivateTextKind
from care.queries import kept_by
from care.services import keep_note
from courses.models import CompiledPart, Pathway
from courses.services import begin, release
from evaluation.models import ItemReport
from feedback.queries import place_of
from feedback.services import send_remark
from mandatory.services import match
from scenarios.models import Scenario
from scenarios.services import load_scenario, publish_document
from tests.factories.accounts import UnitFactory, UserFactory
from tests.factories.assessments import CheckFactory, QuestionFactory
from tests.factories.care import SupportContactFactory
from tests.factories.courses import (
    INTERACTIVE,
    MODULE,
    make_aid,
    make_module_with_facts,
    texts_with_pack,
)
from tests.factories.exercises import ExerciseFactory
from tests.factories.mandatory import person, require
from tests.factories.pathways import make_released_pathway
from tests.factories.scenarios import alternative, choose, compiled, scenario_document, start_run
from tests.factories.tracking import MODULE as FINISHED
from tests.factories.tracking import finish_module
from tests.factories.tracking import release as release_plainly
from tests.factories.victimscode import make_code
from tracking.models import Certificate
from tracking.services import ask_for_prior_learning, evidence_file

VISITOR = "visitor"
# Whose attempt, run, certificate and thoughts there are.
OWNER = "owner"
STRANGER = "stranger"
MANAGER = "manager"
OTHER_MANAGER = "other manager"
EDITOR = "editor"
REVIEWER = "reviewer"
EVALUATOR = "evaluator"
ADMINISTRATOR = "administrator"
PEOPLE = (
    OWNER,
    STRANGER,
    MANAGER,
    OTHER_MANAGER,
    EDITOR,
    REVIEWER,
    EVALUATOR,
    ADMINISTRATOR,
)
EVERYBODY = (VISITOR, *PEOPLE)

CHECKED = MODULE.replace(
    "completion:\n  lessons: all\n  check: none\n",
    "check:\n  slug: first-steps\n  title: Knowledge check\n  draw: 2\n  pass_mark: 50\n"
    "  bank: first-steps\nscenarios: [T01]\naids: [no-news-call]\ncompletion:\n  lessons: all\n  check: passed\n",
)
STAFF_FILE = (
    b"staff_number,first_name,last_name,email,joined_on,unit_code,job,leads\n"
    b"S900001,Ada,Example,ada@example.org,soon,N1,response-officer,no\n"
)


@dataclass
class World:
    """People by role, and the things that addresses name."""

    users: dict[str, User] = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def client(self, role: str, **options: Any) -> Client:
        """A browser in which this person is signed in; nobody for a visitor."""
        client = Client(**options)
        if role != VISITOR:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client

    def sign_in(self) -> None:
        """Begin a session for everybody, so that looking at a page writes nothing."""
        for role, user in self.users.items():
            client = Client()
            client.force_login(user)
            self.sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value


def build() -> World:
    """Make the world. Takes about a second."""
    cache.clear()
    world = World()
    _people(world)
    _training(world)
    sync_roles(by=None)  # now that there are pages on which roles may do something
    _records(world)
    _administration(world)
    match()
    world.sign_in()
    return world


def _people(world: World) -> None:
    north = UnitFactory(code="N1", name="North")
    south = UnitFactory(code="S1", name="South")
    day = datetime.date(2024, 1, 8)
    world.users = {
        OWNER: person(north, day, first_name="Olive", last_name="Owner"),
        STRANGER: person(south, day),
        MANAGER: person(north, day, leads=True),
        OTHER_MANAGER: person(south, day, leads=True),
        EDITOR: UserFactory(roles=[Role.EDITOR]),
        REVIEWER: UserFactory(roles=[Role.REVIEWER]),
        EVALUATOR: UserFactory(roles=[Role.EVALUATOR]),
        ADMINISTRATOR: UserFactory(roles=[Role.ADMINISTRATOR]),
    }
    world.names |= {"user_id": world.users[OWNER].pk, "unit": "N1"}


def _training(world: World) -> None:
    make_code(rehearsal=True)
    SupportContactFactory()
    for number in range(3):
        QuestionFactory(ref=f"C{number}", bank="first-steps", module_key="first-steps")
    CheckFactory(slug="first-steps", bank="first-steps", module_key="first-steps", draw=2)
    ItemReport.objects.create(
        bank="first-steps", as_of=timezone.now(), document={"items": [], "few": []}
    )
    load_scenario(by=None, parsed=scenario_document())
    make_aid()
    ExerciseFactory()
    texts = {**texts_with_pack(), "module.yaml": CHECKED}
    texts["02-who-has-rights.md"] += INTERACTIVE
    page = make_module_with_facts(texts)
    release(by=None, module=page)
    publish_document(by=None, document=compiled())
    make_released_pathway(module=False)
    world.names |= {
        "pathway_pk": Pathway.objects.get().pk,
        "scenario_pk": Scenario.objects.get().pk,
        "module": "first-steps",
        "lesson": "keeping-people",
        "page_id": page.pk,
        "question_pk": Question.objects.order_by("pk")[0].pk,
        "page_path": page.url_path,
    }


def _records(world: World) -> None:
    """What belongs to the owner: an attempt, runs, a certificate."""
    owner = world.users[OWNER]
    registration = begin(by=owner, module_key="first-steps")
    check = CompiledPart.objects.get(kind="check", version=registration.version)
    kinds = {
        "document": check.document,
        "iri": check.iri,
        "registration": registration,
        "back_url": "/modules/first-steps/",
    }
    finished = open_attempt(by=owner, **kinds)
    for index in (0, 1):
        save_answer(by=owner, attempt=finished, index=index, response=["a"])
    submit(by=owner, attempt=finished)
    under_way = open_attempt(by=owner, **kinds)
    refresher = begin_refresher(
        by=owner,
        document=check.document,
        title="First steps",
        iri=check.iri,
        occasion=occasions(datetime.date(2026, 1, 5))[0],
        refs=[one["ref"] for one in check.document["questions"]],
    )
    told = choose(start_run(owner), "welcome", "listen")
    quiet = start_run(
        owner,
        document=compiled(id="T02", alternative=alternative()),
        iri="https://steady.example.org/scenarios/t02",
    )
    release_plainly(FINISHED)
    finish_module(owner, FINISHED)
    certificate = Certificate.objects.get(event__actor=owner)
    lesson = CompiledPart.objects.get(kind="lesson", key="keeping-people")
    section = lesson.document["sections"][0]["id"]
    keep_note(by=owner, place_iri=lesson.iri, key=section, about="1.1 Keeping", text="A note.")
    (note,) = kept_by(owner, PrivateTextKind.NOTE)
    asked = ask_for_prior_learning(
        by=owner,
        user=owner,
        module_key="first-steps",
        completed_on=datetime.date(2025, 7, 1),
        place="A former force",
        evidence="The certificate is attached.",
        document=evidence_file(name="certificate.pdf", content=b"%PDF-1.7 certificate"),
    )
    remark = send_remark(
        by=owner,
        place=place_of(owner, lesson.iri, section, ""),
        kind="fact",
        text="The limit was another one.",
        naming="unnamed",
        key="of-the-world",
    )
    world.names |= {
        "remark": remark.pk,
        "lesson_iri": lesson.iri,
        "asked": asked.pk,
        "section": section,
        "note": note.pk,
        "attempt": under_way.pk,
        "finished_attempt": finished.pk,
        "refresher": refresher.pk,
        "run": quiet.pk,
        "finished_run": told.pk,
        "certificate": certificate.pk,
        "code": certificate.code,
    }


def _administration(world: World) -> None:
    waiting = invite(by=None, email="new@example.org", first_name="Nia", last_name="New")
    feed = import_staff(by=None, source=io.BytesIO(STAFF_FILE), name="staff.csv", dry_run=True)
    requirement = require(FINISHED)
    questions = b"Who is told?{=The victim#Yes ~Nobody#No}"
    questions_in = receive_question_file(
        by=world.users[EDITOR],
        source=io.BytesIO(questions),
        size=len(questions),
        name="questions.txt",
        form="gift",
        bank="first-steps",
        module="first-steps",
    )
    world.names |= {
        "questions_in": questions_in.pk,
        "invitation": waiting.pk,
        "key": invitation_key(waiting),
        "feed": feed.pk,
        "requirement": requirement.pk,
    }


@contextmanager
def standing_world(blocker: Any) -> Iterator[World]:
    """A world for a whole test module, undone at its end; `blocker` is `django_db_blocker`.

    The module is marked `django_db`, or pytest-django would set up no database for it.
    """
    with blocker.unblock(), transaction.atomic():
        # Wagtail keeps the root pages of sites in a cache that outlives a test's database.
        Site.clear_site_root_paths_cache()
        yield build()
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()
