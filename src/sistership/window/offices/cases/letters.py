"""Letters about a case: to its enquirer, in their language, and between the desks, each in its own."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from sistership.common.errors import SistershipError
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import StoredFile
from sistership.window.offices.cases.addresses import enquirer_url, mail_address, officer_address
from sistership.window.offices.cases.models import OFFER_STATE_LABELS, Case, CaseMessage, Handover
from sistership.window.offices.cases.stand_ins import stand_in_for
from sistership.window.offices.cases.states import OfferState
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.models import Account, Side

OFFER = "case.offer"
"""Purpose of the one-time link by which an offer is accepted or declined."""
LONGEST_SUBJECT = 250
LONGEST_THREAD = 30
LONGEST_WORDS_IN_LETTER = 5_000


def thread_of(case: Case) -> list[str]:
    """Message-IDs of the letters between the enquirer and the window, oldest first, the newest ones."""
    rows = case.messages.filter(direction__in=("in", "out")).exclude(message_id="").order_by("at", "pk")
    return list(rows.values_list("message_id", flat=True))[-LONGEST_THREAD:]


def desk_page(case: Case, language: str) -> str:
    """The address of the case at the desk."""
    return f"{settings.PUBLIC_URL}/{language}/desk/cases/{case.public_id}/"


def to_enquirer(
    case: Case, *, subject: str, body: str, is_personal: bool = False, files: Sequence[StoredFile] = ()
) -> Message | None:
    """Post a letter to the enquirer in the thread of the case; None where there is no address.

    The language of the case must be active. The letter ends with the enquirer's link.
    """
    if not case.enquirer_email:
        return None
    foot = _("Your enquiry %(number)s: how it stands, and who answers next:\n%(link)s") % {
        "number": case.number,
        "link": enquirer_url(case),
    }
    reply_to = mail_address(case)
    if reply_to:
        foot += "\n" + _("You can simply answer this letter.")
    return notices.post(
        to=case.enquirer_email,
        language=case.language,
        subject=subject[:LONGEST_SUBJECT],
        body=f"{body.rstrip()}\n\n--\n{foot}\n",
        about=case.ref,
        partnership_id=case.partnership.public_id,
        reply_to=reply_to,
        thread=thread_of(case),
        is_personal=is_personal,
        files=files,
    )


def confirm_receipt(case: Case) -> Message | None:
    """Tell the enquirer that the enquiry arrived, that it is one, and by when it is answered."""
    with translation.override(case.language):
        city = case.side.city.localized("name").text(case.language)
        subject = _("We have your enquiry %(number)s: %(subject)s") % {
            "number": case.number,
            "subject": case.subject,
        }
        body = _(
            "Your enquiry has reached the window of %(city)s under the number %(number)s.\n\n"
            "It is an enquiry, not a formal application: no time limit of a law begins with it. Where an "
            "application is needed, we tell you where it goes."
        ) % {"city": city, "number": case.number}
        return to_enquirer(case, subject=subject, body=body)


def send_words(case: Case, message: CaseMessage, files: Sequence[StoredFile]) -> Message | None:
    """Send an officer's words to the enquirer as they stand."""
    with translation.override(case.language):
        subject = message.subject or _("Your enquiry %(number)s: %(subject)s") % {
            "number": case.number,
            "subject": case.subject,
        }
        return to_enquirer(case, subject=subject, body=message.text, is_personal=True, files=files)


def read_by(side: Side, officer: Account | None) -> Account | None:
    """Who reads today what is for the officer: the officer, whoever stands in, or (None) the desk."""
    if officer is None or not officer.is_active:
        return None
    return stand_in_for(officer, side.city)


def _thread_with(to: str, case: Case) -> list[str]:
    """Message-IDs of what the window wrote to an officer or a desk about the case, oldest first."""
    offers = list(case.handovers.values_list("public_id", flat=True))
    rows = Message.objects.filter(to=to, about_id__in=[case.public_id, *offers]).order_by("-pk")
    return [one.message_id for one in rows[:LONGEST_THREAD]][::-1]


def how_to_answer(case: Case, side: Side, reply_to: str) -> str:
    """What an answer to an officer's letter does, in the active language; empty where it does nothing."""
    if not reply_to:
        return ""
    if case.side_id != side.pk:
        return _(
            "You can answer this letter: begin with “accept” or with “decline:” and your reason. Any other "
            "words are read by the other side."
        )
    return _(
        "You can answer this letter: your words go to the enquirer. Begin with “answer:” when they are the "
        "answer, “ask:” for a question, “close:” to answer and close, “note:” for a note that stays here."
    )


def to_desk(
    case: Case,
    side: Side,
    *,
    officer: Account | None,
    language: str,
    subject: str,
    body: str,
    about: Ref | None = None,
    thread: Sequence[str] = (),
) -> Message:
    """Post a letter to an officer, or the desk, of a side; its answer becomes a deed on the case.

    The language must be active. `thread` for a letter that answers one of hers.
    """
    to = officer.email if officer else side.desk_email
    reply_to = officer_address(case, side, officer)
    foot = how_to_answer(case, side, reply_to)
    return notices.post(
        to=to,
        language=language,
        subject=subject[:LONGEST_SUBJECT],
        body=f"{body}\n" + (f"\n--\n{foot}\n" if foot else ""),
        about=about or case.ref,
        partnership_id=case.partnership.public_id,
        reply_to=reply_to,
        thread=thread or _thread_with(to, case),
    )


def _newest_words(case: Case) -> str:
    """What the enquirer wrote last, for an officer who answers by mail; empty where no answer comes back."""
    if not settings.CASE_ADDRESS:
        return ""
    message = case.messages.filter(direction="in").order_by("-at", "-pk").first()
    if message is None:
        return ""
    text = message.text
    if len(text) > LONGEST_WORDS_IN_LETTER:
        text = text[:LONGEST_WORDS_IN_LETTER] + "…"
    files = "".join(f"\n[{one.name}]" for one in message.files.all())
    return f"\n\n{case.enquirer_name}\n\n{text}{files}".rstrip()


def tell_desk(
    case: Case, side: Side, *, officer: Account | None, has_written: bool = False
) -> Message | None:
    """Tell the side's officer, or its desk, of a new case or of new words of the enquirer."""
    officer = read_by(side, officer)
    if not (officer or side.desk_email):
        return None
    language = (officer.language if officer else "") or side.city.language
    with translation.override(language):
        names = {"number": case.number, "subject": case.subject, "link": desk_page(case, language)}
        if has_written:
            subject = _("%(number)s: the enquirer has written") % names
            body = (
                _("The enquirer has written in case %(number)s, %(subject)s.\n\nOpen it:\n%(link)s") % names
            )
        else:
            subject = _("New case %(number)s: %(subject)s") % names
            body = _("A case has come to your desk: %(number)s, %(subject)s.\n\nOpen it:\n%(link)s") % names
        return to_desk(
            case,
            side,
            officer=officer,
            language=language,
            subject=subject,
            body=body + _newest_words(case),
        )


def tell_not_done(
    case: Case,
    side: Side,
    *,
    account: Account | None,
    error: SistershipError,
    thread: Sequence[str],
) -> Message | None:
    """Tell an officer that what her letter asked for was not done, and why."""
    if account is None and not side.desk_email:
        return None
    language = (account.language if account else "") or side.city.language
    with translation.override(language):
        names = {
            "number": case.number,
            "why": error.what,
            "next": error.next_step,
            "link": desk_page(case, language),
        }
        body = _(
            "Your letter about case %(number)s was not carried out, and nothing was sent: %(why)s.\n"
            "%(next)s\n\nThe case:\n%(link)s"
        )
        return to_desk(
            case,
            side,
            officer=account,
            language=language,
            subject=_("%(number)s: your letter was not carried out") % names,
            body=body % names,
            thread=thread,
        )


def offer_case(handover: Handover) -> Message | None:
    """Ask the other side's desk to take a case, with a one-time link for an answer without an account."""
    case, side = handover.case, handover.to_side
    if not side.desk_email:
        return None
    secret = notices.issue_token(
        purpose=OFFER, about=handover.ref, side_id=side.public_id, email=side.desk_email
    )
    language = side.city.language
    with translation.override(language):
        names = {
            "city": handover.from_side.city.localized("name").text(language),
            "number": case.number,
            "subject": case.subject,
            "reason": handover.reason,
            "answer": f"{settings.PUBLIC_URL}/{language}/handover/{secret}/",
            "link": desk_page(case, language),
        }
        subject = _("%(city)s offers you case %(number)s: %(subject)s") % names
        body = (
            _(
                "%(city)s offers to hand a case over to your desk.\n\n"
                "Case: %(number)s, %(subject)s\n"
                "Why: %(reason)s\n\n"
                "Read it, and accept or decline, without an account:\n%(answer)s\n\n"
                "Or at your desk:\n%(link)s\n\n"
                "Until you accept, %(city)s owes the answer."
            )
            % names
        )
        return to_desk(
            case, side, officer=None, language=language, subject=subject, body=body, about=handover.ref
        )


def tell_offerer(handover: Handover) -> Message | None:
    """Tell the side that offered what became of the offer."""
    case, side = handover.case, handover.from_side
    officer = read_by(side, case.officer if case.side_id == side.pk else None)
    to = officer.email if officer else side.desk_email
    if not to:
        return None
    language = (officer.language if officer else "") or side.city.language
    with translation.override(language):
        names = {
            "city": handover.to_side.city.localized("name").text(language),
            "number": case.number,
            "state": OFFER_STATE_LABELS[OfferState(handover.state)],
            "answer": handover.answer,
            "link": desk_page(case, language),
        }
        subject = _("Handover of %(number)s to %(city)s: %(state)s") % names
        body = subject + (f"\n\n{handover.answer}" if handover.answer else "") + f"\n\n{names['link']}"
        return to_desk(
            case, side, officer=officer, language=language, subject=subject, body=body, about=handover.ref
        )
