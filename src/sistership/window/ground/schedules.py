"""Recurring tasks: offices name theirs in the registry, and each becomes one row of django-q2's table."""

from __future__ import annotations

from django.db import transaction
from django_q.models import Schedule

from sistership.window.ground.registry import registry
from sistership.window.ground.tasks import enqueue


def ensure_schedules() -> None:
    """Make the table what the registry says: every task that an office names, at its interval, no other."""
    Schedule.objects.exclude(name__in=registry.schedules).delete()
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
