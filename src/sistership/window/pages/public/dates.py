"""Due dates for calendar programs: what is public in a partnership, and what the cities of an account owe.

An account's address is secret and can be revoked; whoever has it reads what the account may read, in the
account's language, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sistership.common.text import HTML_LANGUAGES
from sistership.formats.calendar_feeds import DueDay, write_calendar
from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.queries import Due, dues
from sistership.window.offices.notices.calendar_feeds import find_calendar_feed, note_calendar_feed_used
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.queries import sides_with_cities
from sistership.window.offices.people.rules import Reader, grants_of, visible_partnerships
from sistership.window.offices.visits.models import Visit
from sistership.window.offices.visits.rules import visible_visits
from sistership.window.pages.accounts import limit_one_time_links
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.names import city_name, partnership_name
from sistership.window.pages.templatetags.window import listed, plain


def _uid(name: object) -> str:
    return f"{name}@{urlsplit(settings.PUBLIC_URL).hostname}"


def _sequence(due: Due) -> int:
    """Grows with every change of the step, and with every change of the commitment that holds it."""
    return due.commitment.revision + (due.step.revision if due.step else 0)


def _modified(due: Due) -> datetime:
    instants = [one.created_at for one in (due.commitment, due.step, due.evidence) if one]
    instants += [one.revised_at for one in (due.commitment, due.step) if one and one.revised_at]
    return max(instants)


def _due_day(due: Due) -> DueDay:
    commitment, promise = due.commitment, plain(due.commitment, "title")
    page = reverse("commitment", args=[commitment.public_id])
    key = str(due.promise.public_id)
    title = plain(due.step, "title") if due.step else promise
    lines = [promise] if due.step else []
    if due.evidence:
        key, title = (
            str(due.evidence.public_id),
            _("Last day to answer: %(evidence)s") % {"evidence": plain(due.evidence, "title")},
        )
        lines, page = [promise], reverse("desk_evidence", args=[due.evidence.public_id])
    elif commitment.rhythm and due.step is None and commitment.due_on is None:
        key = f"{key}-{due.on:%Y%m%d}"
    owing = listed(f"{city_name(side)} ({side.city.timezone})" for side in due.sides)
    lines.append(_("Owed by: %(sides)s") % {"sides": owing})
    if due.is_done:
        title = _("Done: %(title)s") % {"title": title}
    is_dropped = commitment.dropped_on is not None
    if is_dropped:
        lines.append(_("Dropped: %(promise)s") % {"promise": plain(commitment, "dropped_reason")})
    return DueDay(
        uid=_uid(key),
        on=due.on,
        title=title,
        description="\n".join(lines),
        url=settings.PUBLIC_URL + page,
        modified_at=_modified(due),
        sequence=_sequence(due),
        warning_days=3 if due.evidence else commitment.partnership.warning_days,
        is_cancelled=is_dropped,
        is_done=due.is_done,
    )


def _visit_day(visit: Visit) -> DueDay:
    return DueDay(
        uid=_uid(visit.public_id),
        on=visit.on,
        until=visit.until,
        title=_("Visit: %(occasion)s") % {"occasion": plain(visit, "occasion")},
        description=plain(visit, "summary"),
        url=settings.PUBLIC_URL + reverse("visit", args=[visit.public_id]),
        modified_at=visit.created_at,
    )


def _calendar(
    reader: Reader, partnerships: list[Partnership], owing: Iterable[Side], name: str
) -> HttpResponse:
    """Steps, commitments and answers that the sides owe, and the visits of the partnerships."""
    found = dues(reader, partnerships, owing={side.pk for side in owing}, now=clock.now())
    visits = list(visible_visits(reader).filter(partnership__in=partnerships))
    load_texts(visits)
    days = [*map(_due_day, found), *map(_visit_day, visits)]
    language = get_language() or "en"
    body = write_calendar(name, days, language=HTML_LANGUAGES.get(language, language))
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="dates.ics"'
    return response


@require_safe
def partnership_dates(request: HttpRequest, key: str) -> HttpResponse:
    """What all sides of a partnership owe and when, as far as it is public."""
    reader = AnonymousUser()
    rows = visible_partnerships(reader).prefetch_related(sides_with_cities(), "sides__city__local_days")
    found = found_or_404(rows.filter(key=key).first())
    sides = list(found.sides.all())
    load_texts([side.city for side in sides])
    return _calendar(reader, [found], sides, partnership_name(sides))


@limit_one_time_links
@require_safe
def own_dates(request: HttpRequest, secret: str) -> HttpResponse:
    """What the cities of an account owe, for whoever has the account's secret address."""
    feed = find_calendar_feed(secret)
    if feed is None:
        raise Http404(_("This calendar address is not known here, or it was revoked."))
    note_calendar_feed_used(feed=feed)
    account = feed.account
    cities = grants_of(account).member_cities
    own = Side.objects.filter(city__in=cities)
    rows = visible_partnerships(account).filter(pk__in=own.values("partnership"))
    partnerships = list(rows.prefetch_related(sides_with_cities(), "sides__city__local_days"))
    sides = [side for one in partnerships for side in one.sides.all() if side.city_id in cities]
    with translation.override(account.language or settings.LANGUAGE_CODE):
        response = _calendar(account, partnerships, sides, _("Due dates of my city"))
    response["Cache-Control"] = "private, no-cache"
    return response
