"""Background work: tasks are named, and enqueued inside the transaction of the action that wants them.

The broker's table lives in the same database, so the row and its task commit together or not at all.
"""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django_q.tasks import async_task


def enqueue(task: str, *args: str | int) -> None:
    """Queue `package.module.function` with plain arguments; must run inside a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{task} must be enqueued inside the transaction of the action that needs it")
    async_task(task, *args, timeout=settings.Q_CLUSTER["timeout"])
