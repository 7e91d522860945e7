"""Breaches of personal data: what happened, which clocks run, who was told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sistership.common.errors import SistershipError
from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.duty import actions as duty
from sistership.window.offices.duty.law import DUTIES
from sistership.window.offices.duty.models import Breach
from sistership.window.offices.duty.queries import clocks_of
from sistership.window.offices.duty.rules import kept_cities, visible_breaches
from sistership.window.offices.duty.states import Clock, ClockState, Stage, has_known_law
from sistership.window.offices.people.models import City, Side
from sistership.window.pages.administration.duty.forms import AssessForm, BreachForm, ReasonForm, ToldForm
from sistership.window.pages.administration.duty.frame import duty_page, languages_of, show_rows
from sistership.window.pages.administration.duty.words import CLOCK_MARKS, LAST_DAY, RISK_WORDS
from sistership.window.pages.administration.frame import (
    actor,
    find,
    is_done,
    name_of,
    page_of,
    posted,
    reader_of,
    show,
    show_form,
)
from sistership.window.pages.desk.forms.wordings import wordings_of
from sistership.window.pages.desk.speech import say

CURRENT = "breaches"
TEXTS = ("title", "what_happened", "what_data", "measures")


def _mark(one: Clock, now: datetime) -> tuple[str, object]:
    state = one.state(now)
    is_last = state == ClockState.RUNNING and one.stage(now) == Stage.LAST_DAY
    return LAST_DAY if is_last else CLOCK_MARKS[state]


def _breach(request: HttpRequest, public_id: UUID) -> Breach:
    rows = visible_breaches(reader_of(request)).prefetch_related("cities")
    found = find(rows, public_id=public_id)
    load_texts([found], list(found.cities.all()))
    return found


def _cities_around(request: HttpRequest) -> list[City]:
    """Cities that a breach may concern: those that the reader keeps, and their partner cities."""
    own = kept_cities(reader_of(request))
    beside = Side.objects.filter(partnership__sides__city__in=own).values("city")
    found = list(City.objects.filter(pk__in=beside).union(own.order_by()).order_by("key"))
    load_texts(found)
    return found


@require_safe
@never_cache
@duty_page
def breaches(request: HttpRequest) -> HttpResponse:
    """Breaches of the reader's cities, the newest first."""
    page = page_of(visible_breaches(reader_of(request)).prefetch_related("cities"), request)
    load_texts(list(page), [city for one in page for city in one.cities.all()])
    now = clock.now()
    listed = [(one, bool(one.next_due_at and one.next_due_at <= now)) for one in page]
    return show(request, "breaches", {"page_obj": page, "listed": listed}, current=CURRENT)


@require_safe
@never_cache
@duty_page
def breach(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One breach with its clocks: what is owed next, and to whom."""
    found = _breach(request, public_id)
    now = clock.now()
    cities = {city.key: city for city in found.cities.all()}
    clocks = sorted(clocks_of(found), key=lambda one: (not one.is_open, one.due_at))
    notices = list(found.notices.select_related("city"))
    load_texts([notice.city for notice in notices])
    context = {
        "breach": found,
        "risk": RISK_WORDS.get(found.risk, ""),  # type: ignore[call-overload]
        "clocks": [(one, cities[one.city], *_mark(one, now)) for one in clocks],
        "notices": [(one, DUTIES[one.duty].to) for one in notices],
        "without_law": [city for city in cities.values() if not has_known_law(city.country)],
    }
    return show(request, "breach", context, current=CURRENT)


@require_http_methods(["GET", "POST"])
@duty_page
def breach_add(request: HttpRequest) -> HttpResponse:
    """Record a breach: the clocks start when it was noticed."""
    own = list(kept_cities(reader_of(request)))
    around = _cities_around(request)
    form = BreachForm(
        posted(request),
        languages=languages_of(own),
        cities=around,
        initial={"noticed_at": clock.now(), "cities": [own[0].key] if len(own) == 1 else []},
    )
    made: list[Breach] = []

    def act() -> None:
        chosen = form.chosen()
        recording = next((city for city in chosen if city in own), own[0] if own else chosen[0])
        made.append(
            duty.add_breach(
                actor=actor(request),
                city=recording,
                cities={*chosen, recording},
                texts={name: form.texts(name) for name in form.wordings},
                noticed_at=form.cleaned_data["noticed_at"],
                persons_count=form.cleaned_data["persons_count"],
            )
        )

    if request.method == "POST" and is_done(form, act):
        messages.success(request, _("The breach was recorded. Its clocks run: see who must be told."))
        return redirect("breach", public_id=made[0].public_id)
    lead = _("Record it at once; what is not known yet can be added. Leads of the cities concerned see it.")
    return show_rows(
        request, form, current=CURRENT, title=_("Record a breach"), lead=lead, submit=_("Record the breach")
    )


def _answer(
    request: HttpRequest,
    found: Breach,
    form: forms.Form,
    act: Callable[[], object],
    *,
    title: str,
    lead: str = "",
) -> HttpResponse:
    if request.method == "POST" and is_done(form, act):
        messages.success(request, _("Saved."))
        return redirect("breach", public_id=found.public_id)
    submit = _("Save")
    if isinstance(form, BreachForm | AssessForm):
        return show_rows(request, form, current=CURRENT, title=title, submit=submit, lead=lead)
    return show_form(request, form, current=CURRENT, title=title, submit=submit, lead=lead)


@require_http_methods(["GET", "POST"])
@duty_page
def breach_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change what is known."""
    found = _breach(request, public_id)
    there = list(found.cities.all())
    known = {city.key: city for city in (*there, *_cities_around(request))}
    initial = {
        **wordings_of(found, TEXTS),
        "noticed_at": found.noticed_at,
        "persons_count": found.persons_count,
        "cities": [city.key for city in there],
    }
    form = BreachForm(
        posted(request), languages=languages_of(there), cities=known.values(), record=found, initial=initial
    )

    def act() -> None:
        changed = form.changed_fields()
        cities = form.chosen() if changed.pop("cities", None) is not None else None
        duty.edit_breach(
            actor=actor(request), breach=found, texts=form.changed_texts(), cities=cities, **changed
        )

    return _answer(request, found, form, act, title=name_of(found, "title"))


@require_http_methods(["GET", "POST"])
@duty_page
def breach_assess(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say how high the risk is; who must be told follows from it."""
    found = _breach(request, public_id)
    initial = {**wordings_of(found, ("risk_reason",)), "risk": found.risk}
    languages = languages_of(found.cities.all())
    form = AssessForm(posted(request), languages=languages, record=found, initial=initial)

    def act() -> None:
        duty.assess_breach(
            actor=actor(request),
            breach=found,
            risk=form.cleaned_data["risk"],
            reasons=form.texts("risk_reason"),
        )

    lead = _("Who must be told follows from the risk. Check with counsel.")
    return _answer(request, found, form, act, title=_("How high is the risk?"), lead=lead)


def _clock(request: HttpRequest, found: Breach) -> tuple[City, Clock]:
    asked = request.GET.get("city", ""), request.GET.get("duty", "")
    city = next((one for one in found.cities.all() if one.key == asked[0]), None)
    one = next((one for one in clocks_of(found) if (one.city, one.duty.code) == asked), None)
    if city is None or one is None:
        raise Http404
    return city, one


@require_http_methods(["GET", "POST"])
@duty_page
def breach_told(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note that somebody was told: `?city=…&duty=…` names the clock."""
    found = _breach(request, public_id)
    city, one = _clock(request, found)
    initial = {"made_at": clock.now(), "to_whom": str(one.duty.to)}
    form = ToldForm(posted(request), initial=initial)

    def act() -> None:
        duty.note_told(actor=actor(request), breach=found, city=city, duty=one.duty.code, **form.cleaned_data)

    title = _("Told: %(to)s") % {"to": one.duty.to}
    return _answer(request, found, form, act, title=title, lead=name_of(found, "title"))


@require_http_methods(["GET", "POST"])
@duty_page
def breach_untold(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note why somebody is not told: `?city=…&duty=…` names the clock."""
    found = _breach(request, public_id)
    city, one = _clock(request, found)
    form = ReasonForm(posted(request))

    def act() -> None:
        reason = form.cleaned_data["reason"]
        duty.note_untold(actor=actor(request), breach=found, city=city, duty=one.duty.code, reason=reason)

    title = _("Not told: %(to)s") % {"to": one.duty.to}
    lead = _("The reason stays in the record: the authority may ask for it.")
    return _answer(request, found, form, act, title=title, lead=lead)


def _deed(request: HttpRequest, public_id: UUID, act: Callable[[Breach], object], done: str) -> HttpResponse:
    found = _breach(request, public_id)
    try:
        act(found)
    except SistershipError as error:
        messages.error(request, say(error))
    else:
        messages.success(request, done)
    return redirect("breach", public_id=public_id)


@require_POST
@duty_page
def breach_close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close it, where nobody is left to be told."""
    return _deed(
        request,
        public_id,
        lambda found: duty.close_breach(actor=actor(request), breach=found),
        _("The breach was closed."),
    )


@require_POST
@duty_page
def breach_reopen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Open it again."""
    return _deed(
        request,
        public_id,
        lambda found: duty.reopen_breach(actor=actor(request), breach=found),
        _("The breach is open again."),
    )
