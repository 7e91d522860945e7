"""`sistership match schedule`: a matchmaking day from a file of people, slots and candidates to a plan."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sistership.common.errors import InputError

if TYPE_CHECKING:
    from datetime import datetime

    from sistership.matching.scheduling import Event, Meeting, Progress, Schedule, Slot, Watch

FILE = click.Path(dir_okay=False, path_type=Path)
LARGEST_BYTES = 50_000_000
CHOOSING = 0.7
"""Share of the seconds for choosing; the rest shortens waits."""
ANNEALING = 0.2
"""Share of the seconds for a first plan where all candidates are to meet; the rest proves and improves."""
WHY = {
    "no_common_time": "no common time",
    "no_common_language": "no common language and no interpreter",
    "not_chosen": "no place was left beside meetings that count more",
}


@click.command(name="schedule", epilog="Example: sistership match schedule event.json --seconds 10 --json")
@click.argument("event", type=FILE)
@click.option(
    "--seconds", type=click.FloatRange(0.1, 3600), default=10.0, show_default=True, help="Time to plan."
)
@click.option(
    "--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, help="Decides among equals."
)
@click.option(
    "--keep",
    type=FILE,
    metavar="PLAN",
    help="An earlier plan (--json): change little, confirmed meetings not.",
)
@click.option("--person", metavar="ID", help="Only the day of this person.")
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
def command(
    event: Path, *, seconds: float, seed: int, keep: Path | None, person: str | None, as_json: bool
) -> None:
    """Choose and time the meetings of EVENT, a JSON file (or a published .dzn one); - is standard input.

    With "task": "time" in the file all candidates meet, and the plan has as few waits as can be found.
    The form of the file stands in docs/guide/match-events.md.
    """
    from sistership.matching.scheduling import meetings_from_json, violations, with_confirmed

    day, task = _read_event(event)
    earlier = meetings_from_json(_json(_read(keep), keep)) if keep is not None else None
    if earlier is not None and task == "time":
        raise click.UsageError('--keep is for events with "task": "choose".')
    if person is not None and person not in {one.id for one in day.people}:
        raise InputError(f"There is no person {person}", where="--person")
    schedule = _planned(day, task, earlier, seconds, seed)
    broken = violations(day if earlier is None else with_confirmed(day, earlier), schedule.meetings)
    if person is not None:
        _print_person(day, schedule, person, as_json=as_json)
    elif as_json:
        click.echo(json.dumps(as_plain(day, schedule, broken), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(described(day, task, schedule, broken)))
    if broken:
        sys.exit(1)


def _read_event(path: Path) -> tuple[Event, str]:
    """The event and what is to be done with it: `choose` or `time`."""
    from sistership.matching.scheduling import event_from_json, task_from_json
    from sistership.matching.scheduling.published import event_from_published, is_published_form

    text = _read(path)
    if is_published_form(text):
        return event_from_published(text), "time"
    given = _json(text, path)
    return event_from_json(given), task_from_json(given)


def _read(path: Path) -> str:
    try:
        content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise InputError(f"The file cannot be read ({error.strerror})", where=str(path)) from error
    if len(content) > LARGEST_BYTES:
        raise InputError("The file is too large", where=str(path), allowed="up to 50 MB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("The file is not UTF-8", where=str(path), next_step="Save it as UTF-8") from error


def _json(text: str, path: Path) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"The file is not JSON ({error})", where=str(path)) from error


def _planned(
    day: Event, task: str, earlier: tuple[Meeting, ...] | None, seconds: float, seed: int
) -> Schedule:
    """The plan, made within about the seconds: what was compiled before is quick, the first call is not."""
    from sistership.matching.scheduling import choose_meetings, replan, shorten_waits, time_meetings

    began = time.monotonic()
    if task == "time":
        watch = _until(began + ANNEALING * seconds)
        prove_s = (1 - ANNEALING) * seconds
        return time_meetings(day, seed=seed, rounds=1000, steps=100_000, prove_s=prove_s, watch=watch)
    watch = _until(began + CHOOSING * seconds)
    if earlier is not None:
        return replan(day, earlier, seed=seed, rounds=10_000, watch=watch)
    chosen = choose_meetings(day, seed=seed, rounds=10_000, watch=watch)
    left = max(0.0, began + seconds - time.monotonic())
    watch = _until(time.monotonic() + left / 2)
    return shorten_waits(day, chosen, seed=seed, rounds=1000, steps=100_000, prove_s=left / 2, watch=watch)


def _until(end: float) -> Watch:
    """Shows progress on a terminal, and says to stop when the time is over."""

    def watch(progress: Progress) -> bool:
        if sys.stderr.isatty():
            click.echo(f"\r{progress.stage} … round {progress.done}", nl=False, err=True)
        is_over = time.monotonic() >= end
        if is_over and sys.stderr.isatty():
            click.echo("", err=True)
        return not is_over

    return watch


def described(day: Event, task: str, schedule: Schedule, broken: Iterable[str]) -> list[str]:
    """The plan in lines: how good it is, then slot by slot, then what was not granted."""
    people = {one for meeting in schedule.meetings for one in meeting.pair}
    words = f"{len(schedule.meetings)} meetings of {len(people)} people"
    lines = [f"{words}." if task == "time" else f"{words}; {_share_in_words(schedule)}."]
    lines.append(_waits_in_words(schedule))
    if schedule.short_of_floor:
        lines.append(f"{schedule.short_of_floor} people have fewer meetings than the floor.")
    spread, difference = day.rules.gap_difference, schedule.most_waits - schedule.least_waits
    if task == "time" and spread is not None and difference > spread:
        sure = ", which cannot be helped" if schedule.is_impossible and not schedule.left_out else ""
        lines.append(f"The waits of two people differ by {difference}, more than {spread}{sure}.")
    for pair in schedule.left_out:
        why = "it is proved that not all can be held" if schedule.is_impossible else "no place was found"
        lines.append(f"Not held: {' – '.join(sorted(pair))} ({why})")
    for change in schedule.changes:
        now = f"→ {change.now.slot}" if change.now else ""
        words = change.reason.replace("_", " ")
        lines.append(f"Changed: {change.before.a} – {change.before.b} {change.before.slot} {now} ({words})")
    lines += [f"BROKEN RULE: {one}" for one in broken]
    by_slot: dict[str, list[Meeting]] = {}
    for meeting in schedule.meetings:
        by_slot.setdefault(meeting.slot, []).append(meeting)
    for slot in day.slots:
        if slot.id not in by_slot:
            continue
        when = f"  {_clock(slot, day.zone).isoformat(timespec='minutes')}" if day.has_times else ""
        lines += ["", f"{slot.id}{when}"]
        for one in by_slot[slot.id]:
            interpreter = f", interpreter {one.interpreter}" if one.interpreter else ""
            lines.append(f"  table {one.table}: {one.a} – {one.b}{interpreter}")
    if schedule.unmet:
        lines += ["", f"{len(schedule.unmet)} wishes not granted:"]
        lines += [f"  {one.asked_by} asked for {one.other}: {WHY[one.told]}" for one in schedule.unmet]
    return lines


def _clock(slot: Slot, zone: str | None) -> datetime:
    """When the slot begins, by the clock of the zone; in UTC where there is none."""
    from zoneinfo import ZoneInfo

    return slot.starts_at.astimezone(ZoneInfo(zone)) if zone else slot.starts_at


def _share_in_words(schedule: Schedule) -> str:
    if schedule.is_best:
        return "no plan is worth more"
    if schedule.share is None:
        return f"worth {schedule.worth:.1f}, at most {schedule.bound:.1f} is possible"
    share = min(99.99, int(schedule.share * 10_000) / 100)
    return f"worth {share:.2f} % of the most that any plan could be ({schedule.bound:.1f})"


def _waits_in_words(schedule: Schedule) -> str:
    words = f"{schedule.waits} waits between meetings, at most {schedule.most_waits} for one person"
    if schedule.has_fewest_waits:
        return f"{words}; with these meetings there cannot be fewer."
    if schedule.waits_bound:
        return f"{words}; with these meetings there are at least {schedule.waits_bound}."
    return f"{words}."


def as_plain(day: Event, schedule: Schedule, broken: Iterable[str]) -> dict[str, Any]:
    """The plan as JSON says it; `--keep` reads it again."""
    starts = {slot.id: slot.starts_at.isoformat() if day.has_times else None for slot in day.slots}
    return {
        "meetings": [_meeting(one, starts[one.slot]) for one in schedule.meetings],
        "worth": round(schedule.worth, 6),
        "bound": round(schedule.bound, 6),
        "share": None if schedule.share is None else round(schedule.share, 6),
        "is_best": schedule.is_best,
        "waits": schedule.waits,
        "most_waits": schedule.most_waits,
        "least_waits": schedule.least_waits,
        "wait_difference": schedule.most_waits - schedule.least_waits,
        "waits_bound": schedule.waits_bound,
        "has_fewest_waits": schedule.has_fewest_waits,
        "short_of_floor": schedule.short_of_floor,
        "left_out": [sorted(pair) for pair in schedule.left_out],
        "is_impossible": schedule.is_impossible,
        "unmet": [
            {"asked_by": one.asked_by, "other": one.other, "told": one.told, "organiser_only": one.detail}
            for one in schedule.unmet
        ],
        "changes": [
            {
                "a": one.before.a,
                "b": one.before.b,
                "before": one.before.slot,
                "now": one.now.slot if one.now else None,
                "reason": one.reason,
            }
            for one in schedule.changes
        ],
        "violations": [str(one) for one in broken],
    }


def _meeting(one: Meeting, starts_at: str | None) -> dict[str, Any]:
    return {
        "a": one.a,
        "b": one.b,
        "slot": one.slot,
        "starts_at": starts_at,
        "table": one.table,
        "interpreter": one.interpreter,
        "confirmed": one.is_confirmed,
    }


def _print_person(day: Event, schedule: Schedule, who: str, *, as_json: bool) -> None:
    """One person's day by the clock of the person's zone, else of the event's times."""
    from sistership.matching.scheduling import plan_of

    plan = plan_of(day, schedule, who)
    zone = next(one.zone for one in day.people if one.id == who) or day.zone
    rows = [
        {
            "slot": one.slot.id,
            "starts_at": _clock(one.slot, zone).isoformat() if day.has_times else None,
            "other": one.other,
            "table": one.table,
            "interpreter": one.interpreter,
            "confirmed": one.is_confirmed,
        }
        for one in plan.appointments
    ]
    if as_json:
        unmet = [{"other": other, "told": told} for other, told in plan.unmet]
        found = {"person": who, "appointments": rows, "waits": plan.waits, "unmet": unmet}
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for row in rows:
        interpreter = f", interpreter {row['interpreter']}" if row["interpreter"] else ""
        click.echo(f"{row['starts_at'] or row['slot']}  table {row['table']}  {row['other']}{interpreter}")
    for other, told in plan.unmet:
        click.echo(f"Not met: {other}: {WHY[told]}")
