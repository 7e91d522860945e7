"""One's own account: name and language, how one signs in, and tokens for programs."""

from __future__ import annotations

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import Account, ApiToken
from sistership.window.offices.people.rules import has_second_factor, is_staff
from sistership.window.pages.administration.forms.accounts import SCOPE_WORDS, ProfileForm, TokenForm
from sistership.window.pages.administration.frame import find, is_done, posted, reader_of


@require_http_methods(["GET", "POST"])
@login_required
def my_account(request: HttpRequest) -> HttpResponse:
    """Name and language, and what protects the account."""
    reader = reader_of(request)
    initial = {
        "display_name": reader.display_name,
        "language": reader.language or get_language(),
        "morning_letter": notices.wants_morning_letter(reader),
    }
    form = ProfileForm(posted(request), initial=initial, is_staff=is_staff(reader))
    if request.method == "POST" and is_done(form, lambda: _set_profile(reader, **form.cleaned_data)):
        messages.success(request, _("Your account was changed."))
        return redirect("my_account")
    grants = list(reader.grants.select_related("city"))
    load_texts([grant.city for grant in grants if grant.city])
    context = {
        "section": "account",
        "form": form,
        "grants": grants,
        "has_second_factor": has_second_factor(reader),
        "few_codes": has_few_recovery_codes(reader),
        "has_city_sign_in": bool(settings.SOCIALACCOUNT_PROVIDERS),
        "is_staff": is_staff(reader),
    }
    return render(request, "administration/my_account.html", context, status=422 if form.errors else 200)


def _set_profile(reader: Account, *, morning_letter: bool | None = None, **profile: str) -> None:
    people.set_profile(account=reader, **profile)
    if morning_letter is not None:
        notices.choose_morning_letter(account=reader, is_daily=morning_letter)


FEW_CODES = 4


def has_few_recovery_codes(account: Account) -> bool:
    """Whether the account has recovery codes and has used most of them."""
    made = Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).first()
    return made is not None and len(made.wrap().get_unused_codes()) < FEW_CODES


def _show_tokens(request: HttpRequest, reader: Account, form: TokenForm, secret: str = "") -> HttpResponse:
    now = clock.now()
    tokens = list(reader.api_tokens.order_by("-pk"))
    for token in tokens:
        token.is_over = token.revoked_at is not None or token.expires_at <= now  # type: ignore[attr-defined]
        token.may = [SCOPE_WORDS[scope] for scope in token.scopes]  # type: ignore[attr-defined]
    context = {"section": "account", "form": form, "tokens": tokens, "secret": secret}
    return render(request, "administration/tokens.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """Tokens of the account; a new one is shown in the answer to the form and never again."""
    reader = reader_of(request)
    if request.method == "GET":
        return _show_tokens(request, reader, TokenForm())
    form = TokenForm(request.POST)
    made: list[str] = []

    def act() -> None:
        _token, secret = people.issue_api_token(account=reader, **form.cleaned_data)
        made.append(secret)

    if is_done(form, act):
        return _show_tokens(request, reader, TokenForm(), secret=made[0])
    return _show_tokens(request, reader, form)


@require_POST
@login_required
def token_revoke(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End one of one's own tokens."""
    token = find(ApiToken.objects.filter(account=reader_of(request)), public_id=public_id)
    people.revoke_api_token(actor=reader_of(request).ref, token=token)
    messages.success(request, _("The token no longer works."))
    return redirect("tokens")
