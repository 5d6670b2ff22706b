import datetime

import pytest

from core.models import AuditEntry
from evaluation.queries import Reach
from evaluation.services import record_export
from mandatory.services import set_requirement
from tests.factories.accounts import UserFactory
from tests.factories.tracking import MODULE, release

pytestmark = pytest.mark.django_db


def test_a_download_is_in_the_audit_log():
    release()
    requirement = set_requirement(by=None, name="Code", module_key=MODULE)
    user = UserFactory()
    reach = Reach(requirement.slug, "Code", MODULE, datetime.date(2026, 3, 31), "2020", None)
    record_export(by=user, reach=reach, file="reach.csv")
    entry = AuditEntry.objects.get(action="reach.exported")
    assert (entry.by_id, entry.object_id) == (user.pk, str(requirement.pk))
    assert entry.after["as_at"] == "2026-03-31"
