"""How questions are found in the editor's list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from assessments.blocks import right_choices
from assessments.enums import Level, QuestionType
from assessments.models import Question


class QuestionFilterSet(WagtailFilterSet):
    """By bank and use, and by everything that a line of a blueprint can ask for."""

    rights = django_filters.MultipleChoiceFilter(
        label=_("Rights"),
        choices=right_choices,
        widget=CheckboxSelectMultiple,
        method="about_rights",
    )
    level = django_filters.MultipleChoiceFilter(
        label=_("Level"), choices=Level.choices, widget=CheckboxSelectMultiple
    )
    type = django_filters.MultipleChoiceFilter(
        label=_("Type"), choices=QuestionType.choices, widget=CheckboxSelectMultiple
    )
    lesson = django_filters.CharFilter(label=_("Lessons"), method="of_lessons")

    class Meta:
        model = Question
        fields: ClassVar = ["bank", "use", "live"]

    def about_rights(
        self, queryset: QuerySet[Question], name: str, value: Iterable[str]
    ) -> QuerySet[Question]:
        """Questions about any of these rights. Not every database looks into lists."""
        wanted = {int(one) for one in value}
        if not wanted:
            return queryset
        rows = queryset.order_by().values_list("pk", "rights")
        return queryset.filter(pk__in=[pk for pk, rights in rows if wanted & set(rights)])

    def of_lessons(self, queryset: QuerySet[Question], name: str, value: Any) -> QuerySet[Question]:
        """Questions of any of these lessons, written with commas between."""
        return queryset.filter(lesson__in=str(value).replace(",", " ").split())
