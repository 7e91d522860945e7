"""Write the invented profiles of the market, with some requests and what came of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sistership.window.example.facts import Row
from sistership.window.ground import clock
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.market.actions import checking, interests, introductions, writing
from sistership.window.offices.market.erasure import introductions_of
from sistership.window.offices.market.models import Profile
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.models import City
from sistership.window.offices.translations.actions import write_translation

POINTS = {
    "published": {"advantages": 4, "clarity": 4, "cooperation": 3, "guidelines": 4},
    "on_hold": {"advantages": 2, "clarity": 3, "cooperation": 1, "guidelines": 3},
}
WORDS = {"on_hold": "Please say whom you look for, and in which of the partner cities."}
ASKED = (
    ("kh-ferry-yard", "gd-ferry-line", "contract"),
    ("kh-underpass", "gd-level-sensors", "talks"),
    ("pg-island-boats", "kh-ferry-yard", "met"),
    ("gd-wind-service", "kh-bolts", "introduced"),
    ("gd-ship-design", "kh-ferry-yard", "waiting"),
    ("kh-fund", "gd-gas-chip", "waiting"),
    ("pg-drains", "kh-underpass", "declined"),
)
"""Who asked whom, and what came of it."""


def load_market(rows: list[Row], *, today: date) -> int:
    """Write the profiles of cities that are there; returns how many. Nobody is written to."""
    cities = {one.key: one for one in City.objects.all()}
    made: dict[str, Profile] = {}
    for number, row in enumerate(rows):
        if row["city"] in cities:
            at = datetime.combine(today - timedelta(days=120 - 2 * number), time(6), tzinfo=UTC)
            with clock.at(at):
                made[row["key"]] = _write(row, cities)
                _translate(made[row["key"]], row["translations"])
    for place, (asking, asked, came) in enumerate(ASKED):
        if asking in made and asked in made:
            at = datetime.combine(today - timedelta(days=25 - 3 * place), time(7), tzinfo=UTC)
            with clock.at(at):
                _ask(made[asking], made[asked], came, at)
    for profile in made.values():
        notices.forget_letters(profile.ref)
    return len(made)


def _write(row: Row, cities: dict[str, City]) -> Profile:
    ticket, trl = row.get("ticket", (None, None)), row.get("trl", (None, None))
    answers = {
        **row["words"],
        "profile_kind": row["kind"],
        "organisation_name": row["organisation"],
        "contact_name": row["contact_role"],
        "contact_email": row["email"],
        "sectors": row["sectors"],
        "stage": row.get("stage", ""),
        "size": row.get("size"),
        "ticket_low_eur": ticket[0],
        "ticket_high_eur": ticket[1],
        "trl_low": trl[0],
        "trl_high": trl[1],
        "looks_in": [key for key in row.get("looks_in", ()) if key in cities],
    }
    profile = writing.begin(
        actor=SYSTEM,
        city=cities[row["city"]],
        language=row["language"],
        answers=answers,
        is_example=True,
    )
    state = row["state"]
    if state == "draft":
        return profile
    version = writing.hand_in(actor=SYSTEM, profile=profile)
    if state in POINTS:
        checking.check(
            actor=SYSTEM,
            profile=profile,
            version_number=version.number,
            points=POINTS[state],
            words=WORDS.get(state, ""),
        )
    return profile


def _translate(profile: Profile, translations: Row) -> None:
    partnership = profile.city.partnerships.order_by("pk").first()
    if partnership is None:
        return
    for language, texts in translations.items():
        for field, text in texts.items():
            write_translation(
                actor=SYSTEM,
                owner=profile.ref,
                partnership=partnership,
                field=field,
                language=language,
                text=text,
                source_revision=1,
            )
    profile.forget_texts()


def _ask(profile: Profile, other: Profile, came: str, at: datetime) -> None:
    asked = interests.express(actor=SYSTEM, profile=profile, other=other, is_example=True)
    if came == "waiting":
        return
    asked = interests.answer(actor=SYSTEM, interest=asked, is_yes=came != "declined")
    if came in ("declined", "introduced"):
        return
    introduction = introductions_of(profile).get(interest=asked)
    introductions.record_meeting(actor=SYSTEM, introduction=introduction, on=at.date())
    if came != "met":
        introductions.record_outcome(
            actor=SYSTEM,
            introduction=introduction,
            outcome=came,
            amount_range="under_1m" if came == "contract" else "",
        )
