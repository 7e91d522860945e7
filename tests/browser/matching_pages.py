"""Pages of market, matchmaking days and talent exchange that stand behind secret links, made here."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from tests.window.offices.market.conftest import begun, published
from tests.window.offices.talent.conftest import SEEDED, build_exchange
from tests.world import World

from sistership.window.ground import clock
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.market.actions import interests, introductions
from sistership.window.offices.market.actions.steps import OWNER
from sistership.window.offices.market.addresses import owner_secret
from sistership.window.offices.market.models import Introduction
from sistership.window.offices.market.tasks import index_profile
from sistership.window.offices.matchdays.actions import days, planning
from sistership.window.offices.matchdays.addresses import secret_of as own_secret
from sistership.window.offices.matchdays.models import Matchday
from sistership.window.offices.people.models import Side
from sistership.window.offices.talent.actions import placing, programmes
from sistership.window.offices.talent.addresses import secret_of
from sistership.window.offices.talent.models import Application, Placement

Row = tuple[str, str, dict[str, Any]]
"""The role that opens a page, the name of its address, arguments."""


def of_matching(world: World) -> list[Row]:
    """All of them."""
    return [*_of_market(world), *_of_matchdays(world), *_of_talent(world)]


def _linked(names: list[str], given: dict[str, Any]) -> list[Row]:
    return [("anonymous", name, given) for name in names]


def _of_market(world: World) -> list[Row]:
    ferries = published(
        world,
        world.kaohsiung,
        "zh-hant",
        "ferries",
        title="電動渡輪製造商",
        offers="我們製造電動渡輪。",
        needs="尋找船用電池供應商。",
    )
    batteries, chargers = (
        published(
            world,
            world.gdynia,
            "pl",
            name,
            title=title,
            offers="Produkujemy baterie okrętowe.",
            needs="Szukamy stoczni budujących promy elektryczne.",
        )
        for name, title in (("batteries", "Producent baterii"), ("chargers", "Ładowarki dla promów"))
    )
    draft = begun(OWNER, world.gdynia, "pl", "draft", title="Dźwigi", offers="Dźwigi portowe.", needs="")
    for one in (ferries, batteries, chargers):
        index_profile(str(one.public_id))
    asked = interests.express(actor=OWNER, profile=batteries, other=ferries)
    interests.answer(actor=OWNER, interest=asked, is_yes=True)
    interests.express(actor=OWNER, profile=world.profile, other=batteries, words="您好")
    met = Introduction.objects.get()
    introductions.record_meeting(actor=OWNER, introduction=met, on=clock.now().date())
    introductions.record_outcome(actor=OWNER, introduction=met, outcome="talks")
    desk = {"public_id": met.public_id}
    own, unwritten = {"secret": owner_secret(ferries)}, {"secret": owner_secret(draft)}
    steps: list[Row] = [
        ("anonymous", "market_step", unwritten | {"step": step})
        for step in ("words", "facts", "party", "files")
    ]
    return [
        *steps,
        *_linked(["market_check"], unwritten),
        *_linked(["market_own", "market_suggestions", "market_withdraw", "market_erase"], own),
        *_linked(["market_own"], {"secret": owner_secret(batteries)}),
        *_linked(["market_other"], own | {"public_id": chargers.public_id}),
        *_linked(["market_other"], own | {"public_id": batteries.public_id}),
        *_linked(["market_matchday"], own | {"public_id": _open_day(world).public_id}),
        ("lead_k", "desk_market_meeting", desk),
        ("lead_k", "desk_market_proof", desk),
    ]


def _open_day(world: World) -> Matchday:
    side = Side.objects.get(pk=world.side_k.pk)
    day = days.add_day(actor=SYSTEM, side=side, titles={"en": "Second day"}, tables=2)
    days.set_slots(
        actor=SYSTEM, matchday=day, days=[date(2030, 6, 4)], first=time(9), last=time(10), minutes=20
    )
    return days.move(actor=SYSTEM, matchday=day, event="opened")


def _of_matchdays(world: World) -> list[Row]:
    actor = world.officer_k.ref
    interpreter = days.add_interpreter(
        actor=actor, matchday=world.matchday, name="Mei", pairs=[["zh", "pl"]], available=[1]
    )
    plan = planning.publish(actor=actor, plan=world.day_plan)
    own = {"secret": own_secret(world.registration)}
    pages = ["own_matchday", "own_matchday_particulars", "own_matchday_withdraw", "own_matchday_erase"]
    part = {"public_id": world.matchday.public_id, "part": interpreter.public_id}
    return [
        *_linked(pages, own),
        *_linked(["own_matchday_feedback"], own | {"public_id": plan.meetings.get().public_id}),
        ("lead_k", "desk_edit_interpreter", part),
    ]


def _of_talent(world: World) -> list[Row]:
    ranking, placed = build_exchange(world), build_exchange(world)
    for one in (ranking, placed):
        one.apply("Bea", ["Harbour"])
        ada = one.apply("Ada", ["Harbour", "Yard"])
        programmes.close_applications(actor=SYSTEM, cohort=one.cohort)
    programmes.close_lists(actor=SYSTEM, cohort=placed.cohort)
    with clock.at(SEEDED):
        programmes.publish_seed(actor=SYSTEM, cohort=placed.cohort, seed="4711", source="public draw")
        run = placing.place_cohort(cohort=placed.cohort)
    stay = Placement.objects.get(application=ada)
    begun_one = {"secret": secret_of(Application.objects.get(number="A0001"))}
    application, host = {"secret": secret_of(ada)}, {"secret": secret_of(stay.position)}
    deeds = ("sign", "give-back", "half_way", "grievance", "erase")
    steps = ("about", "studies", "skills", "days", "choices", "check")
    found: list[Row] = [
        *(("anonymous", "talent_application_step", begun_one | {"step": step}) for step in steps),
        *(("anonymous", "talent_application_deed", application | {"deed": deed}) for deed in deeds),
    ]
    return [
        *found,
        *_linked(["talent_application"], application),
        *_linked(["talent_application"], begun_one),
        *_linked(["talent_host"], {"secret": secret_of(ranking.positions["Harbour"])}),
        *_linked(["talent_host"], host),
        *_linked(["talent_host_deed"], host | {"public_id": stay.public_id, "deed": "sign"}),
        *_linked(["talent_institution"], {"secret": secret_of(stay)}),
        *_linked(["talent_run"], {"public_id": run.public_id}),
        ("lead_k", "desk_talent_stay", {"public_id": stay.public_id}),
        ("lead_k", "desk_talent_break_off", {"public_id": stay.public_id}),
        ("lead_k", "desk_talent_cohort", {"public_id": placed.cohort.public_id}),
        (
            "lead_k",
            "desk_act_on_cohort",
            {"public_id": placed.cohort.public_id, "deed": "second_round"},
        ),
    ]
