"""Enquiries that nobody sent: their words in three languages, and the ways that a case goes."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.window.invented import SUBJECTS

SERVICES = ("landing", "partner", "validation", "talent", "resource", "visit", "other")
LANGUAGES = ("zh-hant", "en", "pl")
NAMES = {"zh-hant": "陳怡君", "en": "Mary Blake", "pl": "Jan Wiśniewski"}
WORDS = {
    "zh-hant": (
        "您好,我們公司從事{subject},第{number}號專案想在貴市設立據點。請問輕軌沿線有沒有合適的辦公室?"
        "淹水與排水的資料可以在哪裡查詢?另外希望認識港口與智慧交通的夥伴,並請告知承辦人與所需文件。"
    ),
    "en": (
        "We work in {subject} and plan project {number} in your city. Which office space lies near the light"
        " rail, and where can we read about flooding and drainage? We would also like to meet partners in the"
        " port and in smart traffic; please tell us who is in charge and what papers are needed."
    ),
    "pl": (
        "Zajmujemy się tematem {subject} i planujemy projekt {number} w Państwa mieście. Jakie biura są przy"
        " linii tramwajowej i gdzie znajdziemy dane o powodziach i odwodnieniu? Chcielibyśmy też poznać"
        " partnerów z portu; prosimy o kontakt do osoby odpowiedzialnej i listę dokumentów."
    ),
}
REPLIES = {
    "zh-hant": "感謝來信。您的案件我們已洽相關單位,{subject}的部分由經濟發展局協助,細節如附。({number})",
    "en": "Thank you for writing. We have asked the bodies concerned about {subject}; details follow. ({number})",
    "pl": "Dziękujemy za wiadomość. Zapytaliśmy właściwe wydziały o {subject}; szczegóły poniżej. ({number})",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a case, so many hours after the one before, with the words that belong to it."""

    event: str
    hours: float
    words: str = ""
    """Direction of the message: in, out, shared, note."""
    by_other: bool = False
    """The other side acts."""


RECEIVED = Step("received", 0, "in")
TAKEN = Step("taken", 3, "note")
REPLIED = Step("replied", 5, "out")
ASKED = Step("asked", 20, "out")
WROTE = Step("wrote", 30, "in")
ANSWERED = Step("answered", 26, "out")
CLOSED = Step("closed", 50)
OFFERED = Step("offered", 4, "shared")
ACCEPTED = Step("accepted", 9, "shared", by_other=True)

WAYS: tuple[tuple[int, bool, tuple[Step, ...]], ...] = (
    (46, False, (RECEIVED, TAKEN, REPLIED, ASKED, WROTE, ANSWERED, CLOSED)),
    (24, False, (RECEIVED, TAKEN, REPLIED, ANSWERED, CLOSED)),
    (12, False, (RECEIVED, OFFERED, ACCEPTED, TAKEN, REPLIED, ANSWERED, CLOSED)),
    (6, False, (RECEIVED, TAKEN, ASKED, WROTE, ANSWERED)),
    (3, True, (RECEIVED,)),
    (4, True, (RECEIVED, TAKEN, REPLIED)),
    (2, True, (RECEIVED, TAKEN, REPLIED, ASKED)),
    (2, True, (RECEIVED, OFFERED, ACCEPTED, TAKEN, REPLIED)),
    (1, True, (RECEIVED, TAKEN, OFFERED)),
)
"""(of a hundred cases, whether it is open and therefore young, what happens)."""


def way_of(number: int) -> tuple[bool, tuple[Step, ...]]:
    """Which way the case with this number goes."""
    place = number * 37 % 100
    for share, is_open, steps in WAYS:
        if place < share:
            return is_open, steps
        place -= share
    raise AssertionError("the shares are of a hundred")


def subject(number: int, language: str) -> str:
    """What the enquirer calls it."""
    zh, en = SUBJECTS[number % len(SUBJECTS)]
    said = {"zh-hant": f"詢問{zh}({number})", "en": f"Question on {en} ({number})"}
    return said.get(language, f"Pytanie: {en} ({number})")


def words(number: int, language: str, direction: str, place: int) -> str:
    """What one message says."""
    zh, en = SUBJECTS[(number + place) % len(SUBJECTS)]
    form = (WORDS if direction == "in" else REPLIES)[language]
    return form.format(subject=zh if language == "zh-hant" else en, number=number)
