"""Sheets that people made: encodings, separators, headers, merged cells, dates; files made to harm."""

import csv
import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sistership.common.errors import InputError
from sistership.formats.sheets import MAX_BYTES, SheetRow, read_csv_sheet
from sistership.formats.tables import Table, write_csv
from sistership.formats.workbooks import read_workbook, write_workbook


def workbook(*rows, merge=(), name="Cities"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for span in merge:
        sheet.merge_cells(span)
    return book


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TEXTS = {
    "utf-8": "城市;Miasto\n格丁尼亞;Łódź\n",
    "utf-8-sig": "城市;Miasto\n格丁尼亞;Łódź\n",
    "utf-16": "城市;Miasto\n格丁尼亞;Łódź\n",
    "utf-16-le": "城市;Miasto\n格丁尼亞;Łódź\n",
    "cp950": "城市;國家\n格丁尼亞;波蘭\n高雄;臺灣\n",
    "iso8859-2": "Miasto;Państwo\nŁódź;Polska\nGdańsk;Polska\n",
    "cp1250": "Miasto;Państwo\nŁódź;Polska\nKraków;Polska\nZażółć gęślą jaźń;Czechy – Ústí\n",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_every_usual_encoding_is_told_and_read(encoding):
    names = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp950": "Big5"}
    names |= {"cp1250": "Windows-1250", "iso8859-2": "ISO-8859-2"}
    sheet = read_csv_sheet(TEXTS[encoding].encode(encoding))
    lines = [line.split(";") for line in TEXTS[encoding].splitlines()]
    assert [list(sheet.columns), *(list(row.cells) for row in sheet.rows)] == lines
    assert (sheet.encoding, sheet.delimiter) == (names.get(encoding, "UTF-16"), ";")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_separator_is_told(delimiter):
    sheet = read_csv_sheet(f'City{delimiter}"a,; b"\nKobe{delimiter}1\n'.encode())
    assert (sheet.columns, sheet.delimiter) == (("City", "a,; b"), delimiter)


def test_title_lines_blank_rows_and_missing_names_are_lived_with():
    sheet = read_csv_sheet(b"Sister cities 2026,,\n,,\nCity,,City\nKobe,x,y\n\nBrno,,,more\n")
    assert (sheet.header_row, sheet.columns) == (3, ("City", "B", "City (2)", "D"))
    assert sheet.rows == (SheetRow(4, ("Kobe", "x", "y", None)), SheetRow(6, ("Brno", None, None, "more")))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "a.csv: The file is empty. Choose the file again."),
        (b",,\n,\n", "a.csv: There is no header. Write the names of the columns above the rows."),
        (b'City,x\n"Ko', "a.csv, row 2: The row cannot be read (unexpected end of data). "
         "Look for a quotation mark that is opened and not closed."),
        (b"a,b\n\x81\x20\xff,\x81\n",
         "a.csv, row 2: Byte 4 (0x81) is not UTF-8 text, and no other encoding fits. "
         "Allowed: UTF-8, UTF-16, Big5, Windows-1250, ISO-8859-2, Windows-1252. Save it as “CSV UTF-8”."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(content, message):
    with pytest.raises(InputError) as caught:
        read_csv_sheet(content, file="a.csv")
    assert caught.value.message == message


def test_a_workbook_gives_the_values_that_its_reader_sees():
    book = workbook(
        ["姊妹市名冊"], [], ["城市", "締結日期", "人口", "Share"],
        ["高雄", datetime.fromisoformat("2005-09-14"), 2700000, 0.5], ["Łódź", date(1999, 1, 2), 1.0, True],
        merge=["A1:D1"],
    )  # fmt: skip
    book.active.row_dimensions[5].hidden = True
    book.create_sheet("empty")
    (sheet,) = read_workbook(saved(book))
    assert (sheet.name, sheet.header_row, sheet.columns) == (
        "Cities",
        3,
        ("城市", "締結日期", "人口", "Share"),
    )
    assert sheet.rows == (
        SheetRow(4, ("高雄", "2005-09-14", "2700000", "0.5")),
        SheetRow(5, ("Łódź", "1999-01-02", "1", "true")),
    )


def test_a_header_in_two_lines_is_read_with_its_merged_cells():
    book = workbook(
        ["City", "Contact", None], [None, "Name", "E-mail"], ["Kobe", "Sato", "s@example.org"],
        merge=["B1:C1", "A1:A2"],
    )  # fmt: skip
    (sheet,) = read_workbook(saved(book))
    assert sheet.columns == ("City", "Contact · Name", "Contact · E-mail")
    assert sheet.rows == (SheetRow(3, ("Kobe", "Sato", "s@example.org")),)


def test_a_formula_that_was_never_computed_is_told():
    (sheet,) = read_workbook(saved(workbook(["City", "Sum"], ["Kobe", "=1+1"])))
    assert (sheet.rows[0].cells, sheet.formulas_without_value) == (("Kobe", None), ("B2",))


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 50_000_000)
    return out.getvalue()


def entities():
    source = io.BytesIO(saved(workbook(["City", "b"], ["Kobe", "c"])))
    out = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name.endswith("sheet1.xml"):
                body = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + body
            new.writestr(name, body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "what", "next_step"),
    [
        (
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600,
            "This is an old workbook (.xls)",
            "Open it in",
        ),
        (
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "The workbook is locked with a password",
            "Remove the password",
        ),
        (bomb, "The workbook unpacks to more than a sheet of this size can hold", "Copy the rows"),
        (entities, "The workbook holds a part that no spreadsheet writes", "Open it in"),
        (lambda: saved(workbook())[:-40], "The workbook is damaged", "Open it in"),
        (lambda: saved(openpyxl.Workbook()), "Every sheet of the workbook is empty", ""),
        (lambda: b"x" * (MAX_BYTES + 1), "The file has 10.0 MB", "Divide it"),
    ],
)
def test_a_workbook_that_cannot_be_used_is_refused_with_what_to_do(content, what, next_step):
    with pytest.raises(InputError) as caught:
        read_workbook(content(), file="a.xlsx")
    assert caught.value.where == "a.xlsx"
    assert (caught.value.what.startswith(what), caught.value.next_step.startswith(next_step)) == (True, True)


cells = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" '=+-@|%＝"), max_size=20
).map(lambda text: text.strip() or None)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.just("x"), cells, cells), min_size=1, max_size=4))
def test_what_goes_out_comes_in_again_and_holds_nothing_that_runs(rows):
    table = Table(("Name", "Second", "Third"), tuple(rows))
    (from_workbook,) = read_workbook(write_workbook(table))
    from_csv = read_csv_sheet(write_csv(table))
    for sheet in (from_workbook, from_csv):
        assert (sheet.columns, [row.cells for row in sheet.rows]) == (table.columns, [*table.rows])
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(table)))
    assert {cell.data_type for row in book.active for cell in row} <= {"s", "n", "inlineStr"}
    risky = [cell for line in csv.reader(io.StringIO(write_csv(table).decode("utf-8-sig"))) for cell in line]
    assert not [cell for cell in risky if cell[:1] in ("=", "+", "@")]


@settings(max_examples=50)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_sheet_or_an_input_error(content):
    for read in (read_csv_sheet, read_workbook):
        try:
            found = read(content)
        except InputError as error:
            assert error.where.startswith("file.")  # noqa: PT017 - either answer is right
        else:
            assert found
