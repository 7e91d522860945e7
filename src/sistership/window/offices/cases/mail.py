"""Which letters that come in belong to cases, and what becomes of them.

1. To an officer's address (`addresses.officer_address`), from the account or desk that it was given to:
   a deed. Whoever else writes there is set aside; nothing is done and nothing is answered.
2. To a case's own address: from an officer a copy to file, from anybody else the enquirer's words, because
   only the enquirer was given the address.
3. In a thread of the window's letters (Message-ID, References), from the enquirer's own address: their words.
   The subject says nothing: threads stay together when it changes, and none is joined by a number in it.
4. To the window or a side's desk, from a stranger: a new case. Of one address at most ten a day.
5. Letters of programs are kept with the case, start no clock and are never answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext_noop

from sistership.common.errors import SistershipError
from sistership.formats.mail import IncomingLetter, Nature
from sistership.window.ground import clock
from sistership.window.ground.incoming import Filed, reason, reason_of
from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases import letters
from sistership.window.offices.cases.actions import by_mail
from sistership.window.offices.cases.addresses import (
    OFFICER,
    case_by_address,
    officer_case,
    side_by_officer_address,
)
from sistership.window.offices.cases.engine import language_of
from sistership.window.offices.cases.models import Case, CaseMessage, Channel, Direction, Handover
from sistership.window.offices.notices.bounces import letter_of
from sistership.window.offices.people.models import Account, Side
from sistership.window.offices.people.rules import is_staff_of_side

CASES_A_DAY = 10
WORDS_A_DAY = 50
DAY = timedelta(days=1)


def take(letter: IncomingLetter) -> Filed | None:
    """File a letter that belongs to a case; None for one that does not."""
    if letter.nature is Nature.BOUNCE or letter.sender is None:
        return None
    addresses = _addresses(letter)
    for address in addresses:
        if OFFICER.search(address):
            return _to_officer_address(letter, address)
    for address in addresses:
        case = case_by_address(address)
        if case is not None:
            return _to_case(letter, case)
    found = _case_of_thread(letter)
    if found is not None:
        return _in_thread(letter, found)
    return _to_window(letter, addresses)


def _addresses(letter: IncomingLetter) -> list[str]:
    said = [one.address.lower() for one in (*letter.to, *letter.cc)]
    return list(dict.fromkeys((*said, *(one.lower() for one in letter.delivered_to))))


def _from(letter: IncomingLetter) -> str:
    return letter.sender.address.lower() if letter.sender else ""


def _account(letter: IncomingLetter) -> Account | None:
    return Account.objects.filter(email=_from(letter), is_active=True).first()


def _sides(case: Case) -> list[Side]:
    return list(case.sides.select_related("city", "partnership").order_by("position"))


def _to_officer_address(letter: IncomingLetter, address: str) -> Filed | None:
    case, account = officer_case(address), _account(letter)
    if letter.nature is Nature.AUTOMATIC:
        return _by_program(case)
    side = side_by_officer_address(address, case, _sides(case), account) if case else None
    if case is None or side is None or not _may_act(letter, side, account):
        return Filed(
            reason=gettext_noop(
                "It was sent to an officer's address that its sender was not given, or that has ended"
            )
        )
    if letter.nature is not Nature.ORDINARY:
        return Filed(case.ref, gettext_noop("It was sent through a mailing list"), side.public_id)
    addressed = {one.address.lower() for one in (*letter.to, *letter.cc)}
    try:
        if account is not None and case.enquirer_email and case.enquirer_email in addressed:
            by_mail.file_copy(case=case, letter=letter, side=side, account=account, is_known=True)
        else:
            by_mail.act(case=case, letter=letter, side=side, account=account)
    except SistershipError as error:
        letters.tell_not_done(case, side, account=account, error=error, thread=[letter.message_id])
        return Filed(case.ref, reason_of(error), side.public_id)
    return Filed(case.ref)


def _by_program(case: Case | None) -> Filed | None:
    """Kept with the case that its subject repeats, seen by its side, gone when the case is forgotten."""
    why = gettext_noop("A program answered by itself; nothing was done")
    return Filed(case.ref, why, case.side.public_id) if case else None


def _may_act(letter: IncomingLetter, side: Side, account: Account | None) -> bool:
    if account is not None and is_staff_of_side(account, side):
        return True
    return bool(side.desk_email) and side.desk_email.lower() == _from(letter)


def _to_case(letter: IncomingLetter, case: Case) -> Filed:
    account = _account(letter)
    if account is not None and _from(letter) != case.enquirer_email:
        side = next((side for side in _sides(case) if is_staff_of_side(account, side)), None)
        if side is not None and letter.nature is Nature.ORDINARY:
            by_mail.file_copy(case=case, letter=letter, side=side, account=account)
            return Filed(case.ref)
    return _heard(letter, case)


def _heard(letter: IncomingLetter, case: Case) -> Filed:
    if letter.nature is Nature.AUTOMATIC:
        by_mail.keep_automatic(case=case, letter=letter)
        return Filed(case.ref)
    into = case.merged_into
    if into is not None and into.enquirer_email == case.enquirer_email:
        case = into
    rows = case.messages.filter(direction=Direction.IN, channel=Channel.MAIL, at__gte=clock.now() - DAY)
    if rows.count() >= WORDS_A_DAY:
        return Filed(
            case.ref,
            gettext_noop("More letters came in this case today than a person writes"),
            case.side.public_id,
        )
    by_mail.hear_letter(case=case, letter=letter)
    return Filed(case.ref)


def _case_of_thread(letter: IncomingLetter) -> Case | None:
    """The case whose letters this one answers, the latest named first."""
    named = [one for one in (letter.in_reply_to, *reversed(letter.references)) if one]
    for one in dict.fromkeys(named):
        words = CaseMessage.objects.filter(message_id=one).select_related("case__side__city")
        kept = words.exclude(case__enquirer_email="").order_by("pk").first()
        if kept is not None:
            return kept.case
        sent = letter_of(one)
        if sent is None or sent.about_id is None:
            continue
        if sent.about_kind == Case.kind():
            return Case.objects.select_related("side__city").filter(public_id=sent.about_id).first()
        if sent.about_kind == Handover.kind():
            return Case.objects.filter(handovers__public_id=sent.about_id).first()
    return None


def _in_thread(letter: IncomingLetter, case: Case) -> Filed | None:
    if case.enquirer_email and _from(letter) == case.enquirer_email:
        return _heard(letter, case)
    if letter.nature is Nature.AUTOMATIC:
        return _by_program(case)
    return Filed(
        case.ref,
        reason(
            gettext_noop("It answers a letter of case %(number)s, but not from the enquirer's address"),
            number=case.number,
        ),
        case.side.public_id,
    )


def _to_window(letter: IncomingLetter, addresses: Iterable[str]) -> Filed | None:
    if letter.nature is Nature.AUTOMATIC:
        return None
    is_named, sides = _sides_asked(letter, list(addresses))
    if not is_named:
        return None
    side = sides[0] if len(sides) == 1 else None
    why = _why_not(letter, side)
    if why or side is None:
        return Filed(reason=why, side_id=side.public_id if side else None)
    return Filed(by_mail.open_by_letter(side=side, letter=letter).ref)


def _why_not(letter: IncomingLetter, side: Side | None) -> str:
    """Why no case is opened by the letter; empty where one is."""
    sender = _from(letter)
    if letter.nature is not Nature.ORDINARY:
        return gettext_noop("It was sent through a mailing list")
    if side is None:
        return gettext_noop("It does not say which city it is for")
    if sender in _own_addresses() or Side.objects.filter(desk_email__iexact=sender).exists():
        return gettext_noop("It comes from an address of the window or of a desk")
    account = _account(letter)
    if account is not None and account.grants.exists():
        return gettext_noop("It comes from somebody who works with the window")
    if not (letter.text.strip() or letter.subject.strip()):
        return gettext_noop("It holds no words")
    rows = Case.objects.filter(
        enquirer_email=sender, channel=Channel.MAIL, received_at__gte=clock.now() - DAY
    )
    if rows.count() >= CASES_A_DAY:
        return gettext_noop("More enquiries came from this address today than a person writes")
    return ""


def _own_addresses() -> set[str]:
    return {one.lower() for one in (settings.CASE_ADDRESS, parseaddr(settings.MAIL_FROM)[1]) if one}


def _sides_asked(letter: IncomingLetter, addresses: list[str]) -> tuple[bool, list[Side]]:
    """(Whether it was sent to the window at all, the sides that it may be for).

    A desk's address names its sides, and `window+KEY@…` those of a city or a partnership by its key.
    """
    sides = list(Side.objects.select_related("city", "partnership").order_by("partnership", "position"))
    desks = [side for side in sides if side.desk_email and side.desk_email.lower() in addresses]
    if desks:
        return True, _likeliest(letter, desks, sides)
    own = _own_addresses()
    local, _at, domain = settings.CASE_ADDRESS.lower().partition("@")
    keys = {
        one.partition("@")[0].removeprefix(f"{local}+")
        for one in addresses
        if local and one.startswith(f"{local}+") and one.endswith(f"@{domain}")
    }
    if not keys and own.isdisjoint(addresses):
        return False, []
    named = [side for side in sides if {side.city.key, side.partnership.key} & keys]
    public = [side for side in sides if side.partnership.is_public]
    return True, _likeliest(letter, named or public, sides)


def _likeliest(letter: IncomingLetter, sides: list[Side], every: list[Side]) -> list[Side]:
    """Of several sides those of the partnership whose cities the letter names most, then those that work, or
    whose partner works, in its language; the first of one city or partnership, else all that are left."""
    if len(sides) > 1:
        words = f"{letter.subject}\n{letter.text}".casefold()
        load_texts([side.city for side in every])
        named = Counter(side.partnership_id for side in every if _is_named(side, words))
        most = max(named[side.partnership_id] for side in sides)
        sides = [side for side in sides if named[side.partnership_id] == most]
    if len(sides) > 1:
        language = language_of(letter.new_text or letter.text, declared=letter.languages, otherwise="")
        partners = {side.partnership_id for side in every if side.city.language == language}
        speaking = [side for side in sides if side.city.language == language]
        sides = speaking or [side for side in sides if side.partnership_id in partners] or sides
    is_one = len({side.partnership_id for side in sides}) == 1 or len({side.city_id for side in sides}) == 1
    return sides[:1] if is_one else sides


def _is_named(side: Side, words: str) -> bool:
    names = side.city.localized("name").variants.values()
    return any(one.text.casefold() in words for one in names if one.text)
