"""True or false. Pure."""

from assessments.marking.single import check, score

__all__ = ["check", "score"]
