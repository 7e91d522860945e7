"""Matchmaking days at the desk: the list, one day, what it is, and how it goes on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sistership.common.errors import SistershipError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.matchdays import engine
from sistership.window.offices.matchdays.actions import days, planning
from sistership.window.offices.matchdays.actions.steps import plan_word
from sistership.window.offices.matchdays.models import Matchday
from sistership.window.offices.matchdays.queries.days import newest_plans, with_times
from sistership.window.offices.matchdays.rules import internal_matchdays
from sistership.window.offices.matchdays.states import TAKES_PART
from sistership.window.offices.people.models import City, Partnership
from sistership.window.offices.people.rules import may, require
from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.choices import sides_of, with_sides
from sistership.window.pages.desk.forms.matchdays import CallOffForm, MatchdayForm, day_values
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.own_desks import deed_of, own_desks
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    edit_page,
    find,
    form_page,
    own_sides,
    partnership_of,
    posted,
    show,
    tell,
)
from sistership.window.pages.matchday_words import language_name, tell_times
from sistership.window.pages.public.matchdays import tell_days
from sistership.window.pages.templatetags.window import plain

CURRENT = "matchdays"


def day_address(matchday: Matchday) -> str:
    """The day's page at the desk."""
    return reverse("desk_matchday", args=[matchday.public_id])


def day_trail(matchday: Matchday, *steps: tuple[Any, str | None]) -> list[tuple[Any, str | None]]:
    """Breadcrumbs from the desk over the day."""
    here = [(_("My desk"), reverse("desk")), (_("Matchmaking days"), reverse("desk_matchdays"))]
    return [*here, (plain(matchday, "title"), day_address(matchday) if steps else None), *steps]


def day_step(matchday: Matchday) -> tuple[tuple[str, str], ...]:
    """Breadcrumbs of a form page between the partnership and the form."""
    return (
        (_("Matchmaking days"), reverse("desk_matchdays")),
        (plain(matchday, "title"), day_address(matchday)),
    )


def find_day(request: DeskRequest, public_id: UUID, *, to_write: bool = False) -> Matchday:
    """A day that the reader sees at the desk, with times and texts; others are not there."""
    found = tell_days([find(with_times(internal_matchdays(request.user)), public_id)])[0]
    if to_write:
        require(request.user, "matchday.organise", found)
    return found


def seen_version(request: DeskRequest) -> int | None:
    """The version of the day that the page showed."""
    given = request.POST.get("seen", "")
    return int(given) if given.isdecimal() and len(given) < 10 else None


@desk_page
def desk_matchdays(request: DeskRequest) -> HttpResponse:
    """The days of the reader's partnerships, the newest first."""
    desks = own_desks(request.user)
    days_found = tell_days(list(with_times(internal_matchdays(request.user))[:100]))
    context = {
        "days": days_found,
        "own": desks.own,
        "trail": [(_("My desk"), reverse("desk")), (_("Matchmaking days"), None)],
    }
    return show(request, "desk/matchdays/list.html", context, current=CURRENT, sides=desks.around)


def _form(partnership: Partnership, sides: list[Any], *args: Any, **options: Any) -> MatchdayForm:
    cities = [side.city for side in sides_of(partnership)]
    return MatchdayForm(*args, languages=languages_for(partnership), sides=sides, cities=cities, **options)


def _columns(form: DeskForm, partnership: Partnership) -> dict[str, Any]:
    by_key = {side.city.key: side for side in sides_of(partnership)}
    given = {name: form.cleaned_data[name] for name in form.changed_fields() if name in form.cleaned_data}
    if "city" in given:
        given["city"] = by_key[given["city"]].city
    given.pop("side", None)
    return given


@desk_page
def add_matchday(request: DeskRequest, key: str) -> HttpResponse:
    """Begin a day for one's own city."""
    partnership = partnership_of(request.user, key)
    form = _form(partnership, own_sides(request.user, partnership), posted(request))
    page = FormPage(
        title=_("Add a matchmaking day"),
        partnership=partnership,
        steps=((_("Matchmaking days"), reverse("desk_matchdays")),),
        back=reverse("desk_matchdays"),
        submit=_("Add the day"),
        done=_("The day was added. Now lay out its slots."),
    )

    def act() -> Matchday:
        by_key = {side.city.key: side for side in sides_of(partnership)}
        given = form.cleaned_data
        columns = ("day_kind", "tables", "most_meetings", "floor", "registration_until", "is_public")
        return days.add_day(
            actor=request.user.ref,
            side=by_key[given["side"]],
            city=by_key[given["city"]].city,
            titles=form.texts("title"),
            venues=form.texts("venue"),
            abouts=form.texts("about"),
            **{name: given[name] for name in columns},
        )

    return form_page(request, form, page, act=act, goto=day_address)


@desk_page
def edit_matchday(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Change what a day is."""
    matchday = find_day(request, public_id, to_write=True)
    partnership = matchday.side.partnership
    with_sides(partnership)
    page = FormPage(
        title=_("Change the day"),
        partnership=partnership,
        steps=day_step(matchday),
        back=day_address(matchday),
        submit=_("Save"),
        done=_("The day was changed."),
    )

    def act(record: Matchday, form: DeskForm) -> None:
        days.edit_day(
            actor=request.user.ref,
            matchday=record,
            texts=form.changed_texts(),
            **_columns(form, partnership),
        )

    return edit_page(
        request,
        matchday,
        page,
        build=lambda record, data, initial: _form(
            partnership, [matchday.side], data, initial=initial, record=record
        ),
        values=day_values,
        act=act,
    )


@desk_page
def desk_matchday(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """One day: where it stands, what is to be done next, who takes part."""
    desks = own_desks(request.user)
    matchday = find_day(request, public_id)
    slots = tell_times(matchday.slots.all(), matchday.zone)
    standing, pending = newest_plans(matchday)
    people = list(matchday.registrations.filter(erased_at__isnull=True).select_related("city", "profile"))
    for one in people:
        one.spoken = [language_name(code) for code in one.languages]  # type: ignore[attr-defined]
    breaks = tell_times(matchday.breaks.all(), matchday.zone)  # type: ignore[arg-type]
    load_texts(breaks, [one.city for one in people])  # type: ignore[arg-type]
    interpreters = list(matchday.interpreters.all())
    for interpreter in interpreters:
        interpreter.words = [" – ".join(map(language_name, pair)) for pair in interpreter.pairs]  # type: ignore[attr-defined]
    context = {
        "matchday": matchday,
        "slots": slots,
        "minutes": round((slots[0].ends_at - slots[0].starts_at).total_seconds() / 60) if slots else 0,
        "breaks": breaks,
        "interpreters": interpreters,
        "people": [one for one in people if one.withdrawn_at is None],
        "gone": [one for one in people if one.withdrawn_at is not None],
        "standing": standing,
        "pending": pending,
        "pending_word": plan_word(pending.state) if pending else "",
        "may_write": may(request.user, "matchday.organise", matchday),
        "may_plan": matchday.state in TAKES_PART and bool(slots),
        "has_engine": engine.is_there(),
        "is_before_plan": matchday.state in days.BEFORE_PLAN,
        "trail": day_trail(matchday),
    }
    return show(request, "desk/matchdays/day.html", context, current=CURRENT, sides=desks.around)


DONE = {
    "opened": gettext_lazy("Registration is open."),
    "closed": gettext_lazy("Registration is closed."),
    "held": gettext_lazy("Noted that the day was held."),
    "plan": gettext_lazy("A plan is being made. This page shows how far it is."),
}


@require_POST
@desk_page
def act_on_matchday(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Open or close registration, have a plan made, say that the day was held."""
    matchday = find_day(request, public_id, to_write=True)
    deed = deed_of(request, *DONE)
    try:
        if deed == "plan":
            seed = int(matchday.public_id) % 1_000_000
            planning.ask_for_plan(
                actor=request.user.ref, matchday=matchday, seed=seed, version=seen_version(request)
            )
        else:
            days.move(actor=request.user.ref, matchday=matchday, event=deed, version=seen_version(request))
    except SistershipError as error:
        tell(request, error)
    else:
        messages.success(request, DONE[deed])
    back = "desk_matchday_today" if request.POST.get("back") == "today" else "desk_matchday"
    return HttpResponseRedirect(reverse(back, args=[matchday.public_id]))


@desk_page
def call_off(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Call the day off, and say why."""
    matchday = find_day(request, public_id, to_write=True)
    partnership = matchday.side.partnership
    with_sides(partnership)
    form = CallOffForm(posted(request), languages=languages_for(partnership))
    page = FormPage(
        title=_("Call the day off"),
        partnership=partnership,
        steps=day_step(matchday),
        back=day_address(matchday),
        lead=_("Everybody who takes part gets a letter."),
        submit=_("Call it off"),
        done=_("The day is called off, and everybody is told."),
        is_grave=True,
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: planning.call_off(
            actor=request.user.ref, matchday=matchday, reason=form.cleaned_data["reason"]
        ),
    )


def cities_of(matchday: Matchday) -> list[City]:
    """The cities of the day's partnership, with names."""
    return [side.city for side in sides_of(matchday.side.partnership)]
