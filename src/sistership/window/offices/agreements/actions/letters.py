"""Letters about evidence: asking the other sides' desks, and telling the one that filed it."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from sistership.window.offices.agreements.answer_addresses import answer_address
from sistership.window.offices.agreements.models import Evidence
from sistership.window.offices.agreements.states import EvidenceState
from sistership.window.offices.journal.queries import head_of
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.models import Partnership, Side

ANSWER = "evidence.answer"
"""Purpose of the one-time link."""


def ask_partners(evidence: Evidence) -> int:
    """Write to the desk of every other side, in its language; returns how many letters."""
    partnership = evidence.commitment.partnership
    letters = 0
    for side in partnership.sides.select_related("city").exclude(pk=evidence.side_id):
        if not side.desk_email:
            continue
        secret = notices.issue_token(
            purpose=ANSWER, about=evidence.ref, side_id=side.public_id, email=side.desk_email
        )
        language = side.city.language
        with translation.override(language):
            filer = evidence.side.city.localized("name").text(language)
            promise = evidence.commitment.localized("title").text(language)
            subject = _("%(city)s asks you to confirm: %(promise)s") % {"city": filer, "promise": promise}
            body = _(
                "%(city)s has filed evidence for a promise of your partnership.\n\n"
                "Promise: %(promise)s\n"
                "Evidence: %(evidence)s\n\n"
                "Open this link to read it and to confirm or dispute it. You need no account:\n"
                "%(link)s\n\n"
                "If nobody answers within %(days)d working days, the evidence counts as one-sided and "
                "says so.\n"
            ) % {
                "city": filer,
                "promise": promise,
                "evidence": evidence.localized("title").text(language),
                "link": f"{settings.PUBLIC_URL}/{language}/answer/{secret}/",
                "days": partnership.answer_working_days,
            }
            reply_to = answer_address(evidence, side)
            if reply_to:
                body += "\n" + _(
                    "Or simply answer this letter: begin with “confirm”, or with “dispute:” and your "
                    "reason.\n"
                )
        notices.post(
            to=side.desk_email,
            language=language,
            subject=subject[:250],
            body=f"{body}\n{_head_in_words(partnership, language)}\n",
            about=evidence.ref,
            partnership_id=partnership.public_id,
            reply_to=reply_to,
        )
        letters += 1
    return letters


def _head_in_words(partnership: Partnership, language: str) -> str:
    """The head of the journal: in the other side's mailbox it is one that nobody here can change."""
    chain = head_of(partnership.public_id)
    assert chain is not None, "filing was journalled before anybody is asked"
    with translation.override(language):
        return _("Journal of the partnership when this was written: entry %(length)d, head %(head)s") % {
            "length": chain.length,
            "head": chain.head,
        }


def tell_filer(evidence: Evidence, *, side: Side, is_confirmed: bool, reason: str) -> None:
    """Write the answer to the desk that filed the evidence, in its language, where it has an address."""
    if not evidence.side.desk_email:
        return
    language = evidence.side.city.language
    with translation.override(language):
        names = {
            "city": side.city.localized("name").text(language),
            "evidence": evidence.localized("title").text(language),
        }
        subject = answer_in_words(evidence, side, language)
        if is_confirmed:
            body = _("%(city)s has confirmed your evidence “%(evidence)s”.") % names
        else:
            body = _("%(city)s disputes your evidence “%(evidence)s”.\n\nReason given: %(reason)s") % {
                **names,
                "reason": reason,
            }
        address = f"{settings.PUBLIC_URL}/{language}/commitments/{evidence.commitment.public_id}/"
    notices.post(
        to=evidence.side.desk_email,
        language=language,
        subject=subject[:250],
        body=f"{body}\n\n{address}\n",
        about=evidence.ref,
        partnership_id=evidence.commitment.partnership.public_id,
    )


def answer_in_words(evidence: Evidence, side: Side, language: str) -> str:
    """What the side answered, in one sentence; the language must be active."""
    names = {
        "city": side.city.localized("name").text(language),
        "evidence": evidence.localized("title").text(language),
    }
    if evidence.base_state == EvidenceState.CONFIRMED:
        return _("%(city)s confirmed: %(evidence)s") % names
    return _("%(city)s disputes: %(evidence)s") % names


def filing_in_words(evidence: Evidence, language: str) -> str:
    """That evidence was filed, in one sentence; the language must be active."""
    return _("%(city)s filed evidence: %(evidence)s") % {
        "city": evidence.side.city.localized("name").text(language),
        "evidence": evidence.localized("title").text(language),
    }
