"""What the choices of a scenario cite. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def cites_of(document: Mapping[str, Any]) -> list[str]:
    """What the choices of a document cite, each once, in order."""
    return list(dict.fromkeys(ref for _place, ref in citing_choices(document)))


def pictures_of(document: Mapping[str, Any]) -> list[str]:
    """The pictures that the scenes of a document show, in whichever telling, each once."""
    other = document.get("alternative") or {}
    scenes = [*document["scenes"], *other.get("scenes", {}).values()]
    return list(dict.fromkeys(scene["picture"] for scene in scenes if scene.get("picture")))


def citing_choices(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each choice ("counter/rebook") with each thing that it cites."""
    return [
        (f"{scene['id']}/{choice['id']}", ref)
        for scene in document["scenes"]
        for choice in scene["choices"]
        for ref in choice.get("cites", ())
    ]
