"""Letters about a case, and what became of them: what the desk shows beside the words."""

from __future__ import annotations

from django.db.models import QuerySet

from sistership.window.offices.cases.models import Case
from sistership.window.offices.notices.models import Message


def letters_of(case: Case) -> QuerySet[Message]:
    """Every letter about the case and its handovers, newest first; it tells the state, the attempts and the
    last error."""
    offers = case.handovers.values_list("public_id", flat=True)
    return Message.objects.filter(about_id__in=[case.public_id, *offers]).order_by("-pk")


def letters_in_trouble(case: Case) -> QuerySet[Message]:
    """Those that were given up, came back, or are tried again after a failure."""
    return letters_of(case).exclude(last_error="").exclude(state=Message.State.SENT, bounced_at__isnull=True)
