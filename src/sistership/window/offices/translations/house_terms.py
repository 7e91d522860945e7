"""The words of the house in four languages: what a city's own glossary does not say is said so.

The first word of each language is the one to use; others are recognised in a source. Locked words must stand
in a translation; of the others the desk only says how the house calls the thing. `docs/glossary.md` holds
the same words, and a test compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HouseTerm:
    """One concept and its words by language."""

    concept: str
    words: Mapping[str, tuple[str, ...]]
    is_locked: bool = True


def _term(concept: str, zh: str, en: str, pl: str, ms: str, *, is_locked: bool = True) -> HouseTerm:
    """A concept with its words; several words of one language stand between strokes."""
    given = {"zh-hant": zh, "en": en, "pl": pl, "ms": ms}
    words = {language: tuple(text.split("|")) for language, text in given.items() if text}
    return HouseTerm(concept, words, is_locked)


HOUSE_TERMS: tuple[HouseTerm, ...] = (
    _term("the window", "單一窗口", "single window", "punkt kontaktowy", "tetingkap tunggal"),
    _term(
        "partnership",
        "城市夥伴關係",
        "city partnership",
        "partnerstwo miast",
        "perkongsian bandar raya",
    ),
    _term("Agreement", "合作協議", "agreement", "porozumienie", "perjanjian", is_locked=False),
    _term(
        "memorandum of understanding",
        "合作備忘錄|備忘錄",
        "memorandum of understanding|memorandum of cooperation|memorandum",
        "memorandum o współpracy|memorandum",
        "memorandum persefahaman|memorandum",
    ),
    _term("letter of intent", "合作意向書|意向書", "letter of intent", "list intencyjny", "surat hasrat"),
    _term(
        "declaration of friendship",
        "友好宣言",
        "declaration of friendship",
        "deklaracja przyjaźni",
        "deklarasi persahabatan",
    ),
    _term(
        "sister city agreement",
        "姊妹市協定",
        "sister city agreement",
        "umowa o partnerstwie miast",
        "perjanjian bandar raya kembar",
    ),
    _term("Direction", "合作方向", "direction", "kierunek współpracy", "bidang kerjasama", is_locked=False),
    _term("Commitment", "承諾事項", "commitment", "zobowiązanie", "komitmen"),
    _term("Intention", "意向", "intention", "zamiar", "hasrat", is_locked=False),
    _term("Milestone", "里程碑", "milestone", "kamień milowy", "pencapaian penting"),
    _term("Evidence", "佐證資料", "evidence", "dowód wykonania", "bukti", is_locked=False),
    _term("Blueprint", "行動藍圖", "action blueprint|blueprint", "plan działań", "pelan tindakan"),
    _term("Visit", "參訪", "visit", "wizyta", "lawatan", is_locked=False),
    _term("Committee", "聯合委員會", "joint committee", "wspólny komitet", "jawatankuasa bersama"),
    _term("Organisation", "單位", "organisation", "jednostka", "organisasi", is_locked=False),
    _term("officer", "承辦人", "officer", "osoba prowadząca", "pegawai", is_locked=False),
    _term("case", "案件", "case", "sprawa", "", is_locked=False),
    _term("handover", "轉辦", "handover", "przekazanie sprawy", ""),
    _term("matchmaking event", "商機媒合會", "matchmaking event", "kojarzenie firm", ""),
)
