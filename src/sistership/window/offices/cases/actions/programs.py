"""Enquiries that another program sends, which may send the same one again when it heard no answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.cases.actions.drafting import stored_files
from sistership.window.offices.cases.actions.receiving import Came, Enquiry, receive
from sistership.window.offices.cases.models import Case, EnquiryDraft
from sistership.window.offices.people.models import Side


def _digest(*parts: str) -> str:
    return salted_hmac("cases.program", json.dumps(parts), algorithm="sha256").hexdigest()


def _held(actor: Ref, key: str, language: str) -> EnquiryDraft:
    """What the account sent under the key, or will in this transaction; whoever comes second waits here."""
    now = clock.now()
    draft, _is_new = EnquiryDraft.objects.get_or_create(
        digest=_digest(str(actor.public_id), key),
        defaults={
            "language": language,
            "changed_at": now,
            "expires_at": now + timedelta(days=settings.RETENTION_DAYS["enquiry_drafts"]),
        },
    )
    return EnquiryDraft.objects.select_for_update().get(pk=draft.pk)


@transaction.atomic
def receive_from_program(
    *,
    actor: Ref,
    side: Side,
    enquiry: Enquiry,
    channel: str,
    uploads: Sequence[tuple[str, bytes]] = (),
    key: str = "",
) -> tuple[Case, bool]:
    """Open a case for what an account's program sends; returns it, and whether it is new.

    What an account sends again under the same `key` is one case all the same, as long as drafts are kept.
    Raises InputError for a key under which it sent something else.
    """
    held = _held(actor, key, enquiry.language) if key else None
    sent = _digest(
        str(side.public_id), channel, json.dumps(asdict(enquiry)), *(name for name, _content in uploads)
    )
    if held is not None and held.answers:
        if held.answers["sent"] != sent:
            raise InputError(
                _("Another enquiry was sent under this key"),
                where="Idempotency-Key",
                next_step=_("Send each enquiry under a key of its own"),
            )
        return Case.objects.get(public_id=held.answers["case"]), False
    case = receive(
        actor=actor, side=side, enquiry=enquiry, came=Came(channel=channel, files=stored_files(uploads))
    )
    if held is not None:
        held.answers = {"case": str(case.public_id), "sent": sent}
        held.save(update_fields=["answers"])
    return case, True
