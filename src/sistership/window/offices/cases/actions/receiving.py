"""Receive an enquiry, whichever way it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import StoredFile
from sistership.window.offices.cases import letters
from sistership.window.offices.cases.actions.happening import happen, promised_hours
from sistership.window.offices.cases.actions.routing import route
from sistership.window.offices.cases.fitting import concepts_of
from sistership.window.offices.cases.models import (
    Case,
    CaseFile,
    CaseMessage,
    CaseNumber,
    Channel,
    Direction,
    Service,
)
from sistership.window.offices.people.models import City, OrganisationKind, Partnership, Side

LONGEST_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Enquiry:
    """What an enquirer says, whichever way it comes in."""

    service: str
    text: str
    language: str
    subject: str = ""
    name: str = ""
    email: str = ""
    telephone: str = ""
    organisation: str = ""
    organisation_kind: str = ""
    city: str = ""
    may_be_handed_over: bool = True


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with words: kept, or refused with the reason."""

    name: str
    file: StoredFile | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """How words came in."""

    channel: str
    message_id: str = ""
    quoted: str = ""
    files: Sequence[Attached] = field(default_factory=tuple)


def checked(enquiry: Enquiry, *, is_answerable: bool = True) -> Enquiry:
    """The enquiry if it can be taken, and answered; raises InputError that names the field."""
    if enquiry.service not in Service.values:
        raise InputError(
            _("'%(service)s' is no service of the window") % {"service": enquiry.service},
            where="service",
            allowed=", ".join(Service.values),
        )
    if not enquiry.text.strip():
        raise InputError(_("Write what you want to know"), where="text")
    if len(enquiry.text) > LONGEST_WORDS:
        raise InputError(
            _("The enquiry has %(length)d characters") % {"length": len(enquiry.text)},
            where="text",
            allowed=_("up to %(length)d characters") % {"length": LONGEST_WORDS},
            next_step=_("Send the rest as a file"),
        )
    known = dict(settings.LANGUAGES)
    if enquiry.language not in known:
        raise InputError(
            _("'%(language)s' is no language of the window") % {"language": enquiry.language},
            where="language",
            allowed=", ".join(known),
        )
    if enquiry.organisation_kind and enquiry.organisation_kind not in OrganisationKind.values:
        raise InputError(
            _("'%(kind)s' is no kind of organisation") % {"kind": enquiry.organisation_kind},
            where="organisation_kind",
            allowed=", ".join(OrganisationKind.values),
        )
    if is_answerable and not enquiry.email.strip() and not enquiry.telephone.strip():
        raise InputError(
            _("There is neither an e-mail address nor a telephone number"),
            where="email",
            next_step=_("Give at least one, so that an answer can reach you"),
        )
    return enquiry


def checked_address(email: str) -> None:
    """Raises InputError for what can be no e-mail address; a letter's own sender needs no such look."""
    try:
        validate_email(email.strip() or "nobody@example.org")
    except ValidationError as error:
        raise InputError(
            _("'%(email)s' is no e-mail address") % {"email": email},
            where="email",
            allowed="anna@example.org",
        ) from error


def _letters_of(city: City) -> str:
    return "".join(letter for letter in city.key.upper() if letter.isalnum())[:3]


def next_number(partnership: Partnership, year: int) -> str:
    """The next number of the partnership in a year, for instance KAO-GDY-2026-00042."""
    row, _is_new = CaseNumber.objects.get_or_create(partnership=partnership, year=year)
    row = CaseNumber.objects.select_for_update().get(pk=row.pk)
    row.last += 1
    row.save(update_fields=["last"])
    cities = "-".join(_letters_of(side.city) for side in partnership.sides.select_related("city"))
    number = f"{cities}-{year}-{row.last:05d}"
    if Case.objects.filter(number=number).exists():  # another partnership with the same letters
        number = f"{cities}-{partnership.pk}-{year}-{row.last:05d}"
    return number


def subject_of(enquiry: Enquiry) -> str:
    """What the enquirer called it, else the beginning of the words."""
    first = next((line.strip() for line in enquiry.text.splitlines() if line.strip()), "")
    said = " ".join((enquiry.subject or first).split())
    return said if len(said) <= 200 else said[:199] + "…"


def keep_words(case: Case, *, direction: str, text: str, came: Came, **columns: object) -> CaseMessage:
    """Keep words of a case with their files, as they came."""
    message = CaseMessage.objects.create(
        case=case,
        direction=direction,
        channel=came.channel,
        text=text.strip(),
        quoted=came.quoted,
        message_id=came.message_id,
        at=clock.now(),
        **columns,
    )
    CaseFile.objects.bulk_create(
        CaseFile(message=message, name=one.name[:255], file=one.file, refused=one.refused[:250])
        for one in came.files
    )
    return message


@transaction.atomic
def receive(
    *,
    actor: Ref,
    side: Side,
    enquiry: Enquiry,
    came: Came,
    language_of_words: str | None = None,
    is_example: bool = False,
) -> Case:
    """Open a case at a side: number, words, clocks, routing, and letters to the enquirer and the desk.

    `actor` is the officer for what comes by telephone, else the enquirer. The language of the words is that
    of the case unless it is known to be another one.
    """
    case = open_case(
        actor=actor,
        side=side,
        enquiry=checked(enquiry),
        came=came,
        language_of_words=language_of_words,
        is_example=is_example,
    )
    route(case)
    letters.confirm_receipt(case)
    letters.tell_desk(case, side, officer=case.officer)
    return case


def open_case(
    *,
    actor: Ref,
    side: Side,
    enquiry: Enquiry,
    came: Came,
    language_of_words: str | None = None,
    is_example: bool = False,
) -> Case:
    """Number, words and clocks of a checked enquiry, in the action's transaction: sent and told to nobody."""
    now = clock.now()
    partnership = side.partnership
    case = Case.objects.create(
        number=next_number(partnership, side.city.calendar().day_of(now).year),
        partnership=partnership,
        received_by=side,
        side=side,
        channel=came.channel,
        service=enquiry.service,
        concepts=concepts_of(enquiry.subject, enquiry.text),
        subject=subject_of(enquiry),
        language=enquiry.language,
        enquirer_name=enquiry.name.strip()[:120],
        enquirer_email=enquiry.email.strip().lower(),
        enquirer_telephone=enquiry.telephone.strip()[:60],
        enquirer_organisation=enquiry.organisation.strip()[:200],
        enquirer_organisation_kind=enquiry.organisation_kind,
        enquirer_city=enquiry.city.strip()[:120],
        may_be_handed_over=enquiry.may_be_handed_over,
        received_at=now,
        last_event_at=now,
        is_example=is_example,
    )
    keep_words(
        case,
        direction=Direction.IN,
        text=enquiry.text,
        came=came,
        language=enquiry.language if language_of_words is None else language_of_words,
        author=case.enquirer_name,
        subject=enquiry.subject.strip()[:200],
    )
    return happen(
        case,
        "received",
        actor=actor,
        side=side,
        promise=promised_hours(side, case.service),
        detail={"channel": Channel(came.channel).value, "service": case.service},
        is_first=True,
    )
