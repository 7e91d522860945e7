"""Atom feeds of what happened: for a partnership and for a commitment, in each language, public facts alone.

A feed shows the same to everybody, so that it can be kept: it is read as somebody without an account.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sistership.common.text import HTML_LANGUAGES
from sistership.window.ground import clock
from sistership.window.ground.records import Record
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.actions.following import state_in_words
from sistership.window.offices.agreements.queries import Happening, happenings
from sistership.window.offices.agreements.rules import visible_commitments
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.people.queries import sides_with_cities
from sistership.window.offices.people.rules import visible_partnerships
from sistership.window.offices.visits.models import Visit
from sistership.window.offices.visits.rules import visible_visits
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.names import city_name, partnership_name
from sistership.window.pages.templatetags.window import plain

LIMIT = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed."""

    key: str
    at: datetime
    title: str
    words: str
    page: str


class WindowFeed(Atom1Feed):
    """Atom whose `updated` never depends on when it was asked for."""

    def latest_post_date(self) -> datetime:
        dates: list[datetime] = [item["updateddate"] for item in self.items]
        began_at: datetime = self.feed["began_at"]
        return max(dates, default=began_at)


def _id(record: Record, key: str) -> str:
    """The name of an entry: the same in every copy of the feed, whatever becomes of the address."""
    return uuid5(record.public_id, f"{key} {get_language()}").urn


def _evidence_words(one: Happening) -> tuple[str, str]:
    names = {"city": city_name(one.side) if one.side else "", "evidence": plain(one.evidence, "title")}
    words = {
        "filed": _("%(city)s filed evidence: %(evidence)s"),
        "confirmed": _("%(city)s confirmed: %(evidence)s"),
        "disputed": _("%(city)s disputes: %(evidence)s"),
        "withdrawn": _("%(city)s withdrew: %(evidence)s"),
    }[one.kind]
    return words % names, plain(one.commitment, "title")


def _entry(one: Happening) -> Entry:
    page = reverse("commitment", args=[one.commitment.public_id]) if one.commitment else ""
    promise = plain(one.commitment, "title")
    if one.evidence is not None:
        title, words = _evidence_words(one)
    elif one.agreement is not None:
        title, words = plain(one.agreement, "title"), _("An agreement was signed.")
        page = reverse("agreement", args=[one.agreement.public_id])
    elif one.question is not None:
        title = _("A question was answered: %(promise)s") % {"promise": promise}
        words = f"{plain(one.question, 'question')}\n\n{plain(one.question, 'answer')}"
        page += "#questions"
    elif one.kind == "dropped":
        title = _("Dropped: %(promise)s") % {"promise": promise}
        words = plain(one.commitment, "dropped_reason")
    else:
        shown = {"kept": _("Kept: %(promise)s"), "late": _("Late: %(promise)s")}[one.kind]
        title, words = shown % {"promise": promise}, state_in_words(one.kind)
    return Entry(key=_id(one.record, one.key), at=one.at, title=title, words=words, page=page)


def _visit(visit: Visit) -> Entry:
    return Entry(
        key=_id(visit, "visit"),
        at=datetime.combine(visit.on, time(), tzinfo=UTC),
        title=_("Visit: %(occasion)s") % {"occasion": plain(visit, "occasion")},
        words=date_format(visit.on, "DATE_FORMAT"),
        page=reverse("visit", args=[visit.public_id]),
    )


def _partnership(key: str) -> Partnership:
    rows = visible_partnerships(AnonymousUser()).prefetch_related(sides_with_cities())
    return found_or_404(rows.filter(key=key).first())


@require_safe
def partnership_feed(request: HttpRequest, key: str) -> HttpResponse:
    """Everything public that happened in a partnership, visits among it."""
    found, reader, now = _partnership(key), AnonymousUser(), clock.now()
    entries = [_entry(one) for one in happenings(reader, partnership=found, now=now, limit=LIMIT)]
    visits = list(visible_visits(reader).filter(partnership=found, on__lte=now.date())[:LIMIT])
    load_texts(visits, [side.city for side in found.sides.all()])
    entries += [_visit(visit) for visit in visits]
    page = reverse("partnership", args=[found.key])
    return _answer(request, found, partnership_name(found.sides.all()), page, entries)


@require_safe
def commitment_feed(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Everything public that happened to a commitment."""
    reader, now = AnonymousUser(), clock.now()
    rows = visible_commitments(reader).select_related("partnership")
    rows = rows.prefetch_related(sides_with_cities("partnership__sides"))
    found = found_or_404(rows.filter(public_id=public_id).first())
    told = happenings(reader, partnership=found.partnership, commitment=found, now=now, limit=LIMIT)
    page = reverse("commitment", args=[found.public_id])
    return _answer(request, found, plain(found, "title"), page, [_entry(one) for one in told])


def _answer(
    request: HttpRequest, record: Record, name: str, page: str, entries: Sequence[Entry]
) -> HttpResponse:
    language = get_language() or "en"
    feed = WindowFeed(
        title=name,
        link=settings.PUBLIC_URL + page,
        description=_("What happened, and what became of what was promised"),
        language=HTML_LANGUAGES.get(language, language),
        author_name=settings.OPERATOR_NAME or "Sistership",
        feed_url=settings.PUBLIC_URL + request.path,
        feed_guid=uuid5(NAMESPACE_URL, f"{record.public_id} {language}").urn,
        began_at=record.created_at,
    )
    for entry in sorted(entries, key=lambda one: one.at, reverse=True)[:LIMIT]:
        feed.add_item(
            title=entry.title,
            link=settings.PUBLIC_URL + entry.page,
            description=entry.words,
            unique_id=entry.key,
            pubdate=entry.at,
            updateddate=entry.at,
        )
    body = feed.writeString("utf-8").encode()
    newest = feed.latest_post_date()
    response = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    response["ETag"] = etag
    response["Last-Modified"] = http_date(newest.timestamp())
    response["Cache-Control"] = "public, max-age=300"
    kept = get_conditional_response(request, etag, int(newest.timestamp()), response)
    assert kept is not None
    return kept
