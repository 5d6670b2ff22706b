"""The text form of a scenario, in and out without loss. Pure."""

from scenarios.formats.scenario import (
    Document,
    dump_scenario,
    parse_scenario,
    problems_of,
    warnings_of,
)

__all__ = ["Document", "dump_scenario", "parse_scenario", "problems_of", "warnings_of"]
