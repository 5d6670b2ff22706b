import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail.snippets.models import get_snippet_models

from accounts.enums import Role
from accounts.roles import CONTENT_APPS, DESCRIPTIONS
from accounts.services import sync_roles
from core.models import AuditEntry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def root():
    Locale.objects.get_or_create(language_code="en-gb")
    return Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")


def test_every_role_is_described_once():
    assert sorted(d.role for d in DESCRIPTIONS if d.role) == sorted(Role)


def test_a_second_run_changes_nothing(root):
    assert sync_roles(by=None)
    entries = AuditEntry.objects.count()

    assert sync_roles(by=None) == []
    assert AuditEntry.objects.count() == entries


def test_it_works_before_there_is_a_page_root():
    Page.objects.all().delete()

    sync_roles(by=None)

    assert not GroupPagePermission.objects.exists()


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        (Role.EDITOR, True),
        (Role.REVIEWER, True),
        (Role.ADMINISTRATOR, True),
        (Role.EVALUATOR, False),
    ],
)
def test_who_may_open_the_editing_side(root, role, opens):
    sync_roles(by=None)

    user = UserFactory(roles=[role])

    assert user.has_perm("wagtailadmin.access_admin") is opens


def test_editors_may_publish_pages_and_reviewers_may_not(root):
    sync_roles(by=None)

    editor, reviewer = UserFactory(roles=[Role.EDITOR]), UserFactory(roles=[Role.REVIEWER])

    page = root.add_child(instance=Page(title="Page", slug="page"))
    assert page.permissions_for_user(editor).can_publish()
    assert not page.permissions_for_user(reviewer).can_edit()


def test_editors_may_change_what_apps_registered_and_nothing_else(root):
    sync_roles(by=None)
    editor = UserFactory(roles=[Role.EDITOR])
    models = [m for m in get_snippet_models() if m._meta.app_label in CONTENT_APPS]

    for model in models:
        assert editor.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}")
    assert not editor.has_perm("accounts.change_user")
    assert not editor.has_perm("accounts.view_post")


def test_a_permission_given_by_hand_is_taken_back(root):
    sync_roles(by=None)
    group = Group.objects.get(name=Role.EVALUATOR)
    group.permissions.add(
        Group.objects.get(name=Role.ADMINISTRATOR).permissions.get(codename="access_admin")
    )

    assert sync_roles(by=None) == ["evaluator: may no longer access_admin"]


def test_the_groups_that_wagtail_made_go_unless_somebody_is_in_them():
    Group.objects.get_or_create(name="Editors")
    kept, _ = Group.objects.get_or_create(name="Moderators")
    UserFactory().groups.add(kept)

    sync_roles(by=None)

    assert set(Group.objects.filter(name__in=["Editors", "Moderators"])) == {kept}


def test_the_command_says_what_it_did(capsys):
    call_command("sync_roles")
    assert "editor: made" in capsys.readouterr().out

    call_command("sync_roles")
    assert capsys.readouterr().out == "Roles are as described already.\n"
