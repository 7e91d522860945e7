"""Who of the reader's cities is away, who stands in, and whose cases wait meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from sistership.common.errors import RuleError, SistershipError
from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.actions import absences
from sistership.window.offices.cases.models import Absence, Case
from sistership.window.offices.cases.rules import officers_of, visible_absences
from sistership.window.offices.cases.states import OPEN
from sistership.window.offices.people.models import Account, City, Grant
from sistership.window.offices.people.rules import STAFF, grants_of, may, require
from sistership.window.pages.desk.forms.choices import name_of
from sistership.window.pages.desk.forms.own_desks import AbsenceForm
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.own_desks import deed_of, own_desks, way
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    find,
    form_page,
    posted,
    show,
    tell,
)

CURRENT = "absences"
FARTHEST = timedelta(days=400)
WEEK = timedelta(days=7)


def _title() -> str:
    return _("Who is away")


@dataclass(slots=True)
class AwayRow:
    """One officer in one week: each day with the absence, None where there is none."""

    name: str
    days: list[tuple[date, Absence | None]]


def _monday(asked: str, today: date) -> date:
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = today
    day = min(max(day, today - FARTHEST), today + FARTHEST)
    return day - timedelta(days=day.weekday())


def _week(city: City, monday: date, rows: list[Absence], staff: list[Account]) -> list[AwayRow]:
    days = [monday + timedelta(days=number) for number in range(7)]
    found = []
    for account in staff:
        own = [one for one in rows if one.account_id == account.pk and one.city_id == city.pk]
        cells = [
            (day, next((one for one in own if one.first_day <= day <= one.last_day), None)) for day in days
        ]
        found.append(AwayRow(account.get_full_name(), cells))
    return found


def _staff_by_city(cities: list[City]) -> dict[int, list[Account]]:
    grants = Grant.objects.filter(city__in=cities, role__in=STAFF, account__is_active=True)
    found: dict[int, dict[int, Account]] = {city.pk: {} for city in cities}
    for grant in grants.select_related("account").order_by("account__display_name", "account__email"):
        assert grant.city_id is not None
        found[grant.city_id][grant.account_id] = grant.account
    return {key: list(accounts.values()) for key, accounts in found.items()}


@require_safe
@desk_page
def desk_absences(request: DeskRequest) -> HttpResponse:
    """A week of each of the reader's cities, and the absences that are not over; `?week=` names a day."""
    desks = own_desks(request.user)
    cities = list({side.city_id: side.city for side in desks.own}.values())
    today = {city.pk: city.calendar().day_of(clock.now()) for city in cities}
    monday = _monday(request.GET.get("week", ""), min(today.values()))
    rows = list(
        visible_absences(request.user)
        .filter(last_day__gte=min(monday, *today.values()))
        .select_related("account", "deputy", "city")
    )
    waiting: dict[tuple[int, int], int] = {}
    away = Case.objects.filter(officer__in=[one.account_id for one in rows], state__in=OPEN)
    for found in away.values_list("officer", "side__city"):
        waiting[found] = waiting.get(found, 0) + 1
    staff = _staff_by_city(cities)
    blocks = []
    for city in cities:
        own = [one for one in rows if one.city_id == city.pk and one.last_day >= today[city.pk]]
        lines = [
            (
                one,
                waiting.get((one.account_id, city.pk), 0),
                may(request.user, "absence.keep", one),
                one.first_day <= today[city.pk],
            )
            for one in own
        ]
        blocks.append((city, _week(city, monday, rows, staff[city.pk]), lines))
    context = {
        "title": _title(),
        "blocks": blocks,
        "days": [monday + timedelta(days=number) for number in range(7)],
        "earlier": monday - WEEK,
        "later": monday + WEEK,
        "trail": way((_title(), None)),
    }
    return show(request, "desk/absences.html", context, current=CURRENT, sides=desks.around)


@desk_page
def note_absence(request: DeskRequest, key: str) -> HttpResponse:
    """Note that somebody is away: oneself, or as a lead anybody of the city."""
    desks = own_desks(request.user)
    side = next((one for one in desks.own if one.city.key == key), None)
    if side is None:
        raise RuleError(_("You do not work for this city"))
    city = side.city
    is_lead = city.pk in grants_of(request.user).lead_cities
    form = AbsenceForm(
        posted(request),
        languages=languages_for(side.partnership),
        officers=list(officers_of(city)),
        own=request.user,
        may_note_others=is_lead,
    )
    title = _("Note an absence")
    page = FormPage(
        title=title,
        lead=_("On these days new cases and letters go to whoever stands in. It ends by itself."),
        partnership=side.partnership,
        back=reverse("desk_absences"),
        submit=_("Note the absence"),
        done=_("The absence was noted."),
        context={"rail_current": CURRENT, "trail": way((_title(), reverse("desk_absences")), (title, None))},
    )

    def act() -> Absence:
        values = form.cleaned_data
        return absences.note(
            actor=request.user.ref,
            account=form.officer("account"),
            deputy=form.officer("deputy"),
            city=city,
            first_day=values["first_day"],
            last_day=values["last_day"],
            note=values["note"],
        )

    return form_page(request, form, page, act=act, goto=_absence_address)


def _absence_address(absence: Absence) -> str:
    return reverse("desk_absence", args=[absence.public_id])


@desk_page
def desk_absence(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """One absence: the open cases of who is away, to hand them on; or the end of it."""
    absence = find(visible_absences(request.user).select_related("account", "deputy", "city"), public_id)
    if request.method == "POST":
        return _act(request, absence)
    load_texts([absence.city])
    cases = Case.objects.filter(officer=absence.account_id, side__city=absence.city_id, state__in=OPEN)
    context = {
        "absence": absence,
        "cases": list(cases.order_by("due_at", "pk")[:200]),
        "may_keep": may(request.user, "absence.keep", absence),
        "is_over": absence.last_day < absence.city.calendar().day_of(clock.now()),
        "city_name": name_of(absence.city),
        "trail": way((_title(), reverse("desk_absences")), (absence.account.get_full_name(), None)),
    }
    return show(request, "desk/absence.html", context, current=CURRENT)


def _act(request: DeskRequest, absence: Absence) -> HttpResponse:
    require(request.user, "absence.keep", absence)
    deed = deed_of(request, "hand_on", "end")
    try:
        if deed == "end":
            absences.end(actor=request.user.ref, absence=absence)
            messages.success(request, _("The absence was ended."))
            return HttpResponseRedirect(reverse("desk_absences"))
        count = absences.hand_on(actor=request.user.ref, absence=absence)
    except RuleError:
        raise
    except SistershipError as error:
        tell(request, error)
    else:
        done = ngettext("%(count)s case was handed on.", "%(count)s cases were handed on.", count)
        messages.success(request, done % {"count": count})
    return HttpResponseRedirect(_absence_address(absence))
