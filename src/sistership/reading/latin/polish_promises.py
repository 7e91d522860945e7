"""The words of Polish for what is promised, and for what is only hoped."""

from __future__ import annotations

import re

from sistership.reading.draft import IntentionMode
from sistership.reading.latin.lexicon import rule

# Infinitive, then third person singular and plural of the future: to promise, Polish needs no other word.
_DEEDS = """
utworzyć utworzy utworzą|powołać powoła powołają|zorganizować zorganizuje zorganizują
uruchomić uruchomi uruchomią|otworzyć otworzy otworzą|wysłać wyśle wyślą|przekazać przekaże przekażą
udostępnić udostępni udostępnią|zapewnić zapewni zapewnią|wyznaczyć wyznaczy wyznaczą
przyjąć przyjmie przyjmą|opublikować opublikuje opublikują|ustanowić ustanowi ustanowią
przygotować przygotuje przygotują|zbudować zbuduje zbudują|wybudować wybuduje wybudują
sfinansować sfinansuje sfinansują|pokryć pokryje pokryją|przeznaczyć przeznaczy przeznaczą
skierować skieruje skierują|przeprowadzić przeprowadzi przeprowadzą|wymienić wymieni wymienią
ugościć ugości ugoszczą|przedstawić przedstawi przedstawią|wdrożyć wdroży wdrożą
zatrudnić zatrudni zatrudnią|opracować opracuje opracują|wydać wyda wydadzą|zaoferować zaoferuje zaoferują
dostarczyć dostarczy dostarczą|wskazać wskaże wskażą|oddelegować oddeleguje oddelegują
przyznać przyzna przyznają|ufundować ufunduje ufundują|założyć założy założą
przetłumaczyć przetłumaczy przetłumaczą|przeszkolić przeszkoli przeszkolą|użyczyć użyczy użyczą
zainstalować zainstaluje zainstalują|zasadzić zasadzi zasadzą|sporządzić sporządzi sporządzą
ogłosić ogłosi ogłoszą|rozpocząć rozpocznie rozpoczną|wyremontować wyremontuje wyremontują
gościć ugości goszczą|delegować deleguje delegują|organizować zorganizuje zorganizują
publikować opublikuje opublikują|wymieniać wymieni wymienią|spotykać spotka spotkają
przyjmować przyjmie przyjmą|prowadzić poprowadzi poprowadzą|udostępniać udostępni udostępnią
zapewniać zapewni zapewnią|przekazywać przekaże przekażą|finansować sfinansuje sfinansują
wysyłać wyśle wyślą|kierować skieruje skierują|pokrywać pokryje pokryją|przyznawać przyzna przyznają
informować poinformuje poinformują|przedstawiać przedstawi przedstawią|umożliwić umożliwi umożliwią
nadać nada nadadzą
przysłać przyśle przyślą|zaprosić zaprosi zaproszą|zrealizować zrealizuje zrealizują
ponieść poniesie poniosą|wspomóc wspomoże wspomogą|oddać odda oddadzą|wynająć wynajmie wynajmą
zwolnić zwolni zwolnią|dofinansować dofinansuje dofinansują|zakupić zakupi zakupią
""".replace("\n", "|").split("|")
_ROWS = [row.split() for row in _DEEDS if row.split()]
_INFINITIVES = "|".join(sorted({row[0] for row in _ROWS}, key=len, reverse=True))
_FUTURE = "|".join(
    sorted({form for row in _ROWS for form in (*row[1:], row[1] + "my")}, key=len, reverse=True)
)
_NOUNS = (
    "utworzeni[ea]|powołani[ea]|(?:z?organizowani[ea]|organizacji|organizację)|uruchomieni[ea]|"
    "otwarci[ea]|(?:wysłani|wysyłani)[ea]|przekaz(?:ani|ywani)[ea]|udostępni(?:eni|ani)[ea]|"
    "zapewni(?:eni|ani)[ea]|wyznaczeni[ea]|przyj(?:ęci|mowani)[ea]"
    "|o?publikowani[ea]|ustanowieni[ea]|przygotowani[ea]|(?:wy|z)?budow[yęa]|(?:z|wy)budowani[ea]|"
    "s?finansowani[ea]|pokry(?:ci|wani)[ea]|przeznaczeni[ea]|(?:s?kierowani)[ea]|przeprowadzeni[ea]|"
    "wymian[yę]|wdrożeni[ea]|zatrudnieni[ea]|opracowani[ea]"
    "|wydani[ea]|zaoferowani[ea]|dostarczeni[ea]|wskazani[ea]|oddelegowani[ea]|przyzna(?:wa)?ni[ea]|"
    "ufundowani[ea]|założeni[ea]|przetłumaczeni[ea]|przeszkoleni[ea]|użyczeni[ea]|sporządz(?:eni|"
    "ani)[ea]|prowadzeni[ea]"
)
_ADVERB = (
    r"(?:(?:wspólnie|także|również|corocznie|regularnie|niezwłocznie|ponadto|każda|raz w roku|dwa razy w "
    r"roku|co roku|co najmniej raz w roku|nie później niż [\w .]{3,30}|do końca [\w ]{3,20}(?:r\.)?|do "
    r"\d{1,2} \w+ \d{4}(?: r\.)?|w terminie [\w ]{3,30}"
    r"|w ciągu [\w ]{3,40}|na własny koszt|nieodpłatnie|bezpłatnie|do|że|się|w \w+ \d{4}(?: r\.)?|od \w+ "
    r"\d{4}(?: r\.)?),? )*"
)
DEED = rule(
    rf"{_ADVERB}(?P<verb>{_INFINITIVES}|{_FUTURE}|{_NOUNS}|będ(?:zie|ą) gospodarz\w+|być gospodarzem)\b"
)
VAGUE = rule(
    rf"{_ADVERB}(?:wspier|wspar|promow|promocj|rozwij|rozwoju|rozwój|rozwin|zacieśni|pogłębi|dąży|dążeni|"
    r"współprac|współdziała|zachęc|ułatwi|sprzyja|poszerz|rozszerz|wzmacnia|wzmocni|kontynuow|poszuk|"
    r"szuk|rozważ|analiz|przeanaliz|bada|zbada|omówi|omawia|rozmawia|działa|podejm|podję|podejmowa|"
    r"popular|korzyst|skorzyst|sta[ćn]|budować (?:więzi|relacje|zaufanie)|konsult|inspir|pomaga|pomoc|"
    r"poprawi|doskonal|wpłyn|przyczyni|obejm|obejmow|dotycz|trwa|mie[ćl]|mógł|mogł|chci|zależ|ważn|"
    r"mia[łl]|dobr|łatw)"
)
ABSTRACT = rule(
    r"\b(?:współprac\w*|relacj\w+|przyjaźni\w*|przyjaźń|więz\w+|zrozumieni\w*|dialog\w*|warunk\w*|"
    r"atmosfer\w+|zaufani\w+|rozw[oó]j\w*|możliwości|świadomości|wartości|kontakt(?:y|ów) między)\b"
)
THING = rule(
    r"\b(?:biur\w+|punkt\w* (?:kontaktow|obsługi|informac)\w+|okien\w+|centr(?:um|a|ów)|komitet\w*|"
    r"komisj\w+|zesp[oó]ł\w*|zespoł\w*|grup\w* robocz\w+|grup\w* ekspert\w+|fundusz\w*|stypendi\w+|"
    r"grant\w*|for(?:um|a|ów)|konferencj\w+|warsztat\w*|seminari\w+|spotka(?:nie|nia|niach|ń)|targ(?:i|"
    r"ów|ach)|wystaw\w+|festiwal\w*|tydzień|tygodni\w*|dni|konkurs\w*|student\w*|stażyst\w+|staż\w*|"
    r"praktyk\w*|miejsc\w*|uczni\w+|uczestnik\w*|inżynier\w*|ekspert\w*|specjalist\w+|nauczyciel\w*"
    r"|pracownik\w*|delegacj\w+|raport\w*|sprawozda\w+|list[ęay]|plan\w*|harmonogram\w*|stron\w+ "
    r"internetow\w+|portal\w*|platform\w+|dan(?:e|ych|ymi)|baz\w+ danych|katalog\w*|przewodnik\w*|"
    r"poradnik\w*|kurs\w*|zajęci\w*|ob[oó]z\w*|szkoleni\w*|program\w*|pilotaż\w*|projekt\w*|"
    r"laboratori\w+|sal\w*|przestrze\w+|powierzchni\w*|biurk\w+|lokal\w*|mieszkani\w*|zakwaterowani\w*|"
    r"lot\w*|bilet\w*|połączeni\w+|lini\w+|koszt\w*|opłat\w*|sprzęt\w*|czujnik\w*|autobus\w*|drzew\w*"
    r"|książ\w+|dokument\w*|tłumacz\w*|koordynator\w*|przedstawiciel\w*|osob\w+ (?:kontaktow|do kontakt|"
    r"odpowiedzialn)\w*|sekretariat\w*|rezydencj\w+|artyst\w+|firm\w*|startup\w*|start-up\w*|"
    r"przedsiębiorstw\w*|stoisk\w+|usług\w*|infolini\w*|doradztw\w+|mentor\w*|model\w*|oprogramowani\w+|"
    r"map\w*|pomiar\w*|ogr[oó]d\w*|tablic\w+|nagrod\w+|akcelerator\w*|inkubator\w*|gal\w+|koncert\w*|"
    r"misj\w+|podręcznik\w*|wnios\w+|nab[oó]r\w*)\b"
    r"|\b(?:\d[\d ,.]*|dw[aóu]\w*|trzy|trzech|trzem|czter\w+|pięci\w*|pięć|sześci\w*|sześć|siedmi\w*|"
    r"siedem|ośmi\w*|osiem|dziesię\w+|dwanaście|piętna\w+|dwadzieś\w+|trzydzie\w+|pięćdziesi\w+|sto) \w+|"
    r"\b(?:co rok\w*|corocz\w+|każdego roku|raz (?:w|na) \w+|rocznie|co (?:kwartał|miesiąc|pół roku|dwa "
    r"lata))\b"
)
WEAK = rule(
    r"\b(?:w miarę (?:możliwości|dostępności|potrzeb)|w ramach (?:dostępnych|posiadanych) (?:środków|"
    r"możliwości|zasobów)|jeśli pozwol\w+|jeżeli pozwol\w+|o ile|pod warunkiem|z zastrzeżeniem|w "
    r"zależności od|w granicach (?:swoich|posiadanych|dostępnych)|w razie potrzeby|gdy pozwol\w+|po "
    r"uzyskaniu środków|co do zasady)\b"
)
UNBOUND = rule(r"\b(?:nie|nigdy|ani)\b")
PLEDGE = rule(
    r"(?:zobowiąz|uzgodni|postanawia|postanowi|obieca|zadeklarował\w* ?, że|zdeklarował|zapowiedzia|"
    r"przyrzek|umówi|ustali)"
)
BINDING = rule(
    r"(?<!\w)(?:zobowiązu(?:je|ją) się(?: do)?|zobowiązał\w* się(?: do)?|zobowiązali się(?: do)?|"
    r"uzgodni(?:ły|li|ła|ł|ono),? (?:że|iż)|uzgadniają,? (?:że|iż)|ustali(?:ły|li|ła|ł|ono|liśmy|łyśmy),? "
    r"(?:że|iż)|"
    r"uzgodniliśmy,? (?:że|iż)|postanawia(?:ją)?(?:,? (?:że|iż))?|"
    r"postanowi(?:ły|li|ono)(?:,? (?:że|iż))?|obieca(?:ła|ł|ły|li|ło)(?:,? (?:że|iż))?|zadeklarował\w*,? "
    r"(?:że|iż)|zapowiedzia(?:ła|ł|ły|li),? (?:że|iż)|(?:jest|są) zobowiązan\w+ do|ma obowiązek|mają "
    rf"obowiązek|będzie|będą|zostanie|zostaną|powstanie|powstaną|(?P<deed>{_FUTURE}))(?!\w)(?! na celu| "
    r"miał)"
)
PASSIVE = rule(
    r"(?:(?<=zostanie)|(?<=zostaną)|(?<=będzie)|(?<=będą))(?: \w+){0,2} (?P<verb>utworzon|powołan|"
    r"zorganizowan|uruchomion"
    r"|otwart|wyznaczon|opublikowan|ustanowion|przygotowan|zbudowan|sfinansowan|udostępnion|wdrożon|"
    r"opracowan|przekazan"
    r"|wysłan|przeprowadzon)\w{1,3}\b|(?<=powstanie)|(?<=powstaną)"
)
NO_PROMISE = rule(
    r"(?:\b(?:porozumienie|memorandum|umowa|list|deklaracja|dokument|spory|spór|zmiany|koszty|wydarzenie|"
    r"wystawa|uroczystość|współpraca|to|co|który|która|które|którzy|strona internetowa) "
    r"(?:(?-i:[a-ząćęłńóśźż]+) ){0,2})$"
)
ANY_SUBJECT = rule(
    r"(?:^|[,;:.] )(?P<who>(?:każda ze stron|każde z miast|każde miasto|każda strona|każdy z partnerów|"
    r"koordynatorzy|sekretariat|żadna|gospodarz|"
    r"wspólny komitet|komitet sterujący|jednostka przyjmująca|uczelnia przyjmująca|instytucja "
    r"przyjmująca)) (?:także |również )?$"
)
THAT_WOULD = rule(r"zzzz")
CUT_AFTER = rule(
    r"(?:;| – (?:\w+(?:ł|ła|li|je|wi|ja|ia)|mówi)\b|, (?:natomiast|podczas gdy|zaś|ale|lecz|aby|żeby|by|"
    r"a także rozważ\w+|ponieważ|gdyż|choć|powiedział\w*|podkreśl\w+|dodał\w*|który|która|które|którzy|"
    r"gdzie|co|jak|zgodnie)\b| oraz (?:zaprosił\w*|ma nadzieję|liczy|planuj\w+|rozważ\w+|zamierz\w+)| i "
    r"(?:zaprosił\w*|ma nadzieję|liczy na|planuj\w+|rozważ\w+|zamierz\w+)\b)"
)
_HOPE = rule(
    r"\b(?:(?:ma|mają|mam|mamy|miał\w*) nadzieję|licz(?:y|ą|ymy|ę) na|wyrazi(?:ł|ła|ły|li) (?:\w+ "
    r")?(?:nadzieję|chęć|wolę|zainteresowanie|gotowość|życzenie)|wyraża(?:ją)? (?:\w+ )?(?:nadzieję|chęć|"
    r"wolę|zainteresowanie|gotowość)|chciał(?:a|o|y)?by|chcieliby|chcia(?:ła|łbym|łabym|łby)\w*|chcemy|"
    r"chc[ąe] |pragn(?:ą|ie|iemy)|życzył\w*|marzy|oczekuj(?:e|ą)|byłoby dobrze)"
)
_INVITE = rule(
    r"\b(?:zaprosi(?:ł|ła|ły|li|ono)|zaprasza(?:ją|my|m)?|wystosowa\w+ zaproszenie|przekaza\w+ "
    r"zaproszenie)\b(?! do podpis)"
)
_TALK = rule(
    r"\b(?:rozważ(?:ą|y|a|ają|ano|ali|ymy|amy)|przeanalizuj(?:e|ą)|zbada(?:ją)?(?= )|omówi(?:ł|ła|ły|li|"
    r"ono|ą) (?:\w+ )?(?:możliwoś|perspektyw|plan|pomysł|uruchomieni|otwarci)\w*|rozmawia(?:ł|ła|ły|li|"
    r"no) (?:\w+ )?o (?:możliwoś|plan|pomyś|perspektyw|uruchomieni|otwarci|utworzeni|ewentualn|"
    r"przyszł)\w*|dyskutowa\w+ o (?:możliwoś|plan|pomyś)\w*|trwają rozmowy|będą rozmawiać|prowadz(?:ą|"
    r"one są) rozmowy|będzie analizowan\w+|jest rozważan\w+)\b"
)
_PLAN = rule(
    r"\b(?:zamierza(?:ją|my|m)?|planuj(?:e|ą|emy|ę)|planowan(?:e|a|y) jest|ma(?:ją)? zamiar|(?:ma|mają) "
    r"w planach|w planach jest|przymierza(?:ją)? się|przewiduj(?:e|ą)|ma(?:ją)? (?:powstać|zostać|ruszyć|"
    r"się odbyć|odbyć się|trafić|przyjechać)|przygotowuj(?:e|ą) się do)\b"
)
_AIM = rule(
    r"\b(?:(?:mogą|może)(?! (?:\w+ )?(?:wypowiedzieć|rozwiązać|odstąpić|zmienić))(?= (?:także |również |"
    r"wspólnie )*\w+ć\b)|będą dążyć|będzie dążyć|dążą do|dąży "
    r"do|dołożą (?:wszelkich )?starań|dołoży (?:wszelkich )?starań|postarają się|postara się|stawiają "
    r"sobie za cel)\b"
)
INTENTIONS: tuple[tuple[re.Pattern[str], IntentionMode, float], ...] = (
    (_HOPE, "hope", 0.85),
    (_INVITE, "invitation", 0.9),
    (_TALK, "talk", 0.8),
    (_PLAN, "plan", 0.75),
    (_AIM, "aim", 0.7),
)
