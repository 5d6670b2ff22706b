"""The doors of courses."""

from courses.services.loading import ensure_catalogue, load_module

__all__ = ["ensure_catalogue", "load_module"]
