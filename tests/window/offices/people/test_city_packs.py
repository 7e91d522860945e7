"""A city is data: a pack makes it, a pack changes it, and out and in again is the identity."""

from dataclasses import replace

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.formats.city_packs import city_packs

from sistership.cli.city import command
from sistership.common.errors import InputError
from sistership.formats.city_packs import PackDay, PackLaw, PackLevel, PackTerm, PackThreshold
from sistership.window.ground.models import LocalizedText
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.journal.models import Entry
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import City, CityTerm, LawLink, OfficialLevel
from sistership.window.offices.people.packs import pack_of

pytestmark = pytest.mark.django_db
LEVEL = PackLevel(
    topic="rain",
    position=1,
    names={"zh-hant": "大雨"},
    thresholds=(PackThreshold(80, "mm", 24), PackThreshold(40, "mm", 1)),
    source_url="https://example.org/rain",
)
LAW = PackLaw(topic="administration", url="https://example.org/law", titles={"en": "Law"})
TERM = PackTerm(concept="single window", language="pl", term="punkt kontaktowy")


def run(*words):
    return CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(packs=st.lists(city_packs(st.just("anywhere")), min_size=2, max_size=2))
def test_a_pack_makes_and_remakes_a_city_exactly(db, packs):
    """The second pack replaces the first, and exporting gives back what was imported."""
    City.objects.filter(key="anywhere").delete()
    for pack in packs:
        people.import_city(actor=SYSTEM, pack=pack)
        assert pack_of(City.objects.get(key="anywhere")) == pack
        assert not people.import_city(actor=SYSTEM, pack=pack)


def test_an_unchanged_pack_writes_nothing(world):
    before = Entry.objects.count()
    assert not people.import_city(actor=SYSTEM, pack=pack_of(world.gdynia))
    assert Entry.objects.count() == before


def test_a_dry_run_counts_and_writes_nothing(world):
    pack = replace(pack_of(world.gdynia), official_levels=(LEVEL,), terms=(TERM,))
    before = Entry.objects.count()
    change = people.import_city(actor=SYSTEM, pack=pack, is_dry_run=True)
    assert (len(change.sections["official_levels"].added), len(change.sections["terms"].added)) == (1, 1)
    assert (OfficialLevel.objects.count(), CityTerm.objects.count()) == (0, 0)
    assert Entry.objects.count() == before


def test_what_a_pack_no_longer_names_goes_with_its_texts(world):
    empty = pack_of(world.gdynia)
    people.import_city(
        actor=SYSTEM, pack=replace(empty, official_levels=(LEVEL,), law_links=(LAW,), terms=(TERM,))
    )
    texts = LocalizedText.objects.filter(owner_kind__in=["official_level", "law_link"])
    assert texts.count() == 2
    change = people.import_city(actor=SYSTEM, pack=empty)
    assert [bool(change.sections[name].removed) for name in ("official_levels", "law_links", "terms")] == [
        True
    ] * 3
    assert (OfficialLevel.objects.count(), LawLink.objects.count(), texts.count()) == (0, 0, 0)
    assert [problem for report in verify() for problem in report.problems] == []


def test_a_local_day_of_a_pack_moves_the_clocks(world):
    before = world.filed.one_sided_from
    last_day = world.gdynia.calendar().day_of(before)
    pack = replace(pack_of(world.gdynia), local_days=(PackDay(last_day, False, "storm"),))
    people.import_city(actor=SYSTEM, pack=pack)
    world.filed.refresh_from_db()
    assert world.filed.one_sided_from >= before
    assert City.objects.get(key="gdynia").calendar().is_working_day(last_day) is False


def test_a_part_of_a_country_without_holidays_is_refused(world):
    with pytest.raises(InputError, match="PNG"):
        people.import_city(actor=SYSTEM, pack=replace(pack_of(world.penang), subdivision="XYZ"))
    assert City.objects.get(key="penang").subdivision == "PNG"


def test_the_command_line_exports_and_imports(world, tmp_path):
    file = tmp_path / "gdynia.json"
    assert run("export", "gdynia", "--output", file).exit_code == 0
    assert run("import", file).output == "gdynia is as the file says already; nothing was changed.\n"
    file.write_text(file.read_text("utf-8").replace("Europe/Warsaw", "Europe/Berlin"), "utf-8")
    assert run("import", file, "--dry-run").output == (
        "gdynia would be changed\n  timezone would be changed\n"
    )
    assert City.objects.get(key="gdynia").timezone == "Europe/Warsaw"
    assert run("import", file).output == "gdynia changed\n  timezone changed\n"
    assert City.objects.get(key="gdynia").timezone == "Europe/Berlin"


def test_the_command_line_lists_and_shows(world):
    people.import_city(
        actor=SYSTEM,
        pack=replace(pack_of(world.kaohsiung), official_levels=(LEVEL,), terms=(TERM,), law_links=(LAW,)),
    )
    assert run("list", "--language", "zh-hant").output.splitlines()[1] == (
        "kaohsiung  TW  Asia/Taipei        高雄"
    )
    shown = run("show", "kaohsiung").output
    for line in (
        "    rain 1  大雨  (80 mm in 24 h or 40 mm in 1 h)",
        "    single window [pl]  punkt kontaktowy",
        "    administration  Law  https://example.org/law",
    ):
        assert line in shown.splitlines()


def test_the_command_line_names_every_problem(world, tmp_path):
    file = tmp_path / "city.json"
    file.write_text('{"format": "sistership-city", "version": 1, "key": "x", "country": "TW"}', "utf-8")
    result = run("import", file)
    assert result.exit_code == 2
    assert "city.json: names: Nothing is given (allowed: text in at least one language)" in result.stderr
    assert result.stderr.endswith("5 problems. Nothing was written.\n")
    with pytest.raises(InputError, match="gdynia, kaohsiung, penang"):
        run("show", "atlantis")
