"""The example holds what two articles say, marks what is invented, and loads once."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from tests.snapshot import once

from sistership.common.text import LANGUAGES
from sistership.window import example
from sistership.window.example.story import EARLIEST, Calendar
from sistership.window.example.tables import FACTS, STORY, table
from sistership.window.ground import clock
from sistership.window.ground.models import Document, DocumentKind, LocalizedText, Source
from sistership.window.offices.agreements.actions.projection import rebuild
from sistership.window.offices.agreements.models import (
    Agreement,
    Commitment,
    Committee,
    Evidence,
    Intention,
    Milestone,
)
from sistership.window.offices.agreements.queries import evidence_state_at, with_state
from sistership.window.offices.cases.models import Case, CaseEvent
from sistership.window.offices.cases.states import CaseState
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.market.models import Profile
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.models import CityTerm, LawLink, OfficialLevel, Partnership, Person
from sistership.window.offices.visits.models import Point, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _english(records):
    return [record.localized(record.TEXT_FIELDS[0]).text("en") for record in records]


def test_gdynia_is_a_memorandum_and_what_is_not_said_stays_empty():
    once(example.load)
    agreement = Agreement.objects.get()
    assert (agreement.agreement_kind, agreement.signed_on) == ("memorandum", date(2025, 9, 14))
    assert (agreement.starts_on, agreement.ends_on, agreement.is_example) == (None, None, False)
    assert not agreement.localized("place")
    assert not agreement.localized("renewal")
    assert agreement.signatories.count() == 0
    named = [(party.side.city.key, party.organisation_id is None) for party in agreement.parties.all()]
    assert Counter(named) == {("kaohsiung", True): 1, ("gdynia", True): 1, ("gdynia", False): 3}
    assert [one.localized("title").text("zh-hant") for one in agreement.directions.all()] == [
        "人才交流",
        "產業媒合",
        "技術研發",
    ]
    promised = Commitment.objects.filter(is_example=False)
    assert sorted(one.localized("title").text("zh-hant") for one in promised) == sorted(
        ["設立單一合作窗口", "提供落地服務", "提供商機媒合", "提供研發驗證", "提供資源共享"]
    )
    for one in promised:
        assert (one.due_on, one.target_value, one.rhythm) == (None, None, "")
        assert sorted(side.city.key for side in one.owing.all()) == ["gdynia", "kaohsiung"]
    signing = Visit.objects.get(signed=agreement)
    assert not signing.localized("place")
    people = [
        (one.person.localized("name").text("zh-hant"), one.is_lead) for one in signing.attendances.all()
    ]
    assert people == [("羅達生", True), ("奧克塔維亞・戈任斯卡", False)]


def test_penang_is_a_visit_without_agreement_or_promise():
    once(example.load)
    partnership = Partnership.objects.get(key="kaohsiung-penang")
    assert partnership.agreements.count() == 0
    assert partnership.commitments.count() == 0
    visit = partnership.visits.get()
    assert (visit.on, visit.host.city.key, visit.signed) == (date(2024, 10, 18), "penang", None)
    assert [
        (one.person.localized("name").text("zh-hant"), one.side.city.key) for one in visit.attendances.all()
    ] == [
        ("林欽榮", "kaohsiung"),
        ("方美錸", "penang"),
        ("鄧智偉", "penang"),
        ("郭玉琪", "penang"),
        ("莊友叡", "penang"),
    ]
    kinds = Counter(
        (point.point_kind, point.side.city.key if point.side else "") for point in visit.points.all()
    )
    assert kinds == {
        ("topic", ""): 7,
        ("shared", "kaohsiung"): 1,
        ("raised", "penang"): 1,
        ("fact", "penang"): 4,
        ("fact", "kaohsiung"): 2,
    }
    invitation = partnership.intentions.get(intention_kind="invitation")
    assert (invitation.about_month, invitation.became) == (date(2025, 3, 1), None)
    assert invitation.occasion_id == visit.public_id


def test_every_reported_row_cites_its_article_and_every_invented_row_says_example():
    once(example.load)
    press = set(Document.objects.filter(document_kind=DocumentKind.PRESS))
    assert {document.text for document in press} == {""}
    for model in (Agreement, Commitment, Intention, Visit, Point, Milestone, Evidence, Committee):
        for row in model.objects.all():
            sources = Source.objects.filter(owner_id=row.public_id, owner_kind=row.kind())
            documents = {source.document for source in sources}
            if row.is_example:
                assert all(document.is_example for document in documents), row
            else:
                assert documents <= press, row
                assert all(source.span_end for source in sources), row
            assert documents, row
    assert set(Milestone.objects.values_list("is_example", flat=True)) == {True}
    assert set(Evidence.objects.values_list("is_example", flat=True)) == {True}


def _pairs(text):
    """Two characters side by side: what our own words share with the article's."""
    return {text[at : at + 2] for at in range(len(text) - 1)}


def test_spans_stand_in_the_articles(real_data):
    articles = dict(zip(FACTS, ("gdynia-2025-09-15", "penang-2024-10-19"), strict=True))
    for name in FACTS:
        facts = table(name)
        content = (real_data / "documents" / f"{articles[name]}.zh-Hant.txt").read_bytes()
        assert hashlib.sha256(content).hexdigest() == facts["document"]["sha256"]
        text = content.decode()
        said = text[: text.index("相關新聞")]
        for group in ("person", "organisation"):
            for row in facts[group]:
                start, end = row["span"]
                words = [row["name"]["zh-hant"], *row["aliases"]]
                assert all(word in text[start:end] for word in words), row["key"]
        for row in facts["commitment"]:
            start, end = row["span"]
            title = row["title"]["zh-hant"]
            assert text[start:end].replace(" ", "").endswith(title[-4:]), title
        for row in facts["direction"]:
            start, end = row["span"]
            assert row["title"]["zh-hant"] in text[start:end]
        for group in ("intention", "point", "attendance"):
            for row in facts[group]:
                start, end = row["span"]
                assert 0 < start < end < len(said), row
                assert text[start:end] == text[start:end].strip(), row
                wordings = [row[field]["zh-hant"] for field in ("text", "capacity") if field in row]
                assert all(_pairs(words) & _pairs(text[start:end]) for words in wordings), row


def test_every_text_of_the_example_is_in_four_languages():
    once(example.load)
    names_as_written = {person.public_id for person in Person.objects.all()}
    missing = []
    profiles = Profile.objects.values("public_id")  # in the language of who wrote them
    written = LocalizedText.objects.exclude(owner_id__in=profiles)
    owners = written.exclude(owner_id__in=names_as_written).values_list("owner_id", "field")
    for owner, name in set(owners):
        languages = set(
            LocalizedText.objects.filter(owner_id=owner, field=name).values_list("language", flat=True)
        )
        if languages != set(LANGUAGES):
            missing.append((owner, name, languages))
    assert missing == []


def test_the_story_shows_every_state_of_promises_and_evidence():
    once(example.load)
    now = clock.now()
    promised = Counter(with_state(Commitment.objects.all(), now).values_list("state", flat=True))
    assert promised == {"on_track": 3, "at_risk": 2, "kept": 1, "late": 1, "dropped": 1}
    proofs = Counter(evidence_state_at(one, now).value for one in Evidence.objects.all())
    assert proofs == {"confirmed": 6, "awaiting": 2, "disputed": 1, "one_sided": 1}


# soon after the signing, and on Lunar New Year in Taiwan and Malaysia
@pytest.mark.parametrize("today", [date(2025, 10, 20), date(2031, 1, 23)])
def test_the_example_reads_the_same_whenever_it_is_loaded(today):
    with clock.at(datetime(today.year, today.month, today.day, 3, tzinfo=UTC)):
        example.load()
        now = clock.now()
        promised = Counter(with_state(Commitment.objects.all(), now).values_list("state", flat=True))
        assert promised["late"] == 1
        assert promised["at_risk"] == 2
        assert promised["dropped"] == 1
        first = Evidence.objects.order_by("on").first()
        assert date(2025, 9, 14) < first.on < today
        assert set(Case.objects.values_list("state", flat=True)) == {state.value for state in CaseState}
        assert CaseEvent.objects.filter(at__gt=now).count() == 0
        assert Case.objects.filter(due_at__lt=now).exists()


def test_past_days_are_drawn_together_after_a_recent_signing():
    recent = Calendar(today=date(2025, 9, 24), signed_on=date(2025, 9, 14))
    assert (recent.day(-EARLIEST), recent.day(-1), recent.day(30)) == (
        date(2025, 9, 15),
        date(2025, 9, 23),
        date(2025, 10, 24),
    )


def test_loading_twice_makes_nothing_new_and_the_journal_is_whole():
    once(example.load)
    before = (Commitment.objects.count(), Message.objects.count(), LocalizedText.objects.count())
    assert example.load() is False
    assert (Commitment.objects.count(), Message.objects.count(), LocalizedText.objects.count()) == before
    assert example.is_loaded()
    assert [problem for report in verify() for problem in report.problems] == []


def test_only_what_still_waits_is_written_to_the_desks():
    once(example.load)
    evidence = Message.objects.exclude(about_kind__in=("case", "handover"))
    assert sorted(evidence.values_list("to", flat=True)) == [
        "desk-gdynia@example.org",
        "desk-kaohsiung@example.org",
    ]


def test_tables_name_only_what_they_hold():
    story = table(STORY)
    promises = {row["key"] for row in (*table("gdynia_facts")["commitment"], *story["commitment"])}
    steps = {row["key"]: row["commitment"] for row in story["milestone"]}
    assert {row["commitment"] for row in (*story["milestone"], *story["evidence"])} <= promises
    filed = [row for row in story["evidence"] if "milestone" in row]
    assert [steps[row["milestone"]] for row in filed] == [row["commitment"] for row in filed]


def test_a_rebuild_finds_nothing_to_change_in_the_example(db):
    once(example.load)
    assert rebuild() == 0


def test_cities_come_with_their_levels_terms_and_law():
    once(example.load)
    levels = OfficialLevel.objects.filter(city__key="kaohsiung", topic="rain")
    assert [
        (
            level.localized("name").text("zh-hant"),
            [(one.at_least, one.period_h) for one in level.thresholds.all()],
        )
        for level in levels
    ] == [
        ("大雨", [(80, 24), (40, 1)]),
        ("豪雨", [(200, 24), (100, 3)]),
        ("大豪雨", [(350, 24), (200, 3)]),
        ("超大豪雨", [(500, 24)]),
    ]
    terms = CityTerm.objects.filter(concept="single window").values_list("city__key", "language", "term")
    assert ("gdynia", "pl", "punkt kontaktowy") in terms
    assert {link.city.key for link in LawLink.objects.select_related("city")} == {
        "kaohsiung",
        "gdynia",
        "penang",
    }
