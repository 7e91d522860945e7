"""Polish words in their cases: which form a name has, and back to its base form.

Made by rules for endings and short tables. What the rules cannot tell stays as said, with less confidence.
"""

from __future__ import annotations

import re
from functools import cache

from sistership.reading.latin.lexicon import Form, words

_WOMEN = words(
    "Anna Maria Aleksandra Katarzyna Małgorzata Agnieszka Barbara Ewa Krystyna Elżbieta Magdalena Joanna "
    "Zofia"
    " Teresa Monika Danuta Beata Dorota Hanna Irena Iwona Jolanta Halina Renata Justyna Karolina Natalia "
    "Paulina"
    " Sylwia Urszula Marta Oliwia Julia Zuzanna Maja Alicja Weronika Wiktoria Emilia Kinga Patrycja "
    "Izabela Edyta"
    " Dominika Aneta Bożena Grażyna Wanda Helena Lidia Olga Ilona Kamila Klaudia Ewelina Oktawia Sabina Łucja"
    " Jadwiga Marzena Mirosława Bogumiła Stanisława Celina Eliza Jagoda Liliana Nina Róża Milena "
    "Marianna Apolonia"
    " Gabriela Adrianna Daria Aurelia Antonina Michalina Malwina Matylda Ludmiła Wioletta Violetta "
    "Estera Tamara"
)
_MEN = words(
    "Jan Andrzej Piotr Krzysztof Stanisław Tomasz Paweł Marcin Michał Marek Grzegorz Józef Łukasz Adam "
    "Zbigniew"
    " Jerzy Tadeusz Mateusz Dariusz Mariusz Wojciech Ryszard Jakub Henryk Robert Rafał Kazimierz Jacek "
    "Maciej Kamil"
    " Janusz Marian Mirosław Jarosław Sławomir Dawid Wiesław Artur Sebastian Damian Roman Przemysław "
    "Daniel Arkadiusz"
    " Radosław Karol Zdzisław Edward Leszek Szymon Bartosz Bartłomiej Bogdan Adrian Waldemar Dominik "
    "Filip Hubert"
    " Leon Ignacy Antoni Franciszek Aleksander Wiktor Witold Bogusław Norbert Konrad Patryk Cezary "
    "Cyprian Oskar"
    " Ireneusz Krystian Eugeniusz Kacper Emil Olaf Oliwer Tymoteusz Borys Bruno Seweryn Zenon Lech "
    "Czesław Alan David"
)
_SOFT = {"t": "ci", "d": "dzi", "r": "rz", "ł": "l", "k": "c", "g": "dz"}


def _feminine(base: str) -> dict[str, str]:
    """The forms of a noun in -a and the case of each."""
    stem = base[:-1]
    if stem.endswith(("i", "l", "j", "ż", "rz", "sz", "cz", "dz", "c")):
        soft = stem if stem.endswith("i") else stem + ("i" if stem[-1] in "lj" else "y")
        genitive = locative = soft
    else:
        genitive = stem + ("i" if stem[-1:] in ("k", "g") else "y")
        last = stem[-1:]
        locative = stem[:-1] + _SOFT[last] + "e" if last in _SOFT else stem + "ie"
        locative = locative.replace("cce", "cce")
    accusative = stem + "ę"
    return {base: "nom", genitive: "gen", locative: "loc", accusative: "acc", stem + "ą": "ins"}


def _masculine(base: str) -> dict[str, str]:
    """The forms of a masculine noun and the case of each."""
    if re.search(r"[yi]$", base):
        stem = base if base.endswith("i") else base[:-1]
        ending = "m" if base.endswith("i") else "ym"
        return {base: "nom", stem + "ego": "gen", stem + "emu": "dat", stem + ending: "ins"}
    stem = base
    if re.search(r"[^aeiouyąęó]e[kcłr]$", base):
        stem = base[:-2] + base[-1]
    elif base.endswith("ół"):
        stem = base[:-2] + "oł"
    elif base.endswith("ąd"):
        stem = base[:-2] + "ęd"
    if base.endswith("ń"):
        stem = base[:-1] + "ni"
    elif base.endswith("ść"):
        stem = base[:-2] + "ści"
    elif base.endswith("w") and re.search(r"[łs]aw$", base) and base[0].isupper() and " " not in base:
        stem = base
    last = stem[-1]
    instrumental = stem + ("iem" if last in "kg" else "em")
    locative = (
        stem + "u"
        if last in "kghljiż" or stem.endswith(("sz", "cz", "rz", "dz", "c"))
        else (stem[:-1] + _SOFT[last] + "e" if last in _SOFT else stem + "ie")
    )
    return {
        base: "nom",
        stem + "a": "gen",
        stem + "u": "gen",
        stem + "owi": "dat",
        instrumental: "ins",
        locative: "loc",
    }


def _neuter(base: str) -> dict[str, str]:
    """The forms of a noun in -o or -e; one in -um has one form."""
    if base.endswith("um"):
        return {base: "nom"}
    stem = base[:-1]
    last = stem[-1:]
    instrumental = stem + ("iem" if last in "kg" else "em")
    locative = (
        stem + "u" if last in "kghijl" else stem[:-1] + _SOFT[last] + "e" if last in _SOFT else stem + "ie"
    )
    return {base: "nom", stem + "a": "gen", stem + "u": "dat", instrumental: "ins", locative: "loc"}


def noun_forms(masculine: str = "", feminine: str = "", neuter: str = "") -> dict[str, Form]:
    """Every form of the nouns listed, in small letters: base form, case and gender; | parts them."""
    found: dict[str, Form] = {}
    for listed, decline, gender in (
        (masculine, _masculine, "m"),
        (feminine, _feminine, "f"),
        (neuter, _neuter, "n"),
    ):
        for base in listed.split("|") if listed else ():
            for form, case in decline(base).items():
                found.setdefault(form.lower(), (base, case, gender))
    return found


def adjective_forms(listed: str) -> dict[str, Form]:
    """Forms of titles that are declined as adjectives: przewodniczący, radny."""
    found: dict[str, Form] = {}
    for base in listed.split("|"):
        stem, soft = base[:-1], "i" if base.endswith("i") else ""
        he = {
            base: "nom",
            f"{stem}{soft}ego": "gen",
            f"{stem}{soft}emu": "dat",
            f"{stem}{soft or 'y'}m": "ins",
        }
        she = {f"{stem}a": "nom", f"{stem}{soft}ej": "gen", f"{stem}ą": "ins"}
        found |= {form: (base, case, "m") for form, case in he.items()}
        found |= {form: (f"{stem}a", case, "f") for form, case in she.items()}
    return found


@cache
def _given_names() -> dict[str, tuple[str, str, str]]:
    forms: dict[str, tuple[str, str, str]] = {}
    for listed, decline, gender in ((_WOMEN, _feminine, "f"), (_MEN, _masculine, "m")):
        for name in listed:
            for form, case in decline(name).items():
                forms.setdefault(form, (name, case, gender))
    for name in (*_WOMEN, *_MEN):
        forms[name] = (name, "nom", "f" if name.endswith("a") else "m")
    return forms


def person(said: str, case: str, gender: str) -> tuple[str, float]:
    """A person's name in its base form, and how sure that is."""
    parts = said.split()
    first = _given_names().get(parts[0])
    if first is None or len(parts) < 2:
        return _foreign(said, parts, case)
    name, case, gender = first
    if case == "nom":
        return said, 1.0
    middle = [_given_names().get(part, (part, "", ""))[0] for part in parts[1:-1]]
    last = "-".join(_surname(part, case, gender) for part in parts[-1].split("-"))
    return " ".join([name, *middle, last]), 0.95


def is_given(word: str) -> bool:
    """Whether a word is a given name in any of its forms."""
    return word in _given_names()


# One syllable of a Chinese name in Latin letters: an ending of a Polish case makes none.
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|ts|tz|hs|[bpmfdtnlgkhjqxrzcsyw])?'?(?:a|o|e|i|u|ü|ai|ei|ao|ou|an|en|ang|eng|ong|ung|ia|ie|"
    r"iao|iu|ian|in|iang|ing|iong|iung|ua|uo|uai|ui|uan|un|uang|ueh|ieh|ien|uei|üan|üeh|erh|er|ih|ueh)",
    re.IGNORECASE,
)


def _foreign(said: str, parts: list[str], case: str) -> tuple[str, float]:
    """Names that no table knows: the endings that hardly any foreign name has are taken off."""
    if case in ("", "nom"):
        return said, 1.0
    if "-" in parts[-1] and case in ("gen", "acc") and parts[-1].endswith("a"):
        *rest, last = parts[-1].split("-")
        bare = last[:-1]
        if _SYLLABLE.fullmatch(bare) and not _SYLLABLE.fullmatch(last):
            return " ".join([*parts[:-1], "-".join([*rest, bare])]), 0.75
    if "-" in parts[-1]:
        base = re.sub(r"(?<=[a-z]{2})(?:iem|em|owi)$", "", parts[-1])
        return " ".join([*parts[:-1], base]), 0.75 if base != parts[-1] else 0.85
    if (
        case in ("ins", "dat")
        and len(parts) > 1
        and all(re.search(r"(?:em|owi|im|ym)$", part) for part in parts)
    ):
        return " ".join(_surname(part, case, "m") for part in parts), 0.6
    return said, 0.7


def _surname(said: str, case: str, gender: str) -> str:
    if gender == "f":
        if re.search(r"(?:[sc]|dz)kiej$", said):
            return said[:-3] + "a"
        if re.search(r"[nw]ej$", said):
            return said[:-2] + "a"
        if said.endswith(("ą", "ę")):
            return said[:-1] + "a"
        if case == "gen" and said.endswith("y"):
            return said[:-1] + "a"
        return said
    for ending, base in (("kiego", "ki"), ("kiemu", "ki"), ("kim", "ki"), ("nego", "ny"), ("nym", "ny")):
        if said.endswith(ending):
            return said.removesuffix(ending) + base
    if said.endswith(("ą", "ę")):
        return said[:-1] + "a"
    ending = {"gen": "a", "acc": "a", "dat": "owi", "ins": "em"}.get(case, "")
    if not ending or not said.endswith(ending):
        return said
    stem = said.removesuffix(ending)
    if stem.endswith(("ki", "gi")) and ending == "em":
        stem = stem[:-1]
    if re.search(r"[^aeiouyąęólsn]k$", stem):
        return stem[:-1] + "ek"
    return re.sub(r"(?<=[^aeiouyąęó])ni$", "ń", stem)


def _adjective(said: str, case: str, gender: str) -> str | None:
    """An adjective in its base form; None where the word is none in this case and gender."""
    if gender == "f":
        if case in ("gen", "dat", "loc") and said.endswith("ej"):
            stem = said[:-2]
            return (stem[:-1] if re.search(r"[kg]i$", stem) else stem) + "a"
        return said[:-1] + "a" if case in ("acc", "ins") and said.endswith("ą") else None
    endings = {"gen": "ego", "dat": "emu", "ins": "m", "loc": "m", "acc": "ego"}
    ending = endings.get(case)
    if ending is None or not re.search(r"(?:ego|emu|ym|im)$", said):
        return None
    stem = re.sub(r"(?:ego|emu|ym)$", "", said)
    stem = re.sub(r"im$", "i", stem)
    if gender == "n":
        return stem + "e"
    return stem if stem.endswith("i") else stem + "y"


def body(said: str, at: int, form: Form) -> str:
    """The name of a body in its base form: its head, and the adjectives that agree with it."""
    base, case, gender = form
    before, head, after = said[:at], re.match(r"\S+", said[at:]), said[at:]
    if case in ("", "nom") or head is None:
        return said
    rest = after[head.end() :]
    name = base[:1].upper() + base[1:] if not head[0].isupper() else base.upper()
    lead = " ".join(_adjective(word, case, gender) or word for word in before.split())
    tail = []
    agreeing = True
    for word in rest.split():
        new = _adjective(word, case, gender) if agreeing else None
        agreeing = new is not None
        tail.append(new or word)
    return " ".join(part for part in (lead, name, *tail) if part)


_IRREGULAR = {
    "Bielsko-Biała": "Bielska-Białej Bielsku-Białej Bielskiem-Białą Bielsko-Białą",
    "Białystok": "Białegostoku Białemustokowi Białymstokiem Białymstoku",
    "Łódź": "Łodzi Łodzią",
    "Bydgoszcz": "Bydgoszczy Bydgoszczą",
    "Sopot": "Sopotu Sopotowi Sopotem Sopocie",
    "Zabrze": "Zabrza Zabrzu Zabrzem",
    "Tychy": "Tychów Tych Tychom Tychami Tychach",
    "Wrocław": "Wrocławia Wrocławiowi Wrocławiem Wrocławiu",
    "Radom": "Radomia Radomiowi Radomiem Radomiu",
    "Bytom": "Bytomia Bytomiowi Bytomiem Bytomiu",
    "Praga": "Pragi Pradze Pragę Pragą",
    "Drezno": "Drezna Dreznu Dreznem Dreźnie",
    "Wilno": "Wilna Wilnu Wilnem Wilnie",
    "Gdańsk": "Gdańska Gdańskowi Gdańskiem Gdańsku",
    "Słupsk": "Słupska Słupskowi Słupskiem Słupsku",
    "Monachium": "",
    "Chorzów": "Chorzowa Chorzowowi Chorzowem Chorzowie",
}


@cache
def city_forms(name: str) -> tuple[str, ...]:
    """The forms in which a city can stand; more than there are does no harm."""
    if name in _IRREGULAR:
        return (name, *_IRREGULAR[name].split())
    parts = name.split()
    if len(parts) == 2:
        first, last = parts
        joined = {name}
        for ending, forms in (
            ("a", ("ej", "ą")),
            ("y", ("ego", "emu", "ym")),
            ("i", ("iego", "iemu", "im")),
            ("e", ("ego", "emu", "ym")),
        ):
            if first.endswith(ending):
                joined |= {f"{first[:-1]}{form} {noun}" for form in forms for noun in city_forms(last)}
            if last.endswith(ending):
                joined |= {f"{noun} {last[:-1]}{form}" for form in forms for noun in city_forms(first)}
        joined |= {f"{first} {noun}" for noun in city_forms(last)}
        return tuple(sorted(joined))
    if len(parts) > 2 or not name[-1:].isalpha():
        return (name,)
    if name.endswith(("ce", "ze", "le")) and not name.endswith("borze"):
        stem = name[:-1]
        return (name, stem, stem + "om", stem + "ami", stem + "ach")
    if name.endswith(("y", "i")):
        stem = name[:-1]
        return (name, stem, stem + "ów", stem + "ach", stem + "ami", stem + "om", stem + "om")
    if name.endswith("ów"):
        stem = name[:-2] + "ow"
        return (name, stem + "a", stem + "owi", stem + "em", stem + "ie")
    if name.endswith("a"):
        return tuple(_feminine(name))
    if name.endswith(("o", "e")):
        return tuple(_neuter(name))
    return tuple(_masculine(name))


_ADJECTIVES = dict(
    pair.split(":")
    for pair in words(
        "gdański:Gdańsk gdyński:Gdynia sopocki:Sopot warszawski:Warszawa krakowski:Kraków "
        "łódzki:Łódź wrocławski:Wrocław poznański:Poznań szczeciński:Szczecin bydgoski:Bydgoszcz "
        "lubelski:Lublin białostocki:Białystok katowicki:Katowice gliwicki:Gliwice toruński:Toruń "
        "kielecki:Kielce rzeszowski:Rzeszów olsztyński:Olsztyn opolski:Opole "
        "częstochowski:Częstochowa radomski:Radom koszaliński:Koszalin słupski:Słupsk "
        "elbląski:Elbląg tarnowski:Tarnów zielonogórski:Zielona_Góra bielski:Bielsko-Biała "
        "płocki:Płock kaliski:Kalisz legnicki:Legnica sosnowiecki:Sosnowiec zabrzański:Zabrze"
    )
)


def city_of_adjective(word: str) -> str | None:
    """The city of Politechnika Gdańska; None for another word."""
    stem = re.sub(r"(?<=[skc]k)(?:a|ie)$", "i", word.lower())
    city = _ADJECTIVES.get(stem)
    return city.replace("_", " ") if city else None


def base_of_city(said: str) -> str:
    """The likely base form of a city that no table knows."""
    for ending, base in (
        ("owa", "ów"),
        ("owem", "ów"),
        ("owie", "ów"),
        ("skiem", "sk"),
        ("sku", "sk"),
        ("ską", "ska"),
        ("iem", ""),
        ("giem", "g"),
        ("ungu", "ung"),
    ):
        if said.endswith(ending) and len(said) > len(ending) + 2:
            return said.removesuffix(ending) + base
    return said
