"""Make the occasion that a draft reports: who was there, what was said, what is hoped for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext

from sistership.window.offices.agreements.actions import promises
from sistership.window.offices.agreements.models import Agreement, IntentionKind
from sistership.window.offices.people.models import Side
from sistership.window.offices.visits import actions as visits
from sistership.window.offices.visits.engine import AxisValue, FactValue, Field, IntentionValue, TalkValue
from sistership.window.offices.visits.models import PointKind, Visit
from sistership.window.offices.visits.taking import Taking

SIGNED = {"zh-hant": "簽署", "en": "Signing: ", "pl": "Podpisanie: "}
"""Before the title of an agreement, in the language of the document: the occasion on which it was signed."""
INTENTION_KINDS = {
    "hope": IntentionKind.HOPE,
    "aim": IntentionKind.HOPE,
    "plan": IntentionKind.HOPE,
    "invitation": IntentionKind.INVITATION,
    "talk": IntentionKind.TALK,
}


def take_visit(taking: Taking, agreement: Agreement | None) -> tuple[Visit | None, bool]:
    """The occasion with its people and points, and whether it was made now; None where no day is said."""
    day = taking.first("event_date")
    if day is None or not isinstance(day.value, date):
        taking.notes.append(gettext("The text does not say on which day it was: no occasion was made"))
        return None, False
    if others := [str(found.value) for found in taking.draft.named("event_date") if found.value != day.value]:
        taking.notes.append(
            gettext("The day can be read in several ways: %(day)s was taken, %(others)s is possible too")
            % {"day": day.value, "others": taking.listed(others)}
        )
    known = taking.partnership.visits.filter(on=day.value, signed=agreement).first()
    if known:
        taking.cite(known, day, field_name="on")
        taking.notes.append(
            gettext("The occasion of %(day)s is already there: this is one more source") % {"day": day.value}
        )
        return known, False
    if agreement is not None:
        occasion = SIGNED.get(taking.language, "") + agreement.localized("title").text(taking.language)
    else:
        occasion = taking.words("headline") or taking.partnership.key
    place = taking.first("place")
    host = _host(taking, str(place.value)) if place and agreement is None else None
    visit = visits.add_visit(
        actor=taking.actor,
        partnership=taking.partnership,
        occasions=taking.said(occasion),
        on=day.value,
        host=host,
        places=taking.said(str(place.value)) if place else None,
        signed=agreement,
    )
    taking.note_made(visit, day, field_name="on")
    if place:
        taking.cite(visit, place, field_name="place")
    _add_attendances(taking, visit)
    _add_points(taking, visit)
    return visit, True


def _host(taking: Taking, place: str) -> Side | None:
    """Whose place it was: a city, a body of one, or a venue that bears its name (Bydgoszcz City Hall)."""
    named = [str(city.value) for city in taking.draft.named("city") if str(city.value) in place]
    return taking.side_of(place) or (taking.side_of(named[0]) if len(named) == 1 else None)


def _add_attendances(taking: Taking, visit: Visit) -> None:
    leads = {str(found.value) for found in taking.draft.named("delegation_lead")}
    for name, (person, found) in taking.persons.items():
        side = taking.side_of(name)
        if side is None:
            taking.notes.append(
                gettext("%(name)s is named, but is of no side of this partnership") % {"name": name}
            )
            continue
        attendance = visits.add_attendance(
            actor=taking.actor, visit=visit, person=person, side=side, is_lead=name in leads
        )
        taking.note_made(attendance, found)


def _add_points(taking: Taking, visit: Visit) -> None:
    said: set[tuple[str, str]] = set()
    for kind, words, side, found in _spoken(taking):
        if (kind, words) in said:
            continue
        said.add((kind, words))
        point = visits.add_point(
            actor=taking.actor, visit=visit, texts=taking.said(words), point_kind=kind, side=side
        )
        taking.note_made(point, found)


def _spoken(taking: Taking) -> Iterator[tuple[str, str, Side | None, Field]]:
    """(kind, words, side, field) of each point, in the order of the text."""
    axes = Counter(found.group for found in taking.draft.named("vision_axis"))
    for found in taking.draft.fields:
        value = found.value
        if found.name == "topic":
            yield PointKind.TOPIC, str(value), None, found
        elif isinstance(value, TalkValue):
            yield PointKind(found.name), value.what, taking.side_of(value.who), found
        elif isinstance(value, FactValue):
            yield PointKind.FACT, value.text, taking.side_of(value.about), found
        elif isinstance(value, AxisValue) and axes.pop(found.group, 0):
            yield _axes(taking, found, value)


def _axes(taking: Taking, first: Field, value: AxisValue) -> tuple[str, str, Side | None, Field]:
    together = [one for one in taking.draft.named("vision_axis") if one.group == first.group]
    titles = [one.value.title for one in together if isinstance(one.value, AxisValue)]
    whole = Field(first.name, value, (first.span[0], together[-1].span[1]), first.confidence)
    return PointKind.FACT, taking.listed(titles), taking.side_of(value.city), whole


def take_intentions(taking: Taking, agreement: Agreement | None, visit: Visit | None) -> None:
    """Record what is hoped, invited to or planned; none of it is a promise."""
    for found in taking.draft.named("intention"):
        assert isinstance(found.value, IntentionValue)
        when = found.value.when
        intention = promises.add_intention(
            actor=taking.actor,
            partnership=taking.partnership,
            agreement=agreement,
            texts=taking.said(found.value.what),
            intention_kind=INTENTION_KINDS[found.value.mode],
            side=taking.side_of(found.value.who),
            occasion=visit.ref if visit else None,
            about_month=date(int(when[:4]), int(when[5:7]), 1) if when else None,
        )
        taking.note_made(intention, found)
