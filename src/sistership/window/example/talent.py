"""Write the invented internships: a pilot round that is placed in the background, and an open cohort.

1. The pilot round stands where its lists have just closed; its seed is published, so that the background work
   places it within a minute of the first start; not where the extra `matching` is absent, which places.
2. The open cohort takes applications at the days of the table, moved by whole years until they lie ahead.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sistership.window.example.facts import Row
from sistership.window.ground import clock
from sistership.window.ground.parts import missing_libraries
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.models import City, Partnership, Side
from sistership.window.offices.talent.actions import applications, positions, programmes
from sistership.window.offices.talent.models import Application, Cohort, Position, Programme

YEAR = timedelta(days=364)
SEED = "harbour-2027"
SEED_SOURCE = (
    "範例虛構的種子；實際的種子在名單截止後抽出。"
    " / Invented for the example; a real one is drawn after the lists close."
)
PILOT = {
    "zh-hant": "試辦梯次（範例）",
    "en": "Pilot round (example)",
    "pl": "Tura próbna (przykład)",
    "ms": "Kohort rintis (contoh)",
}
COLUMNS = (
    "host_name",
    "host_language",
    "supervisor",
    "places",
    "weeks",
    "languages",
    "study_level",
    "skills_said",
    "stipend",
    "stipend_currency",
    "stipend_payer",
    "insurance_payer",
    "ects",
)
DAYS = ("applications_until", "rankings_until", "first_day", "last_day", "appeals_until")


def load_talent(row: Row, *, today: date) -> Programme | None:
    """Write programme, cohorts, positions and applications; None where the partnership is not there."""
    plain: Row = row["programme"]
    partnership = Partnership.objects.filter(key=plain["partnership"]).first()
    if partnership is None:
        return None
    programme = programmes.add_programme(
        actor=SYSTEM,
        partnership=partnership,
        programme_kind=plain["kind"],
        titles=plain["title"],
        summaries=plain["summary"],
        is_example=True,
    )
    cities = {one.key: one for one in City.objects.filter(sides__partnership=partnership)}
    until: date = row["cohort"]["rankings_until"]
    _load_pilot(row, programme, cities, shift=today - timedelta(days=1) - until)
    shift = timedelta(0)
    while row["cohort"]["applications_until"] + shift <= today + timedelta(days=14):
        shift += YEAR
    _load_cohort(row, programme, cities, shift=shift, titles=row["cohort"]["title"])
    return programme


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(4), tzinfo=UTC)


def _load_pilot(row: Row, programme: Programme, cities: dict[str, City], *, shift: timedelta) -> None:
    begun = row["cohort"]["applications_until"] + shift - timedelta(days=20)
    with clock.at(_noon(begun)):
        cohort = _load_cohort(row, programme, cities, shift=shift, titles=PILOT)
    with clock.at(_noon(cohort.applications_until + timedelta(days=1))):
        programmes.close_applications(actor=SYSTEM, cohort=cohort)
        _order(row, cohort)
    with clock.at(_noon(cohort.rankings_until + timedelta(days=1))):
        programmes.close_lists(actor=SYSTEM, cohort=cohort)
        if not missing_libraries():
            programmes.publish_seed(actor=SYSTEM, cohort=cohort, seed=SEED, source=SEED_SOURCE)
    _forget_letters(cohort)


def _order(row: Row, cohort: Cohort) -> None:
    """How the hosts of the table order."""
    known = {one.number: one for one in cohort.positions.select_related("cohort", "city")}
    for one in row["position"]:
        ranking, scores = one.get("ranking"), one.get("scores")
        if ranking is None and scores is None:
            continue
        values = scores or {number: place for place, number in enumerate(ranking, 1)}
        positions.order_applicants(
            position=known[one["number"]],
            asks="ranking" if scores is None else "scores",
            values=values,
            actor=SYSTEM,
        )


def _load_cohort(
    row: Row,
    programme: Programme,
    cities: dict[str, City],
    *,
    shift: timedelta,
    titles: dict[str, str],
) -> Cohort:
    plain: Row = row["cohort"]
    side = Side.objects.select_related("city").get(partnership=programme.partnership, city__key=plain["side"])
    cohort = programmes.add_cohort(
        actor=SYSTEM,
        programme=programme,
        side=side,
        titles=titles,
        rules=plain["rules"],
        most_choices=plain["most_choices"],
        is_example=True,
        **{name: plain[name] + shift for name in DAYS},
    )
    made = {one["number"]: _load_position(one, row, cohort, cities, shift) for one in row["position"]}
    programmes.publish(actor=SYSTEM, cohort=cohort)
    cohort.refresh_from_db()
    for count, one in enumerate(row["applicant"], 1):
        _load_application(one, count, cohort, cities, made, shift)
    _forget_letters(cohort)
    return cohort


def _load_position(one: Row, row: Row, cohort: Cohort, cities: dict[str, City], shift: timedelta) -> Position:
    return positions.add_position(
        actor=SYSTEM,
        cohort=cohort,
        number=one["number"],
        texts={"title": one["title"], "work": one["work"], "insurance": row["cohort"]["insurance"]},
        home_cities=[cities[key] for key in one.get("home_cities", ())],
        is_open=True,
        is_example=True,
        city=cities[one["city"]],
        host_email=f"{one['host']}@example.org",
        first_day=one["first_day"] + shift,
        last_day=one["last_day"] + shift,
        **{name: one[name] for name in COLUMNS if name in one},
    )


def _load_application(
    one: Row, count: int, cohort: Cohort, cities: dict[str, City], made: dict[str, Position], shift: timedelta
) -> Application:
    application = applications.begin(
        cohort=cohort,
        email=f"applicant-{count}@example.org",
        language=one["language"],
        actor=SYSTEM,
        number=one["number"],
        is_example=True,
    )
    values: dict[str, Any] = {
        name: one[name]
        for name in ("institution", "study_level", "studies", "languages", "skills_said", "statement")
    }
    application = applications.write(
        application=application,
        actor=SYSTEM,
        name=f"Applicant {count} (example)",
        home_city=cities[one["home_city"]],
        institution_email=f"institution-{one['home_city']}@example.org",
        available_from=one["available_from"] + shift,
        available_until=one["available_until"] + shift,
        **values,
    )
    application = applications.choose(
        application=application, positions=[made[number] for number in one["choices"]], actor=SYSTEM
    )
    return applications.send(application=application, is_agreed=True, actor=SYSTEM)


def _forget_letters(cohort: Cohort) -> None:
    """Nobody reads letters to invented addresses."""
    for rows in (cohort.applications.all(), cohort.positions.all(), [cohort]):
        for one in rows:
            notices.forget_letters(one.ref)
