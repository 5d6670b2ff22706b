"""The search: a plain form, and what it found."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.access import current_user
from core.errors import InvalidInput
from core.forms import FilterForm
from courses import queries
from courses.enums import PartKind

KIND_WORDS = {
    PartKind.LESSON: _("Lessons"),
    "code": _("The Code and the law around it"),
    PartKind.AID: _("Job aids"),
    PartKind.EXERCISE: _("Exercises"),
    PartKind.SCENARIO: _("Scenarios"),
    PartKind.MODULE: _("Modules"),
}
LONGEST = 200
ASKED = ("q", "kind", "right", "topic")


class SearchForm(FilterForm):
    """What to look for, and where."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(label=_("Where"), required=False)
    right = forms.ChoiceField(label=_("Right"), required=False)
    topic = forms.ChoiceField(label=_("It mentions"), required=False)

    def offer(self, results: queries.Results, kinds: tuple[str, ...]) -> None:
        """Fill the selects with what there is."""
        rights = [(str(number), title) for number, title in dict(results.rights).items()]
        for name, first, choices in (
            ("kind", _("Everywhere"), [(kind, KIND_WORDS[kind]) for kind in kinds]),
            ("right", _("Any right"), rights),
            ("topic", _("Anything"), [(one, one) for one in results.topics]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", first), *choices]


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Search what this person may see."""
    # NUL is in no text of ours, and PostgreSQL takes none.
    given = {key: " ".join(request.GET.get(key, "").replace("\0", " ").split()) for key in ASKED}
    words, right = given["q"], given["right"]
    if len(words) > LONGEST:
        raise InvalidInput(_now("Search for a few words, not for more than 200 letters."))
    user = current_user(request) if request.user.is_authenticated else None
    results = queries.search(
        user,
        words,
        kind=given["kind"],
        right=int(right) if right.isdecimal() and len(right) < 4 else None,
        topic=given["topic"],
    )
    form = SearchForm(given)
    form.offer(results, queries.KINDS if user else queries.OPEN_KINDS)
    asked = any(given.values())
    context = {"form": form, "words": words, "asked": asked, "results": results}
    return render(request, "pages/courses/search.html", context)
