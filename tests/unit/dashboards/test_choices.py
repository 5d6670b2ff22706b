import pytest

from dashboards.choices import grouped
from tests.factories.accounts import UserFactory
from tests.factories.pathways import make_released_pathway
from tracking.queries import current_versions

pytestmark = pytest.mark.django_db


def test_paths_stand_beside_modules_under_a_heading_of_their_own() -> None:
    make_released_pathway()
    versions = list(current_versions().values())
    assert grouped(versions) == [
        ("Modules", [("first-steps", "First steps")]),
        ("Paths", [("pathway-short", "A short start")]),
    ]
    assert grouped(versions[:1]) == [("first-steps", "First steps")]


def test_a_requirement_may_ask_for_a_path(client) -> None:
    make_released_pathway()
    client.force_login(UserFactory(is_superuser=True))
    page = client.get("/team/requirements/new/").content.decode()
    assert '<optgroup label="Paths">' in page
    assert 'value="pathway-short"' in page
