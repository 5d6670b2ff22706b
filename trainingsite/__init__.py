"""Wiring: settings, addresses, workers. Nothing imports it."""

from trainingsite.celery import app as celery_app

__all__ = ["celery_app"]
