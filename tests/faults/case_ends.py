"""Run as a program: after a storm, let time pass until every letter has gone; print what there is as JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import timedelta

import django

WAYS = 12
"""More than a letter is tried."""


def deliver_all() -> None:
    """Let hours pass, so that every retry is due, without waiting for them."""
    from sistership.window.ground import clock
    from sistership.window.offices.notices.models import Message
    from sistership.window.offices.notices.tasks import sweep

    later = clock.now()
    for _ in range(WAYS):
        later += timedelta(hours=6)
        with clock.at(later):
            while sweep():
                pass
        if not Message.objects.filter(state=Message.State.QUEUED).exists():
            return


def examine() -> dict[str, object]:
    """What the window holds of the storm, and whether it is whole."""
    from sistership.window.ground.registry import registry
    from sistership.window.offices.cases.models import Case, CaseMessage
    from sistership.window.offices.journal.models import Entry, Payload
    from sistership.window.offices.journal.verify import verify
    from sistership.window.offices.notices.models import Message

    words = CaseMessage.objects.filter(text__contains="mark")
    marks = Counter(text.rsplit(" ", 1)[-1] for text in words.values_list("text", flat=True))
    cases = Case.objects.filter(enquirer_email__startswith="mark").values_list("enquirer_email", flat=True)
    return {
        "cases": Counter(email.split("@", 1)[0] for email in cases),
        "words": marks,
        "letters": {message.message_id: message.state for message in Message.objects.all()},
        "problems": [problem for report in verify() for problem in report.problems],
        "received_entries": Entry.objects.filter(action="case.received").count(),
        "received_cases": Case.objects.count(),
        "payloads_missing": Entry.objects.count() - Payload.objects.count(),
        "rebuild_differs": sum(rebuild() for rebuild in registry.rebuilders.values()),
    }


def main() -> None:
    django.setup()
    deliver_all()
    sys.stdout.write(json.dumps(examine()))


if __name__ == "__main__":
    main()
