"""The first step: find the two cities, check what is known of them, join them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sistership.common.errors import SistershipError
from sistership.common.place_search import Suggestion, place_of, suggest_places
from sistership.common.places import Place, normal_name
from sistership.common.text import LANGUAGES
from sistership.window.ground.texts import load_texts
from sistership.window.offices.people import actions as people
from sistership.window.offices.people import queries
from sistership.window.offices.people.models import City, Partnership
from sistership.window.pages.administration.forms.particulars import FactsForm
from sistership.window.pages.administration.forms.places import CityForm, NewCityForm
from sistership.window.pages.administration.frame import (
    actor,
    administrator_page,
    is_done,
    name_of,
    posted,
    reader_of,
)
from sistership.window.pages.administration.setup.forms import PairForm, SearchForm, are_right
from sistership.window.pages.administration.setup.steps import setup_of, show_step, url_after
from sistership.window.pages.desk.forms.wordings import field_name
from sistership.window.pages.desk.speech import say

SLOTS = ("first", "second")
HERE, OWN = "city", "own"


@dataclass(frozen=True, slots=True)
class Choice:
    """One city that may be meant, as a radio button."""

    code: str
    name: str
    note: str


@require_safe
@administrator_page
def start(request: HttpRequest) -> HttpResponse:
    """Where the set-up begins, or goes on."""
    partnerships = list(queries.partnerships(reader_of(request))[:20])
    load_texts([side.city for row in partnerships for side in row.sides.all()])
    return show_step(request, None, "start", {"partnerships": partnerships})


@require_safe
@administrator_page
def search(request: HttpRequest) -> HttpResponse:
    """Type the names of the two cities, then say which are meant."""
    form = SearchForm(request.GET if "first_name" in request.GET else None)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        known = list(City.objects.all())
        load_texts(known)
        aliases = queries.aliases_of(known)
        names = {
            city: {normal_name(name) for name in (*_names(city), *aliases.get(city.public_id, []))}
            for city in known
        }
        context["found"] = [
            (slot, words, _choices(words, names))
            for slot in SLOTS
            if (words := form.cleaned_data[f"{slot}_name"])
        ]
    return show_step(request, None, "search", context, status=422 if form.errors else 200)


def _names(city: City) -> list[str]:
    return [variant.text for variant in city.localized("name").variants.values()]


def _choices(words: str, names: dict[City, set[str]]) -> list[Choice]:
    """Cities of this window first, then those that are known, then the way to write one in."""
    said = normal_name(words)
    here = [city for city, known in names.items() if said in known or city.key == said]
    found = [Choice(f"{HERE}:{city.key}", name_of(city), _("already in this window")) for city in here]
    for one in suggest_places(words):
        twin = next((city for city in names if _is_twin(city, one.place)), None)
        if twin is None:
            found.append(Choice(one.code, _place_name(one.place), _place_note(one)))
        elif twin not in here:
            here.append(twin)
            found.append(Choice(f"{HERE}:{twin.key}", name_of(twin), _("already in this window")))
    note = _("I write in its name, country and place")
    return [*found, Choice(f"{OWN}:{words}", _("Another city: %(name)s") % {"name": words}, note)]


def _is_twin(city: City, place: Place) -> bool:
    near = abs(city.longitude - place.longitude) < 0.1 and abs(city.latitude - place.latitude) < 0.1
    return city.country == place.country and (city.key == place.key or near)


def _place_name(place: Place) -> str:
    names = list(
        dict.fromkeys(filter(None, [place.names.get(get_language() or "en"), *place.names.values()]))
    )
    return " / ".join(names[:3])


def _place_note(one: Suggestion) -> str:
    parts = [f"{one.place.country}-{one.region}" if one.region else one.place.country, one.place.timezone]
    if one.population:
        parts.append(_("%(count)s inhabitants") % {"count": f"{one.population:,}".replace(",", " ")})
    return " · ".join(parts)


@dataclass(slots=True)
class Slot:
    """One of the two cities: one that is here, or a form to check what is known of it."""

    name: str
    city: City | None = None
    form: NewCityForm | None = None
    is_known: bool = False
    """Whether the form was filled from what the house knows."""

    @property
    def name_fields(self) -> list[BoundField]:
        """The fields that everybody looks at."""
        return [one for one in self.form or [] if one.name not in self._details]

    @property
    def detail_fields(self) -> list[BoundField]:
        """Fields that are right already where the city is known."""
        return [one for one in self.form or [] if one.name in self._details]

    @property
    def is_open(self) -> bool:
        """Whether the details are unfolded: they must be filled in, or something in them is wrong."""
        return not self.is_known or any(one.errors for one in self.detail_fields)

    @property
    def _details(self) -> tuple[str, ...]:
        return ("aliases", "key", *FactsForm.FACTS)


def _slot(request: HttpRequest, name: str) -> Slot | None:
    code = request.GET.get(name, "")
    kind, _colon, rest = code.partition(":")
    if kind == HERE:
        city = City.objects.filter(key=rest).first()
        return Slot(name, city=city) if city else None
    if kind == OWN:
        initial: dict[str, Any] = {field_name("name", get_language() or "en"): rest[:80]}
    elif place := place_of(code):
        initial = {
            "key": place.key,
            "country": place.country,
            "subdivision": place.subdivision,
            "timezone": place.timezone,
            "language": place.language,
            "longitude": place.longitude,
            "latitude": place.latitude,
            "aliases": list(place.aliases),
            **{field_name("name", code): place.names.get(code, "") for code in LANGUAGES},
        }
    else:
        return None
    form = NewCityForm(posted(request), prefix=name, initial=initial)
    return Slot(name, form=form, is_known=kind != OWN)


@require_http_methods(["GET", "POST"])
@administrator_page
def pair(request: HttpRequest) -> HttpResponse:
    """Check what is known of the two cities; then they are joined."""
    slots = [slot for name in SLOTS if (slot := _slot(request, name))]
    if len(slots) < len(SLOTS):
        messages.error(request, _("Choose both cities first"))
        return redirect("setup_cities")
    form = PairForm(posted(request))
    load_texts([slot.city for slot in slots if slot.city])
    # Every form is checked, so that all that is wrong is said at once.
    if request.method == "POST" and are_right([form, *(slot.form for slot in slots if slot.form)]):
        partnership = _join(request, slots, form)
        if partnership:
            messages.success(request, _("The cities were joined. You can change all of this later."))
            return redirect("setup_desks", key=partnership.key)
    has_errors = form.errors or any(slot.form and slot.form.errors for slot in slots)
    return show_step(request, None, "pair", {"slots": slots, "form": form}, status=422 if has_errors else 200)


def _join(request: HttpRequest, slots: list[Slot], form: PairForm) -> Partnership | None:
    """Make the cities and the partnership, all or nothing; None where a form says what is wrong."""
    try:
        with transaction.atomic():
            cities = [slot.city or _add(request, slot) for slot in slots]
            return people.add_partnership(
                actor=actor(request),
                key="-".join(city.key for city in cities)[:120],
                cities=cities,
                is_public=form.cleaned_data["is_public"],
            )
    except SistershipError as error:
        if not any(slot.form and slot.form.errors for slot in slots):
            form.add_error(None, say(error))
        return None


def _add(request: HttpRequest, slot: Slot) -> City:
    form = slot.form
    assert form is not None
    try:
        return people.add_city(
            actor=actor(request),
            key=form.cleaned_data["key"],
            names=form.names(),
            aliases=form.cleaned_data["aliases"],
            website=form.cleaned_data["website"],
            **form.facts(),
        )
    except SistershipError as error:
        names = [name for name in form.fields if error.where and name.startswith(error.where.split(",")[0])]
        form.add_error(names[0] if names else None, say(error))
        raise


@require_http_methods(["GET", "POST"])
@administrator_page
def partners(request: HttpRequest, key: str) -> HttpResponse:
    """The cities of a partnership that is there: their names, places and calendars."""
    setup = setup_of(request, key)
    aliases = queries.aliases_of([side.city for side in setup.sides])
    blocks = []
    for side in setup.sides:
        city = side.city
        initial = CityForm.values_of(city) | {"aliases": aliases.get(city.public_id, [])}
        names = CityForm(posted(request), prefix=city.key, initial=initial)
        facts = FactsForm(posted(request), prefix=f"{city.key}-facts", initial=FactsForm.facts_of(city))
        blocks.append((city, names, facts))

    def save(city: City, names: CityForm, facts: FactsForm) -> bool:
        def act() -> None:
            people.edit_city_facts(actor=actor(request), city=city, **facts.facts())
            if names.has_changed():
                people.edit_city(
                    actor=actor(request),
                    city=city,
                    names=names.names(),
                    aliases=names.cleaned_data["aliases"],
                )

        return is_done(facts, act)

    if request.method == "POST":
        with transaction.atomic():
            # All forms are checked first, so that every fault is shown.
            is_right = are_right([form for _city, *forms in blocks for form in forms])
            is_saved = is_right and all([save(*block) for block in blocks])  # noqa: C419 (each one is tried)
            transaction.set_rollback(not is_saved)
        if is_saved:
            return redirect(url_after(setup, "cities"))
    has_errors = any(form.errors for _city, *forms in blocks for form in forms)
    return show_step(request, setup, "partners", {"blocks": blocks}, status=422 if has_errors else 200)
