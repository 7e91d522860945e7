"""Letters that remind of a breach's clock: one for each stage of each clock, to whoever is in charge."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sistership.window.ground import clock
from sistership.window.offices.duty.models import Breach, BreachReminder, PrivacyContact
from sistership.window.offices.duty.queries import clocks_of
from sistership.window.offices.duty.states import Clock
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.models import Account, City, Role


def remind_of_all() -> int:
    """Remind of each stage that an open clock has reached; returns how many letters were written."""
    numbers = Breach.objects.filter(next_due_at__isnull=False, closed_at__isnull=True).order_by("pk")
    return sum(_remind(number) for number in numbers.values_list("pk", flat=True))


@transaction.atomic
def _remind(number: int) -> int:
    breach = Breach.objects.select_for_update().get(pk=number)
    cities = {city.key: city for city in breach.cities.all()}
    letters = 0
    for one in clocks_of(breach):
        stage = one.stage(clock.now())
        if stage is None:
            continue
        _row, is_new = BreachReminder.objects.get_or_create(
            breach=breach, city=cities[one.city], duty=one.duty.code, stage=stage, due_at=one.due_at
        )
        if is_new:
            letters += _write(breach, cities[one.city], one)
    return letters


def _in_charge(city: City) -> Iterable[tuple[str, str]]:
    """(address, language): the city's leads and its contact; the administrators where it has neither."""
    leads = Account.objects.filter(grants__role=Role.LEAD, grants__city=city, is_active=True)
    found = {one.email: one.language or city.language for one in leads}
    contact = PrivacyContact.objects.filter(city=city).exclude(email="").first()
    if contact:
        found.setdefault(contact.email.lower(), city.language)
    if not found:
        rows = Account.objects.filter(Q(grants__role=Role.ADMINISTRATOR), is_active=True)
        found = {one.email: one.language or settings.LANGUAGE_CODE for one in rows}
    return found.items()


def _write(breach: Breach, city: City, one: Clock) -> int:
    written = 0
    for address, language in _in_charge(city):
        with translation.override(language):
            due = one.due_at.astimezone(ZoneInfo(city.timezone))
            values = {
                "to": one.duty.to,
                "city": city.localized("name").text(language),
                "due": f"{date_format(due, 'DATETIME_FORMAT')} ({city.timezone})",
                "law": one.duty.law.name,
                "article": one.duty.article,
                # no word of the breach itself: a letter is read where it should not be
                "link": f"{settings.PUBLIC_URL}/{language}/administration/breaches/{breach.public_id}/",
            }
            subject = _("To be told by %(due)s: %(to)s") % values
            body = (
                _(
                    "A breach of personal data is recorded for %(city)s.\n\n"
                    "To be told: %(to)s\n"
                    "By: %(due)s\n"
                    "Law: %(law)s, %(article)s (check with counsel)\n\n"
                    "Open the record, tell them, and note when they were told, or why they are not:\n"
                    "%(link)s\n"
                )
                % values
            )
        notices.post(
            to=address,
            language=language,
            subject=subject[:250],
            body=body,
            about=breach.ref,
            partnership_id=None,
        )
        written += 1
    return written
