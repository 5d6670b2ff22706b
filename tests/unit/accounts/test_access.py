import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from accounts.access import current_user, role_required, signed_in
from accounts.enums import Role
from core.errors import NotAllowed
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@signed_in
def anybody(request):
    return HttpResponse("come in")


@role_required(Role.EDITOR, Role.ADMINISTRATOR)
def desk(request, number):
    return HttpResponse(f"desk {number}")


def ask(rf, view, user, *args):
    request = rf.get("/somewhere/?page=2")
    request.user = user
    return view(request, *args)


def test_a_visitor_is_sent_to_sign_in_and_back(rf):
    response = ask(rf, anybody, AnonymousUser())

    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/somewhere/%3Fpage%3D2"


@pytest.mark.parametrize(
    ("sent_from", "back"),
    [
        ("http://testserver/modules/a/b/?again=T1", "/modules/a/b/%3Fagain%3DT1"),
        ("http://elsewhere.example.org/modules/a/b/", "/training/"),
        ("javascript:alert(1)", "/training/"),
        ("", "/training/"),
    ],
)
def test_who_was_signed_out_before_sending_a_form_comes_back_to_its_page(rf, sent_from, back):
    request = rf.post("/modules/a/b/done/", headers={"referer": sent_from})
    request.user = AnonymousUser()

    assert anybody(request)["Location"] == f"/accounts/login/?next={back}"


def test_a_signed_in_person_comes_in(rf):
    assert ask(rf, anybody, UserFactory()).content == b"come in"


def test_a_visitor_without_role_is_sent_to_sign_in(rf):
    assert ask(rf, desk, AnonymousUser(), 3).status_code == 302


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_any_of_the_roles_is_enough(rf, role):
    assert ask(rf, desk, UserFactory(roles=[role]), 3).content == b"desk 3"


def test_a_superuser_has_every_role(rf):
    assert ask(rf, desk, UserFactory(is_superuser=True), 3).content == b"desk 3"


def test_another_role_is_told_whom_to_ask(rf):
    with pytest.raises(NotAllowed, match="ask an administrator"):
        ask(rf, desk, UserFactory(roles=[Role.REVIEWER]), 3)


def test_current_user_refuses_a_visitor(rf):
    request = rf.get("/")
    request.user = AnonymousUser()

    with pytest.raises(NotAllowed):
        current_user(request)
