"""The words of Polish for figures and standing."""

from __future__ import annotations

from sistership.reading.latin.lexicon import rule

FIGURE = rule(
    r"(?:(?P<bound>ponad|powyżej|przeszło|więcej niż|co najmniej|prawie|niemal|blisko|około|ok\.|"
    r"mniej niż|poniżej|do|przekracza\w*|przekroczył\w*|sięga\w*) )?(?<![\w.,-])(?P<number>\d{1,3}(?: "
    r"\d{3})+(?:,\d+)?|"
    r"\d+(?:,\d+)?)(?! ?(?:\.|r\.|roku|lat\b|rok\b|[:/]\d))(?: (?P<scale>tys\.|tysiąc\w*|tysięcy|mln|"
    r"milion\w*|mld|miliard\w*))?(?P<more>\+)? ?(?P<unit>%|proc\.|procent|zł|złotych|euro|dolarów|km|"
    r"hektar\w*|ha|ton|(?!(?:stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|"
    r"października|listopada|grudnia|i|oraz|w|z|do|na|od|dni|godzin\w*|minut\w*|tygodni\w*|miesięcy|"
    r"miesiące|lat|lata|r)\b)[a-ząćęłńóśźż]{3,}\w*(?: (?:mieszkańc|statk|pasażer|uczni|student|firm|"
    r"kontener|gości)\w+)?)"
)
BOUNDS = {
    "ponad": "more_than",
    "powyżej": "more_than",
    "przeszło": "more_than",
    "więcej niż": "more_than",
    "co najmniej": "more_than",
    "przekracza": "more_than",
    "przekroczył": "more_than",
    "sięga": "about",
    "prawie": "about",
    "niemal": "about",
    "blisko": "about",
    "około": "about",
    "ok.": "about",
    "mniej niż": "less_than",
    "poniżej": "less_than",
    "do": "less_than",
    "+": "more_than",
}
SCALES = {
    "tys": 1e3,
    "tysiąc": 1e3,
    "tysiące": 1e3,
    "tysięcy": 1e3,
    "mln": 1e6,
    "milion": 1e6,
    "miliona": 1e6,
    "miliony": 1e6,
    "milionów": 1e6,
    "mld": 1e9,
    "miliard": 1e9,
    "miliarda": 1e9,
    "miliardy": 1e9,
    "miliardów": 1e9,
}
STANDING = rule(
    r"\b(?:jest (?:jednym z|jedną z|naj[a-ząćęłńóśźż]+(?:szym|szą|sze|szy|sza)|drugim|ważn\w+ (?:ośrodk|"
    r"port)\w*|siedzibą|stolicą|"
    r"domem)|słynie z|znan[ya] (?:jest )?z|należy do (?:najwięk|najważ)\w+|od lat (?:rozwija|"
    r"inwestuje|specjalizuje))\b"
)
STATEMENT_JOINT = rule(
    r"(?:;|,? (?:a (?=[^,]* \d)|podczas gdy|natomiast)|,? (?:i|oraz)(?= (?:jest|są|ma|mają|liczy|"
    r"zatrudnia\w*|"
    r"obsługuje|przeładowuje|należy|działa|posiada|produkuje|eksportuje|generuje|przyciąga|stanowi|ponad|"
    r"około|blisko|prawie) )|,(?= (?:zatrudniając\w*|obsługując\w*|skupiając\w*|licząc\w*)))\s*"
)
