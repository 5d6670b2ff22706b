"""Statistics: numbers in, frozen dataclasses out. Pure."""
