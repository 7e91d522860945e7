"""What a text says not to be so is blanked before it is compared: "we do not make hulls" offers no hulls.

1. A denial is a small word ("do not", `nie`, `tidak`, 不) before one of a few verbs of making, offering and
   needing, and reaches to the next mark or to a word that turns ("but"). Only what begins so is read as
   denied: "residents do not sleep" stands, and so does "not only".
2. What is denied becomes blanks, so that places stay true.
"""

from __future__ import annotations

import re

_ENGLISH = (
    r"\b(?:do|does|did)(?:\s+not|n['’]t)\s+(?:currently\s+|yet\s+)?"
    r"(?:make|manufacture|produce|build|sell|supply|offer|provide|need|require|want|seek|accept|look\s+for|"
    r"deal\s+(?:in|with)|buy|export|develop|design|repair|install)\b"
    r"|\b(?:are|is)(?:\s+not|n['’]t)\s+(?:looking\s+for|interested\s+in|a\s+(?:maker|manufacturer|supplier)\s+of)\b"
    r"|\bno\s+longer\s+(?:make|manufacture|produce|sell|supply|offer|provide|need|require)\b"
)
_POLISH = (
    r"\bnie\s+(?:produkujemy|wytwarzamy|budujemy|sprzedajemy|dostarczamy|oferujemy|świadczymy|potrzebujemy|"
    r"szukamy|poszukujemy|chcemy|przyjmujemy|kupujemy|projektujemy|naprawiamy|montujemy|eksportujemy|"
    r"zajmujemy\s+się|interesuje\s+nas|interesują\s+nas|wykonujemy|robimy)\b"
)
_MALAY = (
    r"\btidak\s+(?:lagi\s+)?(?:mengeluarkan|menghasilkan|membuat|membina|menjual|membekalkan|menawarkan|"
    r"menyediakan|memerlukan|perlu|mencari|mahu|menerima|membeli|mengeksport|membaiki|memasang|berminat)\b"
    r"|\bbukan\s+(?:pengeluar|pembekal|pengilang)\b"
)
_CHINESE = (
    r"(?:並不|不再|暫不|不|沒有|未)(?:生產|製造|產製|做|販售|銷售|賣|供應|提供|承接|需要|尋找|接受|採購|出口|"
    r"經營|從事|考慮)"
    r"|(?:並非|不是)[^，。；、]{0,12}?(?:製造商|供應商|生產商|廠商)"
)
_TURNS = r"(?=[,.;:!?，。；：！？\n]|\bbut\b|\binstead\b|\bale\b|\blecz\b|\btetapi\b|\btapi\b|而是|但|$)"
_NOT_ONLY = r"(?!\s*(?:only|just|merely|tylko|jedynie|hanya|sahaja|僅|只|止))"
_DENIED = re.compile(
    rf"(?:{_ENGLISH}|{_POLISH}|{_MALAY}|{_CHINESE}){_NOT_ONLY}.{{0,200}}?{_TURNS}", re.IGNORECASE
)


def without_denied(text: str) -> str:
    """The text, of the same length, with blanks for what it denies."""
    return _DENIED.sub(lambda found: " " * len(found.group()), text)
