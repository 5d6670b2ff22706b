"""Feedback on a passage: what learners say is wrong, and what editors do about it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "feedback"
    verbose_name = _("Feedback")

    def ready(self) -> None:
        from feedback import receivers  # noqa: F401 -- they register themselves
