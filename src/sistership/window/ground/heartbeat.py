"""Signs of life of the background worker, left in the data folder for the supervisor to read.

1. The supervisor queues `beat` with a number through the real queue.
2. The number is acknowledged when django-q2 has fetched, run, saved and deleted it: so that a dead or
   stuck pusher, worker or monitor each shows as a missing acknowledgement.
3. While a task runs, the file `working` stands there since its start: a worker that is busy with a long
   task is not taken for a dead one.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django_q.signals import post_execute, post_execute_in_worker, pre_execute
from django_q.tasks import async_task

BEAT = "sistership.window.ground.heartbeat.beat"


def _folder() -> Path:
    folder: Path = settings.DATA_FOLDER / "run"
    folder.mkdir(exist_ok=True)
    return folder


def beat(number: int) -> int:
    """The task itself: that it is run, is its whole work."""
    return number


def queue_beat(number: int) -> None:
    """Queue one beat; successes are not kept, or they would crowd out the results of real work."""
    with transaction.atomic():
        async_task(BEAT, number, save=False)


def newest_acknowledged() -> int:
    """The highest number acknowledged, 0 when none was."""
    try:
        return int((_folder() / "beat").read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return 0


def silent_for_s() -> float | None:
    """Seconds since the last acknowledgement, 0 while a task runs; None when there never was one."""
    if working_since() is not None:
        return 0.0
    try:
        return max(time.time() - (_folder() / "beat").stat().st_mtime, 0.0)
    except FileNotFoundError:
        return None


def working_since() -> float | None:
    """Seconds since 1970 at which the task now running was begun; None when none is."""
    try:
        return (_folder() / "working").stat().st_mtime
    except FileNotFoundError:
        return None


def forget() -> None:
    """Remove the signs of a group that has ended."""
    (_folder() / "working").unlink(missing_ok=True)


def _on_start(**_: Any) -> None:
    (_folder() / "working").touch()


def _on_end(**_: Any) -> None:
    (_folder() / "working").unlink(missing_ok=True)


def _on_acknowledged(task: dict[str, Any], **_: Any) -> None:
    if task["func"] != BEAT or task["args"][0] <= newest_acknowledged():
        return
    draft = _folder() / f"beat.{os.getpid()}"
    draft.write_text(str(task["args"][0]), "ascii")
    draft.replace(_folder() / "beat")


def connect() -> None:
    """Listen to the worker's signals; they fire in its processes only."""
    pre_execute.connect(_on_start, dispatch_uid="heartbeat")
    post_execute_in_worker.connect(_on_end, dispatch_uid="heartbeat")
    post_execute.connect(_on_acknowledged, dispatch_uid="heartbeat")
