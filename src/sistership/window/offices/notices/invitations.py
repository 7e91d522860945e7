"""Invite somebody to an account: a letter with a one-time link at which they choose their password."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from sistership.common.errors import StateError
from sistership.window.ground.ids import Ref
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import Account, City

INVITE = "account.invite"
"""Purpose of the one-time link."""
INVITATION_LIFE = timedelta(days=14)


@transaction.atomic
def invite(
    *, actor: Ref, email: str, display_name: str, language: str, role: str, city: City | None
) -> Account:
    """Create an account without a password, give it a role, and send the link."""
    account = people.add_account(
        actor=actor, email=email, password=None, display_name=display_name, language=language
    )
    people.grant_role(actor=actor, account=account, role=role, city=city)
    send_invitation(actor=actor, account=account)
    return account


@transaction.atomic
def send_invitation(*, actor: Ref, account: Account) -> None:
    """Send a link; earlier links to the account stop working. Refused once a password was set."""
    if account.has_usable_password():
        raise StateError(
            _("%(email)s has a password already") % {"email": account.email},
            next_step=_("Whoever forgot it can ask for a new one on the sign-in page"),
        )
    notices.withdraw_tokens(account.ref, purpose=INVITE)
    secret = notices.issue_token(
        purpose=INVITE, about=account.ref, side_id=None, email=account.email, life=INVITATION_LIFE
    )
    with translation.override(account.language or settings.LANGUAGE_CODE):
        link = settings.PUBLIC_URL + reverse("invitation", kwargs={"secret": secret})
        subject = _("Your account at the single window")
        body = _(
            "Good day,\n\n"
            "you have been given an account at the single window of a city partnership. "
            "Open this link and choose a password. It works once and for %(days)d days:\n"
            "%(link)s\n\n"
            "If you did not expect this letter, you need do nothing."
        ) % {"days": INVITATION_LIFE.days, "link": link}
    notices.post(
        to=account.email,
        language=account.language or settings.LANGUAGE_CODE,
        subject=subject,
        body=body,
        about=account.ref,
        partnership_id=None,
    )
    journal.record(action="account.invited", actor=actor, subject=account.ref, partnership_id=None)


def find_invited(secret: str) -> Account:
    """The account of an open link; raises InputError or StateError as find_token does."""
    token = notices.find_token(secret, purpose=INVITE)
    return _invited(token.about_id)


def _invited(account_id: UUID) -> Account:
    account = Account.objects.filter(public_id=account_id, is_active=True).first()
    if account is None:
        raise StateError(_("This account is closed"), next_step=_("Ask the administrator of this window"))
    return account


@transaction.atomic
def accept_invitation(*, secret: str, password: str) -> Account:
    """Set the password that the invited person chose, and use the link up."""
    token = notices.use_token(secret, purpose=INVITE)
    account = _invited(token.about_id)
    people.set_password(actor=account.ref, account=account, password=password)
    return account
