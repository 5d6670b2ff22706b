from datetime import date

import pytest

from core.errors import InvalidInput
from core.models import AuditEntry
from tests.factories.accounts import UserFactory
from tests.factories.tracking import MODULE, release
from tracking import queries, services, signals
from tracking.enums import ReleaseKind
from tracking.models import ModuleVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def news():
    heard = []

    def hear_release(sender, version, **kwargs):
        heard.append(("released", version))

    def hear_withdrawal(sender, version, **kwargs):
        heard.append(("withdrawn", version))

    signals.released.connect(hear_release)
    signals.withdrawn.connect(hear_withdrawal)
    yield heard
    signals.released.disconnect(hear_release)
    signals.withdrawn.disconnect(hear_withdrawal)


def test_versions_are_numbered_by_module(news):
    one, two, other = release(), release(), release("another-module")

    assert [one.number, two.number, other.number] == [1, 2, 1]
    assert queries.current_version(MODULE) == two
    assert queries.current_versions() == {MODULE: two, "another-module": other}
    assert news == [("released", one), ("released", two), ("released", other)]
    assert AuditEntry.objects.filter(action="module_version.released").count() == 3


def test_releasing_what_is_current_changes_nothing(news):
    one = release(content_hash="a" * 64)

    assert release(content_hash="a" * 64) == one
    assert len(news) == 1


def test_a_material_version_says_by_when():
    version = release(kind=ReleaseKind.MATERIAL, retake_by=date(2027, 3, 31))

    assert version.retake_by == date(2027, 3, 31)


@pytest.mark.parametrize(
    "fields",
    [
        {"retake_by": date(2027, 3, 31)},
        {"iri": "https://example.org/elsewhere"},
        {"manifest": {"rule": "all", "parts": []}},
    ],
)
def test_what_cannot_be_released_is_refused(fields, news):
    with pytest.raises(InvalidInput):
        release(**fields)
    assert not ModuleVersion.objects.exists()
    assert news == []


def test_a_withdrawn_version_gives_way_to_the_one_before(news):
    one, two = release(), release()
    services.withdraw_version(by=UserFactory(), version=two, reason="A limit was wrong")
    services.withdraw_version(by=UserFactory(), version=two, reason="Twice")

    assert queries.current_version(MODULE) == one
    assert news[-1] == ("withdrawn", two)
    assert len(news) == 3
    assert AuditEntry.objects.get(action="module_version.withdrawn").reason == "A limit was wrong"


def test_withdrawn_content_can_be_released_again_under_the_next_number():
    version = release(content_hash="a" * 64)
    services.withdraw_version(by=UserFactory(), version=version, reason="By mistake")

    assert release(content_hash="a" * 64).number == 2


def test_withdrawing_needs_a_reason():
    with pytest.raises(InvalidInput):
        services.withdraw_version(by=UserFactory(), version=release(), reason="")
