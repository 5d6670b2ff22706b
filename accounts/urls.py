"""Addresses."""

from django.urls import URLPattern, URLResolver, path

from accounts.views import about, cms, invitations, people, staff_feed

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", about.profile, name="accounts_profile"),
    path("accounts/email/", about.email_is_not_changed_here),
    path("accounts/roles/", about.roles, name="accounts_roles"),
    path("accounts/invitation/", invitations.accept, name="accounts_invitation"),
    path("accounts/invitations/", invitations.invitations, name="accounts_invitations"),
    path(
        "accounts/invitations/<uuid:invitation_id>/",
        invitations.change_invitation,
        name="accounts_change_invitation",
    ),
    path("accounts/people/", people.people, name="accounts_people"),
    path("accounts/people/<int:user_id>/", people.person, name="accounts_person"),
    path(
        "accounts/people/<int:user_id>/second-step/",
        people.reset_person_second_factor,
        name="accounts_reset_second_factor",
    ),
    path("accounts/staff-feed/", staff_feed.staff_feed, name="accounts_staff_feed"),
    path(
        "accounts/staff-feed/<int:run_id>/",
        staff_feed.staff_feed_one,
        name="accounts_staff_feed_run",
    ),
    path(
        "accounts/staff-feed/<int:run_id>/change/",
        staff_feed.change_staff_feed,
        name="accounts_change_staff_feed",
    ),
    path("cms/account/", cms.own_settings),
    path("cms/login/", about.cms_gate, name="accounts_cms_gate"),
    path("privacy/", about.privacy, name="privacy"),
    path("accessibility/", about.accessibility, name="accessibility"),
]
