"""Addresses at which one's own calendar program reads due dates."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sistership.window.offices.notices import calendar_feeds
from sistership.window.offices.notices.models import CalendarFeed
from sistership.window.offices.people.models import Account
from sistership.window.pages.administration.forms.accounts import CalendarForm
from sistership.window.pages.administration.frame import find, is_done, posted, reader_of


def _show(request: HttpRequest, reader: Account, form: CalendarForm, secret: str = "") -> HttpResponse:
    address = settings.PUBLIC_URL + reverse("own_dates", args=[secret]) if secret else ""
    context = {
        "section": "account",
        "form": form,
        "feeds": list(reader.calendar_feeds.order_by("-pk")),
        "address": address,
    }
    return render(request, "administration/calendars.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def calendars(request: HttpRequest) -> HttpResponse:
    """Calendar addresses of the account; a new one is shown in the answer to the form and never again."""
    reader = reader_of(request)
    form = CalendarForm(posted(request))
    made: list[str] = []

    def act() -> None:
        _feed, secret = calendar_feeds.make_calendar_feed(account=reader, **form.cleaned_data)
        made.append(secret)

    if request.method == "POST" and is_done(form, act):
        return _show(request, reader, CalendarForm(), secret=made[0])
    return _show(request, reader, form)


@require_POST
@login_required
def calendar_revoke(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End one of one's own addresses."""
    reader = reader_of(request)
    feed = find(CalendarFeed.objects.filter(account=reader), public_id=public_id)
    calendar_feeds.revoke_calendar_feed(actor=reader.ref, feed=feed)
    messages.success(request, _("The calendar address no longer works."))
    return redirect("calendars")
