"""Issue and revoke tokens for programs."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Account, ApiToken

TOKEN_PREFIX = "sis_"  # noqa: S105 - not a secret: the mark by which a leaked token is recognised
USE_NOTED_EVERY = timedelta(minutes=1)


def token_digest(secret: str) -> str:
    """What is stored of a token. Plain SHA-256 suffices: the secret has 256 bits of its own."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def issue_api_token(
    *, account: Account, name: str, scopes: Sequence[str], days: int = 90
) -> tuple[ApiToken, str]:
    """Make a token for a program; returns it with its secret, which is shown once and stored nowhere."""
    unknown = [scope for scope in scopes if scope not in ApiToken.SCOPES]
    if unknown or not scopes:
        raise InputError(
            gettext("Scopes %(scopes)s cannot be given") % {"scopes": ", ".join(scopes)},
            where="scopes",
            allowed=", ".join(ApiToken.SCOPES),
        )
    if not 1 <= days <= 366:
        raise InputError(gettext("%(days)s days") % {"days": days}, where="days", allowed=gettext("1 to 366"))
    if not name.strip():
        raise InputError(gettext("A token needs a name by which you know it again"), where="name")
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        account=account,
        name=name.strip(),
        digest=token_digest(secret),
        prefix=secret[:8],
        scopes=sorted(set(scopes)),
        expires_at=clock.now() + timedelta(days=days),
    )
    journal.record(
        action="token.issued",
        actor=account.ref,
        subject=Ref("api_token", token.public_id),
        partnership_id=None,
        data={"scopes": token.scopes, "days": days},
    )
    return token, secret


@transaction.atomic
def revoke_api_token(*, actor: Ref, token: ApiToken) -> None:
    """End a token now; ending it twice changes nothing."""
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        journal.record(
            action="token.revoked",
            actor=actor,
            subject=Ref("api_token", token.public_id),
            partnership_id=None,
        )


def note_api_token_used(*, token: ApiToken) -> None:
    """Remember that the token was used now; written at most once a minute, and not journalled."""
    now = clock.now()
    ApiToken.objects.filter(
        Q(last_used_at__isnull=True) | Q(last_used_at__lte=now - USE_NOTED_EVERY), pk=token.pk
    ).update(last_used_at=now)
