from collections.abc import Iterator

import pytest

from tests.factories.world import World, standing_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """One world for the whole module; whoever changes it does so in a savepoint."""
    with standing_world(django_db_blocker) as world:
        yield world
