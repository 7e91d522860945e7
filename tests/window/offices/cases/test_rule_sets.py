"""Routing rules: drafts, trials, switching on and back, what is never reached, files, words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import translation

from sistership.common.errors import InputError, StateError
from sistership.formats.tables import TableError, write_csv, write_json
from sistership.window.ground import clock
from sistership.window.offices.cases import rule_files, rule_words
from sistership.window.offices.cases.actions import absences, receiving, routing, rule_sets, work
from sistership.window.offices.cases.actions.rule_sets import RuleGiven
from sistership.window.offices.cases.fitting import concepts_of, shadowing, with_broader
from sistership.window.offices.cases.models import Case, RuleSet
from sistership.window.offices.cases.queries.trials import rules_of, try_on_past
from sistership.window.offices.journal.models import Entry

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 7, 6, 2, tzinfo=UTC)


def received(world, text="We build wind farms at sea", **changes):
    values = {"service": "landing", "text": text, "language": "en", "email": "a@firma.example"} | changes
    with clock.at(MONDAY):
        return receiving.receive(
            actor=work.ENQUIRER,
            side=world.side_k,
            enquiry=receiving.Enquiry(**values),
            came=receiving.Came(channel="form"),
        )


@pytest.fixture
def draft(world):
    rules = [
        RuleGiven(concept="energy", priority=3, officer=world.officer_k, note="energy desk"),
        RuleGiven(concept="offshore-wind", language="pl"),
        RuleGiven(),
    ]
    return rule_sets.begin(actor=world.officer_k.ref, side=world.side_k, name="2026", rules=rules)


def test_what_a_case_is_about_comes_from_its_words_in_any_language():
    assert "offshore-wind" in concepts_of("Offshore wind in Taiwan")
    assert "offshore-wind" in concepts_of("離岸風電的供應鏈")
    assert with_broader(["offshore-wind"]) == {"offshore-wind", "energy"}
    assert with_broader(["gone"]) == {"gone"}


def test_a_broad_rule_catches_the_narrower_case_and_says_why(world, draft):
    rule_sets.mark_tried(actor=world.officer_k.ref, rule_set=draft)
    rule_sets.switch_on(actor=world.officer_k.ref, rule_set=draft)
    case = received(world, "Offshore wind farms")
    assert case.concepts == ["offshore-wind"]
    assert (case.officer, case.priority, case.routed_why["position"]) == (world.officer_k, 3, 1)
    with translation.override("en"):
        assert rule_words.why_here(case) == "Rule 1 of “2026” sent it here: it is about “energy”"
    with translation.override("pl"):
        assert "energ" in rule_words.why_here(case)
    case = routing.set_concepts(actor=world.officer_k.ref, case=case, chosen=["sport"])
    assert Case.objects.get(pk=case.pk).concepts == ["sport"]
    with pytest.raises(InputError):
        routing.set_concepts(actor=world.officer_k.ref, case=case, chosen=["nothing"])
    sent = routing.send_to(actor=world.officer_k.ref, case=case, desk=None, officer=None, priority=1)
    assert rule_words.why_here(sent) == "Sent here by hand"


def test_only_a_set_tried_since_its_last_change_goes_on_and_the_old_one_comes_back(world, draft):
    actor = world.officer_k.ref
    with pytest.raises(StateError, match="not tried"):
        rule_sets.switch_on(actor=actor, rule_set=draft)
    rule_sets.mark_tried(actor=actor, rule_set=draft)
    rule_sets.add_rule(actor=actor, rule_set=draft, given=RuleGiven(service="talent"))
    with pytest.raises(StateError, match="not tried"):
        rule_sets.switch_on(actor=actor, rule_set=draft)
    rule_sets.mark_tried(actor=actor, rule_set=draft)
    first = rule_sets.switch_on(actor=actor, rule_set=draft)
    with pytest.raises(StateError, match="being written"):
        rule_sets.add_rule(actor=actor, rule_set=first, given=RuleGiven())
    second = rule_sets.copy(actor=actor, rule_set=first, name="2027")
    assert second.rules.count() == 4
    rule_sets.mark_tried(actor=actor, rule_set=second)
    rule_sets.switch_on(actor=actor, rule_set=second)
    states = dict(RuleSet.objects.exclude(pk=world.rule_set.pk).values_list("name", "state"))
    assert states == {"2026": "retired", "2027": "on"}
    rule_sets.switch_on(actor=actor, rule_set=first)
    states = dict(RuleSet.objects.exclude(pk=world.rule_set.pk).values_list("name", "state"))
    assert states == {"2026": "on", "2027": "retired"}
    assert Entry.objects.filter(action="rule_set.switched_on").count() == 3


def test_rules_move_and_go_and_keep_their_places(world, draft):
    actor = world.officer_k.ref
    first, second, third = draft.rules.order_by("position")
    rule_sets.move_rule(actor=actor, rule=third, by=-1)
    rule_sets.move_rule(actor=actor, rule=first, by=-1)
    assert [rule.pk for rule in draft.rules.order_by("position")] == [first.pk, third.pk, second.pk]
    rule_sets.remove_rule(actor=actor, rule=first)
    left = list(draft.rules.order_by("position").values_list("pk", "position"))
    assert left == [(third.pk, 1), (second.pk, 2)]
    rule_sets.discard(actor=actor, rule_set=draft)
    assert not RuleSet.objects.exclude(pk=world.rule_set.pk).exists()


def test_a_trial_says_what_would_change_and_what_is_never_reached(world, draft):
    rules = rules_of(draft)
    assert shadowing(rules) == {rules[1].pk: rules[0]}
    wind = received(world, "Offshore wind farms")
    other = received(world, "Where is the town hall?")
    trial = try_on_past(draft)
    by_case = {one.case: one for one in trial.cases}
    assert (by_case[wind].rule, by_case[wind].is_other_priority, by_case[wind].is_other_officer) == (
        rules[0],
        True,
        True,
    )
    assert (by_case[other].rule, by_case[other].is_changed) == (rules[2], False)
    assert [one.caught for one in trial.rules][:2] == [1, 0]
    assert trial.rules[1].shadowed_by == rules[0]
    assert (trial.other_desk, trial.other_officer, trial.other_priority) == (0, 1, 1)
    assert Case.objects.get(pk=wind.pk).priority == 2  # nothing was changed by trying


def test_a_set_goes_out_and_comes_in_alike_and_every_wrong_row_is_named(world, draft):
    table = rule_files.rules_table(rules_of(draft))
    for content, file in ((write_csv(table), "rules.csv"), (write_json(table), "rules.json")):
        given = rule_files.read_rules(content, file=file, side=world.side_k)
        again = rule_sets.begin(actor=world.officer_k.ref, side=world.side_k, name=file, rules=given)
        assert rule_files.rules_table(rules_of(again)) == table
    wrong = "service,officer,priority\nlunch,,\n,nobody@example.org,\n,,urgent\n"
    with pytest.raises(TableError) as caught:
        rule_files.read_rules(wrong.encode(), file="rules.csv", side=world.side_k)
    places = [(one.row, one.field) for one in caught.value.problems]
    assert places == [(2, "service"), (3, "officer"), (4, "priority")]
    with pytest.raises(InputError, match="not known"):
        rule_files.read_rules(b"servise\nvisit\n", file="rules.csv", side=world.side_k)


def test_a_rule_of_another_citys_officer_is_refused(world, draft):
    with pytest.raises(InputError) as caught:
        rule_sets.add_rule(
            actor=world.officer_k.ref, rule_set=draft, given=RuleGiven(officer=world.officer_g)
        )
    assert caught.value.where == "officer"


def test_who_is_away_is_not_sent_cases(world, draft):
    rule_sets.mark_tried(actor=world.officer_k.ref, rule_set=draft)
    rule_sets.switch_on(actor=world.officer_k.ref, rule_set=draft)
    with clock.at(MONDAY):
        absences.note(
            actor=world.officer_k.ref,
            account=world.officer_k,
            deputy=world.lead_k,
            city=world.kaohsiung,
            first_day=MONDAY.date(),
            last_day=MONDAY.date(),
        )
    assert received(world, "Offshore wind farms").officer == world.lead_k
