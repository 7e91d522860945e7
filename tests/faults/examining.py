"""Run as a program: look for anything half done in a window, and print what there is as JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter

import django


def examine() -> dict[str, object]:
    """Counts that must agree with each other, and the journal's problems."""
    from django.db import connection
    from django_q.models import OrmQ

    from sistership.window.ground.models import LocalizedText
    from sistership.window.ground.registry import registry
    from sistership.window.offices.agreements.models import Evidence, EvidenceEvent
    from sistership.window.offices.journal.models import Entry, Payload
    from sistership.window.offices.journal.verify import verify
    from sistership.window.offices.notices.models import Message, OneTimeToken

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    events = Counter(EvidenceEvent.objects.values_list("event", flat=True))
    entries = Counter(Entry.objects.filter(action__startswith="evidence.").values_list("action", flat=True))
    deliveries = {
        task.task["args"][0]
        for task in OrmQ.objects.all()
        if task.task["func"] == "sistership.window.offices.notices.tasks.deliver"
    }
    letters = {
        str(letter) for letter in Message.objects.filter(state="queued").values_list("public_id", flat=True)
    }
    return {
        "problems": [problem for report in verify() for problem in report.problems],
        "evidence": Evidence.objects.count(),
        "titles": LocalizedText.objects.filter(owner_kind="evidence", field="title").count(),
        "filed": events["filed"],
        "asked": events["asked"],
        "confirmed": events["confirmed"],
        "filed_entries": entries["evidence.filed"],
        "confirmed_entries": entries["evidence.confirmed"],
        "confirmed_evidence": Evidence.objects.filter(base_state="confirmed").count(),
        "tokens": OneTimeToken.objects.filter(about_kind="evidence").count(),
        "payloads_missing": Entry.objects.count() - Payload.objects.count(),
        "letters": Message.objects.count(),
        "letters_of_evidence": Message.objects.filter(about_kind="evidence").count(),
        "letters_without_task": sorted(letters - deliveries),
        "tasks_without_letter": sorted(deliveries - letters),
        "rebuild_differs": sum(rebuild() for rebuild in registry.rebuilders.values()),
    }


def main() -> None:
    django.setup()
    sys.stdout.write(json.dumps(examine()))


if __name__ == "__main__":
    main()
