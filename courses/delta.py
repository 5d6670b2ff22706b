"""The lesson on what an edition changes is a module of its own, named after the edition. Pure."""

PREFIX = "delta-"


def delta_key(edition: str) -> str:
    """The key of the module that teaches what this edition changes."""
    return f"{PREFIX}{edition}"


def is_delta(module_key: str) -> bool:
    """Whether a module is one of these: asked of some people, and offered to nobody else."""
    return module_key.startswith(PREFIX)
