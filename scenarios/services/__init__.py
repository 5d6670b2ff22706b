"""The doors of the scenarios: loading, compiling and releasing them, and playing."""

from scenarios.citing import cites_of, citing_choices
from scenarios.services.authoring import (
    compile_scenario,
    load_scenario,
    publish_document,
)
from scenarios.services.bulk import NewRun, keep_runs
from scenarios.services.drafting import copy_scenario, free_id, replace_draft
from scenarios.services.playing import choose, finish, play_from, start, try_again

__all__ = [
    "NewRun",
    "choose",
    "cites_of",
    "citing_choices",
    "compile_scenario",
    "copy_scenario",
    "finish",
    "free_id",
    "keep_runs",
    "load_scenario",
    "play_from",
    "publish_document",
    "replace_draft",
    "start",
    "try_again",
]
