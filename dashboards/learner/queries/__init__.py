"""What the learner's screens show. Each read takes a fixed number of queries."""

from dashboards.learner.queries.asked import Asked, asked
from dashboards.learner.queries.notes import Note, NotesOnModule, notes
from dashboards.learner.queries.training import Training, training

__all__ = ["Asked", "Note", "NotesOnModule", "Training", "asked", "notes", "training"]
