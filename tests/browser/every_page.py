"""Every page of the window with who opens it; those behind secret links and offers are made here."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import translation
from tests.browser.matching_pages import of_matching
from tests.pages.test_access import read_table
from tests.pages.walk import arguments
from tests.world import World

from sistership.window.ground import clock
from sistership.window.offices.cases.actions import drafting, handover, receiving, recommendations, work
from sistership.window.offices.cases.addresses import enquirer_secret
from sistership.window.offices.cases.models import Case
from sistership.window.offices.duty import actions as duty
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.lessons.actions import lessons, parts, questions
from sistership.window.offices.lessons.actions.helped import ask_sides
from sistership.window.offices.notices import following, invitations
from sistership.window.offices.notices.models import Message, Subscription
from sistership.window.offices.people.models import Role

# Downloads, and addresses that only take deeds or lead elsewhere, are no pages.
NO_PAGE = re.compile(
    r"_(csv|json|pdf|file|export|feed|dates|data)$|^enquiry_(draft|reading|renew|write)$"
    r"|^market_(answer|ask|dismiss|new_link|outcome|renew|undo)$|^own_matchday_(calendar|wishes)$|^desk_matchday_event$|^talent_paper$"
)
ROLES = ("anonymous", "lead_k", "officer_g", "administrator")
STEPS = ("city", "service", "words", "you", "reach", "reading", "files")
WORDS = "Where may we rent a laboratory beside the harbour for twelve months?"
ANSWERS: dict[str, Any] = {
    "partnership": "kaohsiung-gdynia",
    "city": {"side": "gdynia"},
    "service": {"service": "partner"},
    "words": {"text": WORDS, "subject": ""},
    "you": {"name": "Anna"},
    "reach": {"email": "anna@firma.example", "telephone": "", "language": "pl"},
    "reading": {"may_be_handed_over": "yes"},
    "files": [],
}


class Page(NamedTuple):
    """The role that opens it, the name of its address, arguments, and the query."""

    role: str
    name: str
    given: dict[str, Any]
    query: str = ""

    def address(self, language: str) -> str:
        with translation.override(language):
            return reverse(self.name, kwargs=self.given) + self.query


def every_page(world: World) -> list[Page]:
    """Each page once, opened by the first role that may."""
    by_link = [
        *_of_enquiries(world),
        *_of_cases(world),
        *_of_experts(world),
        *_of_letters(world),
        *_of_duty(world),
        *(Page(*row) for row in of_matching(world)),
    ]
    made = {page.name for page in by_link}
    found = []
    for asked, statuses in read_table().items():
        method, name = asked.split(" ", maxsplit=1)
        if method != "GET" or name.startswith("/api/") or NO_PAGE.search(name) or name in made:
            continue
        if role := next((one for one in ROLES if statuses[one] == 200), None):
            found.append(Page(role, name, arguments(name, world)))
        else:
            answers = {statuses[one] for one in ROLES[1:]}
            assert answers & {302, 405}, f"{name} is opened by nobody: make its page here"
    return found + by_link


def _secret(to: str, address: str) -> str:
    """Of the newest letter that leads to such an address."""
    bodies = Message.objects.filter(to=to, body__contains=f"/{address}/").order_by("-pk")
    return re.search(rf"/{address}/([^/\s]+)", bodies.values_list("body", flat=True)[0]).group(1)


def _case(world: World, service: str = "landing") -> Case:
    enquiry = receiving.Enquiry(
        service=service, text=WORDS, language="pl", name="Anna", email="anna@firma.example"
    )
    return receiving.receive(
        actor=work.ENQUIRER, side=world.side_k, enquiry=enquiry, came=receiving.Came(channel="form")
    )


def _of_enquiries(world: World) -> list[Page]:
    draft = drafting.begin(language="pl", answers=ANSWERS)
    case = _case(world)
    words = work.Words(text="How many of you are there?", language="en")
    work.write(actor=world.officer_k.ref, case=case, kind="asked", words=words, author="Lin")
    own = {"secret": enquirer_secret(case)}
    pages = ["enquiry", "enquiry_sent", "enquiry_withdraw", "enquiry_erase"]
    return [
        *(Page("anonymous", "enquiry_step", {"secret": draft, "step": step}) for step in STEPS),
        *(Page("anonymous", name, {"secret": draft}) for name in ("enquiry_check", "enquiry_save")),
        *(Page("anonymous", name, own) for name in pages),
    ]


def _of_cases(world: World) -> list[Page]:
    closed, complaint, offered = _case(world), _case(world, "grievance"), _case(world)
    outcome = work.Outcome(kind="served", commitment=world.commitment)
    work.close(actor=world.officer_k.ref, case=closed, outcome=outcome)
    made = recommendations.recommend(
        actor=world.officer_k.ref,
        case=complaint,
        made_by=world.side_k,
        side=world.side_g,
        titles={"en": "Answer in time"},
        texts={"en": "Within two days."},
    )
    recommendations.publish(actor=world.officer_k.ref, recommendation=made, is_public=True)
    handover.offer(
        actor=world.officer_k.ref, case=offered, to_side=world.side_g, reason="Gdynia knows", language="en"
    )
    desk = "desk-gdynia@example.org"
    return [
        Page("lead_k", "desk_file_case", {"public_id": closed.public_id}),
        Page("lead_k", "desk_recommend", {"public_id": complaint.public_id}),
        Page("officer_g", "desk_recommendation", {"public_id": made.public_id}),
        Page("anonymous", "recommendation", {"public_id": made.public_id}),
        Page("officer_g", "desk_answer_offer", {"public_id": offered.public_id}),
        Page("lead_k", "desk_translate_message", {"public_id": closed.messages.get().public_id}),
        Page("anonymous", "answer_handover", {"secret": _secret(desk, "handover")}),
        Page("anonymous", "handover_done", {"answer": "accepted"}),
        Page("anonymous", "answer", {"secret": _secret(desk, "answer")}),
    ]


def _of_experts(world: World) -> list[Page]:
    questions.ask(
        actor=world.officer_g.ref,
        partnership=world.kaohsiung_gdynia,
        side=world.side_g,
        titles={"en": "How wide?"},
        contexts={"en": "Narrow streets."},
        topic="light-rail",
        stage="planning",
    )
    draft = lessons.begin(
        actor=world.officer_k.ref,
        partnership=world.kaohsiung_gdynia,
        side=world.side_k,
        texts={"title": {"en": "Width"}, "context": {"en": "Streets"}, "done": {"en": "Measured"}},
        topic="light-rail",
        stage="planning",
    )
    site = parts.add_site(
        actor=world.officer_k.ref,
        lesson=draft,
        side=world.side_k,
        names={"en": "The line"},
        longitude=120.3,
        latitude=22.6,
        contact=world.side_k,
    )
    ask_sides(lesson=world.lesson)
    kaohsiung, gdynia = "desk-kaohsiung@example.org", "desk-gdynia@example.org"
    return [
        Page("lead_k", "desk_edit_lesson", {"public_id": draft.public_id}),
        Page("lead_k", "desk_site_programme", {"public_id": draft.public_id, "part": site.public_id}),
        Page("anonymous", "expert_answer", {"secret": _secret(kaohsiung, "expert-answer")}),
        Page("anonymous", "lesson_helped", {"secret": _secret(gdynia, "lesson-helped")}),
    ]


def _of_letters(world: World) -> list[Page]:
    reader, new = "reader@example.net", "new@example.org"
    following.ask_to_follow(
        email=reader, language="en", rhythm="at_once", about=world.commitment.ref, title="Interns"
    )
    confirm = _secret(reader, "follow/confirm")
    following.confirm(confirm)
    stop = following.stop_url(Subscription.objects.get(email=reader)).rstrip("/").rsplit("/", 1)[1]
    following.ask_to_follow(
        email=reader, language="en", rhythm="at_once", about=world.agreement.ref, title="Memorandum"
    )
    invitations.invite(
        actor=SYSTEM,
        email=new,
        display_name="New",
        language="en",
        role=Role.OFFICER,
        city=world.gdynia,
    )
    return [
        Page("anonymous", "follow_confirm", {"secret": _secret(reader, "follow/confirm")}),
        Page("anonymous", "follow_stop", {"secret": stop}),
        Page("anonymous", "invitation", {"secret": _secret(new, "invitation")}),
    ]


def _of_duty(world: World) -> list[Page]:
    clocks = "?city=kaohsiung&duty=tw_persons"
    breach = {"public_id": world.breach.public_id}
    asked = duty.add_request(
        actor=SYSTEM,
        city=world.gdynia,
        request_kind="erasure",
        received_on=world.gdynia.calendar().day_of(clock.now()),
        email=world.person.email,
    )
    return [
        Page("lead_k", "breach_told", breach, clocks),
        Page("lead_k", "breach_untold", breach, clocks),
        Page("administrator", "person_request_erase", {"public_id": asked.public_id}),
    ]
