"""What cases keep for a time only."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from sistership.window.ground.retention import Retention, delete_due
from sistership.window.offices.cases.erasure import forget_with_letters
from sistership.window.offices.cases.models import Case, EnquiryDraft


def _drafts(before: datetime) -> QuerySet[EnquiryDraft]:
    return EnquiryDraft.objects.filter(changed_at__lt=before)


def _closed(before: datetime) -> QuerySet[Case]:
    return Case.objects.filter(closed_at__lt=before, erased_at__isnull=True)


def _forget_closed(before: datetime) -> int:
    return sum(forget_with_letters(case) for case in _closed(before).order_by("pk").iterator(chunk_size=200))


RETENTION = {
    "enquiry_drafts": Retention(
        gettext_noop("enquiries that somebody began and did not send"), _drafts, let_go=delete_due(_drafts)
    ),
    "cases": Retention(
        gettext_noop("who asked, and the words, of closed cases"), _closed, let_go=_forget_closed
    ),
}
