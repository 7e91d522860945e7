"""Sheets of cities, organisations and contacts: mapped, checked, decided and imported."""

from datetime import date

import openpyxl
import pytest

from sistership.common.errors import RuleError, StateError
from sistership.formats.tables import table_of, write_csv
from sistership.window.ground.models import StoredFile
from sistership.window.offices.agreements.models import Agreement
from sistership.window.offices.imports import actions
from sistership.window.offices.imports.checking import Verdict
from sistership.window.offices.imports.models import ImportNote, ImportRun
from sistership.window.offices.journal.models import Entry
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.people.models import Alias, City, Organisation, Partnership, Person
from sistership.window.offices.people.queries import aliases_of

pytestmark = pytest.mark.django_db


def sheet(*rows):
    """A CSV file of a header and rows."""
    columns, *cells = rows
    return write_csv(table_of(columns, [dict(zip(columns, row, strict=True)) for row in cells]))


def start(account, register, content, file="sheet.csv", **options):
    return actions.start_run(
        actor=account.ref, reader=account, register=register, file=file, content=content, options=options
    )


def verdicts(run, account):
    return [(one.row.number, one.verdict.value) for one in actions.check_run(run, account).rows]


def take(account, run, rows="good"):
    return actions.import_run(actor=account.ref, reader=account, run=run, rows=rows)


CITIES = (
    ("城市", "國家", "締結日期", "Contact e-mail", "Mayor"),
    ("神戶", "日本", "2001-05-06", "desk@example.org", "Somebody"),
    ("Gdynia", "Polska", "", "", ""),
    ("格丁尼亞 (Gdynia)", "PL", "", "", ""),
    ("Brno", "Atlantis", "", "", ""),
    ("Nowhereville", "US", "", "", ""),
    ("Ústí nad Labem", "CZ", "1999", "", ""),
)


def test_a_sheet_of_cities_is_mapped_checked_and_imported(world):
    admin = world.administrator
    run = start(admin, "cities", sheet(*CITIES), partner_of="kaohsiung")
    assert run.mapping == {
        "城市": "name",
        "國家": "country",
        "締結日期": "partner_since",
        "Contact e-mail": "desk_email",
        "Mayor": "",
    }
    run = actions.set_mapping(run=run, mapping=run.mapping | {"Mayor": "note"}, options=run.options)
    check = actions.check_run(run, admin)
    found = {one.row.number: one for one in check.rows}
    assert {number: one.verdict.value for number, one in found.items()} == {
        2: "new", 3: "same", 4: "same", 5: "error", 6: "error", 7: "new",
    }  # fmt: skip
    (fault,) = found[5].row.faults
    assert (fault.row, fault.column, fault.header, fault.value) == (5, "B", "國家", "Atlantis")
    assert "two letters" in fault.allowed
    (fault,) = found[6].row.faults
    assert fault.what == (
        "This place is not known here, and these are not said: Time zone, Longitude, Latitude"
    )
    with pytest.raises(StateError):
        take(admin, run, "all")
    assert City.objects.count() == 3
    written = take(admin, run)
    assert (written.added, written.same, written.left_out) == (2, 2, 2)
    kobe = City.objects.get(key="kobe")
    assert (kobe.country, kobe.timezone, kobe.localized("name").text("en")) == ("JP", "Asia/Tokyo", "Kobe")
    side = Partnership.objects.get(key="kaohsiung-kobe").sides.get(city=kobe)
    agreement = Agreement.objects.get(partnership__key="kaohsiung-kobe")
    assert (agreement.signed_on, agreement.agreement_kind) == (date(2001, 5, 6), "sisterhood_pact")
    assert (side.desk_email, agreement.parties.count()) == ("desk@example.org", 2)
    assert ImportNote.objects.get(owner_id=kobe.public_id).text == "Somebody"
    usti = City.objects.get(key="usti-nad-labem")
    assert ImportNote.objects.get(owner_id=usti.public_id).text == "1999"
    assert [problem for report in verify() for problem in report.problems] == []


def test_an_import_ends_once_and_its_file_is_not_kept(world):
    run = start(world.administrator, "cities", sheet(("City",), ("Kobe",)))
    assert StoredFile.objects.filter(pk=run.file_id).exists()
    take(world.administrator, run)
    run.refresh_from_db()
    assert (run.state, run.file, City.objects.filter(key="kobe").count()) == ("imported", None, 1)
    with pytest.raises(StateError):
        take(world.administrator, run)
    assert Entry.objects.filter(action="register.imported").count() == 1
    other = start(world.administrator, "cities", sheet(("City",), ("Kobe",)))
    actions.discard_run(actor=world.administrator.ref, run=other)
    kept = StoredFile.objects.filter(media_type="text/csv").values_list("pk", flat=True)
    assert list(kept) == [world.import_run.file_id]


def test_the_mapping_is_remembered_for_the_next_sheet_with_these_columns(world):
    admin = world.administrator
    run = start(admin, "organisations", sheet(("Foo", "Bar"), ("PPNT", "x")))
    assert run.mapping == {"Foo": "", "Bar": ""}
    actions.set_mapping(run=run, mapping={"Foo": "name", "Bar": "note"}, options={})
    again = start(admin, "organisations", sheet(("Bar", "Foo"), ("x", "PPNT")))
    assert again.mapping == {"Bar": "note", "Foo": "name"}


def test_bodies_are_suspected_across_scripts_and_the_decision_is_remembered(world):
    admin = world.administrator
    rows = (
        ("單位名稱", "城市"),
        ("Pomeranian Science and Technology Park", "格丁尼亞"),
        ("Pomorski Prak", "Gdynia"),
        ("Stocznia Testowa", "Gdynia"),
    )
    Alias.objects.create(
        owner_kind="organisation",
        owner_id=world.organisation.public_id,
        name="Pomorski Park Naukowo-Technologiczny",
    )
    run = start(admin, "organisations", sheet(*rows))
    first, second, third = actions.check_run(run, admin).rows
    assert [one.verdict.value for one in (first, second, third)] == ["suspect", "suspect", "new"]
    same = str(world.organisation.public_id)
    assert {reason for reason, _ in first.suspicions[0].reasons} == {"words"}
    assert {reason for reason, _ in second.suspicions[0].reasons} == {"letter"}
    assert first.suspicions[0].id == second.suspicions[0].id == same
    actions.decide(run=run, decisions={2: same, 3: "new"})
    run.refresh_from_db()
    written = take(admin, run, "all")
    assert (written.added, written.changed) == (2, 1)
    assert (
        "Pomeranian Science and Technology Park"
        in aliases_of([world.organisation])[world.organisation.public_id]
        or world.organisation.localized("name").variants["en"].text
        == "Pomeranian Science and Technology Park"
    )
    again = start(admin, "organisations", sheet(*rows))
    assert verdicts(again, admin) == [(2, "same"), (3, "same"), (4, "same")]


def test_rows_of_one_sheet_are_compared_with_each_other(world):
    admin = world.administrator
    rows = (("name", "city"), ("高雄市政府", "高雄"), ("Kaohsiung City Government", "Kaohsiung"))
    run = start(admin, "organisations", sheet(*rows))
    assert verdicts(run, admin) == [(2, "new"), (3, "suspect")]
    run = actions.decide(run=run, decisions={3: "row:2"})
    take(admin, run, "all")
    body = Organisation.objects.get(city=world.kaohsiung)
    assert body.localized("name").text("zh-hant") == "高雄市政府"
    assert aliases_of([body])[body.public_id] == ["Kaohsiung City Government"]


def test_an_officer_imports_for_the_own_city_alone(world):
    officer = world.officer_g
    with pytest.raises(RuleError):
        start(officer, "cities", sheet(("City",), ("Kobe",)))
    rows = (("name", "city", "e-mail"), ("Anna Próbna", "Gdynia", "a@example.org"), ("王小明", "高雄", ""))
    run = start(officer, "contacts", sheet(*rows))
    found = actions.check_run(run, officer).rows
    assert [one.verdict for one in found] == [Verdict.NEW, Verdict.ERROR]
    assert "own cities" in found[1].row.faults[0].what
    take(officer, run)
    person = Person.objects.get(email="a@example.org")
    assert (person.city, person.localized("name").variants.keys()) == (world.gdynia, {"pl"})


def test_contacts_come_from_cards_with_their_posts(world):
    card = (
        "BEGIN:VCARD\nVERSION:4.0\nFN:Zofia Przykładowa\nORG:PPNT\nTITLE:Dyrektor\n"
        "TEL:+48 58 000\nEMAIL:z@example.org\nEND:VCARD\n"
    )
    run = start(world.officer_g, "contacts", card.encode(), file="contacts.vcf", city="gdynia")
    take(world.officer_g, run, "all")
    person = Person.objects.get(email="z@example.org")
    post = person.posts.get()
    assert (person.telephone, post.organisation, post.localized("title").text("pl")) == (
        "+48 58 000", world.organisation, "Dyrektor",
    )  # fmt: skip
    again = start(world.officer_g, "contacts", card.encode(), file="contacts.vcf", city="gdynia")
    assert verdicts(again, world.officer_g) == [(1, "same")]


def test_a_change_is_shown_field_by_field(world):
    rows = (("public_id", "name_en", "website"), (str(world.organisation.public_id), "Park", "ppnt.example"))
    run = start(world.administrator, "organisations", sheet(*rows))
    (one,) = actions.check_run(run, world.administrator).rows
    assert [(str(change.label), change.before, change.after) for change in one.changes] == [
        ("Name (English)", "", "Park"),
        ("Website", "", "https://ppnt.example"),
    ]
    take(world.administrator, run, "all")
    world.organisation.refresh_from_db()
    assert world.organisation.website == "https://ppnt.example"


def forty_cities():
    """A workbook as an office keeps it: a title, two scripts, gaps, mistakes."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "姊妹市"
    page.append(["高雄市姊妹市名冊"])
    page.merge_cells("A1:D1")
    page.append(["姊妹市", "國家", "締結日期", "備註"])
    names = [
        "神戶", "Busan 釜山", "Brisbane", "檳城", "Gdynia", "Portland", "Honolulu", "西雅圖", "Yokohama",
        "Cebu",
        "Kobe", "Durban", "Da Nang", "Fort Lauderdale", "Miami", "San Antonio", "Tulsa", "Little Rock",
        "Colorado Springs", "Knoxville", "Plano", "Mobile", "Macon", "Blantyre", "Cartagena", "Barranquilla",
        "Belize City", "Hachioji", "Kumamoto", "Bristol", "Erzurum", "Incheon", "Panama City", "Medellín",
        "Santo Domingo", "Kraków", "Łódź", "Wrocław", "Brno", "Praha",
    ]  # fmt: skip
    for number, name in enumerate(names):
        page.append([name, None, date(1980 + number, 1, 1) if number % 3 else f"{1980 + number}", None])
    page["B5"] = "Utopia"
    return book


def test_the_sheet_of_forty_sister_cities(world, tmp_path):
    forty_cities().save(tmp_path / "forty.xlsx")
    content = (tmp_path / "forty.xlsx").read_bytes()
    admin = world.administrator
    run = start(admin, "cities", content, file="forty.xlsx", partner_of="kaohsiung")
    check = actions.check_run(run, admin)
    assert (run.sheet, len(check.rows)) == ("姊妹市", 40)
    by_row = {one.row.number: one for one in check.rows}
    assert by_row[5].verdict == Verdict.ERROR  # Brisbane lies in no Utopia
    assert [str(change.label) for change in by_row[7].changes] == ["Partner city of"]  # Gdynia is there
    suspect = [one for one in check.rows if one.row.number == 13]
    assert [one.verdict for one in suspect] == [Verdict.SUSPECT]  # Kobe is the 神戶 of row 3
    assert suspect[0].suspicions[0].id == "row:3"
    written = take(admin, run)
    assert written.added >= 25
    assert Partnership.objects.filter(sides__city=world.kaohsiung).count() == written.partnerships + 2
    assert ImportRun.objects.get(pk=run.pk).counts["added"] == written.added
