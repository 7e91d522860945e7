"""A small world made through the window's own actions: three cities, two public partnerships, one hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from sistership.window.ground import clock
from sistership.window.ground.files import store
from sistership.window.ground.models import Document
from sistership.window.offices.agreements.actions import (
    accords,
    committees,
    documents,
    evidence,
    promises,
    questions,
)
from sistership.window.offices.agreements.models import (
    Agreement,
    Commitment,
    Committee,
    Direction,
    Evidence,
    Intention,
    Meeting,
    Milestone,
    WhyQuestion,
)
from sistership.window.offices.cases.actions import (
    absences,
    handover,
    receiving,
    rule_sets,
    templates,
    work,
)
from sistership.window.offices.cases.models import (
    Absence,
    Case,
    Handover,
    LetterTemplate,
    RoutingRule,
    RuleSet,
)
from sistership.window.offices.duty import actions as duty
from sistership.window.offices.duty.models import Breach, PersonRequest, ProcessingActivity
from sistership.window.offices.imports import actions as imports
from sistership.window.offices.imports.models import ImportRun
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.lessons.actions import lessons as lesson_actions
from sistership.window.offices.lessons.actions import questions as expert_questions
from sistership.window.offices.lessons.models import AnswerFile, Lesson, Question
from sistership.window.offices.market.models import Profile
from sistership.window.offices.matchdays.models import DayPlan, Matchday, Registration
from sistership.window.offices.notices.calendar_feeds import make_calendar_feed
from sistership.window.offices.notices.collecting import keep
from sistership.window.offices.notices.models import CalendarFeed, IncomingMessage, Message
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import (
    Account,
    ApiToken,
    City,
    Organisation,
    Partnership,
    Person,
    Role,
    Side,
)
from sistership.window.offices.readings.actions import read_document
from sistership.window.offices.readings.models import Reading
from sistership.window.offices.talent.models import Cohort, Position, Programme
from sistership.window.offices.visions import actions as visions
from sistership.window.offices.visions.models import Axis, Vision
from sistership.window.offices.visits import actions as visits
from sistership.window.offices.visits.models import Visit
from tests.matching_world import add_cohort, add_matchday, add_profile, forget_letters

PASSWORD = "correct horse battery staple"
ARTICLE = """高雄與格丁尼亞簽署港口合作備忘錄

發布日期:2026/3/4

高雄市副市長王測試於3月3日與格丁尼亞市政府簽署港口合作備忘錄。

雙方將於2026年9月設立聯合辦公室,並提供實習媒合服務。
"""


@dataclass(frozen=True, slots=True)
class World:
    """Everything the tests refer to by name."""

    kaohsiung: City
    gdynia: City
    penang: City
    kaohsiung_gdynia: Partnership
    kaohsiung_penang: Partnership
    hidden: Partnership
    """Gdynia and Penang, not published."""
    side_k: Side
    """Kaohsiung in kaohsiung_gdynia."""
    side_g: Side
    agreement: Agreement
    direction: Direction
    commitment: Commitment
    """Owed by Kaohsiung in kaohsiung_gdynia, with one milestone."""
    milestone: Milestone
    filed: Evidence
    """Filed by Kaohsiung for the commitment itself, awaiting Gdynia; internal."""
    intention: Intention
    committee: Committee
    visit: Visit
    hidden_commitment: Commitment
    person: Person
    organisation: Organisation
    document: Document
    meeting: Meeting
    letter: Message
    """To Gdynia's desk, about the evidence filed."""
    import_run: ImportRun
    """Of the administrator: two cities, one of them there already."""
    token: ApiToken
    """Of the outsider, for reading."""
    reading: Reading
    """An article about kaohsiung_gdynia that Kaohsiung's officer reads."""
    question: WhyQuestion
    """About the commitment; waits for Kaohsiung."""
    expert_question: Question
    """Asked by Gdynia of Kaohsiung, between the two alone, answered with a document."""
    answer_file: AnswerFile
    lesson: Lesson
    """Of Kaohsiung, published."""
    feed: CalendarFeed
    """Of the outsider."""
    vision: Vision
    """Of Kaohsiung, with one axis, which the commitment serves."""
    axis: Axis
    activity: ProcessingActivity
    """Of Kaohsiung's privacy register, its only row."""
    breach: Breach
    """Of Kaohsiung's data, just noticed."""
    person_request: PersonRequest
    """Somebody unknown asks Kaohsiung to see the data."""
    case: Case
    """Received by Kaohsiung on the telephone, with an internal note; Gdynia does not read it."""
    offered: Handover
    """Of another case of Kaohsiung, offered to Gdynia."""
    rule_set: RuleSet
    """Being written by Kaohsiung's side of kaohsiung_gdynia."""
    rule: RoutingRule
    """The only one of the set."""
    template: LetterTemplate
    """Of the same side."""
    programme: Programme
    """Of kaohsiung_gdynia, run by Kaohsiung: internships."""
    cohort: Cohort
    """Takes applications; one is begun."""
    position: Position
    profile: Profile
    """Of a firm of Kaohsiung, published in the market."""
    matchday: Matchday
    """Of Kaohsiung, open, with two who take part."""
    registration: Registration
    """A firm of Gdynia at that day."""
    day_plan: DayPlan
    """A draft of that day's plan with one meeting."""
    absence: Absence
    """Of Kaohsiung's lead, in some months."""
    incoming: IncomingMessage
    """From Kaohsiung's officer to the desk of her own side: it waits for somebody."""
    officer_k: Account
    officer_g: Account
    officer_p: Account
    lead_k: Account
    councillor_k: Account
    administrator: Account
    outsider: Account
    """Has an account and no role."""


def _city(
    key: str, zh: str, en: str, country: str, zone: str, at: tuple[float, float], language: str
) -> City:
    return people.add_city(
        actor=SYSTEM,
        key=key,
        names={"zh-hant": zh, "en": en},
        country=country,
        timezone=zone,
        longitude=at[0],
        latitude=at[1],
        language=language,
        subdivision="PNG" if country == "MY" else "",
    )


def _account(name: str, role: str | None, city: City | None, language: str) -> Account:
    account = people.add_account(
        actor=SYSTEM,
        email=f"{name}@example.org",
        password=PASSWORD,
        display_name=name,
        language=language,
    )
    if role:
        people.grant_role(actor=SYSTEM, account=account, role=role, city=city)
    return account


def _partnership(key: str, *cities: City, is_public: bool = True) -> tuple[Partnership, list[Side]]:
    partnership = people.add_partnership(actor=SYSTEM, key=key, cities=cities, is_public=is_public)
    sides = list(partnership.sides.select_related("city"))
    for side in sides:
        people.set_desk_email(actor=SYSTEM, side=side, email=f"desk-{side.city.key}@example.org")
    return partnership, sides


def _case(side: Side, officer: Account, words: str) -> Case:
    return receiving.receive(
        actor=officer.ref,
        side=side,
        enquiry=receiving.Enquiry(
            service="landing", text=words, language="en", name="Somebody", telephone="+48 000 000 000"
        ),
        came=receiving.Came(channel="phone"),
    )


def build_world() -> World:
    """Make it; every record goes through an action, so the journal holds all of it."""
    kaohsiung = _city("kaohsiung", "高雄", "Kaohsiung", "TW", "Asia/Taipei", (120.31, 22.62), "zh-hant")
    gdynia = _city("gdynia", "格丁尼亞", "Gdynia", "PL", "Europe/Warsaw", (18.53, 54.52), "pl")
    penang = _city("penang", "檳城", "Penang", "MY", "Asia/Kuala_Lumpur", (100.33, 5.41), "ms")
    kg, (side_k, side_g) = _partnership("kaohsiung-gdynia", kaohsiung, gdynia)
    kp, _ = _partnership("kaohsiung-penang", kaohsiung, penang)
    hidden, (hidden_g, _) = _partnership("gdynia-penang", gdynia, penang, is_public=False)
    agreement = accords.add_agreement(
        actor=SYSTEM,
        partnership=kg,
        agreement_kind="memorandum",
        titles={"zh-hant": "經濟合作備忘錄", "en": "Economic memorandum", "pl": "Memorandum gospodarcze"},
        signed_on=date(2025, 9, 14),
    )
    direction = accords.add_direction(
        actor=SYSTEM, agreement=agreement, titles={"zh-hant": "人才交流", "en": "Talent exchange"}
    )
    commitment = promises.add_commitment(
        actor=SYSTEM,
        partnership=kg,
        direction=direction,
        titles={"zh-hant": "每年安排實習", "en": "Place interns every year", "pl": "Staże co roku"},
        owing=[side_k],
        due_on=date(2030, 6, 30),
        target_value=Decimal(10),
        units={"en": "interns", "zh-hant": "名"},
    )
    milestone = promises.add_milestone(
        actor=SYSTEM, commitment=commitment, titles={"en": "Call is open"}, due_on=date(2030, 1, 31)
    )
    filed = evidence.file_evidence(
        actor=SYSTEM,
        commitment=commitment,
        side=side_k,
        evidence_kind="figure",
        titles={"en": "Interns placed in the first year", "zh-hant": "第一年分發人數"},
        on=date(2026, 6, 30),
        value=Decimal(4),
        units={"en": "interns", "zh-hant": "名"},
        is_public=False,
    )
    intention = promises.add_intention(
        actor=SYSTEM,
        partnership=kp,
        texts={"en": "Invitation to the smart city forum", "zh-hant": "邀請參加智慧城市論壇"},
        intention_kind="invitation",
    )
    committee = committees.add_committee(
        actor=SYSTEM, partnership=kg, names={"en": "Joint committee"}, agreement=agreement, rhythm="yearly"
    )
    person = people.add_person(
        actor=SYSTEM, city=gdynia, names={"pl": "Jan Testowy", "zh-hant": "楊・測試"}, email="jan@example.org"
    )
    committees.add_member(actor=SYSTEM, committee=committee, person=person, side=side_g)
    organisation = people.add_organisation(
        actor=SYSTEM,
        names={"pl": "Pomorski Park", "zh-hant": "波美拉尼亞園區"},
        organisation_kind="science_park",
        city=gdynia,
        aliases=["PPNT"],
    )
    with transaction.atomic():
        stored = store("memorandum.pdf", b"%PDF-1.7\n%%EOF")
    document = documents.add_document(
        actor=SYSTEM,
        partnership=kg,
        document_kind="signed_text",
        titles={"en": "Text of the memorandum"},
        file=stored,
        sha256=stored.sha256,
    )
    accords.attach_document(actor=SYSTEM, agreement=agreement, document=document, is_authentic=True)
    meeting = committees.add_meeting(actor=SYSTEM, committee=committee, on=date(2026, 3, 2))
    committees.add_decision(actor=SYSTEM, meeting=meeting, texts={"en": "Open the call"}, side=side_k)
    visit = visits.add_visit(
        actor=SYSTEM,
        partnership=kg,
        occasions={"en": "Signing in Gdynia", "zh-hant": "簽署"},
        on=date(2025, 9, 14),
        signed=agreement,
    )
    visits.add_attendance(actor=SYSTEM, visit=visit, person=person, side=side_g)
    visits.add_point(actor=SYSTEM, visit=visit, texts={"en": "Ports and start-ups"}, point_kind="topic")
    hidden_commitment = promises.add_commitment(
        actor=SYSTEM, partnership=hidden, titles={"en": "A promise not yet published"}, owing=[hidden_g]
    )
    for record in (commitment, milestone, filed):
        record.refresh_from_db()
    outsider = _account("outsider", None, None, "en")
    administrator = _account("administrator", Role.ADMINISTRATOR, None, "en")
    import_run = imports.start_run(
        actor=SYSTEM,
        reader=administrator,
        register="cities",
        file="cities.csv",
        content=b"City,Country\nKobe,JP\nGdynia,PL\n",
    )
    imports.set_mapping(run=import_run, mapping=import_run.mapping, options={})
    officer_k = _account("officer-k", Role.OFFICER, kaohsiung, "zh-hant")
    reading, _ = read_document(actor=officer_k.ref, read_by=officer_k, text=ARTICLE, partnership=kg)
    token, _ = people.issue_api_token(account=outsider, name="Reader", scopes=["read"])
    question = questions.ask_why(
        actor=SYSTEM, commitment=commitment, language="en", text="Why does nothing happen?"
    )
    feed, _ = make_calendar_feed(account=outsider, name="Phone")
    expert_question = expert_questions.ask(
        actor=SYSTEM,
        partnership=kg,
        side=side_g,
        titles={"en": "A question between two cities"},
        contexts={"en": "Underpasses flood."},
        topic="flood-control",
        stage="operation",
    )
    answered = expert_questions.answer(
        actor=SYSTEM,
        question=expert_question,
        side=side_k,
        texts={"en": "Pumps."},
        uploads=[("pumps.txt", b"Pumps")],
    )
    lesson = lesson_actions.begin(
        actor=SYSTEM,
        partnership=kg,
        side=side_k,
        texts={"title": {"en": "Pumps"}, "context": {"en": "Floods"}, "done": {"en": "Pumps"}},
        topic="flood-control",
        stage="operation",
        is_public=True,
    )
    lesson_actions.hand_in(actor=SYSTEM, lesson=lesson, side=side_k)
    lesson = lesson_actions.approve(actor=SYSTEM, lesson=lesson, side=side_g)
    vision = visions.add_vision(actor=SYSTEM, city=kaohsiung, titles={"en": "Axes of Kaohsiung"})
    axis = visions.add_axis(actor=SYSTEM, vision=vision, names={"en": "Liveability"}, goals=["11"])
    visions.align(actor=SYSTEM, servant=commitment, city=kaohsiung, axes=[axis])
    activity = duty.add_activity(
        actor=SYSTEM, city=kaohsiung, key="letters", texts={"title": {"en": "Letters"}}, basis="public_task"
    )
    breach = duty.add_breach(
        actor=SYSTEM, city=kaohsiung, texts={"title": {"en": "Laptop lost"}}, noticed_at=clock.now()
    )
    person_request = duty.add_request(
        actor=SYSTEM,
        city=kaohsiung,
        request_kind="access",
        received_on=kaohsiung.calendar().day_of(clock.now()),
        name="Somebody",
    )
    case = _case(side_k, officer_k, "Where can we rent a laboratory?")
    work.note(
        actor=officer_k.ref, case=case, side=side_k, text="Ask the park", language="en", author="officer-k"
    )
    offered = handover.offer(
        actor=officer_k.ref,
        case=_case(side_k, officer_k, "Who insures our interns in Gdynia?"),
        to_side=side_g,
        reason="They ask about Gdynia",
        language="en",
    )
    # Tests count letters; those that they are about come from evidence.
    forget_letters(case.public_id, offered.case.public_id, offered.public_id)
    rule_set = rule_sets.begin(
        actor=SYSTEM, side=side_k, name="Rules", rules=[rule_sets.RuleGiven(service="talent", priority=3)]
    )
    template = templates.add(
        actor=SYSTEM, side=side_k, texts={"name": {"en": "Thanks"}, "body": {"en": "Dear {name}"}}
    )
    lead_k = _account("lead-k", Role.LEAD, kaohsiung, "zh-hant")
    away = kaohsiung.calendar().day_of(clock.now()) + timedelta(days=200)
    absence = absences.note(
        actor=SYSTEM, account=lead_k, deputy=officer_k, city=kaohsiung, first_day=away, last_day=away
    )
    incoming = keep(
        b"From: officer-k@example.org\r\nTo: desk-kaohsiung@example.org\r\nSubject: By telefax\r\n"
        b"Message-ID: <fax@example.org>\r\n\r\nSomebody from Gdynia asks who rents laboratories.\r\n"
    )
    profile = add_profile(kaohsiung, officer_k)
    day_plan = add_matchday(side_k, officer_k)
    position = add_cohort(side_k, officer_k)
    return World(
        incoming=incoming,
        programme=position.cohort.programme,
        cohort=Cohort.objects.get(pk=position.cohort_id),
        position=position,
        profile=profile,
        matchday=Matchday.objects.get(pk=day_plan.matchday_id),
        registration=Registration.objects.get(name="Baltyk"),
        day_plan=day_plan,
        rule_set=rule_set,
        rule=rule_set.rules.get(),
        template=template,
        absence=absence,
        expert_question=expert_question,
        answer_file=answered.files.get(),
        lesson=lesson,
        case=Case.objects.get(pk=case.pk),
        offered=Handover.objects.select_related("case", "from_side", "to_side").get(pk=offered.pk),
        activity=activity,
        breach=breach,
        person_request=person_request,
        vision=vision,
        axis=axis,
        question=question,
        feed=feed,
        kaohsiung=kaohsiung,
        gdynia=gdynia,
        penang=penang,
        kaohsiung_gdynia=kg,
        kaohsiung_penang=kp,
        hidden=hidden,
        side_k=side_k,
        side_g=side_g,
        agreement=agreement,
        direction=direction,
        commitment=commitment,
        milestone=milestone,
        filed=filed,
        intention=intention,
        committee=committee,
        visit=visit,
        hidden_commitment=hidden_commitment,
        person=person,
        organisation=organisation,
        document=document,
        meeting=meeting,
        officer_k=officer_k,
        officer_g=_account("officer-g", Role.OFFICER, gdynia, "pl"),
        officer_p=_account("officer-p", Role.OFFICER, penang, "ms"),
        lead_k=lead_k,
        councillor_k=_account("councillor-k", Role.COUNCILLOR, kaohsiung, "zh-hant"),
        administrator=administrator,
        import_run=import_run,
        outsider=outsider,
        letter=Message.objects.get(about_id=filed.public_id),
        token=token,
        reading=reading,
    )
