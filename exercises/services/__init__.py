"""The doors of the exercises: loading and compiling them, and noting that one was done."""

from exercises.services.authoring import compile_exercise, compiled, load_exercise, troubles_of
from exercises.services.doing import finish

__all__ = ["compile_exercise", "compiled", "finish", "load_exercise", "troubles_of"]
