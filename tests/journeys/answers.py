"""The right answers, as the content files have them."""

from functools import lru_cache

import yaml
from django.conf import settings


@lru_cache(maxsize=1)
def right_answers() -> dict[str, list[str]]:
    """The texts of the right options, by the stem of their question."""
    file = settings.BASE_DIR / "content" / "questions" / "victims-code.yaml"
    questions = yaml.safe_load(file.read_text(encoding="utf-8"))["questions"]
    return {
        one["stem"]: [option["text"] for option in one["options"] if option.get("correct")]
        for one in questions
    }
