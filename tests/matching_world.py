"""The part of the tests' world that matching fills: a profile, a matchmaking day, a cohort."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

from django_q.models import OrmQ

from sistership.window.offices.market.actions import checking as profile_checking
from sistership.window.offices.market.actions import writing as profile_writing
from sistership.window.offices.market.models import Profile
from sistership.window.offices.matchdays.actions import days, planning, registering
from sistership.window.offices.matchdays.models import DayPlan
from sistership.window.offices.matchdays.results import PlannedMeeting, PlanResult
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.models import Account, City, Side
from sistership.window.offices.talent.actions import applications as talent_applications
from sistership.window.offices.talent.actions import positions as talent_positions
from sistership.window.offices.talent.actions import programmes as talent_programmes
from sistership.window.offices.talent.models import Position


def forget_letters(*about: UUID) -> None:
    """Drop the letters about these records, with the work of delivering them."""
    letters = Message.objects.filter(about_id__in=about)
    gone = {str(one) for one in (*about, *letters.values_list("public_id", flat=True))}
    letters.delete()
    OrmQ.objects.filter(pk__in=[one.pk for one in OrmQ.objects.all() if {*one.task["args"]} & gone]).delete()


def add_profile(city: City, officer: Account) -> Profile:
    """A firm's profile, which an officer began and published."""
    profile = profile_writing.begin(
        actor=officer.ref,
        city=city,
        language="zh-hant",
        answers={
            "profile_kind": "firm",
            "title": "港口閘門",
            "offers": "閘門與抽水機。",
            "needs": "水位計。",
            "organisation_name": "南風水工",
            "contact_name": "Somebody",
            "contact_email": "nanfeng-gates@example.org",
        },
    )
    version = profile_writing.hand_in(actor=officer.ref, profile=profile)
    points = dict.fromkeys(("advantages", "clarity", "cooperation", "guidelines"), 4)
    profile_checking.check(actor=officer.ref, profile=profile, version_number=version.number, points=points)
    profile.refresh_from_db()
    forget_letters(profile.public_id)
    return profile


def add_matchday(side: Side, officer: Account) -> DayPlan:
    """A day with two who take part, and a draft of its plan with their meeting."""
    actor, other = officer.ref, side.partnership.sides.exclude(pk=side.pk).select_related("city").get()
    matchday = days.add_day(
        actor=actor, side=side, titles={"en": "Harbour day", "zh-hant": "洽談日"}, tables=2
    )
    days.set_slots(
        actor=actor, matchday=matchday, days=[date(2030, 5, 7)], first=time(9), last=time(10), minutes=20
    )
    days.move(actor=actor, matchday=matchday, event="opened")
    made = [
        registering.register(
            actor=actor, matchday=matchday, name=name, email=email, city=one.city, languages=["en"]
        )
        for one, name, email in (
            (side, "Nanfeng", "nanfeng@example.org"),
            (other, "Baltyk", "baltyk@example.org"),
        )
    ]
    first, second = (one.public_id for one in made)
    result = PlanResult((PlannedMeeting(first, second, 1, 1),), "file", "", "", "")
    plan = planning.take_plan(actor=actor, matchday=matchday, result=result)
    forget_letters(first, second)
    return plan


def add_cohort(side: Side, officer: Account) -> Position:
    """An open cohort with one position, and an application that somebody began."""
    actor = officer.ref
    programme = talent_programmes.add_programme(
        actor=actor, partnership=side.partnership, programme_kind="internship", titles={"en": "Internships"}
    )
    days = {"first_day": date(2030, 7, 1), "last_day": date(2030, 8, 31)}
    cohort = talent_programmes.add_cohort(
        actor=actor,
        programme=programme,
        side=side,
        titles={"en": "Summer 2030", "zh-hant": "2030 暑期"},
        applications_until=date(2030, 3, 1),
        rankings_until=date(2030, 4, 1),
        **days,
    )
    position = talent_positions.add_position(
        actor=actor,
        cohort=cohort,
        texts={"title": {"en": "Boat drawings"}},
        is_open=True,
        city=side.city,
        host_name="Nanfeng yard",
        weeks=8,
        languages=[["en", "B1"]],
        **days,
    )
    talent_programmes.publish(actor=actor, cohort=cohort)
    made = talent_applications.begin(cohort=cohort, email="ada@example.org", language="pl", number="A0001")
    forget_letters(made.public_id)
    return position
