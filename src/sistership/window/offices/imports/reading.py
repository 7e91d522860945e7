"""A file on its way in as sheets: CSV, XLSX or cards, told by its content and not by its name."""

from __future__ import annotations

from pathlib import PurePath

from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.formats.sheets import Sheet, SheetRow, decode_rows, read_csv_sheet
from sistership.formats.vcards import Card, read_cards
from sistership.formats.workbooks import OLD_OFFICE, ZIP, read_workbook
from sistership.window.offices.imports.cells import join_names
from sistership.window.offices.imports.columns import fields_of
from sistership.window.offices.imports.models import Register

EXTENSIONS = (".xlsx", ".csv", ".tsv", ".txt", ".vcf")
BEGIN_CARD = b"BEGIN:VCARD"
LEFT_OUT = "Further addresses and numbers"
"""Column of a sheet of cards for what a contact has no field for."""


def read_sheets(content: bytes, *, file: str, register: str) -> tuple[Sheet, ...]:
    """The sheets of a file; raises InputError that says what is wrong, where and what to do."""
    if content.startswith((ZIP, OLD_OFFICE)):
        return read_workbook(content, file=file)
    if content and _is_cards(content):
        if register != Register.CONTACTS:
            raise InputError(
                gettext("These are cards of contacts"),
                where=file,
                next_step=gettext("Import the file as contacts"),
            )
        return (sheet_of_cards(read_cards(content, file=file)),)
    return (read_csv_sheet(content, file=file),)


def _is_cards(content: bytes) -> bool:
    """Told from the first bytes, in any encoding: UTF-16 writes these letters as ASCII does, with noughts."""
    return BEGIN_CARD in content[:4000].replace(b"\0", b"").upper()


def sheet_of_cards(cards: tuple[Card, ...]) -> Sheet:
    """Cards as a sheet whose columns are the fields of contacts."""
    columns = (*fields_of(Register.CONTACTS), LEFT_OUT)
    rows = []
    for card in cards:
        cells = {
            "public_id": card.uid,
            "aliases": join_names(list(card.aliases)),
            "organisation": card.organisation,
            "email": card.email,
            "telephone": card.telephone,
            "city": card.city,
            LEFT_OUT: "; ".join(card.left_out),
        }
        for text, wordings in (("name", card.names), ("title", card.titles)):
            for language, wording in wordings.items():
                column = f"{text}_{language.replace('-', '_')}" if language else text
                cells[column if column in columns else text] = wording
        rows.append(SheetRow(card.row, tuple(cells.get(column) or None for column in columns)))
    return Sheet("", 0, columns, tuple(rows))


def storable(content: bytes, *, file: str) -> tuple[str, bytes]:
    """(name, bytes) by which the file is kept: texts as UTF-8, and the name's ending as the content is."""
    stem = PurePath(file).stem or "file"
    if content.startswith(ZIP):
        return f"{stem}.xlsx", content
    text = decode_rows(content, file=file).text
    return f"{stem}{'.vcf' if _is_cards(content) else '.csv'}", text.encode()
