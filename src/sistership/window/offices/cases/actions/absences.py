"""Say when an officer is away and who stands in (職務代理人). An absence ends by itself with its last day."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.cases.actions.routing import send_to
from sistership.window.offices.cases.models import Absence, Case
from sistership.window.offices.cases.rules import officers_of
from sistership.window.offices.cases.stand_ins import LONGEST_CHAIN
from sistership.window.offices.cases.states import OPEN
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Account, City

LONGEST_ABSENCE = timedelta(days=400)


def _days(absence: Absence) -> str:
    first, last = (formats.date_format(day) for day in (absence.first_day, absence.last_day))
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _comes_back(account: Account, deputy: Account, city: City, first: date, last: date) -> bool:
    """Whether on some of the days the deputies lead back to who is away: then nobody would stand in."""
    current = {deputy.pk}
    for _turn in range(LONGEST_CHAIN):
        away = Absence.objects.filter(city=city, first_day__lte=last, last_day__gte=first)
        current = set(away.filter(account__in=current).values_list("deputy", flat=True))
        if account.pk in current:
            return True
    return False


def _checked(account: Account, deputy: Account, city: City, first: date, last: date) -> None:
    if last < first:
        raise InputError(_("The last day is before the first"), where="last_day")
    if last - first > LONGEST_ABSENCE:
        raise InputError(
            _("Somebody who is away for longer needs a successor"),
            where="last_day",
            allowed=_("up to %(count)d days") % {"count": LONGEST_ABSENCE.days},
            next_step=_("Hand their cases on, and ask the administrator to end their account"),
        )
    if last < city.calendar().day_of(clock.now()):
        raise InputError(_("These days are over"), where="last_day")
    staff = officers_of(city)
    for who, where in ((account, "account"), (deputy, "deputy")):
        if not staff.filter(pk=who.pk).exists():
            raise InputError(
                _("%(person)s is no officer of this city") % {"person": who.get_full_name()}, where=where
            )
    if account.pk == deputy.pk:
        raise InputError(_("Nobody stands in for themselves"), where="deputy")
    overlapping = Absence.objects.filter(
        account=account, city=city, first_day__lte=last, last_day__gte=first
    ).first()
    if overlapping is not None:
        raise InputError(
            _("An absence is noted for some of these days already: %(days)s") % {"days": _days(overlapping)},
            where="first_day",
            next_step=_("End that one first, or choose other days"),
        )
    if _comes_back(account, deputy, city, first, last):
        raise InputError(
            _("%(person)s is away on some of these days, and the cases would come back")
            % {"person": deputy.get_full_name()},
            where="deputy",
            next_step=_("Choose somebody else"),
        )


@transaction.atomic
def note(
    *,
    actor: Ref,
    account: Account,
    deputy: Account,
    city: City,
    first_day: date,
    last_day: date,
    note: str = "",
) -> Absence:
    """Note the days; what comes for the officer then goes to the deputy."""
    City.objects.select_for_update().get(pk=city.pk)  # two at once could overlap
    _checked(account, deputy, city, first_day, last_day)
    absence = Absence.objects.create(
        account=account,
        deputy=deputy,
        city=city,
        first_day=first_day,
        last_day=last_day,
        note=" ".join(note.split())[:120],
    )
    _record(absence, actor, "noted")
    return absence


def _record(absence: Absence, actor: Ref, action: str, **data: object) -> None:
    journal.record(
        action=f"absence.{action}",
        actor=actor,
        subject=absence.ref,
        partnership_id=None,
        data={
            "account": absence.account.public_id,
            "deputy": absence.deputy.public_id,
            "first_day": absence.first_day,
            "last_day": absence.last_day,
            **data,
        },
    )


@transaction.atomic
def end(*, actor: Ref, absence: Absence) -> None:
    """The officer is back earlier, or does not go: days from today on are taken out."""
    absence = Absence.objects.select_for_update(of=("self",)).select_related("city").get(pk=absence.pk)
    today = absence.city.calendar().day_of(clock.now())
    _record(absence, actor, "ended")
    if absence.first_day >= today:
        absence.delete()
    else:
        absence.last_day = min(absence.last_day, today - timedelta(days=1))
        absence.save(update_fields=["last_day"])


@transaction.atomic
def hand_on(*, actor: Ref, absence: Absence) -> int:
    """Give all open cases of the officer to the deputy; returns how many."""
    rows = Case.objects.filter(officer=absence.account, side__city=absence.city, state__in=OPEN)
    cases = list(rows.select_related("desk").order_by("pk"))
    for case in cases:
        send_to(actor=actor, case=case, desk=case.desk, officer=absence.deputy, priority=case.priority)
    _record(absence, actor, "handed_on", cases=len(cases))
    return len(cases)
