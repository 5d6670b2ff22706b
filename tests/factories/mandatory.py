"""Requirements and the people whom they ask, made through the services as the site makes them.

Modules come from `tests.factories.tracking.release`, people from `tests.factories.accounts`.
"""

import datetime
from typing import Any

from accounts.services import open_post
from mandatory import services
from mandatory.models import Requirement
from tests.factories.accounts import UnitFactory, UserFactory
from tests.factories.tracking import MODULE, release
from tracking.queries import current_version


def require(module_key: str = MODULE, **terms: Any) -> Requirement:
    """A requirement in force since 1 January 2025; releases the module if it is not yet."""
    if current_version(module_key) is None:
        release(module_key)
    values: dict[str, Any] = {
        "name": "The Victims’ Code",
        "effective_from": datetime.date(2025, 1, 1),
        "by": None,
    }
    return services.set_requirement(module_key=module_key, **{**values, **terms})


def person(unit: Any = None, starts_on: datetime.date | None = None, **fields: Any) -> Any:
    """Somebody with a post in the unit (or one of their own), opened through the service."""
    job = fields.pop("job", "response-officer")
    leads = fields.pop("leads", False)
    user = UserFactory(**fields)
    open_post(
        by=None,
        user=user,
        unit=unit or UnitFactory(),
        job=job,
        leads=leads,
        starts_on=starts_on or user.joined_on,
    )
    return user
