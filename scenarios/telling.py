"""The alternative telling: second texts for the same scenes, choices and endings. Pure."""

from collections.abc import Mapping
from typing import Any


def has_alternative(document: Mapping[str, Any]) -> bool:
    """Whether the scenario can be told without the distressing matter."""
    return bool(document.get("alternative"))


def told(document: Mapping[str, Any], *, alternative: bool) -> dict[str, Any]:
    """The document with the words that are to be shown.

    Only words differ: ids, conditions, effects and grades are the same, so that nothing
    that follows from a choice can tell which telling was read.
    """
    if not alternative or not has_alternative(document):
        return dict(document)
    other = document["alternative"]
    return {
        **document,
        **{key: other[key] for key in ("setting", "summary") if key in other},
        "scenes": [_scene(scene, other["scenes"][scene["id"]]) for scene in document["scenes"]],
        "endings": [{**ending, **other["endings"][ending["id"]]} for ending in document["endings"]],
    }


def _scene(scene: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    words = {key: value for key, value in other.items() if key != "choices"}
    return {
        **scene,
        # A picture shows what it shows: the quieter telling has its own, or none.
        "picture": "",
        **words,
        "variants": [],
        "choices": [{**c, **other["choices"][c["id"]]} for c in scene["choices"]],
    }
