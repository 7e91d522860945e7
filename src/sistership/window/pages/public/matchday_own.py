"""The page of one who takes part, by the link in their letters: plan, wishes, code, calendar, how it was."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

import qrcode
import qrcode.image.svg
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sistership.common.errors import InputError, MissingPartError, SistershipError
from sistership.common.text import HTML_LANGUAGES
from sistership.formats.meeting_calendars import Appointment, write_appointments
from sistership.report import html_to_pdf
from sistership.window.offices.matchdays.actions import happening, registering
from sistership.window.offices.matchdays.addresses import (
    check_in_url,
    own_url,
    registration_by_secret,
    secret_of,
)
from sistership.window.offices.matchdays.erasure import export_registration, forget_registration
from sistership.window.offices.matchdays.models import DayMeeting, Registration
from sistership.window.offices.matchdays.queries.days import OwnDay, own_day
from sistership.window.offices.matchdays.states import TAKES_PART, DayState
from sistership.window.pages.desk.speech import say
from sistership.window.pages.matchday_words import (
    MEETING_STATES,
    clock_times,
    day_of,
    language_name,
)
from sistership.window.pages.public.enquiry_link import secretly, void
from sistership.window.pages.public.exports import read_static
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.matchday_forms import FeedbackForm, ParticularsForm, values_of

METHODS = ("GET", "HEAD", "POST")


def by_link(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page about the registration that the link opens."""

    @wraps(view)
    def page(request: HttpRequest, secret: str, *args: Any, **options: Any) -> HttpResponseBase:
        try:
            registration: Registration = registration_by_secret(secret)
        except InputError as error:
            return void(request, error)
        return view(request, registration, secret, *args, **options)

    return secretly(page)


def code_svg(registration: Registration) -> SafeString:
    """The code for checking in, drawn; a reader of it comes to the desk's page, which others may not open."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=2, box_size=10)
    code.add_data(check_in_url(registration))
    image = code.make_image(image_factory=qrcode.image.svg.SvgPathImage)
    drawn: str = image.to_string(encoding="unicode")
    return mark_safe(drawn)  # noqa: S308  # drawn here from our own address


def own_context(registration: Registration, secret: str) -> dict[str, Any]:
    """What the personal page and its paper show."""
    own = own_day(registration)
    zone = registration.matchday.zone
    for one in own.meetings:
        one.meeting.times = clock_times(one.meeting.slot, zone)  # type: ignore[attr-defined]
        one.meeting.on = day_of(one.meeting.slot.starts_at, zone)  # type: ignore[attr-defined]
        one.meeting.word = MEETING_STATES[one.meeting.state]  # type: ignore[attr-defined]
    for other, _said in own.others:
        other.spoken = [language_name(code) for code in other.languages]  # type: ignore[attr-defined]
    matchday = registration.matchday
    takes_part = matchday.state in TAKES_PART and registration.withdrawn_at is None
    return {
        "section": "",
        "secret": secret,
        "registration": registration,
        "matchday": matchday,
        "own": own,
        "several_days": len({one.meeting.on for one in own.meetings}) > 1,  # type: ignore[attr-defined]
        "code": code_svg(registration) if takes_part else "",
        "takes_part": takes_part,
        "may_edit": takes_part and matchday.state == DayState.OPEN,
        "may_judge": matchday.state in (DayState.PLANNED, DayState.HELD),
    }


@by_link
@require_safe
def own_matchday(request: HttpRequest, registration: Registration, secret: str) -> HttpResponse:
    """The personal plan."""
    return render(request, "public/matchdays/own.html", own_context(registration, secret))


@by_link
@require_http_methods(METHODS)
def own_particulars(request: HttpRequest, registration: Registration, secret: str) -> HttpResponse:
    """Change who comes, in which languages and when."""
    matchday = registration.matchday
    slots = list(matchday.slots.all())
    form = ParticularsForm(
        request.POST if request.method == "POST" else None,
        initial=values_of(registration, slots),
        matchday=matchday,
        slots=slots,
    )
    if request.method == "POST" and form.is_valid():
        try:
            registering.edit(actor=None, registration=registration, **form.values())
        except SistershipError as error:
            form.add_error(error.where if error.where in form.fields else None, say(error))
        else:
            messages.success(request, _("Saved."))
            return _back(registration)
    context = {"section": "", "secret": secret, "matchday": matchday, "form": form}
    status = 422 if form.errors else 200
    return render(request, "public/matchdays/particulars.html", context, status=status)


def _back(registration: Registration) -> HttpResponse:
    return HttpResponseRedirect(reverse("own_matchday", args=[secret_of(registration)]))


@by_link
@require_POST
def own_wishes(request: HttpRequest, registration: Registration, secret: str) -> HttpResponse:
    """Say of the others whom to meet and whom not."""
    others = {str(other.public_id): other for other, _said in own_day(registration).others}
    said = {
        others[name.removeprefix("regard-")]: value or None
        for name, value in request.POST.items()
        if name.startswith("regard-") and name.removeprefix("regard-") in others and isinstance(value, str)
    }
    try:
        registering.regard(registration=registration, others=said)
    except SistershipError as error:
        messages.error(request, say(error))
    else:
        messages.success(request, _("Saved. What you say here is told to none of the others."))
    return _back(registration)


@by_link
@require_http_methods(METHODS)
def own_withdraw(request: HttpRequest, registration: Registration, secret: str) -> HttpResponse:
    """Ask once more, then withdraw."""
    if request.method == "POST":
        try:
            registering.withdraw(actor=None, registration=registration)
        except SistershipError as error:
            messages.error(request, say(error))
        else:
            messages.success(request, _("You have withdrawn. The desk knows."))
        return _back(registration)
    context = {"section": "", "secret": secret, "matchday": registration.matchday}
    return render(request, "public/matchdays/withdraw.html", context)


@by_link
@require_http_methods(METHODS)
def own_erase(request: HttpRequest, registration: Registration, secret: str) -> HttpResponse:
    """Ask once more, then take out who it was."""
    context = {"section": "", "secret": secret, "matchday": registration.matchday, "is_done": False}
    if request.method == "POST":
        forget_registration(registration)
        context["is_done"] = True
    return render(request, "public/matchdays/erase.html", context)


def _meeting(own: OwnDay, public_id: UUID) -> DayMeeting:
    found = next((one.meeting for one in own.meetings if one.meeting.public_id == public_id), None)
    return found_or_404(found)


@by_link
@require_http_methods(METHODS)
def own_feedback(
    request: HttpRequest, registration: Registration, secret: str, public_id: UUID
) -> HttpResponse:
    """Say how one meeting went."""
    own = own_day(registration)
    meeting = _meeting(own, public_id)
    one = next(one for one in own.meetings if one.meeting == meeting)
    initial = (
        {
            "was_held": "yes" if one.said.was_held else "no",
            "grade": str(one.said.grade or ""),
            "again": one.said.again,
            "words": one.said.words,
        }
        if one.said
        else {}
    )
    form = FeedbackForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            happening.say_how_it_was(
                registration=registration,
                meeting=meeting,
                was_held=given["was_held"] == "yes",
                grade=int(given["grade"]) if given["grade"] else None,
                again=given["again"],
                words=given["words"],
            )
        except SistershipError as error:
            form.add_error(error.where if error.where in form.fields else None, say(error))
        else:
            messages.success(request, _("Thank you."))
            return _back(registration)
    context = {"section": "", "secret": secret, "matchday": registration.matchday, "form": form, "one": one}
    return render(request, "public/matchdays/feedback.html", context, status=422 if form.errors else 200)


@by_link
@require_safe
def own_calendar(request: HttpRequest, registration: Registration, secret: str) -> HttpResponse:
    """The personal plan for calendar programs: fetched again, it changes with the plan."""
    own = own_day(registration)
    matchday = registration.matchday
    venue = matchday.localized("venue").text(registration.language)
    name = matchday.localized("title").text(registration.language)
    appointments = [
        Appointment(
            uid=f"{registration.public_id}-{one.other.public_id}@matchday",
            starts_at=one.meeting.slot.starts_at,
            ends_at=one.meeting.slot.ends_at,
            title=one.other.name,
            place=f"{venue}, {_('table %(table)d') % {'table': one.meeting.table}}".lstrip(", "),
            description=name,
            url=own_url(registration),
            modified_at=own.changed_at or one.meeting.created_at,
            sequence=own.plan.number if own.plan else 0,
        )
        for one in own.meetings
    ]
    content = write_appointments(name, appointments, language=HTML_LANGUAGES.get(registration.language, ""))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="matchday.ics"'
    return response


@by_link
@require_safe
def own_pdf(request: HttpRequest, registration: Registration, secret: str) -> HttpResponse:
    """The personal plan on paper; where this machine cannot write PDF, a page that says what to do."""
    context = own_context(registration, secret)
    html = render_to_string("public/matchdays/own_paper.html", context, request=request)
    try:
        content = html_to_pdf(html, base_url=request.build_absolute_uri(), read_static=read_static)
    except MissingPartError:
        back = reverse("own_matchday", args=[secret])
        return render(request, "public/pdf_missing.html", {"back": back, "section": ""}, status=501)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="matchday-{get_language()}.pdf"'
    return response


@by_link
@require_safe
def own_data(request: HttpRequest, registration: Registration, secret: str) -> HttpResponse:
    """All that the window holds of the participant, as data."""
    parameters = {"ensure_ascii": False, "indent": 1}
    response = JsonResponse(export_registration(registration), json_dumps_params=parameters)
    response["Content-Disposition"] = 'attachment; filename="matchday.json"'
    return response
