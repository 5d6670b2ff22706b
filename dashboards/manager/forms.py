"""What managers and administrators type in."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Job, Role
from accounts.models import Post, Unit, User
from accounts.queries import people_seen_by
from core.dates import say_date
from core.forms import DateField, FilterForm
from courses.delta import is_delta
from dashboards.choices import grouped
from dashboards.manager.team import NOTHING_ASKED, Filters
from mandatory import queries as mandatory
from mandatory import wording
from mandatory.enums import CHOSEN_AUDIENCES, Audience, Status
from mandatory.models import Requirement
from tracking.queries import current_versions

STATUSES = [
    ("", _("Any")),
    *(
        (status.value, wording.STATUS_WORDS[status])
        for status in Status
        if status != Status.DONE  # counted as in date
    ),
    (NOTHING_ASKED, _("Nothing is asked")),
]


class TeamForm(FilterForm):
    """What of the team to show. Anything may be left out."""

    unit = forms.CharField(label=_("Unit"), required=False, widget=forms.Select)
    requirement = forms.CharField(label=_("Requirement"), required=False, widget=forms.Select)
    post = forms.ChoiceField(
        label=_("Post"), required=False, choices=[("", _("All posts")), *Job.choices]
    )
    status = forms.ChoiceField(label=_("Status"), required=False, choices=STATUSES)
    q = forms.CharField(label=_("Name or staff number"), required=False, max_length=100)
    direct = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, unit: str = "") -> None:
        self.today = mandatory.today()
        given = self.given = data.copy()
        if unit:
            given["unit"] = unit
        if not given.get("as-at"):
            given["as-at"] = say_date(self.today)
        super().__init__(given)
        self.fields["as-at"] = DateField(label=_("As at"), required=False, help_text="")
        self.order_fields(["unit", "requirement", "post", "status", "as-at", "q"])
        rows = Requirement.objects.order_by("name", "slug").values_list("slug", "name")
        self.choose_from("requirement", [("", _("All")), *dict(rows).items()])

    def choose_from(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        """Fill a select."""
        widget = self.fields[name].widget
        if isinstance(widget, forms.Select):
            widget.choices = list(choices)

    def offer_units(self, led: Sequence[Unit], chosen: Unit | None) -> None:
        """The units to choose from, those below others set in; the chosen one as it is written."""
        if chosen is not None:
            self.given["unit"] = chosen.code
        self.choose_from(
            "unit",
            [
                ("", _("All my units")),
                *((unit.code, "\u2003" * (unit.depth - 1) + unit.name) for unit in led),
            ],
        )

    @property
    def filters(self) -> Filters:
        """What was chosen; what cannot be read is left out, and the form says so."""
        self.is_valid()
        said = self.cleaned_data
        return Filters(
            as_of=said.get("as-at") or self.today,
            unit=said.get("unit", ""),
            direct=bool(said.get("direct")),
            requirement=said.get("requirement", ""),
            job=said.get("post", ""),
            status=said.get("status", ""),
            search=said.get("q", ""),
        )


class RequirementForm(forms.Form):
    """A new requirement."""

    module = forms.ChoiceField(label=_("Module or path"))
    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("As people will read it in their training.")
    )
    audience = forms.ChoiceField(
        label=_("Who"),
        choices=[(kind.value, wording.AUDIENCE_WORDS[kind]) for kind in CHOSEN_AUDIENCES],
        widget=forms.RadioSelect,
        initial=Audience.EVERYONE.value,
    )
    units = forms.CharField(
        label=_("Codes of units"),
        required=False,
        help_text=_("Only for certain units. Several with commas between them, as in NR, WC."),
    )
    jobs = forms.MultipleChoiceField(
        label=_("Jobs"),
        required=False,
        choices=Job.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only for certain jobs."),
    )
    first_days = forms.IntegerField(
        label=_("Days for the first time"),
        initial=28,
        min_value=1,
        max_value=3650,
        help_text=_("From the day on which somebody joins, or the day on which this begins."),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    repeat_months = forms.IntegerField(
        label=_("Repeated after months"),
        required=False,
        initial=12,
        min_value=1,
        max_value=120,
        help_text=_("Leave it empty when once is enough."),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    effective_from = DateField(label=_("From"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_from"].help_text = _("Today, if you leave it empty.")
        offered = [one for key, one in current_versions().items() if not is_delta(key)]
        versions = sorted(offered, key=lambda one: one.title)
        module = self.fields["module"]
        if isinstance(module, forms.ChoiceField):
            module.choices = grouped(versions)

    def clean_units(self) -> list[Unit]:
        """The units with these codes. Says which code is none of ours."""
        codes = [code.strip() for code in self.cleaned_data["units"].split(",") if code.strip()]
        units = list(Unit.objects.filter(code__in=codes))
        if missing := [code for code in codes if code not in {unit.code for unit in units}]:
            raise forms.ValidationError(
                _("There is no unit with the code %(codes)s."),
                params={"codes": ", ".join(missing)},
            )
        return units


class CloseForm(forms.Form):
    """The last day of a requirement."""

    on = DateField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].help_text = _("Today, if you leave it empty.")


class ExemptForm(forms.Form):
    """Let somebody off a requirement for a while."""

    requirement = forms.ModelChoiceField(
        label=_("What from"), queryset=Requirement.objects.none(), empty_label=None
    )
    from_on = DateField(label=_("From"))
    until = DateField(label=_("Until"), help_text=_("The requirement comes back on the day after."))
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        help_text=_(
            "A few words about work, such as “on loan to another force”. "
            "Please leave out health or family details."
        ),
    )
    approver = forms.ModelChoiceField(
        label=_("Approved by"),
        queryset=User.objects.none(),
        empty_label=_("Choose somebody"),
        help_text=_(
            "A second person who agreed: somebody who leads a unit above, or an administrator."
        ),
    )

    def __init__(
        self, *args: Any, asked: Iterable[int], by: User, person: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("requirement", Requirement.objects.filter(pk__in=list(asked)).order_by("name")),
            ("approver", approvers(by, person)),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows


class AbsenceForm(forms.Form):
    """Somebody is away for long."""

    from_on = DateField(label=_("Away from"))
    until = DateField(
        label=_("Until"), required=False, help_text=_("Leave it empty if you do not know yet.")
    )


class BackForm(forms.Form):
    """Somebody is back."""

    until = DateField(label=_("Last day away"))


def approvers(by: User, person: User) -> Any:
    """Who may approve: people who lead a unit above this person, and administrators."""
    today: datetime.date = mandatory.today()
    held = Post.objects.held_on(today)
    paths = list(held.filter(user=person).values_list("unit__path", flat=True))
    step = Unit.steplen
    above = {path[:end] for path in paths for end in range(step, len(path) + 1, step)}
    leading = held.filter(leads=True, unit__path__in=above).values("user_id")
    below = people_seen_by(person).values("pk")
    rows = User.objects.filter(is_active=True).filter(
        (Q(pk__in=leading) & ~Q(pk__in=below))
        | Q(groups__name=Role.ADMINISTRATOR)
        | Q(is_superuser=True)
    )
    return rows.exclude(pk__in=[by.pk, person.pk]).order_by("last_name", "first_name").distinct()
