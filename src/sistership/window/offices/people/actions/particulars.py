"""Write what is particular to a city: its facts, languages, terms, official levels and links to law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import delete_texts, write_texts
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.actions.places import (
    check_facts,
    check_key,
    follow_calendar,
)
from sistership.window.offices.people.models import City, CityTerm, LawLink, LevelThreshold, OfficialLevel

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Threshold:
    """One measure that reaches a level: at least so much, summed over so many hours or at one moment."""

    at_least: float
    unit: str
    period_h: float | None = None


def _note(city: City, action: str, actor: Ref, data: Mapping[str, object]) -> None:
    journal.record(
        action=f"city.{action}", actor=actor, subject=city.ref, partnership_id=None, data=dict(data)
    )


def _check_languages(languages: Iterable[str], *, where: str) -> None:
    for language in languages:
        if language not in LANGUAGES:
            raise InputError(
                gettext("'%(language)s' is not offered") % {"language": language},
                where=where,
                allowed=", ".join(LANGUAGES),
            )


def _need(text: str, where: str) -> str:
    if not text.strip():
        raise InputError(gettext("Nothing is given"), where=where, allowed=gettext("any text"))
    return text.strip()


@transaction.atomic
def edit_city_facts(
    *,
    actor: Ref,
    city: City,
    country: str,
    subdivision: str,
    timezone: str,
    language: str,
    longitude: float,
    latitude: float,
) -> None:
    """Change where a city lies and by which calendar it works; its clocks are computed anew."""
    check_facts(
        country=country,
        subdivision=subdivision,
        timezone=timezone,
        language=language,
        longitude=longitude,
        latitude=latitude,
    )
    facts = {
        "country": country,
        "subdivision": subdivision,
        "timezone": timezone,
        "language": language,
        "longitude": longitude,
        "latitude": latitude,
    }
    changed = {name: value for name, value in facts.items() if getattr(city, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(city, name, value)
    city.save(update_fields=list(changed))
    _note(city, "facts_changed", actor, changed)
    if changed.keys() & {"country", "subdivision", "timezone"}:
        follow_calendar(city)


@transaction.atomic
def set_publishing(
    *, actor: Ref, city: City, published_languages: Sequence[str], desk_hours: Texts | None = None
) -> None:
    """Say in which languages the city publishes, the first one first, and when its desk is open."""
    _check_languages(published_languages, where="published_languages")
    if len(set(published_languages)) < len(published_languages):
        raise InputError(
            gettext("A language stands there twice"),
            where="published_languages",
            allowed=gettext("each language once"),
        )
    city.published_languages = list(published_languages)
    city.save(update_fields=["published_languages"])
    if desk_hours is not None:
        write_texts(city, {"desk_hours": desk_hours}, authentic=[city.language])
    _note(city, "publishing_set", actor, {"languages": list(published_languages)})


@transaction.atomic
def set_term(
    *,
    actor: Ref,
    city: City,
    concept: str,
    language: str,
    term: str,
    is_locked: bool = True,
    note: str = "",
) -> CityTerm:
    """Say how the city calls a concept in a language; a term that it had there is replaced."""
    row = write_term(city, concept=concept, language=language, term=term, is_locked=is_locked, note=note)
    _note(
        city,
        "term_set",
        actor,
        {"concept": row.concept, "language": language, "term": row.term, "is_locked": is_locked},
    )
    return row


def write_term(city: City, *, concept: str, language: str, term: str, is_locked: bool, note: str) -> CityTerm:
    """Write one term without a journal entry; the caller records."""
    _check_languages([language], where="language")
    row, _ = CityTerm.objects.update_or_create(
        city=city,
        concept=_need(concept, "concept"),
        language=language,
        defaults={"term": _need(term, "term"), "is_locked": is_locked, "note": note.strip()},
    )
    return row


@transaction.atomic
def remove_term(*, actor: Ref, term: CityTerm) -> None:
    """Take a term out of the city's glossary."""
    data = {"concept": term.concept, "language": term.language, "term": term.term}
    _note(term.city, "term_removed", actor, data)
    term.delete()


@transaction.atomic
def set_official_level(
    *,
    actor: Ref,
    city: City,
    topic: str,
    position: int,
    names: Texts,
    thresholds: Sequence[Threshold] = (),
    source_url: str = "",
) -> OfficialLevel:
    """Write one step of an official scale; the step at that position of the topic is replaced."""
    level = write_level(
        city, topic=topic, position=position, names=names, thresholds=thresholds, source_url=source_url
    )
    _note(city, "level_set", actor, {"topic": topic, "position": position, "names": dict(names)})
    return level


def write_level(
    city: City,
    *,
    topic: str,
    position: int,
    names: Texts,
    thresholds: Sequence[Threshold],
    source_url: str,
) -> OfficialLevel:
    """Write one level without a journal entry; the caller records."""
    check_key(topic, "rain", where="topic")
    if not any(name.strip() for name in names.values()):
        raise InputError(gettext("A level needs a name in at least one language"), where="name")
    keys = [(one.unit, one.period_h) for one in thresholds]
    if len(set(keys)) < len(keys):
        raise InputError(
            gettext("Two thresholds have the same unit and the same hours"),
            where="thresholds",
            allowed=gettext("one amount for each unit and number of hours"),
        )
    if any(one.period_h is not None and one.period_h <= 0 for one in thresholds):
        raise InputError(
            gettext("A threshold has no hours"), where="thresholds", allowed=gettext("hours above 0")
        )
    level, _ = OfficialLevel.objects.update_or_create(
        city=city, topic=topic, position=position, defaults={"source_url": source_url}
    )
    write_texts(level, {"name": names}, authentic=[city.language])
    level.thresholds.all().delete()
    LevelThreshold.objects.bulk_create(
        [
            LevelThreshold(level=level, at_least=one.at_least, unit=one.unit, period_h=one.period_h)
            for one in thresholds
        ]
    )
    return level


@transaction.atomic
def remove_official_level(*, actor: Ref, level: OfficialLevel) -> None:
    """Take a step out of an official scale."""
    _note(level.city, "level_removed", actor, {"topic": level.topic, "position": level.position})
    delete_texts([level])
    level.delete()


@transaction.atomic
def set_law_link(
    *, actor: Ref, city: City, topic: str, url: str, titles: Texts, checked_on: date | None = None
) -> LawLink:
    """Link to a law; a link to the same address is replaced."""
    link = write_law_link(city, topic=topic, url=url, titles=titles, checked_on=checked_on)
    _note(city, "law_link_set", actor, {"topic": topic, "url": url, "titles": dict(titles)})
    return link


def write_law_link(city: City, *, topic: str, url: str, titles: Texts, checked_on: date | None) -> LawLink:
    """Write one link without a journal entry; the caller records."""
    check_key(topic, "administration", where="topic")
    if not any(title.strip() for title in titles.values()):
        raise InputError(gettext("A link needs a title in at least one language"), where="title")
    link, _ = LawLink.objects.update_or_create(
        city=city, url=url, defaults={"topic": topic, "checked_on": checked_on}
    )
    write_texts(link, {"title": titles}, authentic=[city.language])
    return link


@transaction.atomic
def remove_law_link(*, actor: Ref, link: LawLink) -> None:
    """Take a link to law away."""
    _note(link.city, "law_link_removed", actor, {"topic": link.topic, "url": link.url})
    delete_texts([link])
    link.delete()
