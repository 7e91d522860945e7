"""From suggestion to kept meeting; vetoes are told to nobody; who saw what; who blocks others."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.journal.queries import entries_of_partnership
from sistership.window.offices.market import tasks
from sistership.window.offices.market.actions import importing, interests, introductions, living
from sistership.window.offices.market.actions.sights import saw
from sistership.window.offices.market.actions.steps import OWNER
from sistership.window.offices.market.actions.suggesting import count_shown, suggestions_for
from sistership.window.offices.market.erasure import export_profile
from sistership.window.offices.market.models import Dismissal, IndexedProfile, Interest, Profile, Sight
from sistership.window.offices.market.ownership import OWNERSHIP
from sistership.window.offices.market.queries.own import own_page
from sistership.window.offices.market.queries.requests import counted
from sistership.window.offices.market.rules import (
    level_for_profile,
    levels_for_reader,
    visible_interests,
    visible_introductions,
)
from sistership.window.offices.notices.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _letters(to: str) -> list[str]:
    return list(Message.objects.filter(to=to).order_by("pk").values_list("body", flat=True))


def _index(market) -> None:
    for profile in (market.ferries, market.batteries, market.yards):
        tasks.index_profile(str(profile.public_id))


def test_a_firm_finds_the_other_and_reads_why(market) -> None:
    _index(market)
    found = suggestions_for(market.ferries, language="en")
    assert found[0].profile == market.batteries
    reasons = [str(one.said) for one in found[0].reasons if not one.is_against]
    assert any("electric ship" in said for said in reasons), reasons
    quoted = {part.text for one in found[0].reasons for part in one.quotes}
    assert "我們製造電動渡輪與港口接駁船。" in quoted
    assert "Szukamy stoczni budujących promy elektryczne." in quoted
    count_shown(profile=market.ferries, others=[market.batteries])
    assert count_shown(profile=market.ferries, others=[market.batteries]) == 0
    assert IndexedProfile.objects.get(key=str(market.batteries.public_id)).shown == 1
    interests.dismiss(actor=OWNER, profile=market.ferries, other=market.batteries, reason="known")
    assert market.batteries not in [one.profile for one in suggestions_for(market.ferries, language="en")]


def test_both_say_yes_and_only_then_know_each_other(market) -> None:
    k, g = market.ferries, market.batteries
    reader = market.world.officer_k
    assert level_for_profile(k, g) == level_for_profile(g, k) == 0
    assert levels_for_reader(reader, [k, g]) == {k.pk: 2, g.pk: 0}
    asked = interests.express(actor=OWNER, profile=k, other=g, words="您好")
    assert levels_for_reader(reader, [g]) == {g.pk: 1}
    letter = _letters("batteries@example.org")[-1]
    assert "您好" in letter
    assert not any(word in letter for word in ("Ferries Works", "ferries@example.org"))
    with pytest.raises(StateError):
        interests.express(actor=OWNER, profile=k, other=g)
    interests.answer(actor=OWNER, interest=asked, is_yes=True)
    assert level_for_profile(k, g) == level_for_profile(g, k) == 2
    assert "Batteries Works" in _letters("ferries@example.org")[-1]
    assert "ferries@example.org" in _letters("batteries@example.org")[-1]
    with pytest.raises(StateError):
        interests.answer(actor=OWNER, interest=asked, is_yes=False)
    introduction = introductions.between(g, k)
    assert introduction is not None
    with pytest.raises(InputError):
        introductions.record_meeting(
            actor=OWNER, introduction=introduction, on=clock.now().date() + timedelta(days=1)
        )
    introductions.record_meeting(actor=OWNER, introduction=introduction, on=clock.now().date())
    with pytest.raises(InputError):
        introductions.record_outcome(
            actor=OWNER, introduction=introduction, outcome="talks", amount_range="over_1m"
        )
    introductions.record_outcome(actor=OWNER, introduction=introduction, outcome="talks")
    introductions.record_outcome(
        actor=OWNER, introduction=introduction, outcome="contract", amount_range="under_1m"
    )
    commitment = market.world.commitment
    filed = introductions.file_as_evidence(
        actor=SYSTEM,
        introduction=introduction,
        side=commitment.owing.get(),
        commitment=commitment,
        titles={"en": "An introduction led to a contract"},
        is_public=True,
    )
    assert (filed.record_kind, filed.record_id) == tuple(introduction.ref)
    with pytest.raises(StateError):
        introductions.record_outcome(actor=OWNER, introduction=introduction, outcome="nothing")


def test_asking_each_other_is_a_yes(market) -> None:
    interests.express(actor=OWNER, profile=market.ferries, other=market.batteries)
    interests.express(actor=OWNER, profile=market.batteries, other=market.ferries)
    assert introductions.between(market.ferries, market.batteries) is not None


def test_a_no_is_told_without_its_reason(market) -> None:
    asked = interests.express(actor=OWNER, profile=market.ferries, other=market.batteries)
    interests.answer(actor=OWNER, interest=asked, is_yes=False, words="konkurencja")
    assert not any("konkurencja" in one for one in _letters("ferries@example.org"))
    with pytest.raises(StateError, match="not long ago"):
        interests.express(actor=OWNER, profile=market.ferries, other=market.batteries)


def _seen_by_asker(market, asker: Profile) -> str:
    """All that the side of who asked can get at: page, export, letters, journal, lists."""
    reader = market.world.officer_k
    own = own_page(asker)
    told = [
        [(one.state, str(one.other_id), one.answer_words) for one in own.asking],
        export_profile(asker),
        _letters(asker.contact_email),
        list(visible_interests(reader).values_list("state", "answer_words").order_by("pk")),
        [
            (one.action, one.payload.data)
            for one in entries_of_partnership(market.world.kaohsiung_gdynia.public_id, reader=reader)
            if one.subject_id in set(asker.interests.values_list("public_id", flat=True))
        ],
        [
            (one.asked, one.waiting, one.was_asked, one.refused, one.unanswered)
            for one in counted(reader, since=clock.now() - timedelta(days=90))
            if one.profile == asker
        ],
        [
            {
                name: value
                for name, value in row.items()
                if name not in {*OWNERSHIP["market.Interest"].without, "id", "public_id", "created_at"}
            }
            for row in OWNERSHIP["market.Interest"].rows(asker.city).values()
        ],
        list(OWNERSHIP["market.Dismissal"].rows(asker.city).values()),
    ]
    return json.dumps(told, default=str)


def test_a_veto_looks_like_silence(market) -> None:
    """What the asking side can see is the same, word for word, with a veto and without an answer."""
    k, g = market.ferries, market.batteries
    start = clock.now()
    seen: dict[bool, list[str]] = {}
    for has_veto in (True, False):
        for rows in (Interest, Dismissal, Message):
            rows.objects.all().delete()
        if has_veto:
            interests.dismiss(
                actor=OWNER, profile=g, other=k, reason="competitor", words="nigdy", is_veto=True
            )
        with clock.at(start):
            interests.express(actor=OWNER, profile=k, other=g)
            seen[has_veto] = [_seen_by_asker(market, k)]
            assert bool(_letters("batteries@example.org")) is not has_veto
        with clock.at(start + timedelta(days=32)):
            assert tasks.lapse_interests() == 1
            seen[has_veto].append(_seen_by_asker(market, k))
            with pytest.raises(StateError) as again:
                interests.express(actor=OWNER, profile=k, other=g)
            seen[has_veto].append(str(again.value))
        assert "nigdy" not in "".join(seen[has_veto])
    assert seen[True] == seen[False]


def test_a_veto_on_an_open_request_leaves_it_waiting(market) -> None:
    asked = interests.express(actor=OWNER, profile=market.ferries, other=market.batteries)
    interests.dismiss(
        actor=OWNER, profile=market.batteries, other=market.ferries, reason="other", is_veto=True
    )
    asked.refresh_from_db()
    assert asked.state == "asked"
    assert not own_page(market.batteries).asked
    with pytest.raises(InputError):
        interests.answer(actor=OWNER, interest=asked, is_yes=True)
    with pytest.raises(StateError, match="never"):
        interests.express(actor=OWNER, profile=market.batteries, other=market.ferries)
    _index(market)
    assert market.ferries not in [one.profile for one in suggestions_for(market.batteries, language="pl")]


def test_officers_see_who_asks_much_and_meets_nobody(market) -> None:
    k, g = market.ferries, market.batteries
    for number in range(6):
        with clock.at(clock.now() + timedelta(hours=number)):
            asked = interests.express(actor=OWNER, profile=k, other=g)
            interests.take_back(actor=OWNER, interest=asked)
    found = {
        one.profile: one for one in counted(market.world.officer_k, since=clock.now() - timedelta(days=9))
    }
    assert (found[k].asked, found[k].taken_back, found[k].is_odd) == (6, 6, True)
    assert list(visible_introductions(market.world.officer_k)) == []


def test_who_saw_what_is_kept_once_a_day(market) -> None:
    for _again in range(2):
        saw(profile=market.batteries, level=1, by=market.world.officer_k.ref)
    assert Sight.objects.filter(profile=market.batteries, level=1).count() == 1
    (seen,) = own_page(market.batteries).seen
    assert seen.city == market.world.kaohsiung


def test_a_profile_that_leaves_ends_its_requests(market) -> None:
    asked = interests.express(actor=OWNER, profile=market.ferries, other=market.batteries)
    living.withdraw(actor=OWNER, profile=market.batteries)
    asked.refresh_from_db()
    assert asked.state == "lapsed"
    with pytest.raises(StateError):
        interests.express(actor=OWNER, profile=market.ferries, other=market.batteries)


def _list(*rows: tuple[str, ...]) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()


def test_a_list_of_tenants_is_taken_in_row_by_row(market) -> None:
    content = _list(
        ("園區廠商名錄", "", "", "", ""),
        ("公司名稱", "電子郵件", "產品", "類別", "樓層"),
        ("甲科技", "a@example.org", "感測器", "startup", "3"),
        ("乙科技", "not-an-address", "晶片", "", "4"),
        ("", "c@example.org", "馬達", "", "5"),
        ("丙科技", "d@example.org", "馬達", "whale", "6"),
    )
    values = {
        "actor": SYSTEM,
        "city": market.world.kaohsiung,
        "content": content,
        "file": "名錄.csv",
        "language": "zh-hant",
        "profile_kind": "firm",
    }
    tried = importing.take_list(**values, is_dry_run=True, does_write=True)
    assert (tried.added, tried.unknown_columns, tried.written_to) == (["甲科技"], ["樓層"], 0)
    assert [(one.row, one.column) for one in tried.errors] == [
        (4, "電子郵件"),
        (5, "公司名稱"),
        (6, "類別"),
    ]
    assert not Profile.objects.filter(organisation_name="甲科技").exists()
    done = importing.take_list(**values, is_dry_run=False, does_write=True)
    assert (done.added, done.written_to) == (["甲科技"], 1)
    profile = Profile.objects.get(organisation_name="甲科技")
    assert (profile.state, profile.profile_kind) == ("draft", "startup")
    again = importing.take_list(**values, is_dry_run=False)
    assert (again.added, again.known) == ([], ["甲科技"])


def test_a_workbook_is_a_list_too(market) -> None:
    book = Workbook()
    book.active.append(["Company", "Sector"])
    book.active.append(["Alpha", "Ports; light-rail"])
    content = BytesIO()
    book.save(content)
    taken = importing.take_list(
        actor=SYSTEM,
        city=market.world.gdynia,
        content=content.getvalue(),
        file="list.xlsx",
        language="en",
        profile_kind="firm",
        is_dry_run=False,
    )
    assert taken.added == ["Alpha"]
    assert Profile.objects.get(organisation_name="Alpha").sectors == ["ports", "light-rail"]
    with pytest.raises(InputError, match="no column"):
        importing.take_list(
            actor=SYSTEM,
            city=market.world.gdynia,
            content=b"a,b\n1,2\n",
            file="x.csv",
            language="en",
            profile_kind="firm",
            is_dry_run=True,
        )
