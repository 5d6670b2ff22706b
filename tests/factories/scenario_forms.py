"""The form of a scenario as a browser sends it."""

from typing import Any

from scenarios.cards import to_cards
from scenarios.cardsform import CARDS, principle_slugs


def fields_of(block: Any, value: Any, prefix: str) -> dict[str, Any]:
    """What a browser sends for a block that shows this value."""
    children = getattr(block, "child_blocks", None)
    if children is not None:
        sent: dict[str, Any] = {}
        for name, child in children.items():
            sent |= fields_of(child, value[name], f"{prefix}-{name}")
        return sent
    child = getattr(block, "child_block", None)
    if child is None:
        text = isinstance(value, str)
        return {prefix: value.replace("\n", "\r\n") if text else value}
    sent = {f"{prefix}-count": str(len(value))}
    for index, item in enumerate(value):
        here = f"{prefix}-{index}"
        sent |= {f"{here}-deleted": "", f"{here}-order": str(index), f"{here}-type": ""}
        sent |= {f"{here}-id": item.get("id") or f"made-{index}"}
        sent |= fields_of(child, item["value"], f"{here}-value")
    return sent


def form_of(document: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The whole form for a document."""
    cards = to_cards(document, principle_slugs())
    assert cards is not None
    return {**form_of_cards(cards), **more}


def form_of_cards(cards: dict[str, Any]) -> dict[str, Any]:
    """The whole form for cards."""
    return fields_of(CARDS, cards, "document")
