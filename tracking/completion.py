"""What completes a module. Pure: a manifest and the parts done in, a standing out.

A manifest is {"rule": "all", "parts": [{"iri", "kind", "key", "title", "counts",
"satisfied_by", "hash"?}, ...]}. A part that `counts` is done once an event with the verb
`satisfied_by` names its IRI. The module is complete when every counting part is done.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self


class ManifestError(ValueError):
    """A manifest that nobody could ever complete, or that says two things at once."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far somebody is: the counting parts that are done, in the order of the manifest."""

    parts_done: tuple[str, ...]
    parts_total: int

    @property
    def is_complete(self) -> bool:
        """Whether everything that counts is done. Nothing to do is never complete."""
        return 0 < self.parts_total == len(self.parts_done)


@dataclass(frozen=True, slots=True)
class Rule:
    """The completion rule of one version, read once from its manifest.

    `satisfied_by` maps the IRI of each counting part, in order, to the verb that
    satisfies it; `hashes` maps the IRI of any part to the hash of what it teaches.
    """

    satisfied_by: Mapping[str, str]
    hashes: Mapping[str, str]

    @classmethod
    def of(cls, manifest: Mapping[str, Any]) -> Self:
        """Read a manifest that was checked when it was released."""
        parts = manifest["parts"]
        return cls(
            satisfied_by={part["iri"]: part["satisfied_by"] for part in parts if part["counts"]},
            hashes={part["iri"]: part.get("hash", "") for part in parts},
        )

    def counts(self, verb: str, iri: str) -> bool:
        """Whether an event with this verb finishes a counting part."""
        return self.satisfied_by.get(iri) == verb

    def standing(self, done: Iterable[str]) -> Standing:
        """Weigh the IRIs that are done. Their order and repetition do not matter."""
        finished = frozenset(done)
        return Standing(
            parts_done=tuple(iri for iri in self.satisfied_by if iri in finished),
            parts_total=len(self.satisfied_by),
        )

    def teaches_the_same(self, other: "Rule", iri: str) -> bool:
        """Whether a part of this version is unchanged in another.

        Parts are the same when both versions have the IRI and, where both say what the
        part teaches by a hash, the hashes agree.
        """
        if iri not in self.hashes or iri not in other.hashes:
            return False
        mine, theirs = self.hashes[iri], other.hashes[iri]
        return not mine or not theirs or mine == theirs


def check_manifest(manifest: Mapping[str, Any], *, verbs: Iterable[str]) -> None:
    """Raise ManifestError, with a sentence, unless this manifest can be completed."""
    if manifest.get("rule") != "all":
        raise ManifestError("The completion rule must be “all”.")
    parts = manifest.get("parts")
    if not isinstance(parts, list) or not parts:
        raise ManifestError("The module has no parts.")
    known = frozenset(verbs)
    seen: set[str] = set()
    for part in parts:
        missing = {"iri", "kind", "key", "title", "counts", "satisfied_by"} - part.keys()
        if missing:
            raise ManifestError(f"A part of the module lacks {', '.join(sorted(missing))}.")
        if part["iri"] in seen:
            raise ManifestError(f"Two parts of the module are called {part['iri']}.")
        if part["satisfied_by"] not in known:
            raise ManifestError(f"No part can be satisfied by “{part['satisfied_by']}”.")
        seen.add(part["iri"])
    if not any(part["counts"] for part in parts):
        raise ManifestError("No part of the module counts, so nobody could complete it.")
