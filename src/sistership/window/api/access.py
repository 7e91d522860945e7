"""Who asks: a token of an account, checked on every request; nobody's token is needed to read what is public.

Sessions of a browser count for nothing here, so that no page of another site can write through one.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer

from sistership.common.errors import RuleError
from sistership.window.ground import clock
from sistership.window.offices.people.actions import note_api_token_used, token_digest
from sistership.window.offices.people.models import Account, ApiToken
from sistership.window.offices.people.rules import lacks_second_factor


class Request(HttpRequest):
    """A request whose reader is known."""

    auth: Account
    """The account, or (when reading) an AnonymousUser."""
    token: ApiToken | None


def account_of(secret: str, *, scope: str) -> tuple[Account, ApiToken]:
    """The account of a token. Raises AuthenticationError or RuleError that says why it does not work."""
    now = clock.now()
    token = ApiToken.objects.select_related("account").filter(digest=token_digest(secret)).first()
    if token is None:
        raise AuthenticationError(message="This token is not known here")
    if token.revoked_at is not None:
        raise AuthenticationError(message=f"This token was revoked on {token.revoked_at:%Y-%m-%d}")
    if token.expires_at <= now:
        raise AuthenticationError(message=f"This token expired on {token.expires_at:%Y-%m-%d}")
    if not token.account.is_active:
        raise AuthenticationError(message="The account of this token is closed")
    if lacks_second_factor(token.account):
        raise RuleError(
            "This account must set up its second factor before its tokens work",
            next_step="Sign in to the window in a browser and follow the page that it shows",
        )
    if scope not in token.scopes:
        raise RuleError(
            f"This token has the scopes {', '.join(token.scopes)}",
            where="scope",
            allowed=scope,
            next_step="Make a token with that scope on the page of your account",
        )
    note_api_token_used(token=token)
    return token.account, token


class Token(HttpBearer):
    """A token with the scope that the route needs."""

    def __init__(self, *, scope: str) -> None:
        self.scope = scope
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> Account:
        account, request.token = account_of(token, scope=self.scope)  # type: ignore[attr-defined]
        return account


class OptionalToken(Token):
    """A token with the scope `read`, or none: then only what is public is there."""

    is_optional = True

    def __call__(self, request: HttpRequest) -> Account | AnonymousUser | None:
        if "Authorization" not in request.headers:
            request.token = None  # type: ignore[attr-defined]
            return AnonymousUser()
        found: Account | None = super().__call__(request)
        return found


reading = OptionalToken(scope="read")
own_reading = Token(scope="read")
writing = Token(scope="write")
