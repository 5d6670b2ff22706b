"""A scenario as cards that people fill in, and back to its document without loss. Pure."""

from scenarios.cards.naming import next_id
from scenarios.cards.showing import Cards, to_cards
from scenarios.cards.skeleton import skeleton
from scenarios.cards.taking import scene_ids, to_document

__all__ = ["Cards", "next_id", "scene_ids", "skeleton", "to_cards", "to_document"]
