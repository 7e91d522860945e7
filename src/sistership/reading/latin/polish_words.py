"""The tables of Polish words: months, titles, kinds of bodies, words that begin no name."""

from __future__ import annotations

from sistership.reading.latin.lexicon import Form, words
from sistership.reading.latin.polish_forms import adjective_forms, noun_forms

_GENITIVES = words(
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
)
_NOMINATIVES = words(
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień"
)
_LOCATIVES = words(
    "styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu październiku listopadzie grudniu"
)
MONTHS = {name: n for table in (_GENITIVES, _NOMINATIVES, _LOCATIVES) for n, name in enumerate(table, 1)}
WEEKDAYS = {
    "poniedział(?:ek|ku)": 0,
    "wtor(?:ek|ku)": 1,
    "środ(?:a|ę|y)": 2,
    "czwart(?:ek|ku)": 3,
    "piąt(?:ek|ku)": 4,
    "sobot(?:a|ę|y)": 5,
    "niedziel(?:a|ę|i)": 6,
}
NUMBERS = {
    "jeden": 1,
    "dwa": 2,
    "dwie": 2,
    "dwóch": 2,
    "dwu": 2,
    "trzy": 3,
    "trzech": 3,
    "cztery": 4,
    "czterech": 4,
    "pięć": 5,
    "pięciu": 5,
    "sześć": 6,
    "sześciu": 6,
    "siedem": 7,
    "siedmiu": 7,
    "osiem": 8,
    "ośmiu": 8,
    "pierwszy": 1,
    "pierwszym": 1,
    "drugi": 2,
    "drugim": 2,
    "trzeci": 3,
    "trzecim": 3,
    "czwarty": 4,
    "czwartym": 4,
}
_OFFICES = (
    "prezydent|wiceprezydent|burmistrz|wiceburmistrz|wójt|dyrektor|wicedyrektor|prezes|wiceprezes|rektor|"
    "prorektor|dziekan|prodziekan|kierownik|naczelnik|minister|wiceminister|ambasador|konsul|sekretarz|"
    "radca|pełnomocnik"
    "|rzecznik|koordynator|pełnomocnik|marszałek|wicemarszałek|starosta|wicestarosta|wojewoda|profesor|"
    "przedstawiciel|gubernator|kanclerz|skarbnik|senator|poseł|attaché|kurator|inżynier|menedżer|"
    "założyciel|komisarz|doradca|ekspert|zastępca|członek|szef"
)
_WOMEN_IN_OFFICE = (
    "prezydentka|wiceprezydentka|wiceburmistrzyni|wicedyrektorka|wiceprezeska|prorektorka|wiceministra|"
    "burmistrzyni|dyrektorka|prezeska|rektorka|dziekanka|kierowniczka|naczelniczka|ministra|"
    "ambasadorka|sekretarka|pełnomocniczka|rzeczniczka|koordynatorka|marszałkini|profesorka|"
    "przedstawicielka|założycielka|zastępczyni|członkini|szefowa|posłanka|senatorka|inżynierka|ekspertka"
)
TITLES: dict[str, Form] = noun_forms(masculine=_OFFICES, feminine=_WOMEN_IN_OFFICE) | adjective_forms(
    "przewodniczący|wiceprzewodniczący|radny"
)
TITLES |= {
    form: (base, case, "m")
    for base, stem in (("starosta", "staro"), ("wicestarosta", "wicestaro"))
    for form, case in (
        (stem + "sty", "gen"),
        (stem + "stą", "ins"),
        (stem + "ście", "loc"),
        (stem + "sta", "nom"),
    )
} | {
    form: ("wojewoda", case, "m")
    for form, case in (("wojewoda", "nom"), ("wojewody", "gen"), ("wojewodą", "ins"))
}
TITLES |= {
    form: ("prezydent", case, "")
    for form, case in (("prezydenci", "nom"), ("prezydentów", "gen"), ("prezydentami", "ins"))
}
TITLES |= {
    form: ("burmistrz", case, "")
    for form, case in (("burmistrzowie", "nom"), ("burmistrzów", "gen"), ("burmistrzami", "ins"))
}
TITLES |= {
    form: ("radny", case, "") for form, case in (("radni", "nom"), ("radnych", "gen"), ("radnymi", "ins"))
}
TITLES |= {
    f"{form} {of}": (f"{base} {of}", case, gender)
    for form, base, case, gender in (
        ("zastępca", "zastępca", "nom", "m"),
        ("zastępcy", "zastępca", "gen", "m"),
        ("zastępcą", "zastępca", "ins", "m"),
        ("zastępczyni", "zastępczyni", "nom", "f"),
        ("zastępczynią", "zastępczyni", "ins", "f"),
    )
    for of in (
        "prezydenta",
        "burmistrza",
        "dyrektora",
        "wójta",
        "przewodniczącego",
        "kierownika",
        "naczelnika",
    )
}
TITLES |= {
    f"{form} {of}": (f"{base} {of}", case, gender)
    for form, base, case, gender in (
        ("dyrektor", "dyrektor", "nom", "m"),
        ("dyrektora", "dyrektor", "gen", "m"),
        ("dyrektorem", "dyrektor", "ins", "m"),
        ("sekretarz", "sekretarz", "nom", "m"),
        ("sekretarza", "sekretarz", "gen", "m"),
        ("sekretarzem", "sekretarz", "ins", "m"),
        ("konsul", "konsul", "nom", "m"),
        ("konsula", "konsul", "gen", "m"),
        ("konsulem", "konsul", "ins", "m"),
    )
    for of in (
        "generalny",
        "generalnego",
        "generalnym",
        "generalna",
        "generalną",
        "wykonawczy",
        "wykonawczego",
        "zarządzający",
        "zarządzającego",
    )
}
_JOBS = (
    "członek zarządu|członkini zarządu|prezes zarządu|wiceprezes zarządu|szef biura|główny inżynier|"
    "główna inżynier|przewodniczący rady|przewodnicząca rady|przewodniczący rady miasta|przewodnicząca "
    "rady miasta"
)
TITLES |= {job: (job, "nom", "") for job in _JOBS.split("|")}
HEADS: dict[str, Form] = noun_forms(
    masculine=(
        "Park|Instytut|Uniwersytet|Urząd|Wydział|Departament|Port|Klaster|Bank|Związek|Zarząd|Teatr|"
        "Ośrodek|Zespół|Inkubator|Szpital|Oddział|Dom|Referat|Magistrat|Akcelerator"
    ),
    feminine=(
        "Politechnika|Izba|Agencja|Fundacja|Akademia|Rada|Spółka|Szkoła|Biblioteka|Komisja|Firma|"
        "Stocznia|Filharmonia|Delegatura|Organizacja|Federacja|Korporacja|Grupa|Orkiestra|Opera"
    ),
    neuter=(
        "Biuro|Stowarzyszenie|Centrum|Ministerstwo|Muzeum|Towarzystwo|Starostwo|Przedsiębiorstwo|Liceum|"
        "Technikum|Laboratorium|Zrzeszenie|Konsorcjum|Przedstawicielstwo|Kuratorium|Obserwatorium"
    ),
) | {
    form: (base, case, gender)
    for base, gender, forms in (
        ("Urząd", "m", "urzędu:gen urzędowi:dat urzędem:ins urzędzie:loc"),
        ("Wydział", "m", "wydziału:gen wydziałem:ins wydziale:loc"),
        ("Port", "m", "porcie:loc"),
        ("Zespół", "m", "zespole:loc zespołem:ins zespołu:gen"),
        ("Spółka", "f", "spółki:gen spółce:loc"),
        ("Agencja", "f", "agencji:gen agencją:ins agencję:acc"),
        ("Zarząd", "m", "zarządu:gen zarządem:ins zarządzie:loc"),
    )
    for pair in forms.split()
    for form, case in (pair.split(":"),)
}
HEADS |= dict.fromkeys(
    words(
        "university college bureau department office council authority agency chamber association "
        "foundation institute government centre center company ltd corporation museum hall sp.z.o.o s.a"
    ),
    ("", "", ""),
)
for _not_a_body in ("dom", "domu", "domem", "grupa", "grupy", "grupę", "opera", "porta"):
    HEADS.pop(_not_a_body, None)
COUNTRIES = frozenset(
    words(
        "polska polski polsce polskę polską tajwan tajwanu tajwanie tajwanem malezja malezji malezją "
        "japonia japonii japonią korea korei niemcy niemiec niemczech francja francji holandia holandii "
        "czechy czech czechach litwa litwy litwie ukraina"
        " ukrainy ukrainie szwecja szwecji norwegia norwegii włochy włoch hiszpania hiszpanii europa "
        "europy europie azja azji pomorze pomorza pomorzu śląsk śląska śląsku usa chiny chin wietnam "
        "wietnamu indonezja indonezji unia unii rp"
    )
)
NEVER_NAME = frozenset(
    words(
        "w we z ze na do o od po za przy przed pod nad dla przez i oraz a ale lub czy że to ten ta te "
        "tym tej tego jak gdy jeśli jeżeli oba obie obaj obydwa strony stron strona każda każde każdy "
        "nie już także również ponadto natomiast podczas według zgodnie"
        " dzięki dziś dzisiaj wczoraj jutro poniedziałek wtorek środa czwartek piątek sobota niedziela "
        "wszystkie niniejsze niniejszy niniejsza niniejszego porozumienie porozumienia memorandum list "
        "listu umowa umowy deklaracja deklaracji artykuł art paragraf"
        " miasto miasta miast miastem mieście pan pani panem panią panu państwo dr prof mgr inż jego jej "
        "ich nasze nasza nasz nasi rok roku fot foto źródło czytaj zobacz jest są był była było byli "
        "będzie będą zostanie celem jednym wśród ze strony gość goście spotkanie wizyta"
        " podpisano podpisali podpisał podpisała dokument dokumentu delegacja delegacji delegację "
        "delegacją współpraca współpracy w imieniu reprezentowane reprezentowana reprezentowany zwane "
        "zwana zwany dalej ponad około tak jako jednak tam tu teraz następnie potem"
    )
)
_PAPER = r"porozumieni(?:e|a|u|em)|umow(?:a|y|ę|ą|ie)|układ(?:u|em)?|pakt(?:u|em)?|protok[oó]ł(?:u|em)?"
SAYS = (
    r"powiedział[a]?|mówi(?:ł|ła)?|dodał[a]?|dodaje|podkreślił[a]?|podkreśla|zaznaczył[a]?|zaznacza|"
    r"stwierdził[a]?|wyjaśnił[a]?|wyjaśnia|tłumaczył[a]?|tłumaczy|ocenił[a]?|zapowiedział[a]?|zapowiada|"
    r"przyznał[a]?|poinformował[a]?|informuje|komentuje|przypomniał[a]?|zauważył[a]?|oświadczył[a]?|"
    r"zapewnił[a]?|zapewnia|deklaruje"
)
