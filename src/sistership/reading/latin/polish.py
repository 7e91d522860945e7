"""The words of Polish for the rules."""

from __future__ import annotations

import re

from sistership.reading.latin.lexicon import CAPITAL_WORD, Lexicon, rule, words
from sistership.reading.latin.polish_facts import BOUNDS, FIGURE, SCALES, STANDING, STATEMENT_JOINT
from sistership.reading.latin.polish_forms import (
    base_of_city,
    body,
    city_forms,
    city_of_adjective,
    is_given,
    person,
)
from sistership.reading.latin.polish_promises import (
    ABSTRACT,
    ANY_SUBJECT,
    BINDING,
    CUT_AFTER,
    DEED,
    INTENTIONS,
    NO_PROMISE,
    PASSIVE,
    PLEDGE,
    THAT_WOULD,
    THING,
    UNBOUND,
    VAGUE,
    WEAK,
)
from sistership.reading.latin.polish_words import (
    COUNTRIES,
    HEADS,
    MONTHS,
    NEVER_NAME,
    NUMBERS,
    SAYS,
    TITLES,
    WEEKDAYS,
)

POLISH = Lexicon(
    language="pl",
    months=MONTHS,
    weekdays=WEEKDAYS,
    near_days={"wczoraj": -1, "dziś": 0, "dzisiaj": 0, "jutro": 1, "przedwczoraj": -2, "pojutrze": 2},
    last="ubiegł(?:y|ą|ego|ej)|zeszł(?:y|ą)|miniony|minioną|ostatni|ostatnią",
    coming="najbliższ(?:y|ą)|przyszł(?:y|ą|ym|ego)|następn(?:y|ą)|nadchodząc(?:y|ą)",
    end_of_year="(?:do|przed) końc(?:a|em) (?:tego |bieżącego )?roku",
    year_end=r"(?:do |przed )?(?:końc(?:a|em|u)|koniec)(?: roku)?",
    quarter=(
        r"(?:do |w )?(?:końca )?(?P<q>I{1,3}V?|IV|[1-4]\.?|pierwszym|drugim|trzecim|czwartym) kwarta(?:ł|"
        r"le|łu) (?P<qy>\d{4})(?: r\.| roku)?"
    ),
    in_month=(
        "w|we|do|od|na|przed|po|do końca|pod koniec|na początku|w połowie|najpóźniej w|każdego roku w|co "
        "roku w|corocznie w"
    ),
    range_joint="-|–|do|i|oraz",
    month_first=False,
    this_year=r"br\.|b\.r\.|bieżącego roku|tego roku",
    year_word=r"(?:\s*(?:r\.|roku))?",
    abbreviations=frozenset(
        words(
            "dr prof mgr inż hab ul al pl św nr tys mln mld ok m.in np tj itp itd tzw im ds art ust pkt "
            "godz tel ww br sp o.o s.a woj gm ks płk gen red por zob r lic"
        )
    ),
    article_heading=(
        r"(?:Art(?:ykuł|\.)|ART(?:YKUŁ|\.)|Rozdział|ROZDZIAŁ|Załącznik|§)\s*(?:\d{1,2}|"
        r"[IVXivx]{1,5})\b[.:)]?\s*(?:[–-]\s*)?|(?:Preambuła|PREAMBUŁA)\b"
    ),
    clause=rule(
        r"(?:strony|strona|oba|obie|każd\w|niniejsz\w+|wszelkie|spory|zmiany|porozumienie|memorandum|"
        r"umowa|w|we|do|na|dla|w celu|koszty|za|miasto|gmina|"
        r"[A-ZŁŚŻ]\w+)\b[^.;:–]{0,140}?\b(?:zobowiązują|zobowiązuje|będ(?:zie|ą)|uzgadniają|postanawiają|"
        r"deklarują|mogą|może|jest|są|wchodzi|zostaje|zostanie|zostaną|utworzy|utworzą|powoła|powołają|"
        r"zorganizuje|zorganizują|wyznaczy|wyznaczą|udostępni\w*|zapewni\w*|przyjmie|przyjmą|przekaże|"
        r"przekażą|wymaga\w*|rozważą|zamierzają|dołożą|planują|sporządzono|stanowi|nie)\b"
    ),
    city_words=r"[Mm]iast(?:o|a|em|u)|MIAST(?:O|A|EM)|[Mm]ieście|[Gg]min(?:a|y|ę|ą)|GMIN[AĘY]"
    r"|(?:[Pp]rezydent|[Bb]urmistrz)(?:a|em|owi)? [Mm]iasta|[Bb]urmistrz(?:a|em|owi)?(?= [^\W\d_]+ "
    r"[A-ZŁŚŻ]\w+ [A-ZŁŚŻ])"
    r"|[Mm]iast\w+ (?:partnerski|siostrzan)\w+",
    city_after="City|Rada Miasta",
    city_forms=city_forms,
    base_of_city=base_of_city,
    city_of_adjective=city_of_adjective,
    countries=COUNTRIES,
    never_name=NEVER_NAME,
    in_names=frozenset(words("miasta miasto miast miejski miejskiego gminy i współpracy")),
    titles=TITLES,
    attributive=frozenset(
        words(
            "nauki kultury promocji rozwoju edukacji sportu handlu gospodarki strategii ochrony "
            "planowania przemysłu zdrowia turystyki energii transportu komunikacji innowacji inwestycji "
            "badań inżynierii"
        )
    ),
    title_before=(
        "p\\.o\\.|pierwsz[yą]|pierwszego|pierwszym|był[ya]|ówczesn[ya]|honorow[ya]|honorowym|nowo wybran[ya]"
    ),
    of=r"miasta|m\.|ds\.|do spraw|z|ze|w|we|przy|działu|odpowiedzialn[ya] za|wydziału|zarządu|rady|na",
    person=person,
    is_given=is_given,
    honorifics=(
        r"pan|pani|panem|panią|pana|panu|dr|prof|mgr|inż|hab|dr\.? inż|dr\.? hab|prof\.? dr\.? hab|"
        r"arch"
    ),
    heads=HEADS,
    body_joints=r"i|oraz|ds\.|do|na rzecz|im\.|w|we|dla|nad|of the|of",
    body=body,
    heads_first=True,
    known_as=r"zwan\w+|dalej|określan\w+|jako|„?(?=\")",
    sides=rule(
        r"\b(?:(?:oba|obydwa|obu|obie|obydwie|dwa|trzy) (?:miast\w*|stron\w*|samorząd\w*|port\w*|ratusze|"
        r"uczelni\w*|uniwersytet\w*|"
        r"instytucj\w*|park\w*|izb\w*|szpital\w*|szkoł\w*|urzęd\w*|agencj\w*|"
        r"gmin\w*|partner\w*|delegacj\w*)|(?<!ze )(?<!internetow. )stron(?:y|om|ami)(?= |,|:|$)(?! "
        r"internetow| www| świata)|partnerzy|sygnatariusze|miasta partnerskie|miasta(?= (?:zobowiąz|"
        r"utworz|powoł|zorganiz|uruchom|będą|uzgodni|rozważ|zamierz|planuj|postanowi|wymieni|wyznacz|"
        r"opubliku))|prezydenci obu miast)\b"
    ),
    we=rule(r"\b(?:my|nasze miasto|nasz (?:urząd|zespół|uniwersytet)|\w{3,}(?:imy|ymy|emy|amy|śmy))\b"),
    joints=r"i|oraz|a także|wraz z|jak i|jak również|,",
    documents=(
        (r"list(?:u|em|y|ów)? intencyjn(?:y|ego|ym|e|ych)", "letter_of_intent", "list intencyjny"),
        (
            r"memorand(?:um|a|ów)(?: o (?:porozumieniu|współpracy|wzajemnym zrozumieniu))?|mou",
            "memorandum",
            "",
        ),
        (
            r"(?:umow(?:a|y|ę|ą|ie)|porozumieni(?:e|a|u|em)|akt\w*) o (?:partnerstwie|bliźniaczości|"
            r"współpracy (?:partnerskiej|miast partnerskich)|miastach (?:partnerskich|siostrzanych|"
            r"bliźniaczych)|współpracy bliźniaczej)(?: miast)?|umow\w+ partnersk\w+|umow\w+ bliźniacz\w+|"
            r"porozumieni\w+ partnersk\w+",
            "sisterhood_pact",
            "",
        ),
        (r"(?:wspóln\w+ )?deklaracj(?:a|i|ę|ą)|wspóln\w+ oświadczeni\w+", "declaration", ""),
        (r"porozumieni(?:e|a|u|em)", "memorandum", "porozumienie"),
        (r"umow(?:a|y|ę|ą|ie)", "memorandum", "umowa"),
    ),
    title_stop=frozenset(
        words(
            "w z o i na do podpisali podpisał podpisała podpisano podpisują podpisuje podpisaniu "
            "podpisania podpisanie podpisanego podpisane to ten tego nowe nowy nową niniejsze "
            "niniejszego niniejszy zawarli zawarto zawarły ich jego projekt tekst treść uroczyste "
            "oficjalnie uroczyście wczoraj dziś także również oraz że jest pod podpis podpisy było był "
            "została zostało drugie kolejne pierwsze dwa historyczne"
        )
    ),
    title_tail=(
        r"(?: (?:o|w sprawie|dotycząc\w+|na rzecz|w zakresie|w dziedzinie) (?!\d)(?:(?!\b(?:pomiędzy|"
        r"między|z|podpis\w*|w(?! dziedzinie| zakresie)|we|które|który|która|przez|zosta\w+|podczas|po|"
        r"był\w*|jest|przewiduje|"
        r"zakłada|obejmuje|dnia|wczoraj|dziś|to|na|do|oraz|a)\b)[\w'&/ -])+)"
    ),
    signed=rule(
        r"\b(?:podpisa(?:ł|ła|ły|li|ło|no|nie|nia|niu|niem)|podpisuj(?:e|ą)|podpisan(?:e|y|a|ą|ego|ej|"
        r"ym)|złoży(?:ł|ła|li|ły) podpis\w*|podpis(?:y|em|ami)|zawar(?:ł|ła|ły|li|to|te|cie|cia)|"
        r"parafowa\w+|sygnowa\w+|sporządzono)\b"
    ),
    sign_verb=rule(
        r"\b(?:podpisa(?:ł|ła|ły|li)|podpisuj(?:e|ą)|podpisano|podpisan(?:e|y|a|ą)(?= (?:\w+ "
        r"){0,3}przez)|złoży(?:ł|ła|li|ły)(?: \w+)? podpis\w*|podpisy|zawar(?:ł|ła|ły|li)|parafowa\w+|"
        r"sygnowa\w+|zosta\w+ podpisan\w+)\b"
    ),
    no_signer=rule(
        r"obecnoś|świad|towarzysz|uczestnic|obserwow|asystowa|przy udziale|gości|spotka|podziękow|przyglądał"
    ),
    draft=rule(
        r"^\W*(?:projekt\b(?! \w+ (?:badaw|pilot))|wzór\b|wersja robocza|do (?:konsultacji|dyskusji))|"
        r"\bprojekt (?:porozumienia|listu|umowy|memorandum|z dnia)|\bwersja robocza\b|nie(?:podpisan| "
        r"został\w* podpisan)|egzemplarz niepodpisany"
    ),
    not_yet=rule(
        r"\b(?:podpisze|podpiszą|podpisać|planuj\w+|planowan\w+|zamierz\w+|zostanie|zostaną|będzie "
        r"podpis\w+|przed podpisaniem|przygotow\w+ do|do podpisania|ewentualn\w+|jutro|w przyszłym|"
        r"możliwoś\w+|możliwe|liczy na|nadziej\w+|jeśli|jeżeli|negocj\w+|propon\w+|propozycj\w+|chc\w+|"
        r"rzekom\w+|podobno|wkrótce|zapowiad\w+|ma(?:ją)? (?:zostać|być)|plotk\w+|doniesieni\w+|dąż\w+|"
        r"gotow\w+ do|zaproszeni\w+ do|uzgodnion\w+ projekt)\b"
    ),
    denied=rule(
        r"\b(?:nie (?:\w+ ){0,2}podpis(?:ano|ał\w*|ali|an\w+|uj\w+)|nie (?:został\w*|zosta\w+) (?:\w+ "
        r"){0,2}(?:podpisan|zawart)\w*|nie zawar\w+|nie doszło do|odmówi\w+|dementuj\w+|zdementowa\w+|"
        r"zaprzecz\w+|odroczon\w+|przełożon\w+|żadn\w+ (?:\w+ ){0,3}nie (?:\w+ )?(?:podpis|zawar)\w*|nic "
        r"nie podpis\w*)\b"
    ),
    before_now=rule(
        r"\b(?:w (?:19|20)\d\d(?: r\.| roku)?(?! podpis)|od (?:19|20)\d\d|w (?:ubiegłym|zeszłym|minionym|"
        r"poprzednim) (?:roku|miesiącu)|(?:lat|lata|rok|miesięcy|miesiące) temu|wcześniej\w*|"
        r"poprzedni\w*|już (?:w|od|wcześniej)|dawniej|przed laty|niegdyś|założon\w+|powstał\w* w|"
        r"uprzednio|od lat)\b|\bobowiązując\w+|\bpodpisanego w (?:19|20)\d\d"
    ),
    future=rule(
        r"\b(?:do|przed|najpóźniej)(?: końca| dnia)? ?$|\b(?:najpóźniej|zamierz\w+|planuj\w+|planowan\w+|"
        r"będzie|będą|odbędzie|odbędą|"
        r"zapros\w+|zaprasza\w*|ma(?:ją)? (?:się|zostać|powstać|ruszyć)|przyszł\w+|zorganizuj\w+|"
        r"zobowiąz\w+|uruchomi(?:ą)?|powoła(?:ją)?|utworzy|utworzą|otworzy|otworzą|wyśle|wyślą|przyjmie|"
        r"przyjmą|opublikuj\w+|przekaże|przekażą|zostan\w+|termin\w*|nadziej\w+|liczy|liczą|najbliższ\w+|"
        r"przyjed\w+|odwiedz(?:i|ą)|wyznacz(?:y|ą)|ruszy|rozpocznie|rozpoczną|w dniach)\b"
    ),
    treaty=rule(
        r"\bstrony (?:zobowiązują|uzgadniają|postanawiają|deklarują|ustalają|będą|zgodnie|oświadczają|"
        r"powołają|wyznaczą|utworzą|zorganizują|mogą)|zwan\w+ dalej|^\W*(?:art(?:ykuł|\.)|§)\s*(?:\d+|"
        r"[ivx]+)\b|\b(?:wchodzi w życie|zostaje zawart[ea]|jest zawart[ea]) (?:z dniem|na (?:okres|"
        r"czas)|na)|\bniniejsz(?:e|y|ego|a|ym|ej) (?:porozumieni|memorandum|list|umow|deklaracj)\w*|"
        r"\bsporządzono w|jednobrzmiąc\w+ egzemplarz\w+|\bw imieniu (?:miasta|gminy)|^\W*za (?:miasto|"
        r"gminę)\b|zawarte w dniu|zawart[ay] w dniu|\bstrona (?:polska|tajwańska|pierwsza|druga|"
        r"[12a-b])\b|reprezentowan\w+ przez|uzgodniły,? co następuje|\bstronami\b"
    ),
    notice=rule(
        r"^\W*(?:ogłoszenie|obwieszczenie|komunikat)\b|\b(?:urząd miasta|prezydent miasta|biuro "
        r"prasowe)(?: \w+){0,2} (?:informuje|zawiadamia|ogłasza|podaje do wiadomości)\b|\bznak sprawy|nr "
        r"sprawy"
    ),
    visit=rule(
        r"\b(?:wizyt\w+|delegacj\w+|odwiedzi(?:ł|ła|ły|li)|gości(?:ł|ła|ły|li)|gościem|gośćmi|"
        r"przyjecha(?:ł|ła|ły|li)|przyby(?:ł|ła|ły|li)|przyj(?:ął|ęła|ęli|ęto)|spotka(?:ł|ła|ły|li) się|"
        r"podróż\w*|misj\w+ gospodarcz\w+|zwiedzi(?:ł|ła|ły|li)|powita(?:ł|ła|li)|z wizytą|rewizyt\w+)\b"
    ),
    no_visit=rule(
        r"\b(?:zapros\w+|zaprasza\w*|przyjedzie|przyjadą|odwiedzi\b|odwiedzą|planuj\w+|planowan\w+|"
        r"zamierz\w+|w przyszłym|w ubiegłym roku|rok temu|lat temu|nadziej\w+|odwołan\w+|przełożon\w+|ma "
        r"(?:przyjechać|odwiedzić)|liczy na|turyst\w+|w (?:19|20)\d\d r)\b"
    ),
    leads=rule(
        r"\b(?P<by>pod (?:przewodnictwem|kierownictwem|wodzą)|na czele (?:delegacji |której )?(?:z|stał\w*|"
        r"stanął|stanęła|stoi)|kierowan\w+ przez|której przewodniczył[a]?|której przewodzi(?:ł|ła)?|"
        r"(?:delegacji|grupie|misji) (?:przewodził[a]?|przewodniczył[a]?)|"
        r"przewodniczył[a]? (?:jej )?)|\b(?:przewodniczył[a]? delegacji|przewodzi(?:ł|ła)? delegacji|"
        r"kierował[a]? delegacją|stał[a]? na czele (?:\w+ )?delegacji|stanął na czele delegacji|z "
        r"delegacją)\b"
    ),
    led_by=rule(r"^[^;.]{0,90}(?:(?<= )| )$|(?:przez|z|:) ?$"),
    at_place=re.compile(
        r"\b(?:[Ww]|[Ww]e|[Nn]a) (?:(?P<place>(?:siedzibie|trybunale|sali|gmachu|budynku|auli|hali|terenie|"
        rf"pokładzie|ratuszu|magistracie|bibliotece|muzeum)(?: (?:(?:i|im\.|w|we|na) )?(?:{CAPITAL_WORD}|"
        r"[a-ząćęłńóśźż]+(?:ej|ego|nej|iej|u)(?= [A-ZŁŚŻ])|obrad|konferencyjnej|posiedzeń|kolumnowej))*|"
        r"(?:Urzędzie|Ratuszu|Centrum|Parku|Uniwersytecie|Politechnice|Pomorskim|Porcie|Muzeum|Sali|"
        r"Trybunale|Dworku|Galerii|Operze|Forum|Hotelu|Bibliotece|Teatrze|Filharmonii|Akademii|Instytucie|"
        r"Biurze|Wydziale|Pałacu|Zamku|Dworze|"
        rf"Domu)(?: (?:(?:i|im\.|w|we|na) )?{CAPITAL_WORD}(?:-{CAPITAL_WORD})*)*|{CAPITAL_WORD} (?:Parku|"
        rf"Centrum|Porcie|Ratuszu|Uniwersytecie|Muzeum|Urzędzie)(?: {CAPITAL_WORD})*))"
    ),
    travel=(
        r"(?:z wizytą|wizyt\w+|pobyt\w*|delegacj\w+|misj\w+)(?: \w+){0,2} (?:w|we|do)|odwiedzi(?:ł|ła|ły|"
        r"li)|przyjecha(?:ł|ła|li) do|przyby(?:ł|ła|ły|li) do|gości(?:ł|ła|ły|li) w|zwiedzi(?:ł|ła|li)|"
        r"uda(?:ł|ła|li) się do|w|we"
    ),
    term=rule(
        r"(?:na (?:okres|czas)|obowiązuj\w+ (?:przez|na)?|obowiązywa\w+ (?:przez|na)?|ważn\w+ (?:przez|na)?|"
        r"zawart\w+ na|przez okres|"
        r"na)\s(?P<years>(?:\d{1,2}|dwóch|trzech|czterech|pięciu|sześciu|dziesięciu|jednego|dwa|trzy|"
        r"cztery|pięć|dziesięć)(?: \(\w+\))? (?:lat|lata|roku|rok|miesięcy|miesiące)|rok|czas "
        r"nieokreślony)\b"
    ),
    signers=rule(
        r"(?:[ ,]|\b(?:i|oraz|a|wraz z|z|ze strony|w imieniu|za|reprezentując\w*|wspólnie|uroczyście|"
        r"oficjalnie|dziś|dzisiaj|wczoraj|w|niedzielę|sobotę|piątek|czwartek|środę|wtorek|poniedziałek|"
        r"dnia|\d{1,2}|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|"
        r"listopada|grudnia|\d{4}|r|miasta|strony|jej|jego|odpowiednik\w*|także|również|następnie|to|"
        r"był[ai]?|obecn[ya]|którzy|[A-ZŁŚŻ]\w+)\b|[().–-])*"
    ),
    own_government=rule(r"\b(?:urząd|urzędu|rada|prezydent|city|magistrat|municipal)\b"),
    binding=BINDING,
    also=rule(r" (?:także|również|też|ponadto|dodatkowo|z kolei)\b"),
    pledge=PLEDGE,
    passive=PASSIVE,
    deed=DEED,
    vague=VAGUE,
    abstract=ABSTRACT,
    thing=THING,
    weak=WEAK,
    unbound=UNBOUND,
    no_promise=NO_PROMISE,
    intentions=INTENTIONS,
    cut_after=CUT_AFTER,
    rhythm=rule(r"(?:co roku|każdego roku|corocznie|co rok)(?: w)? ?$"),
    under_it=rule(r"\bna mocy (?:porozumienia|memorandum|umowy|listu|deklaracji)"),
    any_subject=ANY_SUBJECT,
    that_would=THAT_WOULD,
    promise_list=rule(
        r"\b(?:zobowiązuj(?:e|ą) się(?: do)?|zobowiązał\w+ się(?: do)?|uzgadniają(?:, że)?|uzgodniły(?:, "
        r"że)?|postanawiają|będą|będzie|zobowiązania (?:\w+ ){0,3}|następujących (?:działań|zobowiązań)|"
        r"obiecał\w+)[^.:]{0,60}:$|^zobowiązania(?: stron)?$"
    ),
    direction_list=rule(
        r"\b(?:(?:\w+ )?(?:obszar(?:y|ach|ów|om)|kierunk(?:i|ach|ów)|dziedzin(?:y|ach)?|filar(?:y|ach|"
        r"ów)|priorytet(?:y|ach|ów)|zakres(?:ie|y|ach)?|pol(?:a|ach)|temat(?:y|ach)|płaszczyzn(?:y|ach)|"
        r"osi(?:e|ach)?)(?: (?:współpracy|współdziałania|działania|partnerstwa|wymiany))?)\b[^.]{0,80}$"
    ),
    counted=rule(
        r"\b(?:(?P<count>dwóch|trzech|czterech|pięciu|sześciu|dwa|dwie|trzy|cztery|pięć|sześć|"
        r"\d)\s+(?:[\w-]+ ){0,2}?(?:obszar(?:ach|y|ów)|kierunk(?:ach|i|ów)|dziedzin(?:ach|y)?|"
        r"filar(?:ach|y|ów)|pol(?:ach|a)|priorytet(?:ach|y|ów)|płaszczyzn(?:ach|y)|temat(?:ach|y|ów))(?: "
        r"(?:współpracy|działania|współdziałania))?(?: \w+){0,3}?\s*(?::|–|,? (?:takich jak|to jest|tj\.|"
        r"to|mianowicie|czyli)|,)|(?:obejmuje|dotyczy|współprac\w+ (?:w (?:zakresie|dziedzinie|obszarach|"
        r"dziedzinach)|obejmie)|w (?:dziedzinach|obszarach))(?= [^.;:]+, [^.;]+ (?:i|oraz) "
        r"))\s*(?P<list>[^.:]{6,260}?)(?=[.:–]|$|, (?:które|która|co|a|jak|podczas)|\" )"
    ),
    numbers=NUMBERS,
    fixed_pairs=rule(
        r"\b(?:badań i rozwoju|badania i rozwój|badaniach i rozwoju|nauki i techniki|nauka i technika|"
        r"kultury i sztuki|małych i średnich|informacji i komunikacji|handlu i usług|nauki i innowacji|"
        r"gospodarki i innowacji|kultury i edukacji(?= dzieci))\b"
    ),
    and_word="i",
    topics=rule(
        r"\b(?:rozmawia(?:no|li|ły|ł|ła) (?:\w+ )?o|rozmow\w+ (?:dotyczył\w+|o)|dyskutowa(?:no|li|ły) o|"
        r"omówi(?:ono|li|ły|ła|ł)|tematem (?:rozmów|spotkania) (?:był[yao]?|będzie)|tematami (?:rozmów|"
        r"spotkania) były|wymieni(?:ono|li|ły) (?:się )?(?:doświadczenia|poglądy|doświadczeniami|"
        r"poglądami) (?:\w+ )?(?:o|na temat|w zakresie|w dziedzinie)|poruszono "
        r"temat\w*)\s+(?P<list>[^.;:]{4,160}?)(?=[.;:]|, (?:a (?:także|następnie)|które|po czym|podczas)|"
        r"$| (?:podczas|w trakcie|a następnie|po|z przedstawicielami) )"
    ),
    tells=rule(
        r"\b(?:przedstawi(?:ł|ła|li|ły|ono)|zaprezentowa(?:ł|ła|li|ły|no)|pokaza(?:ł|ła|li|ły|no)|"
        r"opowiedzia(?:ł|ła|eli) o|podzieli(?:ł|ła|li|ły) się|opisa(?:ł|ła|li)|zwróci(?:ł|ła|li) uwagę "
        r"na|zgłosi(?:ł|ła|li)|wskaza(?:ł|ła|li) na)\s+(?P<object>[^.;:\"]{6,200}?)(?=[.;:\"]|, (?:a|"
        r"który|która|które|po czym|i)|$| (?:i|oraz) (?:zaprosi|odwiedzi|powiedzia))"
    ),
    trouble=rule(
        r"\b(?:wyzwa\w+|trudnoś\w+|problem\w*|przeszkod\w+|barier\w+|niedob[oó]r\w*|brak\w*|obaw\w+)\b|"
        r"^zgłosi|^zwróci|^wskaza"
    ),
    says=SAYS,
    figure=FIGURE,
    bounds=BOUNDS,
    scales=SCALES,
    standing=STANDING,
    programme=re.compile(
        r"\"(?P<name>[^\"]{0,40}(?:[Pp]rogram|[Ss]trategia|[Ii]nicjatywa|[Pp]lan|[Ww]izja|"
        r"\d{4})[^\"]{0,40})\""
    ),
    statement_joint=STATEMENT_JOINT,
    axes=rule(
        r"\b(?:wizj\w+|strategi\w+|polityk\w+)\b[^.:]{0,60}?\b(?:opiera się na|oparta na|oparta o|"
        r"obejmuje|składa się z|wyznacza)\b[^.:]{0,10}?\b(?:dwóch|trzech|czterech|pięciu|dwie|trzy|"
        r"cztery|pięć)\w* (?:filar\w+|osi\w*|priorytet\w+|cel\w+|kierunk\w+)[:,–]? ?(?P<list>[^.]{6,200})"
    ),
    extra_cities={
        form.lower(): name
        for name in ("Tajnan", "Tajczung", "Kaosiung", "Sinczu", "Taichung", "Singapur")
        for form in city_forms(name)
    },
    pronouns=rule(r"\b(?:on|ona|ono|oni|one|prezydent|wiceprezydent|dyrektor|miasto|uczelnia)\b"),
)
