"""Letters that came back: which one it was, and addresses to which nothing is written any more.

A mail server's word is not signed, so it only ever marks a letter to the address that it names; somebody who
invents one learns nothing and stops at most the program's own letters to that address.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sistership.formats.mail import Bounce, FailedRecipient
from sistership.window.ground import clock
from sistership.window.offices.notices.models import Message

LATEST = timedelta(days=5)
"""How long mail servers try before they give a letter back."""
BOUNCES_IN_A_ROW = 3


def letter_of(message_id: str | None) -> Message | None:
    """The letter that left under a Message-ID; None for any other."""
    name = (message_id or "").partition("@")[0]
    try:
        found = Message.objects.filter(public_id=UUID(name)).first()
    except ValueError:
        return None
    return found if found and found.message_id == message_id else None


def _returned(bounce: Bounce, recipient: FailedRecipient) -> Message | None:
    """The letter that did not reach the recipient: by its id, else the last one to the address."""
    found = letter_of(bounce.original_message_id)
    if found is not None:
        return found if found.to.casefold() == recipient.address.casefold() else None
    if bounce.original_message_id:
        return None
    sent = Message.objects.filter(to__iexact=recipient.address, state=Message.State.SENT)
    return sent.filter(sent_at__gte=clock.now() - LATEST).order_by("-sent_at").first()


def note_bounce(bounce: Bounce) -> Message | None:
    """Mark the letters that came back as failed, with the server's own words; returns one of them.

    Of a fault that passes only the words are kept: the server goes on trying.
    """
    found = None
    for recipient in bounce.recipients:
        letter = _returned(bounce, recipient)
        if letter is None:
            continue
        found = letter
        said = " ".join(filter(None, (recipient.status, recipient.diagnostic))) or "It came back"
        letter.last_error = f"{recipient.address}: {said}"
        if recipient.is_final:
            letter.state, letter.bounced_at = Message.State.FAILED, clock.now()
        letter.save(update_fields=["last_error", "state", "bounced_at"])
    return found


def only_bounces(address: str) -> bool:
    """Whether the last letters to an address all came back."""
    rows = Message.objects.filter(to=address, sent_at__isnull=False).order_by("-sent_at")
    last = list(rows.values_list("bounced_at", flat=True)[:BOUNCES_IN_A_ROW])
    return len(last) == BOUNCES_IN_A_ROW and None not in last
