"""The numbers that a text says, whatever the language: 12,000 = 12 000 = 1.2萬; 14 September = 9月14日.

A month's name counts as its number, a year of the Republic (民國114年) as 2025, so that dates compare as the
numbers in them do.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from decimal import Decimal

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października"
    " listopada grudnia",
    "pl nominative": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad"
    " grudzień",
    "pl locative": "styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu październiku"
    " listopadzie grudniu",
    "ms": "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember",
    "short": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}
NUMBER_OF_MONTH = {
    name.lower(): number for names in MONTHS.values() for number, name in enumerate(names.split(), 1)
}
ALSO_WORDS = {"may", "mar", "mac", "jan", "jun", "maj", "mei"}
"""Count as months only beside a number."""
SCALES = {
    "萬": 10**4, "億": 10**8, "thousand": 10**3, "million": 10**6, "billion": 10**9,
    "tys": 10**3, "tysiąc": 10**3, "tysiące": 10**3, "tysięcy": 10**3, "mln": 10**6, "milion": 10**6,
    "miliony": 10**6, "milionów": 10**6, "mld": 10**9, "ribu": 10**3, "juta": 10**6, "bilion": 10**9,
}  # fmt: skip
ROC_YEAR = re.compile(r"民國\s*(\d{2,3})\s*年")
MONTH = re.compile(
    rf"(\d[.,]?\s*)?(?<!\w)({'|'.join(sorted(NUMBER_OF_MONTH, key=len, reverse=True))})(?!\w)(\s*,?\s*\d)?",
    re.IGNORECASE,
)
DAY = re.compile(r"(?<!\d)(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?!\d)")
NUMBER = re.compile(
    r"(?<!\d)(\d{1,3}(?:[ \u00a0\u202f,.]\d{3})+(?!\d)|\d+)(?:[.,](\d+))?"
    rf"(?:\s*(萬|億|(?:{'|'.join(name for name in SCALES if name not in '萬億')})(?!\w)))?",
    re.IGNORECASE,
)


def numbers_in(text: str) -> Counter[Decimal]:
    """Every number of the text, with how often it stands there."""
    plain = unicodedata.normalize("NFKC", text)
    plain = ROC_YEAR.sub(lambda match: f"{int(match[1]) + 1911}年", plain)
    plain = DAY.sub(lambda match: f" {int(match[1])} ; {int(match[2])} ; {int(match[3])} ", plain)
    plain = MONTH.sub(_month, plain)
    found: Counter[Decimal] = Counter()
    for match in NUMBER.finditer(plain):
        whole = re.sub(r"\D", "", match[1])
        value = Decimal(f"{whole}.{match[2]}") if match[2] else Decimal(whole)
        scale = SCALES.get((match[3] or "").lower(), 1)
        found[(value * scale).normalize()] += 1
    return found


def _month(match: re.Match[str]) -> str:
    before, name, after = match[1] or "", match[2], match[3] or ""
    if name.lower() in ALSO_WORDS and not (before or after):
        return match[0]
    return f"{before} ; {NUMBER_OF_MONTH[name.lower()]} ; {after}"
