"""Background work of agreements: tell followers what the clock changed."""

from __future__ import annotations

from django.db import transaction

from sistership.window.offices.agreements.actions.following import state_in_words, tell_followers, untold
from sistership.window.offices.agreements.models import Commitment
from sistership.window.offices.agreements.states import PromiseState

MOST_AT_ONCE = 200


def tell_states() -> int:
    """Tell followers of every commitment that turned kept or late since the last time, once each.

    Dropping is told by the action that drops. Runs every ten minutes; what is left is told the next time.
    """
    told = 0
    for state in (PromiseState.KEPT, PromiseState.LATE):
        for key in untold(state)[:MOST_AT_ONCE]:
            told += _tell(key, state)
    return told


@transaction.atomic
def _tell(key: int, state: PromiseState) -> int:
    rows = Commitment.objects.select_for_update(of=("self",)).select_related("partnership")
    commitment = rows.filter(pk=key).exclude(told_state=state.value).first()
    if commitment is None:
        return 0
    commitment.told_state = state.value
    commitment.save(update_fields=["told_state"])
    return tell_followers(commitment, lambda language: state_in_words(state.value))
