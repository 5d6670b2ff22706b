"""What the learner's screens show. Each read takes a fixed number of queries."""

from dashboards.learner.queries.training import Training, training

__all__ = ["Training", "training"]
