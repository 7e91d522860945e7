"""Write the invented matchmaking day; its plan is asked for as any other and made in the background.

Where the extra `matching` is absent, no plan is asked for.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sistership.window.example.facts import Row
from sistership.window.ground import clock
from sistership.window.ground.parts import missing_libraries
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.market.models import Profile
from sistership.window.offices.matchdays.actions import days, planning, registering
from sistership.window.offices.matchdays.models import Matchday, Registration
from sistership.window.offices.people.models import City, Side

WEEKS = timedelta(days=364)
"""A day that is past is held as many times 52 weeks later as needed, on the same day of the week."""


def load_matchday(row: Row, profiles: list[Row], *, today: date) -> Matchday | None:
    """Write the day with those who take part and what they say of others; None without its side."""
    plain: Row = row["matchday"]
    side = Side.objects.filter(partnership__key=plain["partnership"], city__key=plain["side"]).first()
    if side is None:
        return None
    shift = timedelta(0)
    while min(plain["days"]) + shift <= today + timedelta(days=14):
        shift += WEEKS
    matchday = days.add_day(
        actor=SYSTEM,
        side=side,
        city=City.objects.get(key=plain["city"]),
        titles=plain["title"],
        venues=plain["venue"],
        abouts=plain["about"],
        day_kind=plain["kind"],
        tables=plain["tables"],
        most_meetings=plain["most_meetings"],
        floor=plain["floor"],
        registration_until=plain["registration_until"] + shift,
        is_example=True,
    )
    held_on = [one + shift for one in plain["days"]]
    for one in row["break"]:
        for on in held_on:
            days.add_break(
                actor=SYSTEM,
                matchday=matchday,
                starts_at=days.instant(matchday, on, one["from"]),
                ends_at=days.instant(matchday, on, one["to"]),
                names=one["name"],
            )
    days.set_slots(
        actor=SYSTEM,
        matchday=matchday,
        days=held_on,
        first=plain["first"],
        last=plain["last"],
        minutes=plain["minutes"],
        pause=plain["pause"],
    )
    for one in row["interpreter"]:
        days.add_interpreter(
            actor=SYSTEM,
            matchday=matchday,
            name=one["name"],
            pairs=one["pairs"],
            available=one.get("available"),
            is_example=True,
        )
    days.move(actor=SYSTEM, matchday=matchday, event="opened")
    _register_all(matchday, row, profiles, today)
    if not missing_libraries():
        planning.ask_for_plan(actor=SYSTEM, matchday=matchday, seed=5)
    return matchday


def _register_all(matchday: Matchday, row: Row, profiles: list[Row], today: date) -> None:
    known = {one["key"]: one for one in profiles}
    cities = {one.key: one for one in City.objects.all()}
    made: dict[str, Registration] = {}
    with clock.at(datetime.combine(today - timedelta(days=3), time(6), tzinfo=UTC)):
        for one in row["registration"]:
            of = known[one["profile"]]
            if of["city"] not in cities:
                continue
            made[one["profile"]] = registering.register(
                actor=SYSTEM,
                matchday=matchday,
                name=of["organisation"],
                email=of["email"],
                city=cities[of["city"]],
                language=of["language"],
                languages=one["languages"],
                available=one.get("available"),
                most_meetings=one.get("most_meetings"),
                profile=Profile.objects.filter(contact_email=of["email"]).order_by("pk").first(),
                person=of.get("contact_role", ""),
                is_example=True,
            )
    regards: dict[str, dict[Any, str | None]] = {}
    for said, pairs in (("wish", row["regards"]["wishes"]), ("veto", row["regards"]["vetoes"])):
        for by, about in pairs:
            if by in made and about in made:
                regards.setdefault(by, {})[made[about]] = said
    for by, others in regards.items():
        registering.regard(registration=made[by], others=others)
