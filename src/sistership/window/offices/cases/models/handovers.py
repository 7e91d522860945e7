"""Table: offers to hand a case over to the other city's desk."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record
from sistership.window.offices.cases.models.cases import Case
from sistership.window.offices.cases.states import OfferState
from sistership.window.offices.people.models import Side

OFFER_STATE_LABELS = {
    OfferState.OFFERED: pgettext_lazy("handover", "offered"),
    OfferState.ACCEPTED: pgettext_lazy("handover", "accepted"),
    OfferState.DECLINED: pgettext_lazy("handover", "declined"),
    OfferState.WITHDRAWN: pgettext_lazy("handover", "withdrawn"),
    OfferState.EXPIRED: pgettext_lazy("handover", "expired"),
}


class Handover(Record):
    """A case offered by the side that owes it to another side of the partnership."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="handovers")
    from_side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="+")
    to_side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=OfferState.OFFERED, editable=False)
    offered_at = models.DateTimeField()
    reason = models.TextField()
    """Why the other side, in the offering officer's language."""
    reason_language = models.CharField(max_length=16)
    expires_at = models.DateTimeField()
    """In the asked side's working hours."""
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    """Why it was declined, or a word on acceptance."""
    answer_language = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["case", "offered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state=OfferState.OFFERED), name="one_open_offer_a_case"
            )
        ]
        indexes = [models.Index(fields=["state", "expires_at"])]
