"""The scenario's document in a form: shown as cards, taken back as a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BlockField, BlockWidget, ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from core.yamltext import Path
from scenarios.blocks import ScenarioBlock
from scenarios.cards import to_cards, to_document

CARDS = ScenarioBlock()


def principle_slugs() -> tuple[str, ...]:
    """The principles that can be ticked."""
    rows = apps.get_model("victimscode.Principle")._default_manager.order_by("slug")
    return tuple(rows.values_list("slug", flat=True))


class CardsWidget(BlockWidget):
    """The cards. A post in which some are missing is none at all: nothing is guessed from it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was sent, as the cards of the form; None when it did not come whole."""
        try:
            return self.block_def.value_from_datadict(data, files, name)
        except (MultiValueDictKeyError, KeyError, ValueError, TypeError):
            return None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Never: what is missing is said."""
        return False


class CardsField(BlockField):
    """A scenario as cards. Clean gives the document; it refuses only what did not come whole.

    `id` is the scenario's own, and stays. What keeps the document from learners is for the form.
    """

    id = ""

    def __init__(self, **options: Any) -> None:
        super().__init__(block=CARDS, widget=CardsWidget(CARDS), **options)

    def prepare_value(self, value: Any) -> Any:
        """A document as cards; what was sent stays as it was sent."""
        if isinstance(value, Mapping) and "scenes" in value and not hasattr(value, "bound_blocks"):
            return CARDS.to_python(to_cards(value, principle_slugs()) or {})
        return CARDS.get_default() if value is None else value

    def clean(self, value: Any) -> dict[str, Any]:
        """The document that the cards say. Raises ValidationError when they did not come whole."""
        if value is None:
            raise forms.ValidationError(
                _("The form did not come whole, so nothing was changed. Load the page again.")
            )
        return to_document(CARDS.get_prep_value(value), id=self.id, principles=principle_slugs())

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the cards say something else."""
        return data is None or bool(self.clean(data) != initial)


def at_cards(problems: Iterable[tuple[Path, str]]) -> ValidationError:
    """What is to be mended, each at the field of its card."""
    tree: dict[str | int, Any] = {}
    for path, message in problems:
        node = tree
        for step in path:
            node = node.setdefault(step, {})
        node.setdefault("", []).append(message)
    return _error(tree, CARDS)


def _error(tree: Mapping[str | int, Any], block: Any) -> ValidationError:
    """The errors below a block; what it has no field for is said at the block itself."""
    said = [ValidationError(message) for message in tree.get("", ())]
    below = {step: inner for step, inner in tree.items() if step != ""}
    children = getattr(block, "child_blocks", None)
    if children is not None:
        known = {step: inner for step, inner in below.items() if step in children}
        said += [one for step in below if step not in known for one in _flat(below[step])]
        struct: ValidationError = StructBlockValidationError(
            {str(step): _error(inner, children[step]) for step, inner in known.items()}, said
        )
        return struct
    child = getattr(block, "child_block", None)
    if child is not None:
        known = {step: inner for step, inner in below.items() if isinstance(step, int)}
        said += [one for step in below if step not in known for one in _flat(below[step])]
        listed: ValidationError = ListBlockValidationError(
            {step: _error(inner, child) for step, inner in known.items()}, said
        )
        return listed
    return ValidationError([*said, *(one for inner in below.values() for one in _flat(inner))])


def _flat(tree: Mapping[str | int, Any]) -> list[ValidationError]:
    said = [ValidationError(message) for message in tree.get("", ())]
    return [*said, *(one for step, inner in tree.items() if step != "" for one in _flat(inner))]
