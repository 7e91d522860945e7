"""Checks of what the law asks: transfers without a basis, registers, clocks of breaches and requests."""

from __future__ import annotations

from collections.abc import Iterator

from sistership.cli.doctor.findings import Finding, check, fail, ok, warn
from sistership.window.ground import clock

WHERE = "Administration, Privacy register"
MOST_NAMED = 5


@check("personal data", needs_database=True)
def _look_at_duty() -> Iterator[Finding]:
    from sistership.window.offices.duty.models import Breach, PersonRequest, ProcessingActivity
    from sistership.window.offices.duty.queries import transfers
    from sistership.window.offices.people.models import City, Partnership

    is_well = True
    late = Breach.objects.filter(next_due_at__lte=clock.now()).count()
    if late:
        is_well = False
        yield fail(
            f"{late} breaches have a clock that ran out", "Administration, Breaches says who must be told"
        )
    waiting = PersonRequest.objects.filter(done_on__isnull=True, due_on__lt=clock.now().date()).count()
    if waiting:
        is_well = False
        yield fail(f"{waiting} requests of persons are overdue", "sistership duty requests lists them")
    lacking = [one for one in transfers(Partnership.objects.all()) if one.is_lacking]
    if lacking:
        is_well = False
        named = ", ".join(f"{one.city.key} → {one.to.key}" for one in lacking[:MOST_NAMED])
        more = f" and {len(lacking) - MOST_NAMED} more" if len(lacking) > MOST_NAMED else ""
        yield warn(f"No basis is entered for passing personal data on: {named}{more}", f"Enter it: {WHERE}")
    in_use = City.objects.filter(partnerships__isnull=False).distinct()
    empty = in_use.exclude(pk__in=ProcessingActivity.objects.values("city")).order_by("key")
    if empty:
        is_well = False
        named = ", ".join(city.key for city in empty[:MOST_NAMED])
        more = f" and {len(empty) - MOST_NAMED} more" if len(empty) > MOST_NAMED else ""
        yield warn(f"The privacy register is empty: {named}{more}", "sistership duty register start KEY")
    if is_well:
        yield ok("Registers, transfers, breaches and requests of persons are as they should be")
