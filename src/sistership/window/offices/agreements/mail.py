"""Answer evidence by answering the letter that asks for it: “confirm”, or “dispute:” and the reason.

The letter's reply address works from the side's desk and from accounts of its staff; what anybody else sends
there is set aside.
"""

from __future__ import annotations

import re

from django.utils import translation
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, SistershipError
from sistership.formats.mail import IncomingLetter, Nature
from sistership.window.ground.incoming import Filed
from sistership.window.offices.agreements.actions import evidence as actions
from sistership.window.offices.agreements.answer_addresses import answer_address, asked_at, find_address
from sistership.window.offices.agreements.models import Evidence
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.models import Account, Side
from sistership.window.offices.people.rules import is_staff_of_side

CONFIRM = ("confirm", "確認", "potwierdzam", "sahkan")
DISPUTE = ("dispute", "有異議", "異議", "kwestionuję", "kwestionuje", "pertikai")
_ANSWER = re.compile(
    rf"^\s*(?:(?P<yes>{'|'.join(CONFIRM)})[\s.。!！]*$|(?:{'|'.join(DISPUTE)})\s*[:：]\s*)", re.I
)


def take(letter: IncomingLetter) -> Filed | None:
    """Answer evidence by a letter; None for one that was sent elsewhere."""
    said = (*(one.address for one in (*letter.to, *letter.cc)), *letter.delivered_to)
    address = find_address(said)
    if address is None or letter.sender is None or letter.nature in (Nature.AUTOMATIC, Nature.BOUNCE):
        return None
    asked = asked_at(address)
    account = Account.objects.filter(email=letter.sender.address.lower(), is_active=True).first()
    if asked is None or not _may_answer(letter.sender.address, asked[1], account):
        return Filed(reason=_("It was sent to an address for evidence that its sender was not given"))
    evidence, side = asked
    try:
        _answer(letter, evidence, side, account)
    except SistershipError as error:
        _tell_not_done(letter, evidence, side, error)
        return Filed(evidence.ref, f"{error.what}. {error.next_step}".strip(), side.public_id)
    return Filed(evidence.ref)


def _tell_not_done(letter: IncomingLetter, evidence: Evidence, side: Side, error: SistershipError) -> None:
    """Tell whoever may answer that the letter did not, and why."""
    assert letter.sender is not None
    if letter.nature is not Nature.ORDINARY:
        return
    language = side.city.language
    with translation.override(language):
        notices.post(
            to=letter.sender.address.lower(),
            language=language,
            subject=_("Your answer was not recorded: %(subject)s") % {"subject": letter.subject[:200]},
            body=f"{error.what}.\n{error.next_step}\n",
            about=evidence.ref,
            partnership_id=side.partnership.public_id,
            reply_to=answer_address(evidence, side),
            thread=[letter.message_id],
        )


def _may_answer(sender: str, side: Side, account: Account | None) -> bool:
    is_desk = bool(side.desk_email) and side.desk_email.lower() == sender.lower()
    return is_desk or (account is not None and is_staff_of_side(account, side))


def _answer(letter: IncomingLetter, evidence: Evidence, side: Side, account: Account | None) -> None:
    first, _newline, rest = letter.new_text.strip().partition("\n")
    match = _ANSWER.match(first)
    if match is None or letter.nature is not Nature.ORDINARY:
        raise InputError(
            _("The letter neither confirms the evidence nor disputes it"),
            next_step=_("Begin it with “confirm” or with “dispute:” and your reason"),
        )
    actions.answer_evidence(
        actor=account.ref if account else side.ref,
        evidence=evidence,
        side=side,
        is_confirmed=match["yes"] is not None,
        reason="" if match["yes"] else f"{first[match.end() :]}\n{rest}".strip(),
        language=(account and account.language) or side.city.language,
    )
