"""Images, videos and captions by the names that lessons and content files call them by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Min
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

# What may be written as a file in a module's folder: no step of it begins with a dot or leads out.
_STEP = r"[^/\\.\x00-\x1f][^/\\\x00-\x1f]*"
_FILE_NAME = re.compile(
    rf"{_STEP}(?:/{_STEP})*\.(?:png|jpe?g|svg|webp|mp4|webm|vtt)", re.IGNORECASE
)


def media_names(raw: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """The file names of the images and documents that an expanded stream uses, by row id.

    Images and documents have ids of their own, so a document's is made negative.
    """
    images = {one["value"].get("file") for one in raw if one["type"] == "image"}
    videos = [one["value"] for one in raw if one["type"] == "video"]
    documents = {value.get(key) for value in videos for key in ("file", "captions")}
    names = _names(get_image_model(), images - {None})
    # The stream has them negative already.
    found = _names(get_document_model(), {abs(pk) for pk in documents - {None}})
    return {**names, **{-pk: name for pk, name in found.items()}}


def _names(model: Any, keys: set[int]) -> dict[int, str]:
    """A row that was loaded has its name for a title; one that an editor uploaded, its file's."""
    rows = list(model.objects.filter(pk__in=keys))
    titles = [row.title for row in rows if _FILE_NAME.fullmatch(row.title)]
    # Editors may give any title, also one that a loaded file has: the first one keeps it.
    first = dict(
        model.objects.filter(title__in=titles).values_list("title").annotate(Min("pk")).order_by()
    )
    return {
        row.pk: row.title
        if first.get(row.title) == row.pk
        else str(row.file.name).rsplit("/", 1)[-1]
        for row in rows
    }


def media_row(model: Any, name: str) -> Any:
    """The image or document that lessons call by this name. Raises the model's DoesNotExist."""
    rows = model.objects.order_by("pk")
    row = rows.filter(title=name).first() or rows.filter(file__endswith=f"/{name}").first()
    if row is None:
        raise model.DoesNotExist(name)
    return row
