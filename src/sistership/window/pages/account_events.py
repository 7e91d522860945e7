"""What the log-in library tells of accounts, written into the journal of the window."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from allauth.socialaccount import signals as city_signals
from django.dispatch import Signal

from sistership.window.offices.people.actions import note_account_change

_SAID: tuple[tuple[Signal, str], ...] = (
    (account_signals.password_changed, "account.password_changed"),
    (account_signals.password_set, "account.password_changed"),
    (account_signals.password_reset, "account.password_changed"),
    (account_signals.email_changed, "account.address_changed"),
    (factor_signals.authenticator_added, "account.factor_added"),
    (factor_signals.authenticator_removed, "account.factor_removed"),
    (factor_signals.authenticator_reset, "account.recovery_codes_made"),
)


def listen() -> None:
    """Connect to every signal; once, when the pages are ready."""
    for signal, what in _SAID:
        signal.connect(_noting(what), weak=False, dispatch_uid=f"journal:{what}:{id(signal)}")
    city_signals.social_account_added.connect(_city_account("account.city_account_added"), weak=False)
    city_signals.social_account_removed.connect(_city_account("account.city_account_removed"), weak=False)


def _noting(what: str) -> Any:
    def note(user: Any, **signal: Any) -> None:
        note_account_change(account=user, what=what)

    return note


def _city_account(what: str) -> Any:
    def note(**signal: Any) -> None:
        login = signal.get("sociallogin")
        note_account_change(account=login.user if login else signal["socialaccount"].user, what=what)

    return note
