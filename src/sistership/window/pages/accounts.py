"""How allauth fits in: nobody signs up by themselves; staff are invited by an administrator."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.decorators import rate_limit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.sites.shortcuts import get_current_site
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.models import Account, Partnership
from sistership.window.offices.people.rules import may


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes sign-up, sends account mail through the window's own outbox, and leads people to their work."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Accounts have no user name."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The desk for staff, people for an administrator, else home; each in their own language.

        An administrator of an empty window is led to its set-up.
        """
        reader = request.user
        if may(reader, "people.use_desk"):
            name = "desk"
        elif may(reader, "people.administer"):
            name = "people" if Partnership.objects.exists() else "setup"
        else:
            name = "home"
        language = reader.language if isinstance(reader, Account) else ""
        with translation.override(language or translation.get_language()):
            return reverse(name)

    def post_login(self, request: HttpRequest, user: Any, **options: Any) -> HttpResponse:
        """Note that the address is proved: an invitation or the command line gave it, nobody typed it in.

        allauth drops an address that it holds for unproved as soon as its owner asks for another one.
        """
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
        response: HttpResponse = super().post_login(request, user, **options)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        account = context.get("user") or Account.objects.filter(email=email.lower()).first()
        if account is None:
            return  # letters go only to those who have an account here
        language = account.language or translation.get_language() or "en"
        with translation.override(language):
            letter = self.render_mail(
                template_prefix,
                email,
                {
                    "request": self.request,
                    "email": email,
                    "current_site": get_current_site(self.request),
                    **context,
                },
            )
        with transaction.atomic():
            notices.post(
                to=email,
                language=language,
                subject=letter.subject,
                body=letter.body,
                about=account.ref,
                partnership_id=None,
            )


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Names passkeys and this window in words that their owner knows."""

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  # allauth's name
        """The day on which it was added: people know their devices better than we do."""
        return gettext("Passkey of %(day)s") % {"day": date_format(timezone.localdate(), "SHORT_DATE_FORMAT")}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host's name, which a passkey is bound to, and the name that the device shows."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "Sistership"}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """The account with the name that its owner chose."""
        return {
            **super().get_public_key_credential_user_entity(user),
            "display_name": user.display_name or user.email,
        }


# Whoever tries many one-time links from one address is slowed down: settings say how many in a minute.
limit_one_time_links = rate_limit(action="one_time_link", limit_get=True)
