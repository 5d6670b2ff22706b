"""The site as it is delivered: the real content, released, and an administrator."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from wagtail.models import Site

from accounts.enums import Role
from accounts.models import User
from accounts.services import sync_roles
from tests.factories.accounts import UserFactory


def load_site() -> None:
    """Load `content/` and release it, as a fresh installation does. Takes about four seconds."""
    cache.clear()
    # Wagtail keeps the root pages of sites in a cache that outlives a test's database.
    Site.clear_site_root_paths_cache()
    call_command("load_content", settings.BASE_DIR / "content", "--release", verbosity=0)
    sync_roles(by=None)


def somebody(role: Role, **fields: Any) -> User:
    """A person in a role, as a fresh installation has them."""
    return UserFactory(email=f"{role}@example.org", roles=[role], **fields)
