"""What editors have written, as last saved, as passages that cite the Code.

One query for each kind of thing, however many there are; what is not published yet is in the
same row's newest revision.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Check, Question
from courses.checks import NAMES
from courses.formats import parse_pack
from courses.models import JobAid, LessonPage, ModulePage
from courses.services.packing import pack_refs
from dashboards.editor.refs import marked_in, refs_in, said
from exercises.formats import called, cited
from exercises.models import Exercise
from scenarios.models import Scenario

# What a passage is told apart by: its kind, the thing it stands in, and its place there.
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Passage:
    """A passage of an authoring copy, what it cites, and where to mend it.

    `refs` are cited as the rule, `marked` as history or as something to come. `waits` when what it says now is saved and not published.
    """

    key: Key
    place: str
    words: str
    refs: tuple[str, ...]
    edit: str
    module: str = ""
    waits: bool = False
    marked: tuple[str, ...] = ()

    def cites(self, ref: str) -> bool:
        """Whether it cites this, however marked."""
        return ref in self.refs or ref in self.marked

    @property
    def kind(self) -> str:
        """What it is: lesson, question, choice, exercise or aid."""
        return self.key[0]


def passages() -> list[Passage]:
    """Everything that is written and cites the Code, lessons first."""
    modules = list(ModulePage.objects.select_related("latest_revision").order_by("path"))
    pages = list(LessonPage.objects.select_related("latest_revision").order_by("path"))
    bodies = {page.pk: _body(page) for page in pages}
    asked = _asked(pages, bodies)
    found = list(_lessons(pages, bodies, modules))
    found += _packs(modules)
    found += _questions(asked)
    found += _scenarios()
    found += _exercises()
    found += _aids()
    return found


def latest(row: Any) -> Mapping[str, Any] | None:
    """What is saved and not published of a row; None when nothing is. No query."""
    if not row.has_unpublished_changes or row.latest_revision is None:
        return None
    content: Mapping[str, Any] = row.latest_revision.content
    return content


def loaded(value: Any) -> Any:
    """JSON that a revision keeps as text."""
    return json.loads(value) if isinstance(value, str) else value


def _body(page: LessonPage) -> list[dict[str, Any]]:
    draft = latest(page)
    raw = page.body.raw_data if draft is None else loaded(draft.get("body", "[]"))
    return list(raw)


def _lessons(
    pages: Iterable[LessonPage],
    bodies: Mapping[int, list[dict[str, Any]]],
    modules: Iterable[ModulePage],
) -> Iterator[Passage]:
    by_path = {module.path: module for module in modules}
    for page in pages:
        module = by_path.get(page.path[: -page.steplen])
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        for block in bodies[page.pk]:
            refs, marked = _cited(block["value"])
            if (refs or marked) and module is not None:
                yield Passage(
                    key=("lesson", f"{module.slug}/{page.slug}", str(block.get("id") or "")),
                    place=f"{page.number} {page.draft_title or page.title}",
                    words=_named(block["type"], block["value"]),
                    refs=refs,
                    marked=marked,
                    edit=f"{edit}#block-{block.get('id')}-section",
                    module=module.slug,
                    waits=page.has_unpublished_changes,
                )


def _packs(modules: Iterable[ModulePage]) -> Iterator[Passage]:
    """The packs with which modules are taught face to face."""
    for module in modules:
        draft = latest(module)
        text = module.pack if draft is None else draft.get("pack", "")
        pack, _problems = parse_pack(text, file="") if text else (None, [])
        refs = tuple(dict.fromkeys(pack_refs(pack)))
        if pack is not None and refs:
            yield Passage(
                key=("pack", module.slug, ""),
                place=module.title,
                words=pack.title,
                refs=refs,
                edit=reverse("wagtailadmin_pages:edit", args=[module.pk]),
                module=module.slug,
                waits=module.has_unpublished_changes,
            )


def _cited(value: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is cited as the rule, and what is marked, each once."""
    return tuple(dict.fromkeys(refs_in(value))), tuple(dict.fromkeys(marked_in(value)))


def _named(kind: str, value: Any) -> str:
    name, words = NAMES.get(kind, kind), said(value)
    return f"{name} “{words}”" if words else name


def _asked(
    pages: Iterable[LessonPage], bodies: Mapping[int, list[dict[str, Any]]]
) -> dict[str, list[str]]:
    """The lessons that ask each question, by its id."""
    found: dict[str, list[str]] = {}
    for page in pages:
        for block in bodies[page.pk]:
            if block["type"] == "question":
                title = f"{page.number} {page.draft_title or page.title}"
                found.setdefault(str(block["value"].get("ref", "")), []).append(title)
    return found


def _questions(asked: Mapping[str, list[str]]) -> Iterator[Passage]:
    checks = {check.bank: check.title for check in Check.objects.all()}
    for question in Question.objects.select_related("latest_revision").order_by("ref"):
        draft = latest(question) or {}
        cites = loaded(draft.get("cites", question.cites))
        places = list(asked.get(question.ref, ()))
        if draft.get("use", question.use) == "counting" and question.bank in checks:
            places.append(checks[question.bank])
        if cites:
            yield Passage(
                key=("question", question.ref, ""),
                place=", ".join(places) or _("Asked nowhere"),
                words=_("Question %(ref)s “%(stem)s”")
                % {"ref": question.ref, "stem": said(draft.get("stem", question.stem))},
                refs=tuple(dict.fromkeys(cites)),
                edit=edit_url(question),
                module=question.module_key,
                waits=question.has_unpublished_changes,
            )


def _scenarios() -> Iterator[Passage]:
    for scenario in Scenario.objects.select_related("latest_revision").order_by("slug"):
        draft = latest(scenario)
        document = scenario.document if draft is None else loaded(draft.get("document", {}))
        for scene in document.get("scenes", ()):
            for choice in scene.get("choices", ()):
                refs = tuple(dict.fromkeys(choice.get("cites", ())))
                if refs:
                    yield Passage(
                        key=("choice", scenario.slug, f"{scene.get('id')}/{choice.get('id')}"),
                        place=f"{document.get('id', '')} {scenario.title}",
                        words=_("Scene “%(scene)s”: “%(choice)s”")
                        % {"scene": scene.get("title", ""), "choice": said(choice)},
                        refs=refs,
                        edit=edit_url(scenario),
                        waits=scenario.has_unpublished_changes,
                    )


def _exercises() -> Iterator[Passage]:
    for exercise in Exercise.objects.select_related("latest_revision").order_by("slug"):
        draft = latest(exercise)
        document = exercise.document if draft is None else loaded(draft.get("document", {}))
        refs: dict[str, dict[bool, list[str]]] = {}
        for one in cited(document):
            refs.setdefault(one.passage, {True: [], False: []})[bool(one.mark)].append(one.ref)
        for passage, found in refs.items():
            yield Passage(
                key=("exercise", exercise.slug, passage),
                place=exercise.title,
                words=_("Exercise: %s") % called(document, passage),
                refs=tuple(dict.fromkeys(found[False])),
                marked=tuple(dict.fromkeys(found[True])),
                edit=edit_url(exercise),
                waits=exercise.has_unpublished_changes,
            )


def _aids() -> Iterator[Passage]:
    for aid in JobAid.objects.select_related("latest_revision").order_by("slug"):
        draft = latest(aid)
        raw = aid.body.raw_data if draft is None else loaded(draft.get("body", "[]"))
        for block in raw:
            refs, marked = _cited(block["value"])
            if refs or marked:
                yield Passage(
                    key=("aid", aid.slug, str(block.get("id") or "")),
                    place=aid.title,
                    words=_named(block["type"], block["value"]),
                    refs=refs,
                    marked=marked,
                    edit=f"{edit_url(aid)}#block-{block.get('id')}-section",
                    waits=aid.has_unpublished_changes,
                )


def edit_url(row: Any) -> str:
    """Where a snippet is edited."""
    return reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk])
