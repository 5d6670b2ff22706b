import pytest
from django.core.cache import caches
from django.db import connection

from core.apps import create_cache_table


@pytest.mark.django_db
def test_migrate_alone_makes_the_table_of_the_cache(settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "core_cache_of_a_test",
        }
    }

    create_cache_table(using="default")
    create_cache_table(using="default")

    assert "core_cache_of_a_test" in connection.introspection.table_names()
    caches["default"].set("a", 1)
    assert caches["default"].get("a") == 1
