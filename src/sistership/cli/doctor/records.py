"""Checks of what the window does: background work, letters, backups, journal, derived states, accounts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from sistership.cli.doctor.findings import Finding, check, fail, ok, warn
from sistership.common.errors import SistershipError
from sistership.window.ground import clock, heartbeat
from sistership.window.ground.last_backup import last_backup
from sistership.window.ground.restore import check_backup

SILENT_S = 300.0
LATE_LETTER = timedelta(hours=1)
OLD_BACKUP = timedelta(hours=36)
SAMPLE = 200
UNUSED = timedelta(days=90)


@check("background work")
def _look_at_worker() -> Iterator[Finding]:
    silent_s = heartbeat.silent_for_s()
    if silent_s is None:
        yield warn(
            "The background worker never gave a sign of life here: letters do not go",
            "Start the window: sistership up, or systemctl start sistership",
        )
    elif silent_s > SILENT_S:
        yield fail(
            f"The background worker is silent since {silent_s / 60:.0f} minutes: letters do not go",
            "Start the window, and read its log: journalctl -u sistership",
        )
    else:
        yield ok(f"The background worker gave a sign of life {silent_s:.0f} seconds ago")


@check("letters", needs_database=True)
def _look_at_letters() -> Iterator[Finding]:
    from sistership.window.offices.notices.models import Message

    failed = Message.objects.filter(state=Message.State.FAILED)
    late = Message.objects.filter(
        state=Message.State.QUEUED, created_at__lt=clock.now() - LATE_LETTER
    ).order_by("created_at")
    if last := failed.order_by("-created_at").first():
        yield warn(
            f"{failed.count()} letters were given up; the last time: {last.last_error}",
            "Mend what it says; the letters stand under Administration, Letters sent",
        )
    if first := late.first():
        yield fail(
            f"{late.count()} letters wait longer than an hour ({first.last_error or 'never tried'})",
            "See the lines on mail and on background work",
        )
    if last is None and first is None:
        yield ok("No letter is stuck")


@check("backup")
def _look_at_last_backup() -> Iterator[Finding]:
    kept = last_backup()
    if kept is None:
        yield warn("No backup was made here yet", "sistership backup FILE; then systemctl enable the timer")
        return
    yield backup_age_finding(kept.created_at, str(kept.file))
    try:
        manifest = check_backup(kept.file)
    except SistershipError as error:
        yield fail(
            f"The last backup cannot be restored: {error.message}", "Make another now, and find out why"
        )
    else:
        yield ok(f"{kept.file} is whole: {manifest.rows} records, {len(manifest.uploads)} files")


def backup_age_finding(created_at: datetime, file: str) -> Finding:
    """What the age of the last backup means."""
    age = clock.now() - created_at
    said = f"The last backup is {age.total_seconds() / 3600:.0f} hours old ({file})"
    if age > OLD_BACKUP:
        return fail(said, "Look at the timer: systemctl list-timers sistership-backup")
    return ok(said)


@check("journal", needs_database=True)
def _look_at_journal() -> Iterator[Finding]:
    from sistership.window.offices.journal.actions import chain_name
    from sistership.window.offices.journal.hashing import entry_hash
    from sistership.window.offices.journal.models import Chain, Entry

    broken = []
    for chain in Chain.objects.order_by("pk"):
        last = Entry.objects.filter(chain=chain).order_by("-sequence").first()
        if last is None:
            is_whole = chain.length == 0
        else:
            is_whole = (last.sequence, last.hash) == (chain.length, chain.head)
            is_whole = is_whole and entry_hash(last, chain_name(chain)) == last.hash
        if not is_whole:
            broken.append(chain_name(chain))
    if broken:
        yield fail(
            f"The journal of {', '.join(broken)} does not end as it should",
            "sistership journal verify says which entries; keep the database as it is and find out who wrote",
        )
    else:
        yield ok(f"{Chain.objects.count()} chains end as they should (journal verify checks every entry)")


@check("derived states", needs_database=True)
def _look_at_projections() -> Iterator[Finding]:
    from sistership.window.offices.agreements.actions.projection import project_commitment
    from sistership.window.offices.agreements.models import Commitment

    with transaction.atomic():
        some = list(Commitment.objects.order_by("?")[:SAMPLE])
        changed = sum(project_commitment(commitment) for commitment in some)
        transaction.set_rollback(True)
    if changed:
        yield warn(
            f"{changed} states differ from what their events say ({len(some)} commitments looked at)",
            "sistership rebuild",
        )
    else:
        yield ok(f"The states of {len(some)} commitments are what their events say")


@check("accounts", needs_database=True)
def _look_at_accounts() -> Iterator[Finding]:
    from sistership.window.offices.people.models import Account, Grant, Role
    from sistership.window.offices.people.retention import never_used
    from sistership.window.offices.people.rules import STAFF, has_second_factor

    acting = Grant.objects.filter(role__in=[*STAFF, Role.ADMINISTRATOR]).values("account")
    staff = list(Account.objects.filter(pk__in=acting, is_active=True).order_by("email"))
    without = [account.email for account in staff if not has_second_factor(account)]
    administrators = [one for one in staff if one.grants.filter(role=Role.ADMINISTRATOR).exists()]
    is_well = True
    if not administrators:
        is_well = False
        yield fail(
            "The window has no administrator",
            "sistership account add EMAIL, then sistership account grant EMAIL --role administrator",
        )
    elif len(administrators) == 1 and settings.IS_PRODUCTION:
        is_well = False
        yield warn(
            "There is one administrator only", "Make a second one: a lost telephone locks the first one out"
        )
    if without:
        is_well = False
        more = f" and {len(without) - 3} more" if len(without) > 3 else ""
        yield warn(
            f"{len(without)} of {len(staff)} staff have no second factor: {', '.join(without[:3])}{more}",
            "They set it up under My account"
            + ("; until then the window lets them do nothing else" if settings.IS_PRODUCTION else ""),
        )
    example = Account.objects.filter(is_active=True, is_example=True).count()
    if example and settings.IS_PRODUCTION:
        is_well = False
        yield fail(f"{example} accounts of the example are open", "sistership example remove")
    unused = never_used(clock.now() - UNUSED).count()
    if unused:
        is_well = False
        yield warn(
            f"{unused} accounts were never used in {UNUSED.days} days",
            "Close them: sistership retention names them",
        )
    if is_well:
        yield ok(f"{len(staff)} staff, all with a second factor")
