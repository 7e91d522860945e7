"""Tell the example's cases: what each desk promises, months that are past, and cases at every state.

Instants count in the working hours of whoever acts: a case came in so many hours before the loading, and each
deed follows the one before by its own hours. So the same clocks run whenever the example is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from sistership.common.calendars import WorkingCalendar
from sistership.window.example.facts import Row, Told
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.cases.actions import (
    absences,
    handover,
    promises,
    receiving,
    recommendations,
    rule_sets,
    templates,
    translations,
    work,
)
from sistership.window.offices.cases.actions.happening import ENQUIRER
from sistership.window.offices.cases.models import Case, Handover, Recommendation
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.models import Account, Side

HOUR = timedelta(hours=1)
NEWS = timedelta(days=4)
"""How old a letter of the example may be and still go out; what came before is history."""


def working_time_ago(calendar: WorkingCalendar, end: datetime, amount: timedelta) -> datetime:
    """The latest instant since which that much office time has passed until `end`."""
    day = calendar.day_of(end)
    while True:
        for opens, closes in reversed(calendar.spans_of(day)):
            until = min(closes, end)
            if until - opens >= amount:
                return until - amount
            amount -= max(until - opens, timedelta())
        day -= timedelta(days=1)


@dataclass(slots=True)
class Stage:
    """Who plays, and what was played so far."""

    told: Told
    now: datetime
    officers: dict[str, Account]
    """City → the example's officer, where there are accounts to try roles with."""
    cases: dict[str, Case] = field(default_factory=dict)
    offers: dict[str, Handover] = field(default_factory=dict)
    made: dict[str, Recommendation] = field(default_factory=dict)

    def actor(self, city: str) -> Ref:
        """The officer of the city; the program where there is none."""
        return self.officers[city].ref if city in self.officers else SYSTEM

    def author(self, city: str) -> str:
        """The name under which the city's officer writes."""
        if city in self.officers:
            return self.officers[city].get_full_name()
        side = self.told.sides[city]
        return side.city.localized("name").text(side.city.language)

    def calendar(self, city: str) -> WorkingCalendar:
        """When the city's offices work."""
        return self.told.sides[city].city.calendar()


def stage_for(told: Told) -> Stage:
    """A stage with the partnership's officers of the example, at the instant of loading."""
    staff = Account.objects.filter(is_example=True, grants__role="officer", is_active=True)
    officers = {
        key: account
        for key, side in told.sides.items()
        if (account := staff.filter(grants__city=side.city).order_by("pk").first())
    }
    return Stage(told=told, now=clock.now().replace(second=0, microsecond=0), officers=officers)


def load_cases(desks: Row, cases: Row, told: Told) -> None:
    """How each desk works, the months that are past, and what is on the desks now."""
    stage = stage_for(told)
    key = told.partnership.key
    _promise(desks, stage)
    past = [block for block in desks["past"] if block["partnership"] == key]
    _play([row for block in past for row in _past_cases(block, desks["kind"])], stage, since=_begin(stage))
    for row in desks["rules"]:
        if row["side"] in told.sides:
            _switch_rules_on(row, stage)
    _note_absence(desks["absence"], stage)
    _play([row for row in cases["case"] if row["partnership"] == key], stage)
    about = [row.public_id for row in (*stage.cases.values(), *stage.offers.values())]
    Message.objects.filter(about_id__in=about, next_attempt_at__lt=stage.now - NEWS).delete()


def _promise(desks: Row, stage: Stage) -> None:
    for row in desks["promise"]:
        if row["side"] in stage.told.sides:
            hours = {name: row[name] for name in promises.HOURS}
            promises.set_promise(
                actor=SYSTEM, side=stage.told.sides[row["side"]], service=row.get("service", ""), hours=hours
            )
    for row in desks["template"]:
        for side in stage.told.sides.values():
            texts = {name: row[name] for name in ("name", "subject", "body")}
            templates.add(actor=SYSTEM, side=side, texts=texts, authentic=side.city.language, is_example=True)


def _begin(stage: Stage) -> datetime | None:
    """From when the two cities may have had cases: the signing, where something was signed."""
    signed = stage.told.agreement.signed_on if stage.told.agreement else None
    return datetime.combine(signed, time(12), tzinfo=UTC) if signed else None


def _past_cases(block: Row, kinds: list[Row]) -> Iterator[Row]:
    """One case after another, each answered and closed; kinds and hours come round in turn."""
    own = [kind for kind in kinds if kind["side"] == block["side"]]
    for count, ago in enumerate(range(block["last"], block["first"], -block["every"])):
        kind = own[count % len(own)]
        said = {"by": block["side"], "language": kind["language"], "text": kind["answer"]}
        yield {
            **kind,
            "key": f"{block['side']}-{ago}",
            "channel": "phone",
            "telephone": "000-000000",
            "received": ago,
            "then": [
                {"do": "answered", "after": block["hours"][count % len(block["hours"])], **said},
                {"do": "close", "after": 4, "by": block["side"], "outcome": kind["outcome"]},
            ],
        }


def _switch_rules_on(row: Row, stage: Stage) -> None:
    city, side = row["side"], stage.told.sides[row["side"]]
    given = [
        rule_sets.RuleGiven(
            **{name: one[name] for name in ("service", "concept", "language", "note") if name in one},
            priority=one.get("priority", 2),
            desk=stage.told.organisations.get(one.get("desk", "")),
            officer=stage.officers.get(city) if one.get("officer") else None,
        )
        for one in row["rule"]
    ]
    actor = stage.actor(city)
    rules = rule_sets.begin(actor=actor, side=side, name=row["name"], rules=given)
    rule_sets.switch_on(actor=actor, rule_set=rule_sets.mark_tried(actor=actor, rule_set=rules))


def _note_absence(row: Row, stage: Stage) -> None:
    """Whoever leads the department is away next week, where there is somebody to stand in."""
    city = row["city"]
    lead = Account.objects.filter(is_example=True, grants__role="lead", grants__city__key=city).first()
    if lead is None or city not in stage.officers or lead.absences.exists():
        return
    today = stage.calendar(city).day_of(stage.now)
    monday = today + timedelta(days=7 - today.weekday())
    absences.note(
        actor=lead.ref,
        account=lead,
        deputy=stage.officers[city],
        city=stage.told.sides[city].city,
        first_day=monday,
        last_day=monday + timedelta(days=4),
        note=row["note"],
    )


def _play(rows: list[Row], stage: Stage, *, since: datetime | None = None) -> None:
    """Let everything happen in the order of its instants."""
    happenings: list[tuple[datetime, int, int, Row, Row | None]] = []
    for place, row in enumerate(rows):
        at = working_time_ago(stage.calendar(row["side"]), stage.now, row["received"] * HOUR)
        if since and at < since:
            continue
        happenings.append((at, place, 0, row, None))
        for count, deed in enumerate(row.get("then", ()), 1):
            after = deed.get("after", 0) * HOUR
            at = min(stage.calendar(deed["by"]).after_working_time(at, after), stage.now)
            happenings.append((at, place, count, row, deed))
    for at, _place, _count, row, deed in sorted(happenings, key=lambda one: one[:3]):
        with clock.at(at):
            if deed is None:
                _receive(row, stage)
            else:
                DEEDS[deed["do"]](stage.cases[row["key"]], deed, row, stage)


ENQUIRY = ("service", "text", "language", "subject", "name", "email", "telephone")
OF_ENQUIRER = ("organisation", "organisation_kind", "city", "may_be_handed_over")


def _receive(row: Row, stage: Stage) -> None:
    given = {name: row[name] for name in (*ENQUIRY, *OF_ENQUIRER) if name in row}
    channel = row.get("channel", "form")
    stage.cases[row["key"]] = receiving.receive(
        actor=stage.actor(row["side"]) if channel == "phone" else ENQUIRER,
        side=stage.told.sides[row["side"]],
        enquiry=receiving.Enquiry(**given),
        came=receiving.Came(channel=channel),
        is_example=True,
    )


def _take(case: Case, deed: Row, row: Row, stage: Stage) -> None:
    if officer := stage.officers.get(deed["by"]):
        work.take(actor=officer.ref, case=case, account=officer)


def _write(case: Case, deed: Row, row: Row, stage: Stage) -> None:
    city = deed["by"]
    words = work.Words(text=deed["text"], language=deed["language"])
    work.write(actor=stage.actor(city), case=case, kind=deed["do"], words=words, author=stage.author(city))


def _hear(case: Case, deed: Row, row: Row, stage: Stage) -> None:
    came = receiving.Came(channel=row.get("channel", "form"))
    work.hear(case=case, text=deed["text"], came=came, language=row["language"])


def _note(case: Case, deed: Row, row: Row, stage: Stage) -> None:
    city = deed["by"]
    work.note(
        actor=stage.actor(city),
        case=case,
        side=stage.told.sides[city],
        text=deed["text"],
        language=deed["language"],
        author=stage.author(city),
        is_shared=deed["do"] == "share",
    )


def _translate(case: Case, deed: Row, row: Row, stage: Stage) -> None:
    """Put a translation beside what was written last to or by the enquirer."""
    message = case.messages.filter(direction__in=("in", "out")).order_by("at", "pk").last()
    assert message is not None
    translations.translate(
        actor=stage.actor(deed["by"]), message=message, language=deed["language"], text=deed["text"]
    )


def _number(case: Case, deed: Row, row: Row, stage: Stage) -> None:
    city = deed["by"]
    side: Side = stage.told.sides[city]
    work.set_file_number(actor=stage.actor(city), case=case, side=side, number=deed["number"])


def _offer(case: Case, deed: Row, row: Row, stage: Stage) -> None:
    stage.offers[row["key"]] = handover.offer(
        actor=stage.actor(deed["by"]),
        case=case,
        to_side=stage.told.sides[deed["to"]],
        reason=deed["reason"],
        language=deed["language"],
    )


def _accept(case: Case, deed: Row, row: Row, stage: Stage) -> None:
    handover.accept(actor=stage.actor(deed["by"]), handover=stage.offers[row["key"]])


def _close(case: Case, deed: Row, row: Row, stage: Stage) -> None:
    outcome = work.Outcome(
        kind=deed["outcome"],
        texts=deed.get("said", {}),
        commitment=stage.told.commitments[deed["serves"]] if "serves" in deed else None,
    )
    work.close(actor=stage.actor(deed["by"]), case=case, outcome=outcome)


def _merge(case: Case, deed: Row, row: Row, stage: Stage) -> None:
    work.merge(actor=stage.actor(deed["by"]), case=case, into=stage.cases[deed["into"]])


def _recommend(case: Case, deed: Row, row: Row, stage: Stage) -> None:
    stage.made[row["key"]] = recommendations.recommend(
        actor=stage.actor(deed["by"]),
        case=case,
        made_by=stage.told.sides[deed["by"]],
        side=stage.told.sides[deed["to"]],
        titles=deed["title"],
        texts=deed["said"],
        is_example=True,
    )


def _follow(case: Case, deed: Row, row: Row, stage: Stage) -> None:
    """The city answers the recommendation, and both are published."""
    actor, made = stage.actor(deed["by"]), stage.made[row["key"]]
    recommendations.answer(actor=actor, recommendation=made, state=deed["state"], answers=deed["said"])
    recommendations.publish(actor=actor, recommendation=made, is_public=True)


DEEDS: dict[str, Callable[[Case, Row, Row, Stage], None]] = {
    "take": _take,
    "replied": _write,
    "asked": _write,
    "answered": _write,
    "hear": _hear,
    "note": _note,
    "share": _note,
    "translate": _translate,
    "number": _number,
    "offer": _offer,
    "accept": _accept,
    "close": _close,
    "merge": _merge,
    "recommend": _recommend,
    "follow": _follow,
}
