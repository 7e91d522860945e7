"""Where one is signed in: the list of one's own sessions, and how to end them."""

from __future__ import annotations

import re

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from sistership.window.ground import clock
from sistership.window.offices.people import actions as people
from sistership.window.pages.administration.frame import reader_of

# The first that fits: browsers name the ones that they descend from as well.
_BROWSERS = (
    (r"Edg(?:e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|CriOS/|Chromium/", "Chrome"),
    (r"Safari/", "Safari"),
)
_SYSTEMS = (
    (r"Android", "Android"),
    (r"iPhone|iPad", "iOS"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"CrOS", "ChromeOS"),
    (r"Linux", "Linux"),
)


def device_in_words(user_agent: str) -> str:
    """Browser and system, as a person would name them."""
    browser = next((name for pattern, name in _BROWSERS if re.search(pattern, user_agent)), "")
    system = next((name for pattern, name in _SYSTEMS if re.search(pattern, user_agent)), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("unknown device")


@require_safe
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """One's sessions, this one first, then by when they were last seen."""
    reader = reader_of(request)
    current = request.session.session_key
    alive = Session.objects.filter(expire_date__gt=clock.now()).values("session_key")
    found = list(UserSession.objects.filter(user=reader, session_key__in=alive))
    found.sort(key=lambda one: (one.session_key != current, -one.last_seen_at.timestamp()))
    rows = [(one, device_in_words(one.user_agent), one.session_key == current) for one in found]
    return render(request, "administration/sessions.html", {"section": "account", "sessions": rows})


@require_POST
@login_required
def session_end(request: HttpRequest, session: int) -> HttpResponse:
    """End one of one's own sessions."""
    reader = reader_of(request)
    get_object_or_404(UserSession, user=reader, pk=session).end()
    people.note_account_change(account=reader, what="account.sessions_ended")
    messages.success(request, _("That device is signed out."))
    return redirect("sessions")


@require_POST
@login_required
def sessions_end_others(request: HttpRequest) -> HttpResponse:
    """End all of one's sessions but this one."""
    reader = reader_of(request)
    others = list(UserSession.objects.filter(user=reader).exclude(session_key=request.session.session_key))
    for one in others:
        one.end()
    if others:
        people.note_account_change(account=reader, what="account.sessions_ended")
    done = ngettext(
        "%(count)d other device is signed out.", "%(count)d other devices are signed out.", len(others)
    )
    messages.success(request, done % {"count": len(others)})
    return redirect("sessions")
