"""The doors of the exercises: loading and compiling them, and noting that one was done."""

from exercises.services.authoring import compile_exercise, load_exercise
from exercises.services.doing import finish

__all__ = ["compile_exercise", "finish", "load_exercise"]
