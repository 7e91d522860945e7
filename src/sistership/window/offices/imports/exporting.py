"""The registers in the form in which sheets and cards come in, so that what goes out comes in again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES
from sistership.formats.tables import Cell, Table, table_of, write_csv
from sistership.formats.vcards import Card, write_cards
from sistership.formats.workbooks import write_workbook
from sistership.window.ground.records import Record
from sistership.window.ground.texts import load_texts
from sistership.window.offices.imports.cells import join_names, split_names
from sistership.window.offices.imports.columns import fields_of
from sistership.window.offices.imports.models import Register
from sistership.window.offices.people.models import City, Post
from sistership.window.offices.people.queries import aliases_of
from sistership.window.offices.people.rules import Reader, visible_organisations, visible_persons

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "vcf": "text/vcard; charset=utf-8",
}
NOT_OF_THE_RECORD = frozenset(
    ("name", "title", "partner_since", "agreement_kind", "partner_of", "desk_email")
)
Cells = dict[str, Cell]


def export(register: str, reader: Reader, form: str) -> bytes:
    """All records of a register that the reader sees, as CSV, XLSX or (contacts) vCard."""
    if form == "vcf":
        if register != Register.CONTACTS:
            raise InputError("Cards hold contacts only", where="format", allowed="csv, xlsx")
        return write_cards(_card(cells) for cells in _contacts(reader))
    table = register_table(register, reader)
    return write_csv(table) if form == "csv" else write_workbook(table, name=register)


def register_table(register: str, reader: Reader) -> Table:
    """One row for each record; of contacts one for each post."""
    rows = {
        Register.CITIES: lambda: _cities(),
        Register.ORGANISATIONS: lambda: _organisations(reader),
        Register.CONTACTS: lambda: _contacts(reader),
    }[Register(register)]()
    columns = [field for field in fields_of(register) if field not in NOT_OF_THE_RECORD]
    return table_of(["public_id", *columns[:-1]], list(rows))


def _wordings(record: Record, text: str) -> Cells:
    held = record.localized(text).variants
    return {
        f"{text}_{code.replace('-', '_')}": " ".join(held[code].text.split())
        for code in LANGUAGES
        if code in held
    }


def _cities() -> Iterator[Cells]:
    cities = list(City.objects.order_by("key"))
    load_texts(cities)
    aliases = aliases_of(cities)
    for city in cities:
        yield _wordings(city, "name") | {
            "public_id": str(city.public_id),
            "aliases": join_names(aliases.get(city.public_id, [])),
            "key": city.key,
            "country": city.country,
            "subdivision": city.subdivision,
            "timezone": city.timezone,
            "longitude": repr(city.longitude),
            "latitude": repr(city.latitude),
            "language": city.language,
            "website": city.website,
        }


def _organisations(reader: Reader) -> Iterator[Cells]:
    bodies = list(visible_organisations(reader).select_related("city").order_by("city__key", "pk"))
    load_texts(bodies)
    aliases = aliases_of(bodies)
    for body in bodies:
        yield _wordings(body, "name") | {
            "public_id": str(body.public_id),
            "aliases": join_names(aliases.get(body.public_id, [])),
            "organisation_kind": body.organisation_kind,
            "city": body.city.key if body.city else None,
            "website": body.website,
        }


def _contacts(reader: Reader) -> Iterator[Cells]:
    persons = list(visible_persons(reader).select_related("city").order_by("city__key", "pk"))
    posts: defaultdict[int, list[Post]] = defaultdict(list)
    for post in Post.objects.filter(person__in=persons).select_related("organisation").order_by("pk"):
        posts[post.person_id].append(post)
    held = [post for some in posts.values() for post in some]
    load_texts(persons, held, [post.organisation for post in held if post.organisation])
    aliases = aliases_of(persons)
    for person in persons:
        own = _wordings(person, "name") | {
            "public_id": str(person.public_id),
            "aliases": join_names(aliases.get(person.public_id, [])),
            "email": person.email,
            "telephone": person.telephone,
            "city": person.city.key,
        }
        if not posts[person.pk]:
            yield own
        for post in posts[person.pk]:
            body = post.organisation
            name = next(iter(body.localized("name").variants.values())).text if body else None
            yield own | _wordings(post, "title") | {"organisation": name}


def _card(cells: Cells) -> Card:
    def by_language(text: str) -> dict[str, str]:
        said = {code: cells.get(f"{text}_{code.replace('-', '_')}") for code in LANGUAGES}
        return {code: wording for code, wording in said.items() if wording}

    return Card(
        names=by_language("name"),
        aliases=tuple(split_names(cells.get("aliases") or "")),
        organisation=cells.get("organisation") or "",
        titles=by_language("title"),
        email=cells.get("email") or "",
        telephone=cells.get("telephone") or "",
        city=cells.get("city") or "",
        uid=cells.get("public_id") or "",
    )
