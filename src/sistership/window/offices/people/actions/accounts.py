"""Write accounts and the roles that they hold."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError, StateError
from sistership.common.text import LANGUAGES
from sistership.window.ground.ids import Ref
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Account, City, Grant, Role
from sistership.window.offices.people.rules import forget_grants


def check_email(email: str) -> None:
    """Raise InputError where it is not an address."""
    try:
        validate_email(email)
    except ValidationError as error:
        raise InputError(
            gettext("'%(email)s' is not an e-mail address") % {"email": email},
            where="email",
            allowed="name@example.org",
        ) from error


def _check_language(language: str) -> None:
    if language and language not in LANGUAGES:
        raise InputError(
            gettext("'%(language)s' is not offered") % {"language": language},
            where="language",
            allowed=", ".join(LANGUAGES),
        )


@transaction.atomic
def add_account(
    *,
    actor: Ref,
    email: str,
    password: str | None,
    display_name: str = "",
    language: str = "",
    is_example: bool = False,
) -> Account:
    """Create an account that can log in by e-mail. Without a password it can only be invited."""
    check_email(email)
    _check_language(language)
    if Account.objects.filter(email=email.lower()).exists():
        raise StateError(
            gettext("%(email)s already has an account") % {"email": email},
            where="email",
            next_step=gettext("Change its roles instead"),
        )
    account = Account.objects.create_user(
        email, password, display_name=display_name, language=language, is_example=is_example
    )
    journal.record(action="account.added", actor=actor, subject=account.ref, partnership_id=None)
    return account


@transaction.atomic
def grant_role(*, actor: Ref, account: Account, role: str, city: City | None) -> Grant:
    """Give an account a role in a city, or make it administrator of the installation."""
    if role not in Role.values:
        raise InputError(
            gettext("'%(role)s' is not a role") % {"role": role}, where="role", allowed=", ".join(Role.values)
        )
    if (role == Role.ADMINISTRATOR) != (city is None):
        raise InputError(
            gettext("An administrator has no city, every other role has one"),
            where="city",
            next_step=gettext("Choose a city, or the role of administrator without one"),
        )
    grant, is_new = Grant.objects.get_or_create(account=account, role=role, city=city)
    if is_new:
        journal.record(
            action="account.role_granted",
            actor=actor,
            subject=account.ref,
            partnership_id=None,
            data={"role": role, "city": city.key if city else None},
        )
    forget_grants(account)
    return grant


@transaction.atomic
def revoke_role(*, actor: Ref, grant: Grant) -> None:
    """Take a role away; the last administrator cannot be removed."""
    administrators = Grant.objects.filter(role=Role.ADMINISTRATOR).select_for_update()
    if grant.role == Role.ADMINISTRATOR and administrators.count() == 1:
        raise StateError(
            gettext("This is the last administrator of the window"),
            next_step=gettext("Make somebody else administrator first"),
        )
    journal.record(
        action="account.role_revoked",
        actor=actor,
        subject=grant.account.ref,
        partnership_id=None,
        data={"role": grant.role, "city": grant.city.key if grant.city else None},
    )
    forget_grants(grant.account)
    grant.delete()


@transaction.atomic
def set_account_active(*, actor: Ref, account: Account, is_active: bool) -> None:
    """Open or close an account; a closed one cannot log in and its tokens stop working."""
    account.is_active = is_active
    account.save(update_fields=["is_active"])
    forget_grants(account)
    action = "account.opened" if is_active else "account.closed"
    journal.record(action=action, actor=actor, subject=account.ref, partnership_id=None)


@transaction.atomic
def set_password(*, actor: Ref, account: Account, password: str) -> None:
    """Set a password that keeps the rules of this window; raises InputError where it does not."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise InputError(" ".join(error.messages), where="password") from error
    account.set_password(password)
    account.save(update_fields=["password"])
    journal.record(action="account.password_set", actor=actor, subject=account.ref, partnership_id=None)


@transaction.atomic
def set_profile(*, account: Account, display_name: str, language: str) -> None:
    """Change how one is called here and in which language letters come."""
    _check_language(language)
    account.display_name = display_name.strip()
    account.language = language
    account.save(update_fields=["display_name", "language"])
    journal.record(action="account.profile_set", actor=account.ref, subject=account.ref, partnership_id=None)


@transaction.atomic
def note_account_change(*, account: Account, what: str) -> None:
    """Say in the journal that the owner changed what signs in: password, address, second factor, sessions.

    The log-in library makes the change itself; no secret and no address is written down.
    """
    journal.record(action=what, actor=account.ref, subject=account.ref, partnership_id=None)
