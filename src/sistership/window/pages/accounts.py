"""How allauth fits in: nobody signs up by themselves; staff are invited by an administrator."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from sistership.window.ground.ids import Ref
from sistership.window.offices.notices import actions as notices


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes sign-up, and sends account mail through the window's own outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Accounts have no user name."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        from django.db import transaction
        from django.utils.translation import get_language

        letter = self.render_mail(template_prefix, email, {"request": self.request, **context})
        user = context.get("user")
        about = user.ref if hasattr(user, "ref") else Ref("account", None)  # type: ignore[arg-type]
        with transaction.atomic():
            notices.post(
                to=email,
                language=get_language() or "en",
                subject=letter.subject,
                body=letter.body,
                about=about,
                partnership_id=None,
            )
