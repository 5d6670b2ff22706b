"""The doors of the scenarios: loading, compiling and releasing them, and playing."""

from scenarios.services.authoring import compile_scenario, load_scenario, publish_document

__all__ = ["compile_scenario", "load_scenario", "publish_document"]
