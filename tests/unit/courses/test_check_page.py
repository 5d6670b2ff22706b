"""The page before a check, and its pause."""

import pytest

from assessments.blocks import cell_value
from assessments.blueprint import Cell
from assessments.models import Check
from assessments.services import submit
from courses.models import ModulePage
from courses.services import Blocked, release
from tests.factories.accounts import UserFactory
from tests.factories.assessments import CheckFactory, QuestionFactory
from tests.factories.courses import make_module_with_facts

pytestmark = pytest.mark.django_db
CHECK = "/modules/first-steps/check/"


@pytest.fixture
def learner(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def released():
    """A module with a check of two questions and a pause of a day."""
    make_module_with_facts()
    for number in range(3):
        QuestionFactory(
            ref=f"C{number}",
            stem=f"What holds for {['one', 'two', 'three'][number]}?",
            bank="first-steps",
            module_key="first-steps",
        )
    CheckFactory(
        slug="first-steps", bank="first-steps", module_key="first-steps", draw=2, pause_hours=24
    )
    page = ModulePage.objects.get()
    page.check_slug = "first-steps"
    page.save_revision().publish()
    release(by=None, module=ModulePage.objects.get())


def test_beginning_leads_to_the_first_question_and_going_on_to_where_one_stopped(
    client, learner, released
):
    first = client.post(CHECK)["Location"]
    assert first.endswith("/1/")
    client.post(first, {"chosen": "a"})
    assert "Go on with the check" in client.get(CHECK).content.decode()
    assert client.post(CHECK)["Location"] == first.replace("/1/", "/2/")


def test_during_the_pause_there_is_no_button_and_no_way_round(client, learner, released):
    client.post(CHECK)
    submit(by=learner, attempt=learner.attempts.get())
    html = client.get(CHECK).content.decode()
    assert "There is a pause" in html
    assert "You can begin the next one from" in " ".join(html.split())
    assert 'method="post"' not in html[html.index("<main") : html.index("</main>")]
    response = client.post(CHECK)
    assert response.status_code == 409
    assert "You can begin the next one from" in response.content.decode()
    assert learner.attempts.count() == 1


def test_a_blueprint_that_the_bank_cannot_meet_blocks_the_release(released):
    check = Check.objects.get()
    check.blueprint = [("cell", cell_value(Cell(2, levels=("judge",))))]
    check.save_revision().publish()
    with pytest.raises(Blocked, match="cannot meet its blueprint"):
        release(by=None, module=ModulePage.objects.get())
