"""A module that cites the small Code in every way, and an invented edition to adopt."""

from datetime import date

import pytest

from accounts.enums import Role
from accounts.services import sync_roles
from courses.services import release
from scenarios.services import load_scenario
from tests.factories.accounts import UserFactory
from tests.factories.assessments import CheckFactory, QuestionFactory
from tests.factories.courses import make_aid, make_module_with_facts, texts_with_pack
from tests.factories.scenarios import scenario_document
from tests.factories.victimscode import make_code
from tests.factories.world import CHECKED
from victimscode.models import Edition
from victimscode.services import adopt_edition

BAIL = "2020/r6-bail"


@pytest.fixture
def module(settings):
    """A released module with questions, a check, a scenario and a job aid."""
    settings.CODE_REHEARSAL = True
    for number in range(2):
        QuestionFactory(
            ref=f"C{number}", bank="first-steps", module_key="first-steps", cites=[BAIL]
        )
    CheckFactory(slug="first-steps", bank="first-steps", module_key="first-steps", draw=2)
    load_scenario(by=None, parsed=scenario_document())
    make_aid()
    page = make_module_with_facts({**texts_with_pack(), "module.yaml": CHECKED})
    release(by=None, module=page)
    return page


@pytest.fixture
def editor(module):
    sync_roles(by=None)  # now that there are pages on which roles may do something
    return UserFactory(roles=[Role.EDITOR])


@pytest.fixture
def screen(client, editor):
    """A browser in which an editor is signed in."""
    client.force_login(editor)
    return client


@pytest.fixture
def rehearsal():
    make_code(rehearsal=True)
    return Edition.objects.get(slug="rehearsal")


@pytest.fixture
def adopted(module, rehearsal):
    """The invented edition applies."""
    adopt_edition(by=None, edition=rehearsal, on=date(2026, 3, 5))
    rehearsal.refresh_from_db()
    return rehearsal
