"""Accepting a draft makes records with sources, once, and leaves empty what the text does not say."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from click.testing import CliRunner
from tests.snapshot import once

from sistership.cli.read import command
from sistership.common.errors import InputError
from sistership.window import example
from sistership.window.ground.models import Document, Source
from sistership.window.offices.agreements.models import (
    Agreement,
    Commitment,
    Direction,
    Intention,
    Signatory,
)
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.people.models import City, Organisation, Partnership, Person
from sistership.window.offices.visits.accept import accept_text
from sistership.window.offices.visits.models import Attendance, Point, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MODELS = (
    Agreement,
    Attendance,
    City,
    Commitment,
    Direction,
    Document,
    Intention,
    Organisation,
    Partnership,
    Person,
    Point,
    Visit,
)
SIGNING = """港都與德勒斯登簽署合作備忘錄

發布日期:2026/3/4

高雄市副市長王測試於3月3日與德勒斯登市政府簽署產業合作備忘錄。

雙方將於2026年9月設立聯合辦公室,並提供實習媒合服務。
"""


def _article(real_data, name):
    return (real_data / "documents" / name).read_bytes().decode()


@pytest.fixture
def gdynia(real_data):
    return _article(real_data, "gdynia-2025-09-15.zh-Hant.txt")


@pytest.fixture
def penang(real_data):
    return _article(real_data, "penang-2024-10-19.zh-Hant.txt")


def _counts():
    return {model.__name__: model.objects.count() for model in MODELS}


def _texts(records, field):
    return [record.localized(field).text("zh-hant") for record in records]


def test_the_gdynia_article_becomes_a_memorandum_in_an_empty_window(gdynia):
    accepted = accept_text(actor=SYSTEM, text=gdynia)
    agreement = accepted.agreement
    assert accepted.partnership.key == "kaohsiung-gdynia"
    assert (agreement.agreement_kind, agreement.signed_on) == ("memorandum", date(2025, 9, 14))
    assert _texts([agreement], "title") == ["經濟合作備忘錄"]
    assert Signatory.objects.count() == 0
    assert not agreement.localized("place")
    assert _texts(agreement.directions.all(), "title") == ["人才交流", "產業媒合", "技術研發"]
    promised = Commitment.objects.all()
    assert sorted(_texts(promised, "title")) == sorted(
        ["設立單一合作窗口", "提供落地服務", "提供商機媒合", "提供研發驗證", "提供資源共享"]
    )
    owing = Counter(side.city.key for one in promised for side in one.owing.all())
    assert owing == {"kaohsiung": 5, "gdynia": 5}
    bodies = [party.organisation for party in agreement.parties.all() if party.organisation]
    assert sorted(_texts(bodies, "name")) == sorted(
        ["格丁尼亞市政府經濟政策處", "波美拉尼亞科技園區", "格丁尼亞資訊中心"]
    )
    assert (accepted.visit.on, accepted.visit.signed, accepted.visit.host) == (
        date(2025, 9, 14),
        agreement,
        None,
    )
    assert not accepted.visit.localized("place")
    present = [
        (person.localized("name").text("zh-hant"), attendance.is_lead)
        for attendance in accepted.visit.attendances.all()
        for person in [attendance.person]
    ]
    assert present == [("羅達生", True), ("奧克塔維亞・戈任斯卡", False)]


def test_the_penang_article_becomes_a_visit_without_agreement_or_promise(penang):
    accepted = accept_text(actor=SYSTEM, text=penang)
    assert (Agreement.objects.count(), Commitment.objects.count()) == (0, 0)
    visit = accepted.visit
    assert (visit.on, visit.host.city.key, visit.signed) == (date(2024, 10, 18), "penang", None)
    people = {
        attendance.person.localized("name").text("zh-hant"): (
            attendance.side.city.key,
            attendance.person.posts.get().localized("title").text("zh-hant"),
        )
        for attendance in visit.attendances.all()
    }
    assert people == {
        "林欽榮": ("kaohsiung", "副市長"),
        "方美錸": ("penang", "行政議員"),
        "鄧智偉": ("penang", "市議員"),
        "郭玉琪": ("penang", "市議員"),
        "莊友叡": ("penang", "市議員"),
    }
    topics = _texts(visit.points.filter(point_kind="topic"), "text")
    assert topics[:5] == ["醫療", "交通", "智慧治理", "產業佈局", "市場創生"]
    talks = [
        (point.point_kind, point.side.city.key)
        for point in visit.points.filter(point_kind__in=["shared", "raised"])
    ]
    assert talks == [("shared", "kaohsiung"), ("raised", "penang")]
    invitation = Intention.objects.get(intention_kind="invitation")
    assert (invitation.about_month, invitation.side.city.key) == (date(2025, 3, 1), "kaohsiung")


def test_every_record_cites_its_words(gdynia):
    accept_text(actor=SYSTEM, text=gdynia)
    quotes = {
        one.localized("title").text("zh-hant"): Source.objects.get(owner_id=one.public_id).quote
        for one in Commitment.objects.all()
    }
    assert quotes["提供研發驗證"] == "研發驗證"
    for model in (
        Agreement,
        Attendance,
        Commitment,
        Direction,
        Intention,
        Organisation,
        Person,
        Point,
        Visit,
    ):
        for row in model.objects.all():
            sources = Source.objects.filter(owner_id=row.public_id, owner_kind=row.kind())
            assert sources.count() > 0, row
            assert all(source.quote for source in sources), row


def test_accepting_twice_makes_nothing_new(gdynia):
    assert accept_text(actor=SYSTEM, text=gdynia).is_new
    before = _counts()
    again = accept_text(actor=SYSTEM, text=gdynia)
    assert (again.is_new, again.made) == (False, {})
    assert _counts() == before
    assert [problem for report in verify() for problem in report.problems] == []


@pytest.mark.once
def test_what_the_example_already_tells_is_not_made_again_but_can_now_be_quoted(gdynia):
    once(example.load)
    before = _counts()
    assert not accept_text(actor=SYSTEM, text=gdynia).is_new
    assert _counts() == before
    window = next(
        one for one in Commitment.objects.all() if one.localized("title").text("en").startswith("Set up")
    )
    assert Source.objects.get(owner_id=window.public_id).quote == "未來雙方將設立 單一合作窗口"


@pytest.mark.once
def test_names_are_matched_across_scripts(gdynia):
    once(example.load)
    before = _counts()
    changed = gdynia.replace("新聞視界時報", "另一家報社")
    accepted = accept_text(actor=SYSTEM, text=changed)
    after = _counts()
    new = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    # 高雄市經發局 alone is new: the example names it nowhere.
    assert new == {"Document": 1, "Organisation": 1}
    assert accepted.agreement.signed_on == date(2025, 9, 14)
    assert accepted.notes[-1] == "The occasion of 2025-09-14 is already there: this is one more source"


def test_a_text_of_our_own_makes_the_cities_it_names():
    accepted = accept_text(actor=SYSTEM, text=SIGNING)
    assert accepted.partnership.key == "kaohsiung-dresden"
    assert accepted.agreement.signed_on == date(2026, 3, 3)
    assert City.objects.get(key="dresden").timezone == "Europe/Berlin"
    due = {one.localized("title").text("zh-hant"): one.due_on for one in Commitment.objects.all()}
    assert due["設立聯合辦公室"] == date(2026, 9, 30)


def test_a_text_about_cities_nobody_knows_says_what_to_do():
    text = SIGNING.replace("高雄市", "烏有市").replace("德勒斯登", "阿特拉斯")
    with pytest.raises(InputError) as refused:
        accept_text(actor=SYSTEM, text=text)
    assert "not two" in refused.value.what
    assert "--partnership" in refused.value.next_step
    assert Document.objects.count() == 0


def test_the_command_accepts_and_says_what_to_check(tmp_path):
    path = tmp_path / "signing.txt"
    path.write_text(SIGNING, "utf-8")
    first = CliRunner().invoke(command, [str(path), "--accept"])
    assert first.exit_code == 0, first.output
    assert "Accepted into kaohsiung-dresden: " in first.output
    second = CliRunner().invoke(command, [str(path), "--accept"])
    assert second.output.splitlines()[-1] == (
        "Already accepted: records cite this document. Nothing new was made."
    )
    unknown = CliRunner().invoke(command, [str(path), "--accept", "--partnership", "nowhere"])
    assert unknown.exit_code == 2
    assert "There is no partnership 'nowhere'" in unknown.output
