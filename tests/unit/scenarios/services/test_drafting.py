import pytest

from core.errors import Conflict
from scenarios import services
from scenarios.models import Scenario
from tests.factories.accounts import UserFactory
from tests.factories.scenarios import ScenarioFactory, scenario_document
from tests.factories.victimscode import make_code

pytestmark = pytest.mark.django_db


def test_ids_go_on_from_the_last_one():
    assert services.free_id() == "SC01"
    ScenarioFactory(slug="sc12")
    ScenarioFactory(slug="t99")
    assert services.free_id() == "SC13"


def test_a_number_that_somebody_took_meanwhile_changes_nothing(monkeypatch):
    scenario = ScenarioFactory(slug="sc01")
    monkeypatch.setattr("scenarios.services.drafting.free_id", lambda: "SC01")
    with pytest.raises(Conflict):
        services.copy_scenario(by=UserFactory(), scenario=scenario)
    assert Scenario.objects.count() == 1


def test_a_copy_can_be_published_and_compiled_as_it_is():
    make_code()
    editor = UserFactory(is_superuser=True)
    copy = services.copy_scenario(by=editor, scenario=ScenarioFactory(slug="t01"))
    copy.get_latest_revision().publish(user=editor)
    compiled = services.compile_scenario(Scenario.objects.get(pk=copy.pk))
    assert (compiled["id"], compiled["slug"]) == ("SC01", "sc01")


def test_a_draft_is_replaced_and_the_history_keeps_what_it_was():
    scenario = ScenarioFactory(slug="t01")
    scenario.save_revision()
    services.replace_draft(
        by=UserFactory(), scenario=scenario, document=scenario_document(title="Another title")
    )
    titles = [one.as_object().title for one in scenario.revisions.order_by("pk")]
    assert titles == ["At the door", "Another title"]
