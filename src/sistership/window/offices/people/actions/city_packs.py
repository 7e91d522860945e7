"""Take a city pack into the window: a new city, or the city of that key made equal to the pack."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from sistership.common.text import LANGUAGES
from sistership.formats.city_packs import WEEKDAYS, CityPack
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import delete_texts, write_texts
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.actions.calendars import checked_week
from sistership.window.offices.people.actions.particulars import (
    Threshold,
    edit_city_facts,
    write_law_link,
    write_level,
    write_term,
)
from sistership.window.offices.people.actions.places import add_city, follow_calendar, set_aliases
from sistership.window.offices.people.models import City, LocalDay
from sistership.window.offices.people.packs import pack_of

KEYS: dict[str, Callable[[Any], Hashable]] = {
    "local_days": lambda day: day.on,
    "terms": lambda term: (term.concept, term.language),
    "official_levels": lambda level: (level.topic, level.position),
    "law_links": lambda link: link.url,
}
FACTS = ("country", "subdivision", "timezone", "longitude", "latitude", "language")
REST = ("names", "aliases", "published_languages", "desk_hours", "office_hours")


@dataclass(frozen=True, slots=True)
class SectionChange:
    """What an import does to one list of a city; rows as the pack has them."""

    added: tuple[Any, ...] = ()
    changed: tuple[Any, ...] = ()
    removed: tuple[Any, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class PackChange:
    """What an import does, or would do."""

    is_new: bool
    facts: tuple[str, ...]
    """Fields of the city itself that change."""
    sections: Mapping[str, SectionChange]

    def __bool__(self) -> bool:
        return self.is_new or bool(self.facts) or any(self.sections.values())


@transaction.atomic
def import_city(
    *, actor: Ref, pack: CityPack, is_dry_run: bool = False, is_example: bool = False
) -> PackChange:
    """Make the city of the pack's key equal to the pack; what the pack does not name is removed.

    A dry run checks and counts everything and writes nothing. Nothing is written, either, where the city
    is as the pack says already. Raises InputError where the pack holds what a city cannot be.
    """
    city = City.objects.filter(key=pack.key).first()
    change = _change(pack_of(city) if city else None, pack)
    if not change:
        return change
    with transaction.atomic():
        _write(actor, city, pack, change, is_example=is_example)
        if is_dry_run:
            transaction.set_rollback(True)
    return change


def _change(before: CityPack | None, pack: CityPack) -> PackChange:
    sections = {
        name: _section(key, getattr(before, name) if before else (), getattr(pack, name))
        for name, key in KEYS.items()
    }
    facts = (
        ()
        if before is None
        else tuple(name for name in (*FACTS, *REST) if getattr(before, name) != getattr(pack, name))
    )
    return PackChange(is_new=before is None, facts=facts, sections=sections)


def _section(key: Callable[[Any], Hashable], before: Iterable[Any], after: Iterable[Any]) -> SectionChange:
    old, new = {key(row): row for row in before}, {key(row): row for row in after}
    return SectionChange(
        added=tuple(row for name, row in new.items() if name not in old),
        changed=tuple(row for name, row in new.items() if name in old and old[name] != row),
        removed=tuple(row for name, row in old.items() if name not in new),
    )


def _write(actor: Ref, city: City | None, pack: CityPack, change: PackChange, *, is_example: bool) -> None:
    facts = {name: getattr(pack, name) for name in FACTS}
    if city is None:
        city = add_city(
            actor=actor, key=pack.key, names=pack.names, aliases=pack.aliases, is_example=is_example, **facts
        )
    else:
        edit_city_facts(actor=actor, city=city, **facts)
        write_texts(city, {"name": _all_languages(pack.names)}, authentic=[pack.language])
        set_aliases(city, pack.aliases)
    write_texts(city, {"desk_hours": _all_languages(pack.desk_hours)}, authentic=[pack.language])
    city.published_languages = list(pack.published_languages)
    city.office_hours = checked_week(
        [pack.office_hours.get(day, "") for day in WEEKDAYS] if pack.office_hours else []
    )
    city.save(update_fields=["published_languages", "office_hours"])
    _write_days(city, change.sections["local_days"])
    if change.sections["local_days"] or "office_hours" in change.facts:
        follow_calendar(city)
    _write_particulars(city, change.sections)
    journal.record(
        action="city.imported",
        actor=actor,
        subject=city.ref,
        partnership_id=None,
        data={
            "facts": list(change.facts),
            **{
                name: {
                    "added": len(section.added),
                    "changed": len(section.changed),
                    "removed": len(section.removed),
                }
                for name, section in change.sections.items()
                if section
            },
        },
    )


def _all_languages(texts: Mapping[str, str]) -> dict[str, str]:
    """With an empty text where the pack has none, which removes the wording there was."""
    return {code: texts.get(code, "") for code in LANGUAGES}


def _write_days(city: City, change: SectionChange) -> None:
    city.local_days.filter(on__in=[day.on for day in (*change.changed, *change.removed)]).delete()
    LocalDay.objects.bulk_create(
        LocalDay(city=city, on=day.on, is_working=day.is_working, hours=day.hours, note=day.note)
        for day in (*change.added, *change.changed)
    )


def _write_particulars(city: City, sections: Mapping[str, SectionChange]) -> None:
    for term in sections["terms"].removed:
        city.terms.filter(concept=term.concept, language=term.language).delete()
    for level in sections["official_levels"].removed:
        rows = city.official_levels.filter(topic=level.topic, position=level.position)
        delete_texts(rows)
        rows.delete()
    for link in sections["law_links"].removed:
        links = city.law_links.filter(url=link.url)
        delete_texts(links)
        links.delete()
    for term in (*sections["terms"].added, *sections["terms"].changed):
        write_term(
            city,
            concept=term.concept,
            language=term.language,
            term=term.term,
            is_locked=term.is_locked,
            note=term.note,
        )
    for level in (*sections["official_levels"].added, *sections["official_levels"].changed):
        write_level(
            city,
            topic=level.topic,
            position=level.position,
            names=_all_languages(level.names),
            thresholds=[Threshold(one.at_least, one.unit, one.period_h) for one in level.thresholds],
            source_url=level.source_url,
        )
    for link in (*sections["law_links"].added, *sections["law_links"].changed):
        write_law_link(
            city,
            topic=link.topic,
            url=link.url,
            titles=_all_languages(link.titles),
            checked_on=link.checked_on,
        )
