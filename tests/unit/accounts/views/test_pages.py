"""Who may open which page, what it shows, and that lists do not cost more with more rows."""

import io

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from accounts.models import Invitation, StaffFeedRun, User
from accounts.queries import roles_of
from accounts.services import import_staff, invitation_key, invite
from core.models import AuditEntry
from core.sweep import sweep
from tests.factories.accounts import PASSWORD, PostFactory, UserFactory
from tests.unit.accounts.services.test_staff_feed import HEAD, TOP, staff

pytestmark = pytest.mark.django_db
FOR_ADMINISTRATORS = [
    "/accounts/invitations/",
    "/accounts/people/",
    "/accounts/people/{person}/",
    "/accounts/staff-feed/",
    "/accounts/staff-feed/{run}/",
]
FOR_THE_SIGNED_IN = ["/accounts/", "/accounts/roles/"]
FOR_EVERYBODY = ["/privacy/", "/accessibility/", "/accounts/login/", "/accounts/password/reset/"]


@pytest.fixture
def run():
    lines = "\n".join([HEAD, TOP, staff(1, joined="soon")])
    return import_staff(by=None, source=io.BytesIO(lines.encode()), name="s.csv", dry_run=True)


@pytest.fixture
def admin(client):
    user = UserFactory(roles=[Role.ADMINISTRATOR])
    client.force_login(user)
    return user


def fill(path, run):
    return path.format(person=UserFactory().pk, run=run.pk)


@pytest.mark.parametrize("path", FOR_ADMINISTRATORS)
def test_only_administrators_open_their_pages(client, path, run):
    path = fill(path, run)
    assert client.get(path)["Location"].startswith("/accounts/login/?next=/accounts/")
    for role in (None, Role.EDITOR, Role.REVIEWER, Role.EVALUATOR):
        client.force_login(UserFactory(roles=[role] if role else []))
        assert client.get(path).status_code == 403
    client.force_login(PostFactory(leads=True).user)
    assert client.get(path).status_code == 403

    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/invitations/9d4d1a0e-0000-4000-8000-000000000000/",
        "/accounts/people/{person}/second-step/",
        "/accounts/staff-feed/{run}/change/",
    ],
)
def test_only_administrators_change_things(client, path, run):
    path = fill(path, run)
    client.force_login(UserFactory(roles=[Role.EDITOR, Role.REVIEWER, Role.EVALUATOR]))

    assert client.post(path).status_code == 403
    assert client.get(path).status_code == 405


@pytest.mark.parametrize("path", FOR_THE_SIGNED_IN)
def test_pages_for_the_signed_in(client, path):
    assert client.get(path).status_code == 302

    client.force_login(UserFactory())
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", FOR_EVERYBODY)
def test_pages_for_everybody(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/accounts/people/0/", "/accounts/staff-feed/0/"])
def test_what_does_not_exist(client, admin, path):
    assert client.get(path).status_code == 404


def queries(client, path):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_the_list_of_people_costs_the_same_with_more(client, admin):
    few = queries(client, "/accounts/people/")
    for _ in range(3):
        UserFactory(roles=[Role.EDITOR])

    assert queries(client, "/accounts/people/") == few


def test_the_profile_costs_the_same_with_more_posts(client):
    post = PostFactory()
    client.force_login(post.user)
    one = queries(client, "/accounts/")
    for _ in range(2):
        PostFactory(user=post.user)

    assert queries(client, "/accounts/") == one


def test_the_lists_of_invitations_and_files_cost_the_same_with_more(client, admin):
    def add(n):
        invite(by=admin, email=f"{n}@example.org")
        StaffFeedRun.objects.create(state="checked", by=admin, file_name="f", file_hash="0")

    add(1)
    paths = ["/accounts/invitations/", "/accounts/staff-feed/"]
    one = [queries(client, path) for path in paths]
    add(2)
    add(3)

    assert [queries(client, path) for path in paths] == one


def test_the_profile_shows_who_and_where(client):
    post = PostFactory(title="Sergeant", leads=True)
    client.force_login(post.user)

    page = client.get("/accounts/").content.decode()

    for words in (
        post.user.email,
        post.user.staff_number,
        "Sergeant",
        post.unit.name,
        "leads the unit",
    ):
        assert words in page
    assert "Import the staff list" not in page


def test_addresses_are_not_changed_by_their_owners(client):
    user = UserFactory()
    client.force_login(user)

    response = client.post("/accounts/email/", {"action_add": "", "email": "new@example.org"})

    assert response["Location"] == "/accounts/"
    assert User.objects.get().email == user.email


def test_nobody_gives_themselves_another_name_among_the_editing_pages(client):
    user = UserFactory(roles=[Role.EDITOR], first_name="Eve", last_name="Ash")
    client.force_login(user)
    page = client.get("/cms/account/").content.decode()
    assert 'name="theme-theme"' in page
    assert "first_name" not in page

    client.post("/cms/account/", {"name_email-first_name": "Ada", "name_email-last_name": "Bell"})

    user.refresh_from_db()
    assert user.get_full_name() == "Eve Ash"


def test_roles_are_in_words(client):
    client.force_login(UserFactory())

    page = client.get("/accounts/roles/").content.decode()

    assert "never see who learnt what" in page


def test_an_invitation_by_the_form(client, admin):
    response = client.post(
        "/accounts/invitations/",
        {"email": "eve@example.org", "last_name": "Ash", "roles": [Role.REVIEWER]},
        follow=True,
    )

    assert "on its way to eve@example.org" in response.content.decode()
    assert "Ash" in response.content.decode()


def test_a_needless_invitation_is_explained_beside_the_field(client, admin):
    response = client.post("/accounts/invitations/", {"email": admin.email, "last_name": "A"})

    assert response.status_code == 422
    assert "can sign in already" in response.content.decode()


def test_an_invitation_is_renewed_and_withdrawn(client, admin):
    invitation = invite(by=admin, email="e@example.org")
    client.post(f"/accounts/invitations/{invitation.pk}/", {"act": "renew"})
    newest = Invitation.objects.get(withdrawn_at=None)
    client.post(f"/accounts/invitations/{newest.pk}/", {"act": "withdraw"})

    assert not Invitation.objects.filter(withdrawn_at=None).exists()


def test_coming_in_by_an_invitation(client):
    key = invitation_key(invite(by=None, email="eve@example.org"))
    assert "eve@example.org" in client.get("/accounts/invitation/", {"key": key}).content.decode()

    weak = {"key": key, "new_password1": "short", "new_password2": "short"}
    assert client.post("/accounts/invitation/", weak).status_code == 422
    good = {"key": key, "new_password1": PASSWORD, "new_password2": PASSWORD}
    response = client.post("/accounts/invitation/", good)

    assert response["Location"] == "/training/"
    assert client.session["_auth_user_id"] == str(User.objects.get(email="eve@example.org").pk)
    assert client.get("/accounts/invitation/", {"key": key}).status_code == 409


def test_an_invitation_does_not_go_round_the_second_step(client, settings):
    settings.MFA_OPTIONAL = False
    key = invitation_key(invite(by=None, email="eve@example.org", roles=[Role.EDITOR]))
    client.post(
        "/accounts/invitation/",
        {"key": key, "new_password1": PASSWORD, "new_password2": PASSWORD},
    )

    assert client.get("/accounts/")["Location"] == "/accounts/2fa/?needed=yes"


def test_a_broken_link_says_what_to_do(client):
    response = client.get("/accounts/invitation/", {"key": "nonsense"})

    assert response.status_code == 404
    assert "ask for a new one" in response.content.decode()


def upload(client, *lines):
    content = "\n".join([HEAD, TOP, *lines]).encode()
    file = io.BytesIO(content)
    file.name = "staff.csv"
    return client.post("/accounts/staff-feed/", {"file": file}, follow=True)


@pytest.mark.django_db(transaction=True)
def test_a_staff_file_is_read_confirmed_imported_and_undone(client):
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR], staff_number=None))
    page = upload(client, staff(1), staff(2, joined="soon"))
    assert "2 people are added" in page.content.decode()
    assert "Line 4, joined_on" in page.content.decode()
    assert User.objects.count() == 1
    run = StaffFeedRun.objects.get()
    change = reverse("accounts_change_staff_feed", kwargs={"run_id": run.pk})

    page = client.post(change, {"act": "confirm"}, follow=True)
    assert "being imported" in page.content.decode()
    sweep()
    page = client.get(f"/accounts/staff-feed/{run.pk}/")
    assert "The file is imported" in page.content.decode()
    assert User.objects.filter(staff_number="N1", is_active=True).exists()

    page = client.post(change, {"act": "undo"}, follow=True)
    assert "was undone" in page.content.decode()
    assert not User.objects.get(staff_number="N1").is_active


def test_the_brake_is_explained(client, admin):
    lines = "\n".join([HEAD, TOP, *[staff(n) for n in range(1, 10)]])
    import_staff(by=admin, source=io.BytesIO(lines.encode()), name="s.csv")

    page = upload(client, staff(1)).content.decode()

    assert "more than one in twenty" in page
    assert 'name="mass"' in page
    run = StaffFeedRun.objects.get(state="checked")
    change = reverse("accounts_change_staff_feed", kwargs={"run_id": run.pk})
    response = client.post(change, {"act": "confirm"})
    assert response.status_code == 422
    words = "Tick the box to say that 8 people really have left."
    assert words in response.content.decode()
    assert "being imported" not in response.content.decode()
    run.refresh_from_db()
    assert run.state == "checked"
    assert client.post(change, {"act": "confirm", "mass": "yes"}).status_code == 302


def test_a_file_without_one_good_row_is_not_offered_for_import(client, admin):
    file = io.BytesIO("\n".join([HEAD, staff(1, joined="soon")]).encode())
    file.name = "staff.csv"

    page = client.post("/accounts/staff-feed/", {"file": file}, follow=True).content.decode()

    assert "Nothing was changed" in page
    assert "To put right in the file" in page
    assert "Import it" not in page


def test_a_workbook_is_named_as_one(client, admin):
    file = io.BytesIO(b"PK\x03\x04\x14\x00\x06\x00\x08")
    file.name = "staff.xlsx"

    page = client.post("/accounts/staff-feed/", {"file": file}, follow=True).content.decode()

    assert "This is a workbook: save it as CSV UTF-8." in page


def test_a_file_that_cannot_be_used_is_explained(client, admin):
    file = io.BytesIO(b"\xff\xfea\x00")
    file.name = "staff.csv"

    page = client.post("/accounts/staff-feed/", {"file": file}, follow=True).content.decode()

    assert "CSV UTF-8" in page
    assert "Nothing was changed" in page


def test_no_file_is_explained_beside_the_field(client, admin):
    response = client.post("/accounts/staff-feed/", {})

    assert response.status_code == 422
    assert "Choose the file" in response.content.decode()


def test_people_are_found_by_name_number_and_role(client, admin):
    UserFactory(last_name="Okafor", staff_number="K77", roles=[Role.EDITOR])
    UserFactory(last_name="Bell")

    for query in ({"q": "okaf"}, {"q": "k77"}, {"role": "editor"}, {"q": "alex oka"}):
        page = client.get("/accounts/people/", query).content.decode()
        assert "Okafor" in page
        assert "Bell" not in page


def test_roles_are_given_and_ended(client, admin):
    user = UserFactory(roles=[Role.EDITOR])

    client.post(f"/accounts/people/{user.pk}/", {"roles": [Role.EVALUATOR]})

    assert roles_of(User.objects.get(pk=user.pk)) == {Role.EVALUATOR}
    assert AuditEntry.objects.filter(action__startswith="role.", by=admin).count() == 2


def test_a_role_that_does_not_exist_is_not_given(client, admin):
    user = UserFactory()

    response = client.post(f"/accounts/people/{user.pk}/", {"roles": ["emperor"]})

    assert response.status_code == 422
    assert not user.groups.exists()


def test_a_lost_second_step_is_removed_with_a_reason(client, admin):
    user = UserFactory()
    Authenticator.objects.create(user=user, type="totp", data={})
    path = f"/accounts/people/{user.pk}/second-step/"

    client.post(path, {"reason": ""})
    assert Authenticator.objects.exists()
    client.post(path, {"reason": "called back"})

    assert not Authenticator.objects.exists()
    assert AuditEntry.objects.get(action="second_factor.reset").reason == "called back"
