"""Tables go out and come in again exactly, run nothing in a spreadsheet, and say where they are wrong."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sistership.common.errors import InputError
from sistership.formats.tables import Table, TableError, read_csv, read_json, table_of, write_csv, write_json

text = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=20)
awkward = st.sampled_from(
    ["=1+1", "'=1+1", "'", "''", "+48 58 000", "-5", "-5.50", "@x", "\t", "\r", "a\r\nb", ";", '"', " 高雄 "]
)
cell = st.none() | awkward | text
name = (text | st.sampled_from(["a;b", "a,b", "=x", 'q"q'])).map(str.strip).filter(bool)


@st.composite
def tables(draw):
    columns = draw(st.lists(name, min_size=1, max_size=5, unique=True))
    rows = draw(st.lists(st.tuples(*[cell] * len(columns)), max_size=6))
    return Table(tuple(columns), tuple(rows))


@given(tables())
def test_csv_goes_out_and_comes_in_unchanged(table):
    assert read_csv(write_csv(table)) == table


@given(tables())
def test_json_goes_out_and_comes_in_unchanged(table):
    assert read_json(write_json(table)) == table


@given(tables())
def test_no_cell_of_a_csv_file_starts_a_formula(table):
    raw = write_csv(table).decode("utf-8-sig")
    cells = [one for row in csv.reader(io.StringIO(raw, newline="")) for one in row]
    assert [one for one in cells if one and one[0] in "=+@\t\r\n\uff1d\uff0b\uff0d\uff20"] == []
    assert all(one.replace(".", "", 1)[1:].isdecimal() for one in cells if one.startswith("-"))


@given(tables(), st.sampled_from([";", "\t"]), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_other_delimiters_and_line_ends_are_read(table, delimiter, line_end, has_mark):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    source = list(csv.reader(io.StringIO(write_csv(table).decode("utf-8-sig"), newline="")))
    writer.writerows(source)
    assert read_csv((("\ufeff" if has_mark else "") + out.getvalue()).encode()) == table


@given(st.binary(max_size=200))
def test_any_bytes_give_a_table_or_an_input_error(content):
    for read in (read_csv, read_json):
        try:
            where = "" if read(content).columns else "a table without columns"
        except InputError as error:
            where = error.where.removeprefix("file.csv").removeprefix("file.json")
        assert where == "" or where.startswith(", ")


def test_csv_begins_with_the_mark_that_excel_needs():
    assert write_csv(table_of(["城市"], [{"城市": "高雄"}])) == '\ufeff"城市"\r\n高雄\r\n'.encode()


def test_rows_are_numbered_as_a_spreadsheet_does():
    table = read_csv(b"a,b\r\n1,2\r\n\r\n3,\r\n,\r\n")
    assert table.records() == [(2, {"a": "1", "b": "2"}), (4, {"a": "3", "b": None})]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "plan.csv, row 1: There is no header. Export a table to start from."),
        (b"a,b\n1\n", "plan.csv, row 2: There are 1 cells. Allowed: 2 cells."),
        (b"a,a\n", "plan.csv, row 1: The column 'a' stands there twice."),
        (b"a,\n", "plan.csv, row 1: Every column needs a name, without blanks around it."),
        (b"a,b\n1,x\x00y\n", "plan.csv, row 2, b: 'x\\x00y' holds a character that is no text."),
        (b"a\nb\nc\xff\n", "plan.csv, row 3: The text is not UTF-8 (byte 5). Save it as “CSV UTF-8”."),
    ],
)
def test_errors_of_csv_name_file_row_and_field(content, message):
    with pytest.raises(InputError) as caught:
        read_csv(content, file="plan.csv")
    assert caught.value.message == message


def test_an_open_quotation_mark_is_found():
    with pytest.raises(InputError) as caught:
        read_csv(b'a\n"b\n', file="plan.csv")
    assert caught.value.where == "plan.csv, row 2"


def test_json_takes_a_list_of_objects_and_keeps_numbers_as_written():
    table = read_json(b'[{"a": 1.10, "b": true}, {"b": ""}]')
    assert table == Table(("a", "b"), (("1.10", "true"), (None, None)))


def test_json_collects_every_problem_of_its_rows():
    document = {"columns": ["a"], "rows": [{"a": "x"}, {"a": [1]}, 7, {"a": None, "z": 1}]}
    with pytest.raises(TableError) as caught:
        read_json(json.dumps(document).encode())
    assert [(one.row, one.field) for one in caught.value.problems] == [(3, "a"), (4, ""), (5, "z")]


@pytest.mark.parametrize(
    "content", [b"{", b"7", b'{"rows": 3}', b'[{"a": 1, "a": 2}]', b'{"columns": 3, "rows": []}']
)
def test_what_is_no_table_is_refused(content):
    with pytest.raises(InputError):
        read_json(content)
