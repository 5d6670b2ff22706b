"""An exercise as a page. Courses decides which, for whom and under which registration.

Nothing that is answered is stored: each POST carries all answers so far in its body, and is
answered with the page itself. One press says that the exercise was done, and that alone is
recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.access import current_user
from exercises.formats import cited
from exercises.forms import written_day
from exercises.pages import Screen, Telling, has_alternative, has_note
from exercises.responding import Response, Snag, respond
from exercises.services import finish
from tracking.models import Registration
from victimscode.queries import News, news_of, that_matter

ALTERNATIVE = "alternative"


@dataclass(frozen=True)
class Sitting:
    """Where an exercise is done: the compiled document, its name in the ledger, the way back.

    `register` gives the registration under which it counts, if any. It is called only when
    the exercise is finished.
    """

    document: Mapping[str, Any]
    iri: str
    action: str
    back_url: str
    back_text: str
    register: Callable[[], Registration | None]


@never_cache
@sensitive_post_parameters()
def sit(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """One page of an exercise: GET its beginning, POST the next."""
    document = sitting.document
    if request.method != "POST":
        if has_note(document):
            return _intro(request, sitting)
        return _shown(request, sitting, Screen(Telling(document), 0, Response()))
    if has_note(document) and not request.POST.get("note"):
        return _intro(request, sitting)
    if request.POST.get("do") == "done":
        return _done(request, sitting)
    alternative = has_alternative(document) and request.POST.get("note") == ALTERNATIVE
    screen = _read(request, Telling(document, alternative))
    return _shown(request, sitting, _moved(request.POST.get("do", ""), screen))


def _intro(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    context = {
        "sitting": sitting,
        "document": sitting.document,
        "alternative": has_alternative(sitting.document),
        "news": _news(sitting.document),
    }
    return render(request, "pages/exercises/intro.html", context)


def _read(request: HttpRequest, telling: Telling) -> Screen:
    """The step that the form was on, with everything that was answered. A made-up number is 1."""
    steps = telling.steps
    part = request.POST.get("part", "")
    index = int(part) - 1 if part.isascii() and part.isdigit() and len(part) < 4 else 0
    index = index if 0 <= index < len(steps) else 0
    sent = {name: request.POST.getlist(name) for name in request.POST}
    fields = [one for step in steps for one in step.fields]
    response = respond(fields, sent, day_of=written_day)
    # What was sent unseen cannot be mended by the reader; what could not be read of it is gone.
    here = {one.name for one in steps[index].fields}
    snags = {name: snag for name, snag in response.snags.items() if name in here}
    return Screen(telling, index, replace(response, snags=snags))


def _moved(do: str, screen: Screen) -> Screen:
    """The page that a press leads to; the same page, when something is to be put right first."""
    if do == "back":
        return replace(screen, index=max(0, screen.index - 1), response=_clean(screen))
    if screen.response.snags:
        return screen
    if do == "next":
        return replace(screen, index=min(len(screen.steps) - 1, screen.index + 1))
    if do == "check" and screen.step.told:
        return _marked(screen)
    return screen


def _clean(screen: Screen) -> Response:
    return replace(screen.response, snags={}, written={})


def _marked(screen: Screen) -> Screen:
    answered = any(one.name in screen.response.answers for one in screen.step.fields)
    if not answered and not screen.step.optional:
        return replace(screen, response=replace(screen.response, snags={"": Snag.NOTHING}))
    telling = screen.telling
    feedback = telling.kind.mark(telling.work, screen.step, screen.response.answers)
    return replace(screen, feedback=feedback)


def _news(document: Mapping[str, Any]) -> list[News]:
    """What has changed in the rules that it goes by, whichever way it is told."""
    refs = [one.ref for one in cited(document) if not one.mark]
    return that_matter(news_of(refs).values())


def _shown(request: HttpRequest, sitting: Sitting, screen: Screen) -> HttpResponse:
    status = 422 if screen.put_right else 200
    document = sitting.document
    news = _news(document)
    context = {"sitting": sitting, "screen": screen, "document": document, "news": news}
    return render(request, "pages/exercises/exercise.html", context, status=status)


def _done(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    finish(by=current_user(request), iri=sitting.iri, registration=sitting.register())
    words = _("You have done “%(title)s”. Nothing of what you answered was kept.")
    messages.success(request, words % {"title": sitting.document["title"]})
    return redirect(sitting.back_url)
