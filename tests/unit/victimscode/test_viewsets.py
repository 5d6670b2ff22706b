import pytest
from django.contrib.auth.models import Group

from accounts.enums import Role
from accounts.services import sync_roles
from core.models import AuditEntry
from tests.factories.accounts import UserFactory
from tests.factories.victimscode import make_code
from victimscode import formats, services
from victimscode.models import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    make_code()
    sync_roles(by=None)
    user = UserFactory()
    user.groups.add(Group.objects.get(name=Role.EDITOR))
    client.force_login(user)
    return user


def form(duty: Duty, **fields: object) -> dict[str, object]:
    return {
        "edition": duty.edition_id,
        "slug": duty.slug,
        "kind": duty.kind,
        "right": duty.right_id,
        "paragraph": "",
        "says": duty.says,
        "agencies": [agency.pk for agency in duty.agencies.all()],
        "trigger": duty.trigger,
        "standard": duty.standard,
        "enhanced": duty.enhanced,
        "note": "",
        "confidence": duty.confidence,
        "in_force": "on",
        "sources": [source.pk for source in duty.sources.all()],
        **fields,
    }


@pytest.mark.parametrize("model", ["duty", "edition", "source", "agency", "principle"])
def test_editors_see_the_lists(client, editor, model: str) -> None:
    assert client.get(f"/cms/snippets/victimscode/{model}/").status_code == 200


def test_an_editor_changes_a_limit_in_words(client, editor) -> None:
    duty = Duty.objects.get(slug="r6-bail")
    address = f"/cms/snippets/victimscode/duty/edit/{duty.pk}/"
    assert "5 working days" in client.get(address).content.decode()

    response = client.post(address, form(duty, standard="4 working days", enhanced=""))

    assert response.status_code == 302
    duty.refresh_from_db()
    assert (duty.standard, duty.enhanced) == ("4 working days", "")
    assert AuditEntry.objects.filter(action="duty.limits_changed", by=editor).count() == 1
    report = services.load_code(
        by=None, code=formats.parse_code(formats.format_code(_file_code()))[0]
    )
    assert report.kept == ["duty 2020/r6-bail"]


def _file_code() -> formats.CodeFiles:
    from tests.factories.victimscode import code_from_files, code_texts

    texts = code_texts()
    texts["2020.yaml"] = texts["2020.yaml"].replace("Tell the victim", "Tell the person")
    assert code_from_files()
    return formats.parse_code(texts)[0]


def test_a_limit_that_is_none_is_refused_in_words(client, editor) -> None:
    duty = Duty.objects.get(slug="r6-bail")
    address = f"/cms/snippets/victimscode/duty/edit/{duty.pk}/"
    response = client.post(address, form(duty, standard="soon"))
    assert "Write a limit as" in response.content.decode()
    assert Duty.objects.get(pk=duty.pk).standard == "5 working days"


def test_the_list_of_duties_takes_no_more_queries_for_more_duties(
    client, editor, django_assert_max_num_queries
) -> None:
    address = "/cms/snippets/victimscode/duty/"
    client.get(address)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(address)
    duty = Duty.objects.get(slug="r6-bail")
    for number in range(3):
        Duty.objects.create(
            edition=duty.edition, slug=f"more-{number}", says="x", confidence="verified"
        )
    with django_assert_max_num_queries(len(few)):
        client.get(address)
