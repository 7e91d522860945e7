"""A blueprint goes out as a table and comes in again; a bad row stops all of it and is named."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.world import build_world

from sistership.common.errors import InputError
from sistership.formats.tables import TableError, read_csv, read_json, table_of, write_csv, write_json
from sistership.window.offices.agreements.actions import promises
from sistership.window.offices.agreements.actions.exchange import Counts, import_table
from sistership.window.offices.agreements.exchange import COLUMNS, blueprint_json, blueprint_table
from sistership.window.offices.agreements.models import Commitment, Milestone
from sistership.window.offices.agreements.queries import blueprint
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.journal.models import Entry


def plan_of(world):
    return blueprint(world.officer_k, partnership=world.kaohsiung_gdynia)


def take(world, *records, columns=COLUMNS, **options):
    return import_table(
        actor=world.officer_k.ref,
        partnership=world.kaohsiung_gdynia,
        table=table_of(columns, records),
        **options,
    )


def problems_of(world, *records, columns=COLUMNS):
    before = (Commitment.objects.count(), Milestone.objects.count(), Entry.objects.count())
    with pytest.raises(TableError) as caught:
        take(world, *records, columns=columns)
    assert (Commitment.objects.count(), Milestone.objects.count(), Entry.objects.count()) == before
    return [(problem.row, problem.field) for problem in caught.value.problems]


def test_the_table_holds_commitments_and_their_milestones(world, django_assert_num_queries):
    plan = plan_of(world)
    with django_assert_num_queries(0):
        first, second = (row for _, row in blueprint_table(plan, language="zh-hant").records())
    shown = {name: cell for name, cell in first.items() if cell is not None}
    assert shown == {
        "kind": "commitment",
        "public_id": str(world.commitment.public_id),
        "agreement": str(world.agreement.public_id),
        "direction": str(world.direction.public_id),
        "direction_title": "人才交流",
        "title_zh_hant": "每年安排實習",
        "title_en": "Place interns every year",
        "title_pl": "Staże co roku",
        "unit_en": "interns",
        "unit_zh_hant": "名",
        "owing": "kaohsiung",
        "due_on": "2030-06-30",
        "target_value": "10",
        "target_rule": "sum",
        "is_public": "true",
        "state": "on_track",
        "next_due_on": "2030-01-31",
        "steps_done": "0",
        "steps": "1",
    }
    assert (second["kind"], second["title_en"], second["due_on"], second["owing"]) == (
        "milestone",
        "Call is open",
        "2030-01-31",
        None,
    )


def test_json_holds_the_whole_blueprint_and_its_rows_come_in_again(world):
    document = blueprint_json(plan_of(world))
    assert document["partnership"]["cities"] == ["kaohsiung", "gdynia"]
    assert [one["title"]["zh-hant"] for one in document["directions"]] == ["人才交流"]
    assert [(one["value"], one["state"], one["side"]) for one in document["evidence"]] == [
        ("4", "awaiting", "kaohsiung")
    ]
    table = read_json(json.dumps(document).encode())
    assert table == blueprint_table(plan_of(world))
    assert take(world, *[row for _, row in table.records()]) == Counts(unchanged=2)


def test_what_was_exported_changes_nothing_and_is_not_journalled(world):
    entries = Entry.objects.count()
    table = read_csv(write_csv(blueprint_table(plan_of(world))))
    counts = import_table(actor=SYSTEM, partnership=world.kaohsiung_gdynia, table=table)
    assert counts == Counts(unchanged=2)
    assert Entry.objects.count() == entries


def test_rows_without_an_id_are_added_and_milestones_join_the_row_above(world):
    counts = take(
        world,
        {
            "kind": "commitment",
            "title_zh_hant": "共辦創業週",
            "owing": "gdynia, kaohsiung",
            "due_on": "2031/3/1",
            "direction": "人才交流",
            "target_value": "2.50",
            "unit_pl": "dni",
        },
        {"kind": "milestone", "title_en": "Dates agreed", "owing": "gdynia", "due_on": "2031-01-15"},
    )
    assert counts == Counts(added=2)
    made = Commitment.objects.exclude(pk=world.commitment.pk).get(partnership=world.kaohsiung_gdynia)
    assert made.localized("title").text("zh-hant") == "共辦創業週"
    assert (made.due_on, made.target_value, made.direction) == (
        date(2031, 3, 1),
        Decimal("2.5"),
        world.direction,
    )
    assert {side.city.key for side in made.owing.all()} == {"gdynia", "kaohsiung"}
    assert made.agreement == world.agreement
    step = made.milestones.get()
    assert (step.side, step.due_on) == (world.side_g, date(2031, 1, 15))
    assert made.next_due_on == date(2031, 1, 15)


def test_changed_cells_change_the_record_and_its_state(world):
    counts = take(
        world,
        {"kind": "commitment", "public_id": str(world.commitment.public_id), "due_on": "2020-01-01"},
        {"kind": "milestone", "public_id": str(world.milestone.public_id), "due_on": None},
        columns=("kind", "public_id", "due_on"),
    )
    assert counts == Counts(changed=2)
    world.commitment.refresh_from_db()
    world.milestone.refresh_from_db()
    assert (world.commitment.due_on, world.milestone.due_on) == (date(2020, 1, 1), None)
    assert world.commitment.next_due_on == date(2020, 1, 1)
    assert world.commitment.localized("title").text("pl") == "Staże co roku"
    assert Entry.objects.filter(action="blueprint.imported").count() == 1


def test_a_dry_run_counts_and_changes_nothing(world):
    entries = Entry.objects.count()
    row = {"kind": "commitment", "title_en": "New", "owing": "gdynia"}
    assert take(world, row, is_dry_run=True) == Counts(added=1)
    assert (Commitment.objects.count(), Entry.objects.count()) == (2, entries)


def test_every_problem_is_told_and_nothing_is_written(world):
    hidden = str(world.hidden_commitment.public_id)
    known = str(world.commitment.public_id)
    assert problems_of(
        world,
        {"kind": "commitment", "title_en": "Good", "owing": "gdynia"},
        {"kind": "promise"},
        {"kind": "commitment", "title_en": "a", "owing": "gdańsk", "due_on": "30.06.2030", "is_public": "so"},
        {"kind": "milestone", "title_en": "under a broken row"},
        {"kind": "commitment", "public_id": hidden, "title_en": "b", "owing": "gdynia"},
        {"kind": "commitment", "title_en": "c", "owing": ""},
        {"kind": "commitment", "title_en": "d", "owing": "gdynia", "rhythm": "weekly", "target_value": "1,5"},
        {"kind": "commitment", "public_id": known, "title_en": "e", "owing": "gdynia", "target_rule": "sum"},
        {"kind": "milestone", "commitment": known, "rhythm": "monthly", "owing": "gdynia kaohsiung"},
    ) == [
        (3, "kind"),
        (4, "due_on"),
        (4, "is_public"),
        (4, "owing"),
        (6, "public_id"),
        (7, "owing"),
        (8, "rhythm"),
        (8, "target_value"),
        (9, "direction"),
        (10, "rhythm"),
        (10, "title"),
        (10, "owing"),
    ]


def test_a_milestone_without_a_commitment_is_a_problem(world):
    assert problems_of(world, {"kind": "milestone", "title_en": "Alone"}) == [(2, "commitment")]


def test_one_record_stands_in_one_row(world):
    row = {"kind": "milestone", "public_id": str(world.milestone.public_id), "title_en": "Call is open"}
    assert problems_of(world, row, row, columns=("kind", "public_id", "title_en")) == [(3, "public_id")]


def test_an_unknown_column_is_refused(world):
    with pytest.raises(InputError) as caught:
        take(world, {"kind": "commitment"}, columns=("kind", "titel"), file="plan.csv")
    assert (caught.value.what, caught.value.where) == ("'titel' is no column", "plan.csv, row 1")


wording = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12)
texts = st.dictionaries(st.sampled_from(["zh-hant", "en", "pl", "ms"]), wording.filter(str.strip), min_size=1)
day = st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))


class RoundTrip(TestCase):
    """Whatever commitments there are: their table and their JSON, taken in again, change nothing."""

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        titles=texts,
        measures=texts,
        due_on=day,
        start=st.none() | st.dates(date(2000, 1, 1), date(2050, 1, 1)),
        target=st.none() | st.decimals("0.0001", "99999999999999", places=4),
        steps=st.lists(st.tuples(texts, day), max_size=3),
    )
    def test_out_and_in_again_is_the_identity(self, titles, measures, due_on, start, target, steps):
        world = build_world()
        made = promises.add_commitment(
            actor=SYSTEM,
            partnership=world.kaohsiung_gdynia,
            titles=titles,
            measures=measures,
            owing=[world.side_g, world.side_k],
            due_on=due_on,
            rhythm="yearly" if start else "",
            rhythm_from=start,
            target_value=target,
        )
        for step_titles, step_due in steps:
            promises.add_milestone(actor=SYSTEM, commitment=made, titles=step_titles, due_on=step_due)
        table = blueprint_table(plan_of(world))
        for read, written in ((read_csv, write_csv(table)), (read_json, write_json(table))):
            counts = import_table(
                actor=SYSTEM, partnership=world.kaohsiung_gdynia, table=read(written), is_dry_run=True
            )
            assert counts == Counts(unchanged=3 + len(steps))
