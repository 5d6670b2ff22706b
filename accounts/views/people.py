"""People for administrators: find somebody, give and end roles, help with the second step."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import current_user, role_required
from accounts.enums import Role
from accounts.forms import PeopleFilter, ReasonForm, RolesForm
from accounts.models import User
from accounts.queries import find_people, person_by_id, posts_of, roles_of
from accounts.services import reset_second_factor, set_roles
from accounts.views.about import details_of, post_row
from core.components import Cell, Column


@role_required(Role.ADMINISTRATOR)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, by name, with the roles that they have."""
    form = PeopleFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = find_people(words=wanted.get("q", ""), role=wanted.get("role", ""))
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "columns": [Column(_("Name")), Column(_("E-mail address")), Column(_("Roles"))],
        "rows": [_person_row(user) for user in page],
    }
    return render(request, "pages/accounts/people.html", context)


@role_required(Role.ADMINISTRATOR)
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """One person: details, posts, roles."""
    user = person_by_id(user_id)
    form = RolesForm(
        request.POST if request.method == "POST" else None, initial={"roles": list(roles_of(user))}
    )
    if request.method == "POST" and form.is_valid():
        roles = [Role(role) for role in form.cleaned_data["roles"]]
        set_roles(by=current_user(request), user=user, roles=roles)
        messages.success(request, _("The roles are saved."))
        return redirect("accounts_person", user_id=user_id)
    context = {
        "person": user,
        "details": details_of(user),
        "columns": [Column(_("Post")), Column(_("Unit")), Column(_("Time"))],
        "posts": [post_row(post) for post in posts_of(user)],
        "form": form,
        "reason_form": ReasonForm(),
    }
    status = 422 if form.errors else 200
    return render(request, "pages/accounts/person.html", context, status=status)


@require_POST
@role_required(Role.ADMINISTRATOR)
def reset_person_second_factor(request: HttpRequest, user_id: int) -> HttpResponse:
    """Remove the second steps of somebody who has lost them."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        user = person_by_id(user_id)
        reset_second_factor(by=current_user(request), user=user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The second step is removed. They can set up a new one."))
    else:
        messages.warning(request, _("Write down the reason: how you made sure who asked."))
    return redirect("accounts_person", user_id=user_id)


def _person_row(user: User) -> list[object]:
    closed = "" if user.is_active else _("account closed")
    roles = [Role(g.name).label for g in user.groups.all() if g.name in Role.values]
    return [
        Cell(str(user), href=f"/accounts/people/{user.pk}/", note=closed),
        user.email,
        ", ".join(str(role) for role in roles) or "–",
    ]
