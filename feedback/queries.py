"""Reads of feedback: the place that a remark is about, one's own remarks, and the editors' list."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from assessments.formats.compiled import text_of
from assessments.models import Question
from core.errors import NotFound
from courses.beside import tools_id
from courses.enums import PartKind
from courses.models import CompiledPart, JobAid, LessonPage, ModulePage
from courses.queries import current_parts, parts_of, served
from courses.screens import part_url
from exercises.models import Exercise
from feedback.enums import OPEN, State
from feedback.models import Remark
from scenarios.models import Scenario
from tracking.models import ModuleVersion
from victimscode.models import Citation
from victimscode.queries import duties_by_ref

LONGEST_QUOTE = 2000


@dataclass(frozen=True)
class Place:
    """What a remark is about, as it was released."""

    version: ModuleVersion
    part: CompiledPart
    block_id: str
    title: str
    quote: str
    cites: tuple[str, ...]
    href: str

    @property
    def module_key(self) -> str:
        """The module it belongs to."""
        return self.version.module_key


def place_of(user: User, part_iri: str, block: str, version_id: str) -> Place:
    """The place that an address of feedback names. Raises NotFound for one that is not released."""
    part = _part(user, part_iri, version_id)
    title, words, cites, anchor = _within(part, block)
    href = part_url(part.version.module_key, part)
    return Place(
        version=part.version,
        part=part,
        block_id=block if anchor is not None else "",
        title=title[:300],
        quote=words[:LONGEST_QUOTE],
        cites=tuple(cites),
        href=f"{href}#{anchor}" if anchor else href,
    )


def _part(user: User, part_iri: str, version_id: str) -> CompiledPart:
    segments = part_iri.removeprefix(settings.IRI_BASE).strip("/").split("/")
    # NUL is in no name of ours, and PostgreSQL takes none.
    if not part_iri.startswith(f"{settings.IRI_BASE}/") or "\0" in part_iri:
        raise _nowhere()
    if len(segments) == 4 and segments[0] == "modules":
        version = _version(user, segments[1], version_id)
        parts = parts_of(version.pk)
        found = next((one for one in parts if one.iri == part_iri), None)
    elif len(segments) == 2:
        found = _standing_alone(*segments)
    else:
        found = None
    if found is None or found.kind in (PartKind.MODULE, PartKind.PACK):
        raise _nowhere()
    return found


def _version(user: User, module_key: str, version_id: str) -> ModuleVersion:
    """The version that was named, if it is one of this module; the one that the person is served."""
    try:
        named = ModuleVersion.objects.filter(module_key=module_key, pk=uuid.UUID(version_id))
        version = named.first()
    except ValueError:
        version = None
    return version or served(user, module_key)[0]


def _standing_alone(kinds: str, key: str) -> CompiledPart | None:
    """An activity that stands by itself, as "scenarios/sc01": the part of a module that it is."""
    rows = current_parts([kinds.removesuffix("s")]).filter(key=key.lower())
    return rows.select_related("version").order_by("version__module_key").first()


def _nowhere() -> NotFound:
    return NotFound(
        _("That passage is not one that is open to learners. Open it again and use its own link.")
    )


def _within(part: CompiledPart, block: str) -> tuple[str, str, list[str], str | None]:
    """Title, words, what it cites, and the fragment; the whole part when the block is not in it."""
    document: Mapping[str, Any] = part.document
    if part.kind == PartKind.LESSON:
        section = next((s for s in document.get("sections", ()) if s["id"] == block), None)
        if section:
            return section["title"], section["words"], section["cites"], tools_id(block)
    if part.kind == PartKind.CHECK:
        asked = next((q for q in document["questions"] if q["ref"] == block), None)
        if asked:
            offered = [one.text for one in text_of(asked).words() if one.kind in ("right", "less")]
            options = "\n".join(f"– {text}" for text in offered)
            return asked["stem"], options, list(asked.get("cites", ())), ""
    if part.kind == PartKind.SCENARIO:
        scene = next((s for s in document.get("scenes", ()) if s["id"] == block), None)
        if scene:
            # Never its words: a reader who took the other telling has not read them.
            return f"{part.title}: {scene['title']}", "", _cited(part), ""
    lead = str(document.get("lead") or document.get("summary") or "")
    return part.title, lead, _cited(part), None


def _cited(part: CompiledPart) -> list[str]:
    """What a whole part cites, as it was noted at its release."""
    rows = Citation.objects.filter(version_id=part.version_id, part_iri=part.iri)
    found = rows.order_by("pk").values_list("duty__edition__slug", "duty__slug")
    return list(dict.fromkeys(f"{edition}/{duty}" for edition, duty in found))


# Remarks -----------------------------------------------------------------------------


def remarks_of(user: User) -> QuerySet[Remark]:
    """A person's own remarks, the newest first."""
    return Remark.objects.filter(sender=user).select_related("mended_in")


def remarks(*, state: str = "", module_key: str = "") -> QuerySet[Remark]:
    """The editors' list, the newest first. `state` is a state, "open" for what waits, "" for all."""
    rows = Remark.objects.select_related("version", "mended_in")
    if state == "open":
        rows = rows.filter(state__in=OPEN)
    elif state:
        rows = rows.filter(state=state)
    return rows.filter(module_key=module_key) if module_key else rows


def remark(pk: uuid.UUID) -> Remark:
    """One remark as editors see it. Raises NotFound."""
    rows = Remark.objects.select_related("version", "mended_in", "sender", "answered_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such remark. The list has all of them."))
    return found


def waiting() -> int:
    """How many remarks nobody has looked at."""
    return Remark.objects.filter(state=State.NEW).count()


def modules_spoken_of() -> list[tuple[str, str, int]]:
    """The modules that remarks are about: key, title, how many wait."""
    counts = Remark.objects.values("module_key").annotate(
        open=Count("pk", filter=Q(state__in=OPEN))
    )
    open_by_key = {row["module_key"]: row["open"] for row in counts.order_by("module_key")}
    titles = dict(
        ModuleVersion.objects.filter(module_key__in=open_by_key)
        .order_by("number")
        .values_list("module_key", "title")
    )
    return [(key, titles.get(key, key), open_) for key, open_ in open_by_key.items()]


def keepers_of(module_key: str) -> list[str]:
    """The e-mail addresses of whoever keeps a module: named on its page, or else all editors."""
    page = ModulePage.objects.filter(slug=module_key).first()
    keeper = page.keeper if page else ""
    if "@" in keeper:
        return [word.strip("<>,;") for word in keeper.split() if "@" in word]
    editors = User.objects.filter(is_active=True, groups__name=Role.EDITOR).order_by("pk")
    named = [one.email for one in editors if keeper and one.get_full_name() == keeper]
    return named or [one.email for one in editors]


@dataclass(frozen=True)
class Cite:
    """A duty that a passage cites. `says` and `href` are empty for one that is no longer known."""

    ref: str
    says: str
    href: str


@dataclass(frozen=True)
class Links:
    """Where an editor goes on from a remark."""

    cites: list[Cite]
    edit: str
    learners: str


def links_of(found: Remark) -> Links:
    """What the passage cites, where it is edited, and where learners see it now."""
    duties = duties_by_ref(found.cites) if found.cites else {}
    cites = [
        Cite(ref, duties[ref].says, duties[ref].get_absolute_url())
        if ref in duties
        else Cite(ref, "", "")
        for ref in found.cites
    ]
    now = current_parts([found.part_kind]).filter(iri=found.part_iri)
    part = now.select_related("version").first()
    href = part_url(part.version.module_key, part) if part else ""
    if part and part.kind == PartKind.LESSON and found.block_id:
        href = f"{href}#{tools_id(found.block_id)}"
    return Links(cites, _edit_address(found), href)


# Which snippet an editor opens for a kind of part, and the field that holds its key.
SNIPPETS: dict[str, tuple[type[Model], str]] = {
    PartKind.CHECK: (Question, "ref"),
    PartKind.SCENARIO: (Scenario, "slug"),
    PartKind.AID: (JobAid, "slug"),
    PartKind.EXERCISE: (Exercise, "slug"),
}


def _edit_address(found: Remark) -> str:
    key = found.part_iri.rstrip("/").rpartition("/")[2]
    if found.part_kind == PartKind.LESSON:
        pages = LessonPage.objects.filter(slug=key).select_related("content_type")
        page = next((one for one in pages if one.get_parent().slug == found.module_key), None)
        return reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else ""
    if found.part_kind not in SNIPPETS:
        return ""
    model, field = SNIPPETS[found.part_kind]
    if found.part_kind == PartKind.CHECK:
        key = found.block_id
    row = model._default_manager.filter(**{f"{field}__iexact": key}).first() if key else None
    names = f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}"
    return reverse(f"{names}:edit", args=[row.pk]) if row else ""
