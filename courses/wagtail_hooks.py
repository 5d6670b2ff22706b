"""Registration in the editor: where release is found."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet

from accounts.models import User
from core.findings import Finding
from courses import queries
from courses.models import LessonPage, ModulePage, Pathway
from courses.viewsets import DiagramViewSet, JobAidViewSet, PathwayViewSet
from scenarios.models import Scenario

register_snippet(JobAidViewSet)
register_snippet(DiagramViewSet)
register_snippet(PathwayViewSet)


@hooks.register("register_admin_menu_item")
def release_menu_item() -> MenuItem:
    """Release in the menu."""
    return MenuItem(
        _("Release"), reverse("module_releases"), name="release", icon_name="upload", order=250
    )


@hooks.register("register_page_header_buttons")
def release_button(
    page: Any, user: User, view_name: str = "", next_url: str | None = None
) -> Iterator[Button]:
    """Release beside a module and its lessons."""
    module = page.get_parent() if isinstance(page, LessonPage) else page
    if module is None or not module.pk or not issubclass(module.specific_class, ModulePage):
        return
    if module.permissions_for_user(user).can_publish():
        url = reverse("module_release", args=[module.pk])
        yield Button(_("Release the module"), url, icon_name="upload", priority=60)


@hooks.register("after_publish_page")
def say_that_release_is_next(request: HttpRequest, page: Any) -> None:
    """Publishing changes nothing for learners: say so, and lead on to the release."""
    module = page.get_parent() if isinstance(page, LessonPage) else page
    if not module.pk or not issubclass(module.specific_class, ModulePage):
        return
    row = queries.release_row(module.specific)
    if row.sentence:
        button = messages.button(reverse("module_release", args=[module.pk]), _say("Release"))
        text = _say("%s Learners see it once you release the module.") % row.sentence
        messages.info(request, text, buttons=[button])


@hooks.register("content_findings")
def what_the_checks_find(instance: Any) -> list[Finding] | None:
    """The content checks, for the panels beside the forms and before anything is published."""
    return queries.findings_in(instance)


@hooks.register("after_publish")
def say_that_the_path_is_released_next(request: HttpRequest, instance: Any) -> None:
    """Publishing a path changes nothing for learners: lead on to its release."""
    if isinstance(instance, Pathway):
        address = reverse("pathway_release", args=[instance.pk])
        text = _say("Learners see it once you release the path.")
        messages.info(request, text, buttons=[messages.button(address, _say("Release"))])


@hooks.register("after_publish")
def say_that_its_modules_are_released_next(request: HttpRequest, instance: Any) -> None:
    """Publishing a scenario changes nothing for learners: they play what a module released."""
    if isinstance(instance, Scenario):
        text = _say("Learners play it once a module that has it is released.")
        button = messages.button(reverse("module_releases"), _say("Release"))
        messages.info(request, text, buttons=[button])
