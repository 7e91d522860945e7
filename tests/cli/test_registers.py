"""The command line takes sheets in and writes them out."""

import json

import pytest
from click.testing import CliRunner

from sistership.cli.export_register import command as export
from sistership.cli.import_register import command as take
from sistership.common.errors import InputError
from sistership.window.offices.imports.models import ImportRun
from sistership.window.offices.people.models import City, Organisation


def run(command, *arguments):
    return CliRunner().invoke(command, arguments, catch_exceptions=False, standalone_mode=False)


@pytest.fixture
def cities(tmp_path):
    file = tmp_path / "cities.csv"
    file.write_text("Miasto;Kraj;Uwagi\nKobe;Japonia;port\nBrno;Atlantyda;\n", encoding="cp1250")
    return file


def test_a_dry_run_says_what_would_happen_and_writes_nothing(world, cities):
    result = run(take, "cities", str(cities), "--dry-run")
    assert result.output.endswith("1 new, 1 error\n")
    assert result.stderr == (
        "cities.csv, row 3, column B (Kraj): 'Atlantyda' is not a country. "
        "Allowed: two letters such as TW, PL, MY, or the name of a country.\n"
    )
    assert (City.objects.count(), ImportRun.objects.count()) == (3, 1)


def test_a_wrong_row_stops_the_import_unless_good_rows_are_asked_for(world, cities, tmp_path):
    assert run(take, "cities", str(cities)).exit_code == 2
    assert City.objects.count() == 3
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps({"Uwagi": "note"}))
    result = run(take, "cities", str(cities), "--good-rows", "--mapping", str(mapping))
    assert result.stdout == "1 added, 0 changed, 0 same, 1 left out.\n"
    assert City.objects.filter(key="kobe").exists()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("register", ["cities", "organisations", "contacts"])
def test_what_was_exported_says_nothing_new(world, tmp_path, register, form):
    file = tmp_path / f"file.{form}"
    run(export, register, "--format", form, "--output", str(file))
    rows = {"cities": 3, "organisations": 1, "contacts": 1}[register]
    assert run(take, register, str(file)).output == f"0 added, 0 changed, {rows} same, 0 left out.\n"


def test_cards_go_out_and_come_in(world, tmp_path):
    file = tmp_path / "contacts.vcf"
    run(export, "contacts", "--format", "vcf", "--output", str(file))
    assert run(take, "contacts", str(file)).output == "0 added, 0 changed, 1 same, 0 left out.\n"


def test_a_mapping_of_a_column_that_is_not_there_is_refused(world, cities, tmp_path):
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"City": "name"}')
    with pytest.raises(InputError) as caught:
        run(take, "cities", str(cities), "--mapping", str(mapping))
    assert caught.value.allowed == "Miasto, Kraj, Uwagi"
    assert Organisation.objects.count() == 1
