"""Turns `accounts/roles.py` into groups and permissions."""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.snippets.models import get_snippet_models

from accounts.models import User
from accounts.roles import DESCRIPTIONS, Description
from core.services import audit

# Wagtail's first migration makes these. They would be a second place that says who may
# do what, so they go, unless somebody has put people into them.
FOREIGN_GROUPS = ("Editors", "Moderators")


@transaction.atomic
def sync_roles(*, by: User | None) -> list[str]:
    """Make groups and permissions match `roles.DESCRIPTIONS`; returns what changed, in words."""
    changes: list[str] = []
    for description in DESCRIPTIONS:
        if description.role is not None:
            changes += _sync_one(by, description)
    for group in Group.objects.filter(name__in=FOREIGN_GROUPS, user__isnull=True):
        changes.append(f"{group.name}: removed, because roles.py does not know it")
        group.delete()
    return changes


def _sync_one(by: User | None, description: Description) -> list[str]:
    group, made = Group.objects.get_or_create(name=description.role)
    wanted = set(_permissions(description))
    held = set(group.permissions.all())
    changes = [f"{group.name}: made"] if made else []
    changes += _words(group, "may", wanted - held) + _words(group, "may no longer", held - wanted)
    group.permissions.set(wanted)
    changes += _sync_pages(group, description)
    changes += _sync_files(group, description)
    if changes:
        audit(by=by, action="role.synced", obj=group, after={"changes": changes})
    return changes


def _permissions(description: Description) -> Iterable[Permission]:
    if description.opens_cms:
        yield Permission.objects.get(
            content_type__app_label="wagtailadmin", codename="access_admin"
        )
    models_wanted = [
        m for m in get_snippet_models() if m._meta.app_label in description.snippet_apps
    ]
    for model in models_wanted:
        yield from _on_model(model, description.snippets)
    if description.changes_settings:
        for model in settings_registry:
            yield from _on_model(model, ("change",))


def _on_model(model: type[models.Model], actions: Iterable[str]) -> Iterable[Permission]:
    codenames = [f"{action}_{model._meta.model_name}" for action in actions]
    content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
    return Permission.objects.filter(content_type=content_type, codename__in=codenames)


def _sync_pages(group: Group, description: Description) -> list[str]:
    root = Page.objects.filter(depth=1).first()
    if root is None:
        return []
    codenames = [f"{action}_page" for action in description.pages]
    wanted = set(
        Permission.objects.filter(
            content_type=ContentType.objects.get_for_model(Page), codename__in=codenames
        )
    )
    rows = GroupPagePermission.objects.filter(group=group)
    held = {row.permission for row in rows.filter(page=root).select_related("permission")}
    rows.filter(~Q(page=root) | ~Q(permission__in=wanted)).delete()
    GroupPagePermission.objects.bulk_create(
        [GroupPagePermission(group=group, page=root, permission=p) for p in wanted - held]
    )
    return _words(group, "may on all pages", wanted - held) + _words(
        group, "may no longer on pages", held - wanted
    )


def _sync_files(group: Group, description: Description) -> list[str]:
    root = Collection.get_first_root_node()
    if root is None:
        return []
    wanted: set[Permission] = set()
    for label in ("wagtailimages.Image", "wagtaildocs.Document"):
        wanted |= set(_on_model(apps.get_model(label), description.files))
    rows = GroupCollectionPermission.objects.filter(group=group)
    held = {row.permission for row in rows.filter(collection=root).select_related("permission")}
    rows.filter(~Q(collection=root) | ~Q(permission__in=wanted)).delete()
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(group=group, collection=root, permission=p)
            for p in wanted - held
        ]
    )
    return _words(group, "may on all files", wanted - held) + _words(
        group, "may no longer on files", held - wanted
    )


def _words(group: Group, verb: str, permissions: set[Permission]) -> list[str]:
    return sorted(f"{group.name}: {verb} {permission.codename}" for permission in permissions)
