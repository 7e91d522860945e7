"""The steps of setting up: which are done, which comes next, and the page that shows one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sistership.common.calendars import holiday_countries
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import Agreement
from sistership.window.offices.people import queries
from sistership.window.offices.people.models import Grant, Partnership, Role, Side
from sistership.window.pages.administration.frame import reader_of

ORDER = ("cities", "desks", "calendars", "languages", "document", "invitations")
STAFF = (Role.OFFICER, Role.LEAD)


@dataclass(frozen=True, slots=True)
class Step:
    """One step as the list at the side shows it."""

    name: str
    label: str
    url: str
    """Empty while it cannot be opened: the cities come first."""
    is_done: bool = False
    is_current: bool = False
    missing: str = ""
    """What is left to do; empty where it is done."""


@dataclass(slots=True)
class Setup:
    """One partnership being set up, with what its steps look at."""

    partnership: Partnership
    sides: list[Side]
    officers: dict[int, int]
    """City → how many accounts act for it."""
    agreements: int

    def is_done(self, name: str) -> bool:
        """Whether the records say that the step is done."""
        cities = [side.city for side in self.sides]
        if name == "desks":
            return all(side.desk_email for side in self.sides)
        if name == "calendars":
            return all(city.country in holiday_countries() or city.local_days.all() for city in cities)
        if name == "languages":
            return all(city.published_languages for city in cities)
        if name == "document":
            return self.agreements > 0
        if name == "invitations":
            return all(self.officers.get(city.pk) for city in cities)
        return True


def setup_of(request: HttpRequest, key: str) -> Setup:
    """The partnership of that key with all that the steps look at; its cities' texts are loaded."""
    partnership = queries.partnerships(reader_of(request)).filter(key=key).first()
    if partnership is None:
        raise Http404
    sides = list(
        partnership.sides.select_related("city", "desk_organisation")
        .prefetch_related("city__local_days")
        .order_by("position")
    )
    for side in sides:
        side.partnership = partnership
    load_texts([side.city for side in sides])
    officers: dict[int, int] = {}
    held = Grant.objects.filter(city__in=[side.city_id for side in sides], role__in=STAFF)
    for city in held.filter(account__is_active=True).values_list("city", flat=True):
        assert city is not None
        officers[city] = officers.get(city, 0) + 1
    agreements = Agreement.objects.filter(partnership=partnership).count()
    return Setup(partnership=partnership, sides=sides, officers=officers, agreements=agreements)


def step_labels() -> dict[str, str]:
    """The steps in the reader's words."""
    return {
        "cities": _("The cities"),
        "desks": _("The desks"),
        "calendars": _("The calendars"),
        "languages": _("The languages"),
        "document": _("The first document"),
        "invitations": _("The officers"),
    }


def missing_words() -> dict[str, str]:
    """What is left where a step is not done."""
    return {
        "desks": _("A desk has no mail address yet: nobody there is asked to confirm evidence."),
        "calendars": _("The public holidays of a country are not known: note them by hand."),
        "languages": _("A city has not said yet in which languages it publishes."),
        "document": _("No agreement is recorded yet."),
        "invitations": _("A city has no officer yet who could act for it."),
    }


def steps_of(setup: Setup | None, current: str) -> list[Step]:
    """All steps; without a partnership only the first can be opened."""
    labels, missing = step_labels(), missing_words()
    found = []
    for name in ORDER:
        if setup is None:
            url = reverse("setup_cities") if name == "cities" else ""
            is_done = False
        else:
            url = reverse(f"setup_{'partners' if name == 'cities' else name}", args=[setup.partnership.key])
            is_done = setup.is_done(name)
        found.append(
            Step(
                name=name,
                label=labels[name],
                url=url,
                is_done=is_done,
                is_current=name == current,
                missing="" if is_done else missing.get(name, ""),
            )
        )
    return found


def url_after(setup: Setup, name: str) -> str:
    """The address of the step that follows; the end after the last one."""
    after = dict(zip(ORDER, (*ORDER[1:], "end"), strict=True))[name]
    return reverse(f"setup_{after}", args=[setup.partnership.key])


def url_before(setup: Setup, name: str) -> str:
    """The address of the step that comes before; empty at the first one."""
    before = dict(zip(ORDER[1:], ORDER, strict=False)).get(name)
    if before is None:
        return ""
    return reverse(f"setup_{'partners' if before == 'cities' else before}", args=[setup.partnership.key])


def show_step(
    request: HttpRequest, setup: Setup | None, name: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the set-up with the list of steps at its side; `name` is a step, pair, start or end."""
    current = {"pair": "cities", "partners": "cities", "search": "cities"}.get(name, name)
    frame = {
        "section": "people",
        "steps": steps_of(setup, current),
        "setup": setup,
        "step_number": ORDER.index(current) + 1 if current in ORDER else None,
        "step_count": len(ORDER),
    }
    if setup and current in ORDER:
        frame |= {"next_url": url_after(setup, current), "back_url": url_before(setup, current)}
    return render(request, f"administration/setup/{name}.html", {**frame, **context}, status=status)
