"""The example's cases stand at every state, keep to office hours and go again with the example."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from tests.snapshot import once

from sistership.cli.first_start import DEMO_ROLES, _add_demo
from sistership.common.calendars import WorkingCalendar
from sistership.common.text import LANGUAGES
from sistership.window import example
from sistership.window.example.cases import HOUR, working_time_ago
from sistership.window.ground import clock
from sistership.window.offices.cases.models import (
    Absence,
    Case,
    CaseMessage,
    MessageTranslation,
    Recommendation,
    RuleSet,
    ServicePromise,
)
from sistership.window.offices.cases.queries.promises import published_promises
from sistership.window.offices.cases.states import CaseState
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.models import Account, Side

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TAIPEI = WorkingCalendar(timezone="Asia/Taipei", country="TW")


def load_with_accounts():
    """As the first start does it."""
    example.load(add_accounts=lambda: [_add_demo(role) for role in DEMO_ROLES])


def _live():
    return Case.objects.exclude(enquirer_telephone="000-000000")


def test_cases_stand_at_every_state_with_clocks_late_and_about_to_be():
    once(load_with_accounts)
    now = clock.now()
    assert Counter(_live().values_list("state", flat=True)) == {
        CaseState.RECEIVED: 3,
        CaseState.ROUTED: 2,
        CaseState.IN_WORK: 4,
        CaseState.WAITING: 1,
        CaseState.HANDED_OVER: 1,
        CaseState.ANSWERED: 2,
        CaseState.CLOSED: 3,
        CaseState.REOPENED: 1,
    }
    late = _live().filter(due_at__lt=now)
    assert [case.subject for case in late] == ["姊妹市交流照片可否使用"]
    nearly = _live().filter(at_risk_from__lte=now, due_at__gte=now)
    assert {case.side.city.key for case in nearly} == {"kaohsiung", "gdynia"}
    offered = _live().filter(offered_to__isnull=False)
    assert {(case.side.city.key, case.offered_to.city.key) for case in offered} == {
        ("kaohsiung", "gdynia"),
        ("gdynia", "kaohsiung"),
    }
    served = _live().exclude(commitment=None)
    assert all(case.state == CaseState.CLOSED for case in served)
    assert served.count() == 2
    assert _live().filter(merged_into__isnull=False).count() == 1
    made = Recommendation.objects.get()
    assert (made.state, made.is_public, made.is_example) == (Recommendation.State.FOLLOWED, True, True)
    notes = CaseMessage.objects.filter(direction="note")
    assert set(notes.values_list("side__city__key", flat=True)) == {"kaohsiung", "gdynia"}
    assert MessageTranslation.objects.count() == 4
    assert set(_live().values_list("language", flat=True)) == set(LANGUAGES)
    assert not Case.objects.filter(is_example=False).exists()


def test_desks_promise_route_and_stand_in():
    once(load_with_accounts)
    assert RuleSet.objects.filter(state=RuleSet.State.ON).count() == Side.objects.count()
    routed = _live().get(state=CaseState.ROUTED, side__city__key="kaohsiung")
    assert routed.routed_why["conditions"] == {"concept": "offshore-wind"}
    assert routed.officer.email.startswith("officer.kaohsiung@")
    absence = Absence.objects.get()
    assert absence.first_day > clock.now().date()
    assert absence.deputy.email.startswith("officer.kaohsiung@")


def test_the_published_times_show_a_figure_for_every_desk():
    once(load_with_accounts)
    found = published_promises(list(Side.objects.select_related("city")), now=clock.now())
    assert len(found) == 4
    assert all(one.whole("first_answer").number >= 5 for one in found)


def test_only_letters_of_the_last_days_go_out_and_the_chain_is_whole():
    once(load_with_accounts)
    about_cases = Message.objects.filter(about_kind="case")
    assert about_cases.filter(next_attempt_at__lt=clock.now() - timedelta(days=5)).count() == 0
    assert about_cases.exclude(to__contains="example").count() == 0
    assert [problem for report in verify() for problem in report.problems] == []


def test_rules_and_promises_go_with_the_example_unless_somebody_changed_them():
    once(load_with_accounts)
    own = ServicePromise.objects.filter(side__city__key="gdynia").get()
    ServicePromise.objects.filter(pk=own.pk).update(first_answer_h=own.first_answer_h - 1)
    counts = example.remove().counts
    assert counts["cases"] > 40
    assert (Case.objects.count(), RuleSet.objects.count(), Account.objects.count()) == (0, 0, 0)
    assert list(ServicePromise.objects.values_list("pk", flat=True)) == [own.pk]
    assert not Message.objects.filter(about_kind__in=("case", "handover")).exists()


def test_working_time_is_counted_back_over_a_weekend():
    monday = datetime(2026, 11, 23, 2, tzinfo=UTC)  # 10:00 in Taipei
    assert working_time_ago(TAIPEI, monday, HOUR) == datetime(2026, 11, 23, 1, tzinfo=UTC)
    assert working_time_ago(TAIPEI, monday, 2 * HOUR) == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert TAIPEI.working_time_between(working_time_ago(TAIPEI, monday, 90 * HOUR), monday) == 90 * HOUR
