"""What a matchmaking day is made of, at the desk: slots, breaks, interpreters, participants."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sistership.common.errors import SistershipError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.market.models import Profile
from sistership.window.offices.market.states import ProfileState
from sistership.window.offices.matchdays.actions import days, registering
from sistership.window.offices.matchdays.models import Matchday, Registration
from sistership.window.offices.matchdays.rules import visible_registrations
from sistership.window.offices.people.models import City
from sistership.window.offices.people.rules import require
from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.choices import with_sides
from sistership.window.pages.desk.forms.matchdays import (
    BreakForm,
    InterpreterForm,
    InterpreterHoursForm,
    RegistrationForm,
    SlotsForm,
    slots_values,
)
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    edit_page,
    find,
    form_page,
    posted,
    tell,
)
from sistership.window.pages.desk.views.matchdays import (
    cities_of,
    day_address,
    day_step,
    find_day,
    seen_version,
)
from sistership.window.pages.matchday_words import language_name
from sistership.window.pages.public.matchday_forms import hours_of, values_of


def _page(matchday: Matchday, title: str, submit: str, done: str, **options: Any) -> FormPage:
    with_sides(matchday.side.partnership)
    return FormPage(
        title=title,
        partnership=matchday.side.partnership,
        steps=day_step(matchday),
        back=day_address(matchday),
        submit=submit,
        done=done,
        **options,
    )


@desk_page
def set_slots(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Lay out the slots of the day."""
    matchday = find_day(request, public_id, to_write=True)
    page = _page(
        matchday,
        _("Lay out the slots"),
        _("Lay them out"),
        _("The slots were laid out."),
        lead=_("Breaks are stepped over. What participants said about their times is forgotten."),
    )
    languages = languages_for(matchday.side.partnership)
    form = SlotsForm(
        posted(request), languages=languages, initial=slots_values(matchday, list(matchday.slots.all()))
    )

    def act() -> Any:
        given = form.cleaned_data
        return days.set_slots(
            actor=request.user.ref,
            matchday=matchday,
            days=given["days"],
            first=given["first"],
            last=given["last"],
            minutes=given["minutes"],
            pause=given["pause"] or 0,
        )

    return form_page(request, form, page, act=act)


@desk_page
def add_break(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Keep a time free of meetings."""
    matchday = find_day(request, public_id, to_write=True)
    page = _page(matchday, _("Add a break"), _("Add the break"), _("The break was added."))
    initial = {"on": matchday.on} if matchday.on else {}  # type: ignore[attr-defined]
    languages = languages_for(matchday.side.partnership)
    form = BreakForm(posted(request), languages=languages, initial=initial)

    def act() -> Any:
        given = form.cleaned_data
        return days.add_break(
            actor=request.user.ref,
            matchday=matchday,
            starts_at=days.instant(matchday, given["on"], given["first"]),
            ends_at=days.instant(matchday, given["on"], given["last"]),
            names=form.texts("name"),
        )

    return form_page(request, form, page, act=act)


@desk_page
def add_interpreter(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Name an interpreter."""
    matchday = find_day(request, public_id, to_write=True)
    page = _page(matchday, _("Add an interpreter"), _("Add the interpreter"), _("The interpreter was added."))
    form = InterpreterForm(
        posted(request),
        languages=languages_for(matchday.side.partnership),
        matchday=matchday,
        slots=list(matchday.slots.all()),
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: days.add_interpreter(
            actor=request.user.ref,
            matchday=matchday,
            name=form.cleaned_data["name"],
            pairs=form.pairs(),
            available=form.hours(),
        ),
    )


@desk_page
def edit_interpreter(request: DeskRequest, public_id: UUID, part: UUID) -> HttpResponse:
    """Change the name of an interpreter, and when they are there."""
    matchday = find_day(request, public_id, to_write=True)
    interpreter = find(matchday.interpreters.all(), part)
    page = _page(
        matchday,
        _("Change the interpreter"),
        _("Save"),
        _("Saved. A plan that stands stays as it is; have a new one made where the hours matter."),
        lead="; ".join(" – ".join(map(language_name, pair)) for pair in interpreter.pairs),
    )
    slots = list(matchday.slots.all())
    form = InterpreterHoursForm(
        posted(request),
        languages=languages_for(matchday.side.partnership),
        matchday=matchday,
        slots=slots,
        initial={"name": interpreter.name, "available": hours_of(interpreter, slots)},
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: days.edit_interpreter(
            actor=request.user.ref,
            interpreter=interpreter,
            name=form.cleaned_data["name"],
            available=form.hours(),
        ),
    )


@require_POST
@desk_page
def remove_part(request: DeskRequest, public_id: UUID, part: UUID) -> HttpResponse:
    """Take out a break or an interpreter."""
    matchday = find_day(request, public_id, to_write=True)
    version = seen_version(request)
    day_break = matchday.breaks.filter(public_id=part).first()
    interpreter = matchday.interpreters.filter(public_id=part).first()
    try:
        if day_break is not None:
            days.remove_break(actor=request.user.ref, day_break=day_break, version=version)
        elif interpreter is not None:
            days.remove_interpreter(actor=request.user.ref, interpreter=interpreter, version=version)
        else:
            raise Http404
    except SistershipError as error:
        tell(request, error)
    else:
        messages.success(request, _("It was taken out."))
    return HttpResponseRedirect(day_address(matchday))


def _profiles(matchday: Matchday, chosen: Profile | None = None) -> list[tuple[str, str]]:
    """Published profiles of the partnership's cities, by who they are."""
    cities = [one.pk for one in cities_of(matchday)]
    rows = Profile.objects.filter(city__in=cities, state=ProfileState.PUBLISHED)
    found = sorted(rows.order_by("organisation_name")[:500], key=lambda one: one.organisation_name.casefold())
    if chosen is not None and chosen not in found:
        found.append(chosen)
    return [(str(one.public_id), one.organisation_name or str(one.public_id)[-12:]) for one in found]


def _form(matchday: Matchday, *args: Any, chosen: Profile | None = None, **options: Any) -> RegistrationForm:
    return RegistrationForm(
        *args,
        languages=languages_for(matchday.side.partnership),
        matchday=matchday,
        slots=list(matchday.slots.all()),
        cities=cities_of(matchday),
        profiles=_profiles(matchday, chosen),
        **options,
    )


def _chosen(form: DeskForm) -> dict[str, Any]:
    """City, profile, address and language of the form, as columns."""
    given = form.cleaned_data
    profile = given["profile"]
    return {
        "email": given["email"].strip().lower(),
        "language": given["language"],
        "city": City.objects.get(key=given["city"]),
        "profile": Profile.objects.filter(public_id=profile).first() if profile else None,
    }


@desk_page
def add_registration(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Register a participant."""
    matchday = find_day(request, public_id, to_write=True)
    page = _page(
        matchday,
        _("Register a participant"),
        _("Register"),
        _("Registered. A letter with the link is on its way."),
    )
    form = _form(matchday, posted(request))
    return form_page(
        request,
        form,
        page,
        act=lambda: registering.register(
            actor=request.user.ref, matchday=matchday, **form.values(), **_chosen(form)
        ),
    )


def find_registration(
    request: DeskRequest, public_id: UUID, *, to_write: bool = True
) -> tuple[Registration, Matchday]:
    """A participant and the day, as the reader sees both at the desk."""
    rows = visible_registrations(request.user).select_related(
        "matchday__side__city", "matchday__side__partnership", "matchday__city", "city", "profile"
    )
    found = find(rows, public_id)
    if to_write:
        require(request.user, "matchday.organise", found.matchday)
    load_texts([found.matchday], [found.matchday.city, found.matchday.side.city], [found.city])
    return found, found.matchday


@desk_page
def edit_registration(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Change what is known of a participant."""
    registration, matchday = find_registration(request, public_id)
    page = _page(matchday, _("Change the registration"), _("Save"), _("Saved."))
    slots = list(matchday.slots.all())

    def values(record: Registration) -> dict[str, Any]:
        profile = Profile.objects.filter(pk=record.profile_id).first() if record.profile_id else None
        return {
            **values_of(record, slots),
            "email": record.email,
            "language": record.language,
            "city": City.objects.get(pk=record.city_id).key,
            "profile": str(profile.public_id) if profile else "",
        }

    def act(record: Registration, form: DeskForm) -> None:
        assert isinstance(form, RegistrationForm)
        registering.edit(actor=request.user.ref, registration=record, **form.values(), **_chosen(form))

    return edit_page(
        request,
        registration,
        page,
        build=lambda record, data, initial: _form(
            matchday, data, initial=initial, chosen=registration.profile
        ),
        values=values,
        act=act,
    )
