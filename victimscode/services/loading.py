"""The files of the Code into the database, and the limits of a duty by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction

from core.contentload import LoadReport, Step, content_hash, settle
from core.services import audit
from victimscode import formats, queries
from victimscode.enums import DutyKind
from victimscode.models import (
    Agency,
    Duty,
    Edition,
    Limit,
    Loaded,
    Principle,
    Right,
    Source,
)

Row = TypeVar("Row", bound=Loaded)


@transaction.atomic
def load_code(*, by: AbstractBaseUser | None, code: formats.CodeFiles) -> LoadReport:
    """Bring the Code to what the files say. A second load changes nothing.

    A row that an editor has changed since it was loaded, or made by hand, is listed in the
    report's `kept` and left alone. Nothing is ever removed: what stands in no file is listed.
    """
    report = LoadReport()
    code = formats.canonical(code)
    load = _Loader(by=by, report=report)
    for position, source in enumerate(code.sources):
        load.simple(Source, source, formats.source_data, queries.source_file, position)
    for position, agency in enumerate(code.agencies):
        load.simple(Agency, agency, formats.agency_data, queries.agency_file, position)
    for position, principle in enumerate(code.principles):
        load.simple(Principle, principle, formats.principle_data, queries.principle_file, position)
    places = {edition.slug: position for position, edition in enumerate(code.editions)}
    for edition in formats.followed_first(code.editions):
        load.edition(edition, places[edition.slug])
    report.not_in_files += _not_in_files(code)
    return report


@dataclass
class _Loader:
    """One run of the loader: who runs it, and what it found."""

    by: AbstractBaseUser | None
    report: LoadReport

    def simple(
        self,
        model: type[Row],
        wanted: Any,
        data: Callable[[Any], dict[str, object]],
        as_file: Callable[[Any], Any],
        position: int,
    ) -> None:
        """Load a source, an agency or a principle."""
        row = model._default_manager.filter(slug=wanted.slug).first()
        before = data(as_file(row)) if row else None
        fields = {key: value for key, value in vars(wanted).items() if key not in ("sources",)}
        row = self._write(
            row or model(),
            name=f"{model._meta.model_name} {wanted.slug}",
            before=before,
            after=data(wanted),
            fields=fields,
            position=position,
        )
        if row is not None and isinstance(row, Principle):
            row.sources.set(Source.objects.filter(slug__in=wanted.sources))

    def edition(self, wanted: formats.EditionFile, position: int) -> None:
        """Load an edition, its rights and its duties."""
        row = next(iter(queries.whole_editions(slug=wanted.slug)), None)
        have = queries.edition_file(row) if row else None
        held = {duty.slug: duty for duty in row.duties.all()} if row else {}
        names = ("slug", "title", "kind", "published", "in_force", "superseded_on", "fictional")
        fields: dict[str, Any] = {name: getattr(wanted, name) for name in names}
        fields["follows"] = Edition.objects.filter(slug=wanted.follows).first()
        edition = row or Edition()
        written = self._write(
            edition,
            name=f"edition {wanted.slug}",
            before=formats.edition_data(have, parts=False) if have else None,
            after=formats.edition_data(wanted, parts=False),
            fields=fields,
            position=position,
        )
        if written is not None:
            written.sources.set(Source.objects.filter(slug__in=wanted.sources))
            for number, title in wanted.rights:
                Right.objects.update_or_create(
                    edition=written, number=number, defaults={"title": title, "position": number}
                )
        rights = {right.number: right for right in Right.objects.filter(edition=edition)}
        for place, duty in enumerate(wanted.duties):
            self.duty(edition, held.get(duty.slug), duty, rights, place)

    def duty(
        self,
        edition: Edition,
        row: Duty | None,
        wanted: formats.DutyFile,
        rights: Mapping[int, Right],
        position: int,
    ) -> None:
        """Load a duty or a definition."""
        names = ("slug", "kind", "says", "paragraph", "trigger", "note", "confidence", "in_force")
        fields: dict[str, Any] = {name: getattr(wanted, name) for name in names}
        fields["right"] = rights.get(wanted.right) if wanted.right else None
        written = self._write(
            row or Duty(edition=edition),
            name=f"{wanted.kind} {edition.slug}/{wanted.slug}",
            before=formats.duty_data(queries.duty_file(row, continues=True)) if row else None,
            after=formats.duty_data(wanted),
            fields=fields,
            position=position,
        )
        if written is not None:
            written.sources.set(Source.objects.filter(slug__in=wanted.sources))
            written.agencies.set(Agency.objects.filter(slug__in=wanted.agencies))
            before = Duty.objects.filter(edition=edition.follows_id, slug__in=wanted.continues)
            written.continues.set(before)
            _write_limits(written, dict(wanted.limits))

    def _write(
        self,
        row: Row,
        *,
        name: str,
        before: dict[str, object] | None,
        after: dict[str, object],
        fields: Mapping[str, Any],
        position: int,
    ) -> Row | None:
        """Write one row if it is to be written; None when it is left as it is."""
        wanted = content_hash(after)
        current = content_hash(before) if before is not None else None
        step = settle(
            self.report, name=name, wanted=wanted, current=current, loaded=row.loaded_hash
        )
        if step is Step.LEAVE:
            if current == wanted and (row.loaded_hash != wanted or row.position != position):
                type(row)._default_manager.filter(pk=row.pk).update(
                    loaded_hash=wanted, position=position
                )
            return None
        for key, value in fields.items():
            setattr(row, key, value)
        row.loaded_hash, row.position = wanted, position
        row.save()
        audit(
            by=self.by,
            action=f"{row._meta.model_name}.loaded",
            obj=row,
            before=_plain(before or {}),
            after=_plain(after),
        )
        return row


def _plain(data: Mapping[str, object]) -> dict[str, Any]:
    """The same as JSON values, without what is empty."""
    kept = {key: value for key, value in data.items() if value not in (None, "", [])}
    return {
        key: value if isinstance(value, (int, list, dict)) else str(value)
        for key, value in kept.items()
    }


def _write_limits(duty: Duty, wanted: Mapping[str, formats.LimitText]) -> None:
    duty.limits.exclude(group__in=wanted).delete()
    for group, limit in wanted.items():
        Limit.objects.update_or_create(
            duty=duty, group=group, defaults={"amount": limit.amount, "unit": limit.unit}
        )


def _not_in_files(code: formats.CodeFiles) -> list[str]:
    listed: list[tuple[type[models.Model], str, set[str]]] = [
        (Source, "source", {one.slug for one in code.sources}),
        (Agency, "agency", {one.slug for one in code.agencies}),
        (Principle, "principle", {one.slug for one in code.principles}),
        (Edition, "edition", {one.slug for one in code.editions}),
    ]
    found = [
        f"{word} {slug}"
        for model, word, slugs in listed
        for slug in model._default_manager.exclude(slug__in=slugs).values_list("slug", flat=True)
    ]
    in_files = {(edition.slug, duty.slug) for edition in code.editions for duty in edition.duties}
    for edition_slug, slug, kind in Duty.objects.values_list("edition__slug", "slug", "kind"):
        if (edition_slug, slug) not in in_files:
            found.append(f"{DutyKind(kind).value} {edition_slug}/{slug}")
    return sorted(found)


@transaction.atomic
def set_limits(
    *, by: AbstractBaseUser | None, duty: Duty, limits: Mapping[str, formats.LimitText]
) -> None:
    """Give a duty these limits, by group; a group that is left out has none."""
    before = {limit.group: str(limit) for limit in duty.limits.all()}
    after = {group: str(limit) for group, limit in limits.items()}
    if before == after:
        return
    _write_limits(duty, limits)
    audit(by=by, action="duty.limits_changed", obj=duty, before=before, after=after)
