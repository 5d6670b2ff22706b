"""Catalogue, modules, lessons; releasing a module."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from core.pictures import keep
        from courses import (
            pictures,
            receivers,  # noqa: F401 -- they register themselves
        )

        keep(draw=pictures.drawn, titles=pictures.titles)
