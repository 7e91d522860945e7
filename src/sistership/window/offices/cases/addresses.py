"""The addresses of a case: a link for its enquirer, a mail address whose letters are filed with it, and one
for each officer, whose letters become deeds.

All carry a signature, so nothing is stored and nobody can guess one. Making the enquirer's links void
(`Case.link_version`) makes the mail addresses void as well. The officer's is bound to the case, the side and
the account (or the side's desk) to which it was written, and ends after some weeks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.window.ground import clock
from sistership.window.offices.cases.models import Case
from sistership.window.offices.people.models import Account, Side

_signer = signing.Signer(salt="cases.enquirer")
SIGNATURE = 16
OFFICER_LIFE = timedelta(days=60)
_FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
OFFICER = re.compile(
    r"\+(?P<number>[a-z0-9-]+)\.o(?P<day>[0-9a-f]{1,5})\.(?P<signature>[0-9a-f]{16})@", re.ASCII
)
ADDRESSED = re.compile(r"\+(?P<number>[a-z0-9-]+)\.(?P<signature>[0-9a-f]{16})@", re.ASCII)


def enquirer_secret(case: Case) -> str:
    """The secret of the enquirer's link."""
    return _signer.sign(f"{case.public_id.hex}.{case.link_version}")


def enquirer_url(case: Case) -> str:
    """Where the enquirer sees how the case stands, in their language."""
    with translation.override(case.language):
        return settings.PUBLIC_URL + reverse("enquiry", kwargs={"secret": enquirer_secret(case)})


def case_by_secret(secret: str) -> Case:
    """The case of an enquirer's link; raises InputError for one that is unknown or void."""
    unknown = InputError(
        _("This link is not known here"),
        next_step=_("Open it again from the newest letter about your enquiry"),
    )
    try:
        name, _dot, version = _signer.unsign(secret).rpartition(".")
        public_id = UUID(hex=name)
    except (signing.BadSignature, ValueError) as error:
        raise unknown from error
    case = Case.objects.filter(public_id=public_id, link_version=int(version)).first()
    if case is None:
        raise unknown
    return case


def _signature(number: str, version: int) -> str:
    return salted_hmac("cases.address", f"{number}.{version}", algorithm="sha256").hexdigest()[:SIGNATURE]


def mail_address(case: Case) -> str:
    """The mail address of a case, below the address of the window; empty where it reads no mail."""
    local, at, domain = settings.CASE_ADDRESS.partition("@")
    if not at:
        return ""
    number = case.number.lower()
    return f"{local}+{number}.{_signature(number, case.link_version)}@{domain}"


def case_by_address(address: str) -> Case | None:
    """The case whose mail address this is; None for any other address."""
    found = ADDRESSED.search(address.lower())
    if found is None:
        return None
    case = Case.objects.filter(number=found["number"].upper()).first()
    if case is None:
        return None
    expected = _signature(found["number"], case.link_version)
    return case if constant_time_compare(expected, found["signature"]) else None


def _today() -> int:
    return (clock.now() - _FIRST_DAY).days


def _officer_signature(case: Case, side: Side, holder: str, day: int) -> str:
    value = f"{case.public_id.hex}.{case.link_version}.{side.public_id.hex}.{holder}.{day}"
    return salted_hmac("cases.officer", value, algorithm="sha256").hexdigest()[:SIGNATURE]


def _holder(account: Account | None) -> str:
    return account.public_id.hex if account else "desk"


def officer_address(case: Case, side: Side, account: Account | None) -> str:
    """Where an officer, or (None) who reads the mail of the side's desk, answers a letter about a case."""
    local, at, domain = settings.CASE_ADDRESS.partition("@")
    if not at:
        return ""
    day = _today() + OFFICER_LIFE.days
    signature = _officer_signature(case, side, _holder(account), day)
    return f"{local}+{case.number.lower()}.o{day:x}.{signature}@{domain}"


def officer_case(address: str) -> Case | None:
    """The case that an officer's address names, before anybody knows whether it is a true one."""
    found = OFFICER.search(address.lower())
    return Case.objects.filter(number=found["number"].upper()).first() if found else None


def side_by_officer_address(
    address: str, case: Case, sides: Iterable[Side], account: Account | None
) -> Side | None:
    """The side for which the address lets an account, or the side's desk, act; None where it lets nobody."""
    found = OFFICER.search(address.lower())
    if found is None or int(found["day"], 16) < _today():
        return None
    for side in sides:
        for holder in {_holder(account), "desk"}:
            expected = _officer_signature(case, side, holder, int(found["day"], 16))
            if constant_time_compare(expected, found["signature"]):
                return side
    return None
