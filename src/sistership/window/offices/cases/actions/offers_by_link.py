"""Accept or decline an offered case with the one-time link from the letter, without an account."""

from __future__ import annotations

from django.db import transaction

from sistership.window.ground.ids import Ref
from sistership.window.offices.cases.actions import handover
from sistership.window.offices.cases.letters import OFFER
from sistership.window.offices.cases.models import Handover
from sistership.window.offices.notices import actions as notices


@transaction.atomic
def answer_by_link(*, secret: str, is_accepted: bool, answer: str = "", language: str = "") -> Handover:
    """Answer an offer with the link from the letter; the link works once."""
    token = notices.use_token(secret, purpose=OFFER)
    offer = Handover.objects.select_related("case", "from_side", "to_side").get(public_id=token.about_id)
    answered = handover.accept if is_accepted else handover.decline
    return answered(
        actor=Ref("one_time_token", token.public_id), handover=offer, answer=answer, language=language
    )
