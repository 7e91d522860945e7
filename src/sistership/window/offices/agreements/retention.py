"""What agreements keep for a time only: letters to those who asked, and questions set aside."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from sistership.window.ground.retention import Retention, delete_due
from sistership.window.offices.agreements.models import WhyQuestion
from sistership.window.offices.agreements.states import WhyState
from sistership.window.offices.notices import actions as notices


def _discarded(before: datetime) -> QuerySet[WhyQuestion]:
    return WhyQuestion.objects.filter(state=WhyState.DISCARDED, closed_at__lt=before)


RETENTION = {
    "answers": Retention(
        gettext_noop("letters that answered a question of the public"),
        lambda before: notices.sent_letters(WhyQuestion.kind(), before=before),
        let_go=lambda before: notices.forget_sent_letters(WhyQuestion.kind(), before=before),
    ),
    "questions": Retention(
        gettext_noop("questions of the public that were discarded"), _discarded, let_go=delete_due(_discarded)
    ),
}
