"""Accounts: who can sign in, with which roles; invite, grant, revoke, close and open again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sistership.common.errors import SistershipError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.notices import invitations
from sistership.window.offices.people import actions as people
from sistership.window.offices.people import queries
from sistership.window.offices.people.models import Account, Grant
from sistership.window.offices.people.rules import has_second_factor
from sistership.window.pages.administration.forms.accounts import (
    AccountsFilter,
    InviteForm,
    RoleForm,
    city_of,
)
from sistership.window.pages.administration.frame import (
    actor,
    administrator_page,
    find,
    is_done,
    page_of,
    posted,
    show,
    show_form,
)
from sistership.window.pages.desk.speech import say


@require_safe
@administrator_page
def accounts(request: HttpRequest) -> HttpResponse:
    """Everybody who can sign in."""
    form = AccountsFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = page_of(queries.accounts(words=wanted.get("words", ""), role=wanted.get("role", "")), request)
    load_texts([grant.city for account in page for grant in account.grants.all() if grant.city])
    return show(request, "accounts", {"filter": form, "page_obj": page}, current="people")


@require_http_methods(["GET", "POST"])
@administrator_page
def invite(request: HttpRequest) -> HttpResponse:
    """Create an account without a password and send its owner the link at which to choose one."""
    form = InviteForm(posted(request), initial={"language": get_language()})

    def act() -> None:
        values = form.cleaned_data
        invitations.invite(
            actor=actor(request),
            email=values["email"],
            display_name=values["display_name"],
            language=values["language"],
            role=values["role"],
            city=city_of(form),
        )

    if request.method == "POST" and is_done(form, act):
        messages.success(request, _("The invitation is on its way."))
        return redirect("people")
    return show_form(
        request,
        form,
        current="people",
        title=_("Invite somebody"),
        lead=_("They get a letter with a link that works once, and choose their own password."),
        submit=_("Send the invitation"),
    )


def _account(public_id: UUID) -> Account:
    return find(queries.accounts(), public_id=public_id)


def _show(request: HttpRequest, account: Account, form: RoleForm) -> HttpResponse:
    load_texts([grant.city for grant in account.grants.all() if grant.city])
    context = {
        "account": account,
        "form": form,
        "has_second_factor": has_second_factor(account),
        "is_invited": not account.has_usable_password(),
    }
    return show(request, "account", context, current="people", status=422 if form.errors else 200)


@require_safe
@administrator_page
def account(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One account with its roles."""
    return _show(request, _account(public_id), RoleForm())


@require_POST
@administrator_page
def account_grant(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the account a role."""
    found, form = _account(public_id), RoleForm(request.POST)

    def act() -> None:
        people.grant_role(
            actor=actor(request), account=found, role=form.cleaned_data["role"], city=city_of(form)
        )

    if is_done(form, act):
        messages.success(request, _("The role was given."))
        return redirect("account", public_id=public_id)
    return _show(request, found, form)


@require_POST
@administrator_page
def account_revoke(request: HttpRequest, public_id: UUID, grant: int) -> HttpResponse:
    """Take a role away."""
    found = find(Grant.objects.select_related("account", "city"), pk=grant, account__public_id=public_id)
    try:
        people.revoke_role(actor=actor(request), grant=found)
    except SistershipError as error:
        messages.error(request, say(error))
    else:
        messages.success(request, _("The role was taken away."))
    return redirect("account", public_id=public_id)


@require_POST
@administrator_page
def account_open(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let a closed account sign in again."""
    people.set_account_active(actor=actor(request), account=_account(public_id), is_active=True)
    messages.success(request, _("The account is open."))
    return redirect("account", public_id=public_id)


@require_POST
@administrator_page
def account_close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close an account; nobody closes their own."""
    found = _account(public_id)
    if found == request.user:
        messages.error(request, _("You cannot close your own account."))
    else:
        people.set_account_active(actor=actor(request), account=found, is_active=False)
        messages.success(request, _("The account is closed. Its tokens no longer work."))
    return redirect("account", public_id=public_id)


@require_POST
@administrator_page
def account_invite_again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send a fresh link; earlier ones stop working."""
    try:
        invitations.send_invitation(actor=actor(request), account=_account(public_id))
    except SistershipError as error:
        messages.error(request, say(error))
    else:
        messages.success(request, _("The invitation is on its way."))
    return redirect("account", public_id=public_id)
