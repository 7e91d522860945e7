"""What a row leaves unsaid, and what only the window can tell: places, cities, bodies, languages of names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.common.places import normal_name
from sistership.common.text import LANGUAGES
from sistership.window.offices.imports.cells import language_of
from sistership.window.offices.imports.columns import FIELDS
from sistership.window.offices.imports.gazetteer import Found, desk_language
from sistership.window.offices.imports.knowledge import Knowledge
from sistership.window.offices.imports.models import Register
from sistership.window.offices.imports.rows import MAX_KEY, Row
from sistership.window.offices.imports.rules import may_write_city
from sistership.window.offices.people.actions.places import check_facts, check_key
from sistership.window.offices.people.models import City, OrganisationKind


def resolve(row: Row, known: Knowledge, options: Mapping[str, Any], mapped: set[str]) -> None:
    """Turn what names a record of the window into it, and put names without a language down to one."""
    if not row.names:
        row.fault("name", gettext("The row has no name"), next_step=gettext("Write a name in any language"))
    if known.register == Register.CITIES:
        _resolve_city(row, known, options)
    else:
        _resolve_own_city(row, known, options)
    if known.register == Register.CONTACTS:
        _resolve_body(row, known)
    latin = _latin_language(row, known)
    for wordings in (row.names, row.titles):
        if "" in wordings:
            said = wordings.pop("")
            language = language_of(said, latin)
            if language not in wordings:
                wordings[language] = said
            elif said != wordings[language] and wordings is row.names:
                row.aliases.append(said)


def context_of(row: Row, known: Knowledge) -> str:
    """Where the row says that its record is: country, or key of the city."""
    if known.register == Register.CITIES:
        place = place_of(row, known)
        return str(row.values.get("country") or (place.country if place else ""))
    city = row.values.get("city")
    return city.key if isinstance(city, City) else ""


def place_of(row: Row, known: Knowledge) -> Found | None:
    """The place that the names of a row mean; None where it is unknown or they disagree."""
    country = row.values.get("country", "")
    found = {place.id: place for name in row.all_names() if (place := known.gazetteer.place(name, country))}
    return next(iter(found.values())) if len(found) == 1 else None


def _latin_language(row: Row, known: Knowledge) -> str:
    if known.register == Register.CITIES:
        language = row.values.get("language") or desk_language(context_of(row, known))
    else:
        city = row.values.get("city")
        language = city.language if isinstance(city, City) else "en"
    return "en" if language == "zh-hant" else str(language)


def _resolve_city(row: Row, known: Knowledge, options: Mapping[str, Any]) -> None:
    said = row.values.pop("partner_of", None) or options.get("partner_of")
    if said:
        partner = known.city_named(str(said))
        if partner is None:
            row.fault(
                "partner_of",
                gettext("There is no city '%(city)s' in this window") % {"city": said},
                next_step=gettext("Add the city first, or correct its name"),
            )
        else:
            row.values["partner_of"] = partner
    if "partner_of" not in row.values and not row.is_wrong:
        for name in ("partner_since", "agreement_kind", "desk_email"):
            if name in row.values:
                _keep_as_note(row, name, gettext("The sheet does not say whose partner city it is"))
    elif "partner_since" not in row.values and "agreement_kind" in row.values:
        _keep_as_note(row, "agreement_kind", gettext("An agreement is recorded only with its day"))


def _keep_as_note(row: Row, name: str, what: str) -> None:
    _, header, cell = row.at.get(name, ("", name, ""))
    del row.values[name]
    row.notes[header[:200]] = cell
    row.fault(name, what, next_step=gettext("The cell is kept as a note"), is_grave=False)


def _resolve_own_city(row: Row, known: Knowledge, options: Mapping[str, Any]) -> None:
    said = row.values.pop("city", None) or options.get("city")
    city = known.city_named(str(said)) if said else None
    if said and city is None:
        row.fault(
            "city",
            gettext("There is no city '%(city)s' in this window") % {"city": said},
            allowed=", ".join(list(known.cities)[:8]),
            next_step=gettext("Add the city first, or correct its name"),
        )
    elif city is not None:
        row.values["city"] = city
    elif known.register == Register.CONTACTS:
        row.fault(
            "city",
            gettext("No city answers for the data of this person"),
            next_step=gettext("Choose the city for the whole sheet, or name it in a column"),
        )
    if not (said and city is None) and not may_write_city(known.reader, city.pk if city else None):
        row.fault(
            "city",
            gettext("You import for your own cities only"),
            next_step=gettext(
                "Choose your city for the whole sheet, or ask the administrator of this window"
            ),
        )


def _resolve_body(row: Row, known: Knowledge) -> None:
    said = row.values.pop("organisation", None)
    if not said:
        return
    found = known.organisations.get(normal_name(said), [])
    city = row.values.get("city")
    here = [body for body in found if isinstance(city, City) and body.city_id == city.pk] or found
    if len(here) == 1:
        row.values["organisation"] = here[0]
        return
    _, header, _ = row.at.get("organisation", ("", gettext("Organisation"), ""))
    row.notes[header[:200]] = said
    what = (
        gettext("Several organisations are called '%(name)s'")
        if here
        else gettext("There is no organisation '%(name)s' in this window")
    )
    row.fault(
        "organisation",
        what % {"name": said},
        next_step=gettext("The name is kept as a note; import the organisations first to tie them"),
        is_grave=False,
    )


def columns_of_new(row: Row, known: Knowledge, mapped: set[str], taken: set[str]) -> dict[str, Any]:
    """All columns of a new record; notes a fault where something is missing. `taken` are keys in use."""
    values = row.values
    if known.register == Register.ORGANISATIONS:
        return {
            "organisation_kind": values.get("organisation_kind", OrganisationKind.OTHER),
            "city": values.get("city"),
            "website": values.get("website", ""),
        }
    if known.register == Register.CONTACTS:
        return {
            "city": values.get("city"),
            "email": values.get("email", ""),
            "telephone": values.get("telephone", ""),
        }
    return _columns_of_city(row, known, mapped, taken)


def _columns_of_city(row: Row, known: Knowledge, mapped: set[str], taken: set[str]) -> dict[str, Any]:
    place = place_of(row, known)
    columns: dict[str, Any] = {
        name: row.values.get(name, getattr(place, name, None))
        for name in ("country", "timezone", "longitude", "latitude")
    }
    _require_place(row, known, [name for name, value in columns.items() if value is None])
    country = str(columns["country"] or "")
    columns["subdivision"] = row.values.get("subdivision", place.subdivision if place else "")
    columns["language"] = row.values.get("language") or (place.language if place else desk_language(country))
    columns["website"] = row.values.get("website", "")
    columns["key"] = _key(row, place, country, taken)
    for code in LANGUAGES:
        # A column for the language that is empty says that there is no such name.
        if place and code in place.names and f"name_{code.replace('-', '_')}" not in mapped:
            row.names.setdefault(code, place.names[code])
    if not row.is_wrong:
        try:
            check_key(columns["key"], "kaohsiung")
            check_facts(**{name: columns[name] for name in FACTS})
        except InputError as error:
            row.fault(error.where, error.what, allowed=error.allowed, next_step=error.next_step)
    return columns


def _require_place(row: Row, known: Knowledge, missing: list[str]) -> None:
    """Note what is missing of a place that is not known, or that may be one of several."""
    if not missing:
        return
    labels = {field.key: str(field.label) for field in FIELDS[Register.CITIES]}
    countries = sorted({code for name in row.all_names() for code in known.gazetteer.countries(name)})
    if countries and "country" not in row.values:
        row.fault(
            "name",
            gettext("Several places bear this name"),
            allowed=", ".join(countries),
            next_step=gettext("Write the country of the one that is meant"),
        )
        return
    row.fault(
        "name",
        gettext("This place is not known here, and these are not said: %(fields)s")
        % {"fields": ", ".join(labels[name] for name in missing)},
        next_step=gettext("Add columns for them, or write the name of the city in another language too"),
    )


FACTS = ("country", "subdivision", "timezone", "language", "longitude", "latitude")


def _key(row: Row, place: Found | None, country: str, taken: set[str]) -> str:
    """The key that the row gives, else one made of the place or a Latin name that nobody has yet."""
    if "key" in row.values:
        if row.values["key"] in taken:
            row.fault(
                "key",
                gettext("There is already a city '%(key)s'") % {"key": row.values["key"]},
                next_step=gettext("Choose another key"),
            )
        return str(row.values["key"])
    latin = next((name for name in row.names.values() if name.isascii()), "")
    latin = latin or next((name for name in row.all_names() if normal_name(name).isascii()), "")
    said = place.key if place and place.key else re.sub(r"[^a-z0-9]+", "-", normal_name(latin)).strip("-")
    said = said[: MAX_KEY - 8].strip("-")
    if not said:
        row.fault(
            "key",
            gettext("The city has no name in Latin letters from which to make its address"),
            allowed="kaohsiung",
            next_step=gettext("Add a name in English, or a column with its short name for addresses"),
        )
        return ""
    for key in (said, f"{said}-{country.lower()}", *(f"{said}-{number}" for number in range(2, 100))):
        if key not in taken:
            return key
    return said
