"""Who stands in for an officer on a day (職務代理人)."""

from __future__ import annotations

from datetime import date

from sistership.window.ground import clock
from sistership.window.offices.cases.models import Absence
from sistership.window.offices.people.models import Account, City

LONGEST_CHAIN = 5


def stand_in_on(account: Account, city: City, day: date) -> Account:
    """The account itself, or who stands in for it on the day; deputies who are away pass it on."""
    seen = {account.pk}
    for _turn in range(LONGEST_CHAIN):
        absence = (
            Absence.objects.filter(account=account, city=city, first_day__lte=day, last_day__gte=day)
            .select_related("deputy")
            .order_by("-pk")
            .first()
        )
        if absence is None or absence.deputy_id in seen or not absence.deputy.is_active:
            return account
        account = absence.deputy
        seen.add(account.pk)
    return account


def stand_in_for(account: Account, city: City) -> Account:
    """The account itself, or who stands in for it today in the city."""
    return stand_in_on(account, city, city.calendar().day_of(clock.now()))
