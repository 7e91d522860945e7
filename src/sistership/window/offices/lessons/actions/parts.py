"""The parts of a lesson: figures with their sources, and sites that a delegation can be shown."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import Document, DocumentKind, Source, StoredFile
from sistership.window.ground.sources import cite
from sistership.window.ground.texts import delete_texts, write_texts
from sistership.window.offices.agreements.actions.documents import add_document
from sistership.window.offices.agreements.actions.entry import note
from sistership.window.offices.lessons.actions.lessons import check_place
from sistership.window.offices.lessons.actions.steps import (
    Texts,
    locked_lesson,
    note_lesson_event,
    require_lesson_event,
    require_said,
    require_side,
)
from sistership.window.offices.lessons.models import Lesson, LessonFigure, Site, SiteStop
from sistership.window.offices.people.models import Side
from sistership.window.offices.visits.models import Visit


def _written(actor: Ref, lesson: Lesson, side: Side, what: str) -> None:
    note_lesson_event(lesson, "edited", actor=actor, side=side)
    note(actor, f"lesson.{what}", lesson.ref, lesson.partnership, side=side.public_id)


def _to_write(lesson: Lesson, side: Side) -> Lesson:
    lesson = locked_lesson(lesson)
    require_side(lesson.partnership, side)
    require_lesson_event(lesson, "edited")
    return lesson


@transaction.atomic
def add_figure(
    *,
    actor: Ref,
    lesson: Lesson,
    side: Side,
    labels: Texts,
    value: Decimal,
    year: int,
    units: Texts | None = None,
    document: Document | None = None,
    source_titles: Texts | None = None,
    source_url: str = "",
    source_file: StoredFile | None = None,
) -> LessonFigure:
    """Add a number with its unit, year and source: a document known already, or a page or file named now."""
    lesson = _to_write(lesson, side)
    require_said(labels, _("Say what the number counts or measures"), "label")
    if not 1800 <= year <= 2200:
        raise InputError(
            _("%(year)d is no year that a figure can be of") % {"year": year},
            where="year",
            allowed=_("1800 to 2200"),
        )
    if document is None:
        if not source_url and source_file is None:
            raise InputError(
                _("A figure needs its source"),
                where="source_url",
                next_step=_("Name the page it comes from, or add the document"),
            )
        require_said(source_titles, _("Say what the source is called"), "source_title")
        document = add_document(
            actor=actor,
            partnership=lesson.partnership,
            document_kind=DocumentKind.OFFICIAL_NOTICE,
            titles=source_titles or {},
            url=source_url,
            file=source_file,
            sha256=source_file.sha256 if source_file else "",
        )
    last = lesson.figures.order_by("-position").first()
    figure = LessonFigure.objects.create(
        lesson=lesson, position=(last.position if last else 0) + 1, value=value, year=year
    )
    write_texts(figure, {"label": labels, "unit": units or {}})
    cite(figure, document)
    _written(actor, lesson, side, "figure_added")
    return figure


@transaction.atomic
def remove_figure(*, actor: Ref, figure: LessonFigure, side: Side) -> None:
    """Take a number out of a draft."""
    lesson = _to_write(figure.lesson, side)
    delete_texts([figure])
    Source.objects.filter(owner_kind=figure.kind(), owner_id=figure.public_id).delete()
    figure.delete()
    _written(actor, lesson, side, "figure_removed")


@transaction.atomic
def add_site(
    *,
    actor: Ref,
    lesson: Lesson,
    side: Side,
    names: Texts,
    longitude: float,
    latitude: float,
    contact: Side,
    shows: Texts | None = None,
    when: Texts | None = None,
) -> Site:
    """Name a place that a visiting delegation can be shown, whose desk arranges it, and when."""
    lesson = _to_write(lesson, side)
    require_side(lesson.partnership, contact)
    require_said(names, _("Give the site a name"), "name")
    check_place(longitude, latitude)
    site = Site.objects.create(lesson=lesson, longitude=longitude, latitude=latitude, contact=contact)
    write_texts(site, {"name": names, "shows": shows or {}, "when": when or {}})
    _written(actor, lesson, side, "site_added")
    return site


@transaction.atomic
def remove_site(*, actor: Ref, site: Site, side: Side) -> None:
    """Take a site out of a draft."""
    lesson = _to_write(site.lesson, side)
    delete_texts([site])
    site.delete()
    _written(actor, lesson, side, "site_removed")


@transaction.atomic
def put_on_programme(*, actor: Ref, site: Site, visit: Visit) -> None:
    """Put a site on the programme of a visit of its partnership."""
    if visit.partnership_id != site.lesson.partnership_id:
        raise InputError(_("That visit belongs to another partnership"), where="visit")
    _stop, is_new = SiteStop.objects.get_or_create(site=site, visit=visit)
    if is_new:
        note(actor, "visit.site_added", visit.ref, visit.partnership, site=site.public_id)


@transaction.atomic
def take_off_programme(*, actor: Ref, site: Site, visit: Visit) -> None:
    """Take a site off the programme of a visit."""
    removed, _rows = SiteStop.objects.filter(site=site, visit=visit).delete()
    if removed:
        note(actor, "visit.site_removed", visit.ref, visit.partnership, site=site.public_id)
