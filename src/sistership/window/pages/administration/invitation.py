"""The page behind the link in an invitation: choose a password, without being signed in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sistership.common.errors import SistershipError
from sistership.window.offices.notices.invitations import accept_invitation, find_invited
from sistership.window.pages.accounts import limit_one_time_links
from sistership.window.pages.administration.forms.accounts import PasswordForm
from sistership.window.pages.administration.frame import is_done, posted
from sistership.window.pages.desk.speech import say


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@never_cache
@limit_one_time_links
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask for a password; a used, expired or unknown link says what to do instead."""
    try:
        account = find_invited(secret)
    except SistershipError as error:
        return render(request, "administration/link_ended.html", {"message": say(error)}, status=410)
    form = PasswordForm(posted(request))
    if request.method == "POST" and is_done(
        form, lambda: accept_invitation(secret=secret, password=form.cleaned_data["password"])
    ):
        messages.success(request, _("Your password is set. Sign in with it."))
        return redirect("account_login")
    return render(
        request,
        "administration/invitation.html",
        {"form": form, "account": account},
        status=422 if form.errors else 200,
    )
