"""Four cases in two partnerships, each with words of its own wherever words stand, for the tests of leaks.

| case | received by | then | who reads it |
| --- | --- | --- | --- |
| a | Gdynia | closed | Gdynia |
| b | Penang | closed | Penang |
| c | Kaohsiung, for Gdynia | offered to Gdynia, declined, closed | Kaohsiung |
| d | Kaohsiung, for Gdynia | taken over by Gdynia, closed | both |

Every word is `zq`, the letter of the case and its place: `zqctext`. `zqdtheirnote` is Gdynia's in case d.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.world import World, build_world

from sistership.window.ground import clock
from sistership.window.ground.files import store
from sistership.window.ground.search import entries
from sistership.window.offices.cases import daily_letters
from sistership.window.offices.cases.actions import handover, receiving, templates, work
from sistership.window.offices.cases.models import Case, CaseFile, Direction, Handover
from sistership.window.offices.people.models import Account, Side

MONDAY = datetime(2026, 7, 6, 2, tzinfo=UTC)
"""10:00 in Kaohsiung and Penang, 4:00 in Gdynia."""
PLACES = (
    *("subject", "text", "quoted", "name", "mail", "telephone", "organisation", "city", "file", "content"),
    *("note", "theirnote", "reply", "template", "reason", "answer", "outcome"),
)
WORD = re.compile(rf"zq[a-d](?:{'|'.join(PLACES)})")
NOTES = frozenset({"zqanote", "zqbnote", "zqcnote", "zqdnote", "zqdtheirnote"})
READ_BY = {
    "officer_k": {"c", "d"},
    "lead_k": {"c", "d"},
    "officer_g": {"a", "d"},
    "officer_p": {"b"},
}
"""Role → letters of the cases that it reads; every other role reads none."""
THEIRS = {
    "officer_k": {"zqdtheirnote"},
    "lead_k": {"zqdtheirnote"},
    "officer_g": {"zqdnote", "zqdtemplate"},
}
"""What the other side keeps to itself of a case that the role reads: notes, and its letters to begin with."""


@dataclass(frozen=True, slots=True)
class Told:
    """The four cases and what hangs on them."""

    world: World
    cases: dict[str, Case]
    offers: dict[str, Handover]
    """Of c (declined) and d (accepted)."""


def leaked(said: str, role: str) -> set[str]:
    """Words in a text that the role may not read, of the cases' own words and of other sides' notes."""
    found = set(WORD.findall(said.lower()))
    return {word for word in found if word[2] not in READ_BY.get(role, ()) or word in THEIRS.get(role, ())}


def _opened(letter: str, side: Side, officer: Account) -> Case:
    def said(place: str) -> str:
        return f"zq{letter}{place}"

    content = f"{said('content')}\n".encode()
    attached = receiving.Attached(name=f"{said('file')}.txt", file=store(f"{said('file')}.txt", content))
    case = receiving.receive(
        actor=work.ENQUIRER,
        side=side,
        enquiry=receiving.Enquiry(
            service="landing",
            subject=said("subject"),
            text=said("text"),
            language="en",
            name=said("name"),
            email=f"{said('mail')}@example.net",
            telephone=said("telephone"),
            organisation=said("organisation"),
            city=said("city"),
        ),
        came=receiving.Came(channel="form", files=[attached], quoted=said("quoted")),
    )
    work.take(actor=officer.ref, case=case, account=officer)
    _noted(case, side, officer, said("note"))
    templates.add(
        actor=officer.ref,
        side=side,
        texts={"name": {"en": said("template")}, "body": {"en": said("template")}},
    )
    work.write(
        actor=officer.ref,
        case=case,
        kind="replied",
        words=work.Words(text=said("reply"), language="en"),
        author="officer",
    )
    return case


def _noted(case: Case, side: Side, officer: Account, words: str) -> None:
    note = work.note(
        actor=officer.ref, case=case, side=side, text=words, language="en", author=officer.display_name
    )
    stored = store(f"{words}.txt", f"{words} in a file".encode())
    CaseFile.objects.create(message=note, name=f"{words}.txt", file=stored)


def _closed(letter: str, case: Case, officer: Account) -> Case:
    outcome = work.Outcome("served", {"en": f"zq{letter}outcome"})
    return work.close(actor=officer.ref, case=case, outcome=outcome)


def build_told() -> Told:
    """The world with its cases told and in the index of search; for `tests.snapshot.once`."""
    told = tell(build_world())
    entries.rebuild()
    return told


def tell(world) -> Told:
    """Make it, through the office's own actions, with the letters of a morning."""
    k, g, p = world.officer_k, world.officer_g, world.officer_p
    side_p = world.kaohsiung_penang.sides.get(city=world.penang)
    with clock.at(MONDAY):
        cases = {
            "a": _opened("a", world.side_g, g),
            "b": _opened("b", side_p, p),
            "c": _opened("c", world.side_k, k),
            "d": _opened("d", world.side_k, k),
        }
        offers = {
            letter: handover.offer(
                actor=k.ref,
                case=cases[letter],
                to_side=world.side_g,
                reason=f"zq{letter}reason",
                language="en",
            )
            for letter in "cd"
        }
    for hours in range(24):
        with clock.at(MONDAY + timedelta(hours=hours)):
            daily_letters.write_daily_letters()
    with clock.at(MONDAY + timedelta(hours=8)):
        handover.decline(actor=g.ref, handover=offers["c"], answer="zqcanswer", language="en")
        handover.accept(actor=g.ref, handover=offers["d"], answer="zqdanswer", language="en")
        work.take(actor=g.ref, case=cases["d"], account=g)
        _noted(cases["d"], world.side_g, g, "zqdtheirnote")
        for letter, officer in (("a", g), ("b", p), ("c", k), ("d", g)):
            _closed(letter, cases[letter], officer)
    return Told(world, {letter: Case.objects.get(pk=case.pk) for letter, case in cases.items()}, offers)


def file_of(case: Case, *, of_note: bool = False) -> CaseFile:
    """The enquirer's file of a case, or that of its first note."""
    direction = Direction.NOTE if of_note else Direction.IN
    return CaseFile.objects.filter(message__case=case, message__direction=direction).order_by("pk")[0]
