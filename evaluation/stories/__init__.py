"""How scenarios are played, as counts that may leave: nothing below ten people, of nobody alone."""

from evaluation.stories.branches import branch_counts
from evaluation.stories.figures import LEFT_AFTER, StoryFigures, story_figures
from evaluation.stories.texts import Played, Text, played, texts

__all__ = [
    "LEFT_AFTER",
    "Played",
    "StoryFigures",
    "Text",
    "branch_counts",
    "played",
    "story_figures",
    "texts",
]
