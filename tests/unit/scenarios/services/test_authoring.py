import json

import pytest

from core.errors import InvalidInput
from core.models import AuditEntry
from scenarios.models import Scenario, ScenarioDocument
from scenarios.services import compile_scenario, load_scenario, publish_document
from tests.factories.scenarios import ScenarioFactory, compiled, scenario_document

pytestmark = pytest.mark.django_db


def test_a_load_publishes_the_scenario():
    report = load_scenario(by=None, parsed=scenario_document())
    scenario = Scenario.objects.get(slug="t01")
    assert report.created == ["scenario T01"]
    assert scenario.live
    assert scenario.document == scenario_document()
    assert AuditEntry.objects.filter(action="scenario.loaded").count() == 1


def test_a_second_load_changes_nothing_and_a_newer_file_does():
    load_scenario(by=None, parsed=scenario_document())
    assert load_scenario(by=None, parsed=scenario_document()).unchanged == 1
    newer = scenario_document(title="At the gate")
    assert load_scenario(by=None, parsed=newer).updated == ["scenario T01"]
    assert Scenario.objects.get().title == "At the gate"


@pytest.mark.parametrize("published", [True, False])
def test_what_an_editor_changed_is_kept_and_listed(published):
    load_scenario(by=None, parsed=scenario_document())
    scenario = Scenario.objects.get()
    scenario.document = scenario_document(summary="As the editor would have it.")
    revision = scenario.save_revision()
    if published:
        revision.publish()
    report = load_scenario(by=None, parsed=scenario_document(title="At the gate"))
    assert report.kept == ["scenario T01"]
    assert Scenario.objects.get().title == "At the door"


def test_a_compiled_scenario_is_self_contained_json():
    document = compile_scenario(ScenarioFactory(slug="t01"))
    assert json.loads(json.dumps(document)) == document
    assert (document["kind"], document["slug"]) == ("scenario", "t01")
    assert set(document["links"]) == {"rights", "principles"}


def test_a_draft_or_a_faulty_scenario_is_not_released():
    with pytest.raises(InvalidInput, match="not published"):
        compile_scenario(ScenarioFactory(live=False))
    with pytest.raises(InvalidInput, match="cannot be released: “0” should be"):
        compile_scenario(ScenarioFactory(document=scenario_document(minutes=0)))


def test_publishing_the_same_document_twice_is_one_release():
    first = publish_document(by=None, document=compiled())
    again = publish_document(by=None, document=compiled())
    assert (again.pk, again.released_at) == (first.pk, first.released_at)
    assert ScenarioDocument.objects.count() == 1
    assert AuditEntry.objects.filter(action="scenario.released").count() == 1


def test_going_back_to_an_earlier_document_makes_it_the_newest():
    first = publish_document(by=None, document=compiled())
    publish_document(by=None, document=compiled(title="At the gate"))
    assert publish_document(by=None, document=compiled()).pk == first.pk
    newest = ScenarioDocument.objects.order_by("-released_at").first()
    assert newest == first


DRAWN = {"svg": "<svg></svg>", "text": "<p>A bell.</p>", "caption": "The bell"}


@pytest.fixture
def pictures(monkeypatch):
    """Whoever keeps pictures has one, of a bell."""
    kept = {"bell": dict(DRAWN)}
    draw = lambda names: {name: kept[name] for name in names if name in kept}  # noqa: E731
    monkeypatch.setattr("core.pictures._draw", draw)
    return kept


def with_picture(name: str):
    document = scenario_document()
    document["scenes"][0]["picture"] = name
    return ScenarioFactory(slug="t01", document=document)


def test_a_compiled_scenario_keeps_its_pictures_as_they_were(pictures):
    document = compile_scenario(with_picture("bell"))
    pictures["bell"]["caption"] = "Another bell"
    assert document["links"]["pictures"] == {"bell": DRAWN}


def test_a_scenario_with_a_picture_that_there_is_not_is_not_released(pictures):
    with pytest.raises(InvalidInput, match="not published: gong"):
        compile_scenario(with_picture("gong"))
