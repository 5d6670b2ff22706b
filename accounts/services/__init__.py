"""The doors to people, units, posts and roles. Everything is keyword-only, atomic and audited."""

from accounts.services.feed_revert import revert_staff_feed
from accounts.services.invitations import (
    accept_invitation,
    invitation_by_key,
    invitation_key,
    invite,
    renew_invitation,
    withdraw_invitation,
)
from accounts.services.people import (
    NewPerson,
    PersonChange,
    add_people,
    change_people,
    deactivate_people,
    deactivate_person,
    reactivate_people,
)
from accounts.services.posts import (
    Move,
    NewPost,
    PostEnd,
    close_post,
    close_posts,
    move_people,
    move_person,
    open_post,
    open_posts,
)
from accounts.services.role_sync import sync_roles
from accounts.services.roles import grant_role, revoke_role, set_roles
from accounts.services.security import reset_second_factor
from accounts.services.staff_feed import (
    confirm_staff_file,
    forget_staff_files,
    import_confirmed_file,
    import_staff,
    receive_staff_file,
)
from accounts.services.units import NewUnit, add_units, change_unit, close_unit, reopen_unit

__all__ = [
    "Move",
    "NewPerson",
    "NewPost",
    "NewUnit",
    "PersonChange",
    "PostEnd",
    "accept_invitation",
    "add_people",
    "add_units",
    "change_people",
    "change_unit",
    "close_post",
    "close_posts",
    "close_unit",
    "confirm_staff_file",
    "deactivate_people",
    "deactivate_person",
    "forget_staff_files",
    "grant_role",
    "import_confirmed_file",
    "import_staff",
    "invitation_by_key",
    "invitation_key",
    "invite",
    "move_people",
    "move_person",
    "open_post",
    "open_posts",
    "reactivate_people",
    "receive_staff_file",
    "renew_invitation",
    "reopen_unit",
    "reset_second_factor",
    "revert_staff_feed",
    "revoke_role",
    "set_roles",
    "sync_roles",
    "withdraw_invitation",
]
