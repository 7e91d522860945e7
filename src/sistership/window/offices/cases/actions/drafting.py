"""Keep an enquiry while somebody writes it, and send it: found by a secret link alone."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.window.ground import clock, files
from sistership.window.ground.models import StoredFile
from sistership.window.offices.cases.actions.happening import ENQUIRER
from sistership.window.offices.cases.actions.receiving import Attached, Came, Enquiry, receive
from sistership.window.offices.cases.addresses import enquirer_secret
from sistership.window.offices.cases.models import Channel, EnquiryDraft
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.models import Side

MOST_FILES = 10
SENT = "sent"
"""The only answer of a draft that was sent: the secret of the enquirer's page."""


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def begin(*, language: str, answers: Mapping[str, Any]) -> str:
    """Begin an enquiry; returns the secret of its link, which is stored nowhere."""
    secret, now = secrets.token_urlsafe(24), clock.now()
    EnquiryDraft.objects.create(
        digest=_digest(secret),
        language=language,
        answers=dict(answers),
        changed_at=now,
        expires_at=now + timedelta(days=settings.RETENTION_DAYS["enquiry_drafts"]),
    )
    return secret


def find(secret: str, *, lock: bool = False) -> EnquiryDraft:
    """The enquiry of a link; raises InputError for one that is unknown or over."""
    rows = EnquiryDraft.objects.filter(digest=_digest(secret), expires_at__gt=clock.now())
    draft = (rows.select_for_update() if lock else rows).first()
    if draft is None:
        raise InputError(
            _("There is no enquiry under this link, or it was not sent in time"),
            next_step=_("Begin a new enquiry"),
        )
    return draft


@transaction.atomic
def keep(secret: str, *, language: str, answers: Mapping[str, Any]) -> EnquiryDraft:
    """Keep the answers of one question beside those of the others."""
    draft = find(secret, lock=True)
    if SENT not in draft.answers:
        draft.answers |= dict(answers)
        draft.language, draft.changed_at = language, clock.now()
        draft.expires_at = draft.changed_at + timedelta(days=settings.RETENTION_DAYS["enquiry_drafts"])
        draft.save(update_fields=["answers", "language", "changed_at", "expires_at"])
    return draft


def _room_for(count: int) -> None:
    if count > MOST_FILES:
        raise InputError(
            _("These would be %(count)d files") % {"count": count},
            where="files",
            allowed=_("up to %(count)d files") % {"count": MOST_FILES},
        )


@transaction.atomic
def attach(secret: str, *, language: str, uploads: Sequence[tuple[str, bytes]]) -> EnquiryDraft:
    """Keep files with the enquiry; raises InputError for one that is not taken."""
    draft = find(secret, lock=True)
    known = list(draft.answers.get("files", []))
    _room_for(len(known) + len(uploads))
    for name, content in uploads:
        stored = files.store(name, content)
        known.append({"name": stored.name, "sha256": stored.sha256})
    return keep(secret, language=language, answers={"files": known})


def detach(secret: str, *, language: str, sha256: str) -> EnquiryDraft:
    """Take a file out of the enquiry again."""
    known = find(secret).answers.get("files", [])
    left = [one for one in known if one["sha256"] != sha256]
    return keep(secret, language=language, answers={"files": left})


def stored_files(uploads: Sequence[tuple[str, bytes]]) -> list[Attached]:
    """Uploads as they come with words; call inside an action's transaction."""
    _room_for(len(uploads))
    return [Attached(name=name[:255], file=files.store(name, content)) for name, content in uploads]


def _stored(*, name: str, sha256: str) -> StoredFile:
    """The file under its name; under any where a release before this one kept it under the first."""
    same = StoredFile.objects.filter(sha256=sha256)
    return same.filter(name=name).first() or same.order_by("pk")[0]


@transaction.atomic
def send(secret: str, *, side: Side, enquiry: Enquiry) -> str:
    """Open the case; returns the secret of the enquirer's page. Sent twice, it is one case all the same."""
    draft = find(secret, lock=True)
    if SENT in draft.answers:
        return str(draft.answers[SENT])
    kept = draft.answers.get("files", [])
    attached = [Attached(name=one["name"], file=_stored(**one)) for one in kept]
    case = receive(
        actor=ENQUIRER, side=side, enquiry=enquiry, came=Came(channel=Channel.FORM, files=attached)
    )
    draft.answers = {SENT: enquirer_secret(case)}
    draft.save(update_fields=["answers"])
    return str(draft.answers[SENT])


def draft_url(secret: str, language: str) -> str:
    """Where an enquiry that was begun is gone on with."""
    with translation.override(language):
        return settings.PUBLIC_URL + reverse("enquiry_draft", kwargs={"secret": secret})


@transaction.atomic
def mail_link(secret: str, *, language: str, email: str) -> Message:
    """Send the link of an enquiry that is not finished to its writer."""
    draft = find(secret)
    with translation.override(language):
        subject = _("Your enquiry that is not sent yet")
        body = _(
            "You began an enquiry and have not sent it. Go on with it here until %(date)s:\n\n%(link)s\n\n"
            "Whoever has this link can read and send the enquiry. After that day it is deleted.\n"
        ) % {"date": draft.expires_at.date().isoformat(), "link": draft_url(secret, language)}
        return notices.post(
            to=email, language=language, subject=subject, body=body, about=draft.ref, partnership_id=None
        )
