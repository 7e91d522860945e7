"""Tell those who follow a commitment or its partnership what happened, each in their own language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.agreements.models import Agreement, Commitment, Evidence
from sistership.window.offices.agreements.queries import with_state
from sistership.window.offices.agreements.rules import (
    visible_agreements,
    visible_commitments,
    visible_evidence,
)
from sistership.window.offices.agreements.states import PromiseState
from sistership.window.offices.notices import following
from sistership.window.offices.notices.models import Subscription
from sistership.window.offices.people.rules import Reader

READABLE: dict[str, Callable[[Reader], QuerySet[Any]]] = {
    Commitment.kind(): visible_commitments,
    Agreement.kind(): visible_agreements,
    Evidence.kind(): visible_evidence,
}
News = Callable[[str], str]
"""Language → what happened, in a sentence of that language; called with the language active."""


def tell_followers(commitment: Commitment, news: News, *, evidence: Evidence | None = None) -> int:
    """Tell every follower who may read it what happened to a commitment; returns how many."""
    partnership = commitment.partnership
    shown: Ref = evidence.ref if evidence else commitment.ref

    def heading(language: str) -> str:
        promise = commitment.localized("title").text(language)
        return _("News of a commitment that you follow: %(promise)s") % {"promise": promise}

    return following.tell(
        following.Told(
            about=commitment.ref,
            shows=shown,
            heading=heading,
            words=news,
            address=f"commitments/{commitment.public_id}/",
            partnership_id=partnership.public_id,
        ),
        followed=[commitment.public_id, partnership.public_id],
        may_read=lambda reader: is_readable(shown, reader),
    )


def tell_of_agreement(agreement: Agreement) -> int:
    """Tell the followers of the partnership that an agreement stands here now; returns how many."""

    def words(language: str) -> str:
        title = agreement.localized("title").text(language)
        if agreement.signed_on is None:
            return _("An agreement was recorded: %(title)s") % {"title": title}
        day = date_format(agreement.signed_on, "DATE_FORMAT")
        return _("An agreement was signed on %(date)s: %(title)s") % {"date": day, "title": title}

    partnership = agreement.partnership
    return following.tell(
        following.Told(
            about=agreement.ref,
            shows=agreement.ref,
            heading=lambda language: _("News of a partnership that you follow"),
            words=words,
            address=f"agreements/{agreement.public_id}/",
            partnership_id=partnership.public_id,
        ),
        followed=[partnership.public_id],
        may_read=lambda reader: is_readable(agreement.ref, reader),
    )


def is_readable(record: Ref, reader: Reader) -> bool:
    """Whether the reader sees the commitment, agreement or evidence."""
    return bool(READABLE[record.kind](reader).filter(public_id=record.public_id).exists())


def state_in_words(state: str) -> str:
    """That a commitment came into a state, in one sentence of the active language."""
    if state == PromiseState.KEPT:
        return _("The commitment is kept now: evidence that counts shows it.")
    return _("The commitment is late now: its date passed without evidence that counts.")


def untold(state: PromiseState) -> list[int]:
    """Keys of followed commitments that are in the state now, of which followers were not told.

    Those that nobody follows are noted as told, and those that left the states are noted as open again.
    """
    now = clock.now()
    everything = with_state(Commitment.objects.order_by(), now)
    open_now = everything.filter(state__in=(PromiseState.ON_TRACK, PromiseState.AT_RISK))  # type: ignore[misc]
    open_now.exclude(told_state="").update(told_state="")
    rows = everything.filter(state=state.value).exclude(told_state=state.value)  # type: ignore[misc]
    followed = Exists(
        Subscription.objects.filter(
            Q(about_id=OuterRef("public_id")) | Q(about_id=OuterRef("partnership__public_id"))
        )
    )
    keys = list(rows.filter(followed).values_list("pk", flat=True))
    rows.exclude(pk__in=keys).update(told_state=state.value)
    return keys
