"""The enquirer's own page, by the link in their letters: how the enquiry stands, who answers by when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.addresses import enquirer_url
from sistership.window.offices.cases.erasure import export_case
from sistership.window.offices.cases.models import (
    Case,
    CaseFile,
    CaseMessage,
    ClockRun,
    Direction,
    MessageTranslation,
)
from sistership.window.offices.cases.states import CASE_TABLE, CaseState, Clock
from sistership.window.offices.people.models import City, Side
from sistership.window.pages.public.downloads import download
from sistership.window.pages.public.enquiry_forms import WriteForm
from sistership.window.pages.public.enquiry_link import by_link
from sistership.window.pages.public.enquiry_words import (
    CLOCK_NAMES,
    PromisedTime,
    promised_time,
    where_it_stands,
)
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.names import side_names

HEARD = (Direction.IN, Direction.OUT)
"""Words that the enquirer reads."""


def load_sides(case: Case) -> list[Side]:
    """The sides of the case's partnership with texts and calendars; the case's own side among them."""
    rows = Side.objects.filter(partnership=case.partnership_id).select_related("city")
    sides = list(rows.prefetch_related("city__local_days"))
    load_texts([side.city for side in sides], [case])
    case.side = next(side for side in sides if side.pk == case.side_id)
    return sides


def _state(run: ClockRun) -> str:
    if run.ended_at is not None:
        return "met" if run.is_kept else "missed"
    if run.due_at is None:
        return "paused"
    return "running" if run.due_at > clock.now() else "missed"


def promised_times(case: Case, sides: Sequence[Side]) -> list[PromisedTime]:
    """The newest run of each clock, the first answer first; what moved to another side is left out."""
    newest: dict[str, ClockRun] = {}
    for run in ClockRun.objects.filter(case=case, is_moved=False).order_by("started_at", "pk"):
        newest[run.clock] = run
    known = {side.pk: side for side in sides}
    return [
        promised_time(
            CLOCK_NAMES[name],
            newest[name].due_at,
            side=known[newest[name].side_id],
            others=[side.city for side in sides],
            state=_state(newest[name]),
        )
        for name in Clock
        if name in newest
    ]


def _in_readers_language(message: CaseMessage) -> MessageTranslation | None:
    language = get_language()
    if message.language == language:
        return None
    return next((one for one in message.translations.all() if one.language == language), None)


def shown_page(request: HttpRequest, case: Case, secret: str, form: WriteForm | None = None) -> HttpResponse:
    """The page with all that the enquirer may do; a form with errors says what is wrong."""
    sides = load_sides(case)
    words = case.messages.filter(direction__in=HEARD)
    cities: dict[int | None, City] = {side.pk: side.city for side in sides}
    is_open = (CaseState(case.state), "closed") in CASE_TABLE
    is_waiting = case.state == CaseState.WAITING
    context: dict[str, Any] = {
        "section": "",
        "case": case,
        "secret": secret,
        "stands": where_it_stands(case),
        "is_open": is_open,
        "is_closed": case.state == CaseState.CLOSED,
        "is_waiting": is_waiting,
        "owing": side_names([case.side]) if case.due_at else [],
        "times": promised_times(case, sides),
        "words": [
            (one, cities.get(one.side_id), _in_readers_language(one))
            for one in words.prefetch_related("files", "translations").order_by("at", "pk")
        ],
        "readers": [side for side in sides if side.pk in {one.pk for one in case.sides.all()}],
        "form": form or WriteForm(),
        "goes_on": case.merged_into,
    }
    return render(request, "public/enquiry.html", context, status=422 if form and form.errors else 200)


@by_link
@require_safe
def enquiry(request: HttpRequest, case: Case, secret: str) -> HttpResponseBase:
    """Where it stands."""
    return shown_page(request, case, secret)


@by_link
@require_safe
def enquiry_sent(request: HttpRequest, case: Case, secret: str) -> HttpResponseBase:
    """It arrived: number, link, and by when the first answer is promised."""
    sides = load_sides(case)
    context = {
        "section": "",
        "case": case,
        "secret": secret,
        "link": enquirer_url(case),
        "times": promised_times(case, sides)[:1],
    }
    return render(request, "public/enquiry_sent.html", context)


@by_link
@require_safe
def enquiry_data(request: HttpRequest, case: Case, secret: str) -> HttpResponseBase:
    """All that the window holds for the enquirer, as data."""
    response = JsonResponse(export_case(case), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{case.number}.json"'
    return response


@by_link
@require_safe
def enquiry_file(request: HttpRequest, case: Case, secret: str, public_id: UUID) -> HttpResponseBase:
    """A file that came or went with words that the enquirer reads."""
    rows = CaseFile.objects.filter(message__case=case, message__direction__in=HEARD, file__isnull=False)
    found = found_or_404(rows.select_related("file").filter(public_id=public_id).first())
    assert found.file is not None
    return download(found.file, name=found.name)
