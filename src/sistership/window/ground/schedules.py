"""Recurring tasks: offices name theirs in the registry, and each becomes one row of django-q2's table."""

from __future__ import annotations

from django.db import transaction
from django_q.models import Schedule

from sistership.window.ground.registry import registry
from sistership.window.ground.tasks import enqueue


def ensure_schedules() -> None:
    """Create the rows that are missing, and set every one to the interval that its office names."""
    for task, minutes in registry.schedules.items():
        Schedule.objects.update_or_create(
            name=task,
            defaults={
                "func": task,
                "schedule_type": Schedule.MINUTES,
                "minutes": minutes,
                "repeats": -1,
            },
        )


def queue_scheduled() -> None:
    """Queue every recurring task once, now; each finds for itself what is left to do."""
    with transaction.atomic():
        for task in registry.schedules:
            enqueue(task)
