"""Ask why a commitment is in its state: a form for anybody, without an account and without script."""

from __future__ import annotations

from uuid import UUID

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sistership.common.errors import InputError
from sistership.window.ground import clock
from sistership.window.offices.agreements.actions.questions import VISITOR, ask_why
from sistership.window.offices.agreements.queries import load_commitments
from sistership.window.offices.agreements.rules import visible_commitments
from sistership.window.offices.people.models import Account
from sistership.window.pages.desk.speech import say
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.names import side_names, trail_to
from sistership.window.pages.public.open_forms import AskForm
from sistership.window.pages.public.reasons import reasons_for
from sistership.window.pages.templatetags.window import plain

limit_asking = rate_limit(action="ask_why")


@limit_asking
@require_http_methods(["GET", "HEAD", "POST"])
def commitment_ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What the window itself can say at once, and a form for what it cannot."""
    reader, now = request.user, clock.now()
    rows = visible_commitments(reader).filter(public_id=public_id)
    found = found_or_404(next(iter(load_commitments(reader, rows, now=now)), None))
    page = reverse("commitment", args=[found.public_id])
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            if not form.is_from_a_program:
                ask_why(
                    actor=reader.ref if isinstance(reader, Account) else VISITOR,
                    commitment=found,
                    language=form.cleaned_data["language"],
                    text=form.cleaned_data["text"],
                    email=form.cleaned_data["email"],
                )
        except InputError as error:
            form.add_error(error.where if error.where in form.fields else None, say(error))
        else:
            messages.success(
                request,
                _("Thank you. Your question was sent; it is published here together with the answer."),
            )
            return HttpResponseRedirect(page)
    context = {
        "commitment": found,
        "form": form,
        "reasons": reasons_for(found, now=now),
        "owing": side_names(found.owing.all()),
        "trail": trail_to(found.partnership, (plain(found, "title"), page), (_("Ask why"), None)),
    }
    return render(request, "public/ask.html", context, status=422 if form.errors else 200)
