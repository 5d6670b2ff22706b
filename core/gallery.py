"""The gallery at /components/: every component in every state, in development only.

The same samples are rendered by the tests and compared with what they gave before.
"""

from dataclasses import dataclass
from inspect import getdoc
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from core.charts import Bar, BarChart
from core.components import Answer, Cell, Column, Entry, Figure, Option, Step, definitions
from core.context import READING, reading_attributes
from core.forms import DateField, PrivateText
from core.linecharts import PathChart

SAMPLES = settings.BASE_DIR / "templates" / "components" / "samples"
LESSONS = (
    Step("1.1 One Code, four editions", "done", "#steps"),
    Step("1.5 Keeping people informed", "here", "#steps"),
    Step("1.6 Who gets Enhanced Rights", "open", "#steps", "10 minutes"),
)

DATA: dict[str, Any] = {
    "path_charts": [
        PathChart("Trust", "It rises, then dips.", ["start", 1, 2], [0, 2, 1], [0, 2, 4]),
        PathChart("Safety", "It stays level.", ["start", 1, 2], [0, 0, 0], [0, 1, 3]),
    ],
    "path_columns": ["Moment", "Trust", "Safety"],
    "path_rows": [
        ["1. At the counter", "up 2", "no change"],
        ["2. In the queue", "down 1", "no change"],
    ],
    "page": Paginator(range(90), 10).page(5),
    "query": QueryDict("unit=north"),
    "limit_rows": [
        {
            "event": "A suspect is arrested",
            "standard": "5 working days",
            "enhanced": "1 working day",
            "source": "Right 6, Code 2020",
            "source_href": "#limits",
        },
        {
            "event": "No news yet",
            "standard": "As agreed with them",
            "enhanced": "As agreed with them",
        },
    ],
    "options": [
        Option("agreed", "As often, and by the method, agreed with them"),
        Option("month", "At least once in every calendar month", "The rule of 2006."),
        Option("decision", "Only when a key decision has been made"),
    ],
    "answers": [
        Answer("As often, and by the method, agreed", right=True, feedback="That is the Code."),
        Answer("Once a month", chosen=True, feedback="The rule in 2006, so a fair guess."),
        Answer("Only at key decisions"),
    ],
    "hidden": [("key", "a1b2")],
    "columns": ["Person", Column("Modules finished", number=True), "Status"],
    "rows": [
        [
            Cell("Owen Pritchard", href="#table", note="Harbour Street counter"),
            3,
            Cell("", status="overdue"),
        ],
        [Cell("Amina Yusuf", href="#table"), 12, Cell("", status="in-date")],
    ],
    "no_rows": [],
    "steps": LESSONS,
    "steps_again": LESSONS,
    "moments": [
        Step("At the counter", "done"),
        Step("In the queue", "done", note="You can try this again"),
        Step("“Will I be in court?”", "here"),
        Step("Support and contact"),
    ],
    "entries": [
        ("Finished", "3 March 2026"),
        Entry("Unit", "Northgate response", "#summary-list", "Change"),
    ],
    "figures": [
        Figure(6, "overdue", "#figures", "overdue"),
        Figure(11, "due by 23 Dec", "#figures", "due-soon"),
        Figure(46, "in date", "#figures", "in-date"),
        Figure(1, "away, paused", status="away"),
    ],
    "chart": BarChart(
        title="People who finished, by unit",
        description="Northgate response 22, Harbour Street counter 13, Witness care withheld.",
        of="Unit",
        unit="People",
        bars=[
            Bar("Northgate response", 22),
            Bar("Harbour Street counter", 13),
            Bar("Witness care", None, "withheld"),
        ],
    ),
    "problems": [
        ("Choose a unit.", "#id_unit"),
        ("The file has no column called staff_number.", ""),
    ],
}


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Full name", help_text="As on your card.")
    amount = forms.IntegerField(
        label="How many", widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"})
    )
    due_on = DateField(label="Due on", required=False)
    unit = forms.ChoiceField(
        label="Unit", choices=[("", "Choose a unit"), ("n", "Northgate"), ("h", "Harbour Street")]
    )
    pace = forms.ChoiceField(
        label="How do you like to read?",
        widget=forms.RadioSelect,
        choices=[("narrow", "In narrow lines"), ("wide", "In wide lines")],
    )
    days = forms.MultipleChoiceField(
        label="Which days suit you?",
        widget=forms.CheckboxSelectMultiple,
        choices=[("mon", "Monday"), ("tue", "Tuesday")],
        help_text="Choose any.",
        required=False,
    )
    agreed = forms.BooleanField(label="I have checked the list")
    why = PrivateText(label="What happened?")
    evidence = forms.FileField(label="Evidence", required=False)


@dataclass(frozen=True)
class Sample:
    """A component as the gallery shows it."""

    name: str
    about: str
    source: str
    shown: str


def samples(request: HttpRequest | None = None) -> list[Sample]:
    """All components, rendered from templates/components/samples/."""
    made = []
    for found in definitions():
        source = (SAMPLES / f"{found.name}.html").read_text()
        shown = render_to_string(f"components/samples/{found.name}.html", DATA, request)
        made.append(
            Sample(
                name=found.name,
                about=(getdoc(found.build) or "").split("\n")[0],
                source=source.split("\n", 1)[1].strip(),
                shown=mark_safe(shown),  # noqa: S308  just rendered
            )
        )
    return made


def gallery(request: HttpRequest) -> HttpResponse:
    """Show the samples; `?theme=dark` and the other reading preferences can be tried in the address."""
    if not settings.DEVELOPMENT:
        raise Http404
    return render(
        request,
        "gallery.html",
        {
            "samples": samples(request),
            "form": SampleForm(),
            "faulty": SampleForm({"name": "", "due_on": "soon", "why": "x"}, auto_id="faulty_%s"),
            "themes": READING["theme"],
            "reading_attributes": reading_attributes(
                SimpleNamespace(**{name: request.GET.get(name) for name in READING})
            ),
        },
    )
