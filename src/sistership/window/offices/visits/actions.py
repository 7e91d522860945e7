"""Write visits, who was there, and what was said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import write_texts
from sistership.window.offices.agreements.actions.entry import note
from sistership.window.offices.agreements.models import Agreement
from sistership.window.offices.notices import following
from sistership.window.offices.people.models import Partnership, Person, Side
from sistership.window.offices.people.rules import Reader
from sistership.window.offices.visits.models import Attendance, Point, PointKind, Visit
from sistership.window.offices.visits.rules import visible_visits

Texts = Mapping[str, str]


@transaction.atomic
def add_visit(
    *,
    actor: Ref,
    partnership: Partnership,
    occasions: Texts,
    on: date,
    until: date | None = None,
    host: Side | None = None,
    places: Texts | None = None,
    summaries: Texts | None = None,
    signed: Agreement | None = None,
    is_public: bool = True,
    is_example: bool = False,
) -> Visit:
    """Record an occasion on which the cities met."""
    if not any(occasion.strip() for occasion in occasions.values()):
        raise InputError(gettext("Say what the occasion was, in at least one language"), where="occasion")
    if until and until < on:
        raise InputError(
            gettext("The visit ends on %(until)s, before it starts on %(on)s") % {"until": until, "on": on},
            where="until",
        )
    if host and host.partnership_id != partnership.pk:
        raise InputError(gettext("That side does not belong to this partnership"), where="host")
    visit = Visit.objects.create(
        partnership=partnership,
        on=on,
        until=until,
        host=host,
        signed=signed,
        is_public=is_public,
        is_example=is_example,
    )
    given = {"occasion": occasions, "place": places, "summary": summaries}
    write_texts(visit, {field: texts for field, texts in given.items() if texts})
    note(actor, "visit.added", visit.ref, partnership, occasions=dict(occasions), on=on)
    _tell_followers(visit)
    return visit


def _tell_followers(visit: Visit) -> None:
    """Tell those who follow the partnership that a visit was recorded."""

    def words(language: str) -> str:
        occasion = visit.localized("occasion").text(language)
        return gettext("A visit was recorded: %(occasion)s, %(date)s") % {
            "occasion": occasion,
            "date": date_format(visit.on, "DATE_FORMAT"),
        }

    following.tell(
        following.Told(
            about=visit.ref,
            shows=visit.ref,
            heading=lambda language: gettext("News of a partnership that you follow"),
            words=words,
            address=f"visits/{visit.public_id}/",
            partnership_id=visit.partnership.public_id,
        ),
        followed=[visit.partnership.public_id],
        may_read=lambda reader: is_readable(visit.ref, reader),
    )


def is_readable(record: Ref, reader: Reader) -> bool:
    """Whether the reader sees the visit."""
    return visible_visits(reader).filter(public_id=record.public_id).exists()


@transaction.atomic
def add_attendance(
    *,
    actor: Ref,
    visit: Visit,
    person: Person,
    side: Side | None = None,
    is_lead: bool = False,
    capacities: Texts | None = None,
) -> Attendance:
    """Say that a person was there, for which side and as what."""
    if side and side.partnership_id != visit.partnership_id:
        raise InputError(gettext("That side does not belong to this partnership"), where="side")
    attendance, _ = Attendance.objects.update_or_create(
        visit=visit, person=person, defaults={"side": side, "is_lead": is_lead}
    )
    write_texts(attendance, {"capacity": capacities or {}})
    note(actor, "visit.attendance_added", visit.ref, visit.partnership, person=person.public_id)
    return attendance


@transaction.atomic
def add_point(
    *,
    actor: Ref,
    visit: Visit,
    texts: Texts,
    point_kind: str,
    side: Side | None = None,
    is_example: bool = False,
) -> Point:
    """Record a topic, an experience shared, a challenge raised or a fact stated."""
    if point_kind not in PointKind.values:
        raise InputError(
            gettext("'%(point_kind)s' is no kind of point") % {"point_kind": point_kind},
            where="kind",
            allowed=", ".join(PointKind.values),
        )
    if not any(text.strip() for text in texts.values()):
        raise InputError(gettext("A point needs its text in at least one language"), where="text")
    last = visit.points.order_by("-position").first()
    point = Point.objects.create(
        visit=visit,
        position=(last.position if last else 0) + 1,
        point_kind=point_kind,
        side=side,
        is_example=is_example,
    )
    write_texts(point, {"text": texts})
    note(actor, "visit.point_added", point.ref, visit.partnership, texts=dict(texts))
    return point
