"""Lessons as JSON, which another window takes in, and as Markdown, to be read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import DocumentKind, Source
from sistership.window.ground.sources import attach_sources
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.actions.documents import add_document
from sistership.window.offices.lessons.actions import lessons, parts
from sistership.window.offices.lessons.models import Lesson, LessonFigure, Stage
from sistership.window.offices.people.models import Partnership

FORM = "sistership-lessons"
VERSION = 1
Value = dict[str, Any]


def _wordings(record: Any, field: str) -> dict[str, str]:
    return {code: one.text for code, one in sorted(record.localized(field).variants.items())}


def lessons_json(rows: Iterable[Lesson]) -> Value:
    """Lessons as plain values, in the form that `take_lessons` reads."""
    found = list(rows)
    prefetch_related_objects(found, "partnership", "side__city", "figures", "sites__contact__city")
    figures = [one for row in found for one in row.figures.all()]
    sites = [one for row in found for one in row.sites.all()]
    attach_sources(figures, figures, sites, found)
    return {"form": FORM, "version": VERSION, "lessons": [_lesson(row) for row in found]}


def _lesson(row: Lesson) -> Value:
    return {
        "id": str(row.public_id),
        "partnership": row.partnership.key,
        "side": row.side.city.key,
        "topic": row.topic,
        "stage": row.stage,
        "state": row.state,
        "version": row.version,
        "is_public": row.is_public,
        "texts": {field: said for field in Lesson.TEXT_FIELDS if (said := _wordings(row, field))},
        "cost": None
        if row.cost_amount is None
        else {
            "amount": f"{row.cost_amount:f}",
            "currency": row.cost_currency,
            "price_year": row.cost_price_year,
        },
        "place": None if row.longitude is None else [row.longitude, row.latitude],
        "figures": [
            {
                "label": _wordings(one, "label"),
                "unit": _wordings(one, "unit"),
                "value": f"{one.value.normalize():f}",
                "year": one.year,
                "sources": [_source(source) for source in _sources(one)],
            }
            for one in row.figures.all()
        ],
        "sites": [
            {
                "name": _wordings(one, "name"),
                "shows": _wordings(one, "shows"),
                "when": _wordings(one, "when"),
                "place": [one.longitude, one.latitude],
                "contact": one.contact.city.key,
            }
            for one in row.sites.all()
        ],
    }


def _sources(figure: LessonFigure) -> list[Source]:
    """The sources that `attach_sources` attached."""
    return figure.sources  # type: ignore[attr-defined,no-any-return]


def _source(source: Any) -> Value:
    document = source.document
    return {
        "title": _wordings(document, "title"),
        "kind": document.document_kind,
        "publisher": document.publisher,
        "url": document.url,
        "published_on": document.published_on.isoformat() if document.published_on else None,
    }


HEADINGS = {
    "context": "Context",
    "done": "What was done",
    "went_wrong": "What went wrong",
    "again": "What we would do again",
    "differently": "What we would do differently",
    "cost_includes": "What the cost includes",
}


def lesson_markdown(row: Lesson, language: str) -> str:
    """One lesson as a page of Markdown in a language; figures with their sources."""
    prefetch_related_objects([row], "side__city", "figures", "sites")
    figures, sites = list(row.figures.all()), list(row.sites.all())
    attach_sources(figures, figures, sites, [row, row.side.city])

    def said(record: Any, field: str) -> str:
        return str(record.localized(field).text(language))

    lines = [f"# {said(row, 'title')}", "", f"{said(row.side.city, 'name')} · {row.stage} · {row.topic}"]
    for field, heading in HEADINGS.items():
        if text := said(row, field):
            lines += ["", f"## {heading}", "", text]
    if row.cost_amount is not None:
        year = f" (prices of {row.cost_price_year})" if row.cost_price_year else ""
        lines += ["", f"Cost: {row.cost_currency} {row.cost_amount:,.0f}{year}"]
    if figures:
        lines += [
            "",
            "## Figures",
            "",
            "| what | value | unit | year | source |",
            "| --- | --- | --- | --- | --- |",
        ]
    for one in figures:
        source = "; ".join(said(each.document, "title") for each in _sources(one))
        lines.append(
            f"| {said(one, 'label')} | {one.value.normalize():f} | {said(one, 'unit')}"
            f" | {one.year} | {source} |"
        )
    if sites:
        lines += ["", "## Sites to see", ""]
    lines += [
        f"- {said(one, 'name')} ({one.longitude}, {one.latitude}): {said(one, 'when')}" for one in sites
    ]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking lessons in."""

    added: tuple[str, ...]
    """Titles of those added, as drafts."""
    known: tuple[str, ...]
    """Ids of those that are here already."""


class _Row:
    """One lesson of a file, read field by field; says where it is wrong."""

    def __init__(self, value: Any, place: str) -> None:
        self.place = place
        if not isinstance(value, dict):
            raise self.wrong("", _("This is no lesson"), _("an object with texts, topic and stage"))
        self.value: Value = value

    def wrong(self, field: str, what: str, allowed: str) -> InputError:
        return InputError(what, where=f"{self.place}.{field}".rstrip("."), allowed=allowed)

    def text(self, field: str, default: str | None = None) -> str:
        given = self.value.get(field, default)
        if not isinstance(given, str) or (default is None and not given):
            raise self.wrong(field, _("A text is missing"), _("a text"))
        return given

    def texts(self, field: str, given: Any = None) -> dict[str, str]:
        given = self.value.get(field, {}) if given is None else given
        if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
            raise self.wrong(field, _("These are no wordings"), _("language → text"))
        strange = set(given) - set(LANGUAGES)
        if strange:
            raise self.wrong(
                field,
                _("'%(code)s' is no language of this window") % {"code": min(strange)},
                ", ".join(LANGUAGES),
            )
        return given

    def number(self, field: str, given: Any) -> Decimal:
        try:
            number = Decimal(str(given))
        except InvalidOperation as error:
            raise self.wrong(field, _("'%(given)s' is no number") % {"given": given}, "16.5") from error
        if not number.is_finite() or abs(number) >= 10**15:
            raise self.wrong(field, _("'%(given)s' is no number") % {"given": given}, "16.5")
        return number

    def year(self, field: str, given: Any) -> int:
        if not isinstance(given, int) or isinstance(given, bool) or not 1800 <= given <= 2200:
            raise self.wrong(field, _("'%(given)s' is no year") % {"given": given}, _("1800 to 2200"))
        return given

    def place_of(self, field: str, given: Any) -> tuple[float, float]:
        if (
            not isinstance(given, list)
            or len(given) != 2
            or not all(isinstance(one, int | float) and not isinstance(one, bool) for one in given)
        ):
            raise self.wrong(field, _("This is no place"), _("[longitude, latitude]"))
        return float(given[0]), float(given[1])

    def rows(self, field: str) -> list[_Row]:
        given = self.value.get(field, [])
        if not isinstance(given, list):
            raise self.wrong(field, _("This is no list"), "[…]")
        return [_Row(one, f"{self.place}.{field}[{number}]") for number, one in enumerate(given)]


def read_lessons(content: bytes, *, file: str) -> list[Value]:
    """The lessons of a file as it was exported; raises InputError that names file and place."""
    try:
        value = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(
            _("The text is not UTF-8 (byte %(position)s)") % {"position": error.start},
            where=file,
            next_step=_("Save it as UTF-8"),
        ) from error
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise InputError(
            _("The file is no JSON (line %(line)d)") % {"line": line},
            where=file,
            next_step=_("Take the file as `sistership lessons export` writes it"),
        ) from error
    is_form = isinstance(value, dict) and value.get("form") == FORM and value.get("version") == VERSION
    if not is_form or not isinstance(value.get("lessons"), list):
        raise InputError(
            _("The file is no list of lessons that this version reads"),
            where=file,
            allowed=f'{{"form": "{FORM}", "version": {VERSION}, "lessons": […]}}',
        )
    found: list[Value] = value["lessons"]
    return found


@transaction.atomic
def take_lessons(*, actor: Ref, values: list[Value], is_dry_run: bool = False) -> Taken:
    """Take lessons in, all or none, as drafts: what is published here is reviewed here.

    A lesson whose id is here already is left alone. Raises InputError that names row and field.
    """
    added, known = [], []
    for number, value in enumerate(values):
        row = _Row(value, f"lessons[{number}]")
        given = row.text("id", "")
        if given and _is_known(row, given):
            known.append(given)
            continue
        added.append(_take(actor, row, given).localized("title").text("en"))
    if is_dry_run:
        transaction.set_rollback(True)
    return Taken(added=tuple(added), known=tuple(known))


def _is_known(row: _Row, given: str) -> bool:
    try:
        return Lesson.objects.filter(public_id=UUID(given)).exists()
    except ValueError as error:
        raise row.wrong("id", _("'%(given)s' is no id") % {"given": given}, "UUID") from error


def _take(actor: Ref, row: _Row, given_id: str) -> Lesson:
    key = row.text("partnership")
    partnership = Partnership.objects.prefetch_related("sides__city").filter(key=key).first()
    if partnership is None:
        known = ", ".join(Partnership.objects.order_by("key").values_list("key", flat=True))
        raise row.wrong("partnership", _("There is no partnership '%(key)s'") % {"key": key}, known)
    sides = {side.city.key: side for side in partnership.sides.all()}

    def side_of(one: _Row, field: str) -> Any:
        named = one.text(field)
        if named not in sides:
            raise one.wrong(
                field, _("'%(side)s' is no side of this partnership") % {"side": named}, ", ".join(sides)
            )
        return sides[named]

    side = side_of(row, "side")
    if row.text("stage") not in Stage.values:
        raise row.wrong(
            "stage",
            _("'%(stage)s' is no stage of a project") % {"stage": row.text("stage")},
            ", ".join(Stage.values),
        )
    texts = row.value.get("texts", {})
    if not isinstance(texts, dict) or set(texts) - set(Lesson.TEXT_FIELDS):
        raise row.wrong("texts", _("These are no texts of a lesson"), ", ".join(Lesson.TEXT_FIELDS))
    values: Value = {"public_id": UUID(given_id)} if given_id else {}
    if cost := row.value.get("cost"):
        money = _Row(cost, f"{row.place}.cost")
        values |= {
            "cost_amount": money.number("amount", cost.get("amount")),
            "cost_currency": money.text("currency"),
        }
        if cost.get("price_year") is not None:
            values["cost_price_year"] = money.year("price_year", cost["price_year"])
    if row.value.get("place") is not None:
        values["longitude"], values["latitude"] = row.place_of("place", row.value["place"])
    try:
        lesson = lessons.begin(
            actor=actor,
            partnership=partnership,
            side=side,
            texts={field: row.texts(f"texts.{field}", said) for field, said in texts.items()},
            topic=row.text("topic"),
            stage=row.text("stage"),
            is_public=bool(row.value.get("is_public", False)),
            **values,
        )
        for one in row.rows("figures"):
            _take_figure(actor, lesson, side, one)
        for one in row.rows("sites"):
            longitude, latitude = one.place_of("place", one.value.get("place"))
            parts.add_site(
                actor=actor,
                lesson=lesson,
                side=side,
                names=one.texts("name"),
                shows=one.texts("shows"),
                when=one.texts("when"),
                longitude=longitude,
                latitude=latitude,
                contact=side_of(one, "contact"),
            )
    except InputError as error:
        if error.where.startswith("lessons["):
            raise
        raise InputError(
            error.what,
            where=f"{row.place}.{error.where}".rstrip("."),
            allowed=error.allowed,
            next_step=error.next_step,
        ) from error
    load_texts([lesson])
    return lesson


def _take_figure(actor: Ref, lesson: Lesson, side: Any, one: _Row) -> None:
    sources = one.rows("sources")
    if not sources:
        raise one.wrong("sources", _("A figure needs its source"), _("a list with title and url"))
    first = sources[0]
    said_on = first.text("published_on", "") if first.value.get("published_on") else ""
    try:
        published_on = date.fromisoformat(said_on) if said_on else None
    except ValueError as error:
        raise first.wrong(
            "published_on", _("'%(given)s' is no day") % {"given": said_on}, "2024-01-31"
        ) from error
    kind = first.text("kind", DocumentKind.OFFICIAL_NOTICE)
    if kind not in DocumentKind.values:
        raise first.wrong(
            "kind", _("'%(given)s' is no kind of document") % {"given": kind}, ", ".join(DocumentKind.values)
        )
    document = add_document(
        actor=actor,
        partnership=lesson.partnership,
        document_kind=kind,
        titles=first.texts("title"),
        publisher=first.text("publisher", ""),
        url=first.text("url", ""),
        published_on=published_on,
    )
    parts.add_figure(
        actor=actor,
        lesson=lesson,
        side=side,
        labels=one.texts("label"),
        units=one.texts("unit"),
        value=one.number("value", one.value.get("value")),
        year=one.year("year", one.value.get("year")),
        document=document,
    )
