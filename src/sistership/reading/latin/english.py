"""The words of English for the rules."""

from __future__ import annotations

import re

from sistership.reading.latin.english_promises import (
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
from sistership.reading.latin.english_words import (
    COUNTRIES,
    HEADS,
    MONTHS,
    NEVER_NAME,
    NUMBERS,
    PAPER,
    TITLES,
    VERBS_OF_SAYING,
    as_said,
    without_article,
)
from sistership.reading.latin.lexicon import CAPITAL_WORD, Lexicon, rule, words

ENGLISH = Lexicon(
    language="en",
    months=MONTHS,
    weekdays={
        f"{day}day": n for n, day in enumerate(("mon", "tues", "wednes", "thurs", "fri", "satur", "sun"))
    },
    near_days={"yesterday": -1, "today": 0, "tomorrow": 1, "the day before yesterday": -2},
    last="last|this past|past",
    coming="next|this coming|coming",
    year_end=r"(?:by )?(?:the )?end of(?: the year)?|(?:by )?late|(?:by )?year-end",
    end_of_year="(?:by |at |before )?(?:the )?end of (?:the|this) year",
    quarter=(
        r"(?:by |in )?(?:the )?(?:end of (?:the )?)?(?P<q>Q[1-4]|(?:first|second|third|fourth) "
        r"quarter)(?: of)? (?P<qy>\d{4})"
    ),
    in_month=(
        "in|by|until|till|since|from|next|last|this|during|before|early|mid|late|the end of|end of|no "
        "later than|every|each"
    ),
    range_joint="-|–|to|and|until|through",
    month_first=True,
    this_year="this year",
    year_word="",
    abbreviations=frozenset(
        words(
            "dr mr mrs ms prof no nos st sr jr hon eng ltd inc co corp vs etc e.g i.e art sec approx jan "
            "feb mar apr jun jul aug sept sep oct nov dec gen col rev para pp fig ave u.s u.k a.m p.m ir "
            "dato"
        )
    ),
    article_heading=(
        r"(?:Article|ARTICLE|Art\.|Section|SECTION|Clause|Chapter|Annex|Appendix|§)\s*(?:\d{1,2}|"
        r"[IVXivx]{1,5})\b[.:)]?\s*(?:[–-]\s*)?|(?:Preamble|PREAMBLE)\b"
    ),
    clause=rule(
        r"(?:the|both|each|either|neither|this|any|all|no|nothing|in|for|upon|unless|on|to|"
        r"[A-Z]\w+)\b[^.;:–]{0,140}?\b(?:shall|will|may|must|undertakes?|agrees?|is|are|enters?|has|have|"
        r"was|were|intends?|recogni[sz]es?)\b(?! (?:be )?\w+ed in the)"
    ),
    city_words=(
        "(?:[Cc]ity|[Mm]unicipality|[Tt]own|[Pp]ort [Cc]ity|CITY|MUNICIPALITY) (?:of|OF)|[Mm]ayor of|"
        "sister cit(?:y|ies)(?: of)?|partner city(?: of)?|[Cc]ity [Cc]ouncil of"
    ),
    city_after="City (?:Government|Council|Hall)|city (?:hall|council)|Municipal",
    city_forms=lambda name: (name, f"{name} City"),
    base_of_city=lambda name: re.sub(r" City$", "", name),
    city_of_adjective=lambda word: None,
    countries=COUNTRIES,
    never_name=NEVER_NAME,
    in_names=frozenset(words("mayor's city town municipal sister cities one two three joint press release")),
    titles=TITLES,
    attributive=frozenset(
        words(
            "science research trade economic culture cultural education labour labor sport sports art "
            "arts water industry"
            " environment commerce design health tourism energy transport information planning youth "
            "innovation business"
            " investment roads parks maritime communication development technology finance urban social "
            "agriculture"
        )
    ),
    title_before=(
        "acting|interim|former|then|senior|first|second|executive|honorary|outgoing|newly elected|"
        "founding|associate|assistant|deputy|vice"
    ),
    of=r"of|at|for|from|in charge of|responsible for",
    person=as_said,
    is_given=lambda word: False,
    honorifics=(
        r"Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dato'?|Datuk|Eng|Hon|H\.E|His Excellency|Her Excellency|"
        r"the Honourable"
    ),
    heads=HEADS,
    body_joints="of the|of|for the|for|de|in|and",
    body=without_article,
    heads_first=False,
    known_as=r"hereinafter|hereafter|referred to as|\bthe (?=\")|below|\((?=\")",
    sides=rule(
        r"\b(?:the )?(?:cities(?= (?:will|shall|want|plan|hope|agree|also|intend|have agreed))|(?:our "
        r")?(?:two|"
        r"both|three) (?:sides|parks|universities|institutions|organisations|organizations|agencies|schools|"
        r"colleges|chambers|hospitals|museums|bureaus|teams|cities|parties|partners|governments|ports|"
        r"municipalities|delegations|mayors|towns|partner cities|sister cities)|both (?=shall|will)|"
        r"parties(?! to)|participants(?= (?:shall|will|agree|intend|undertake|may|commit))|"
        r"signatories(?= (?:shall|will|agree|intend|undertake|may|commit))|partner cities|sister "
        r"cities(?= (?:shall|will|agree)))\b"
    ),
    we=rule(r"\b(?:we|our (?:city|team|bureau|office))\b|\bI\b"),
    joints=r"and|as well as|together with|along with|&|,",
    documents=(
        (r"letters? of intent|lois?", "letter_of_intent", ""),
        (r"memorand(?:um|a) of (?:understanding|co-?operation|agreement)|mous?|memorandum", "memorandum", ""),
        (
            r"(?:sister[- ]cit(?:y|ies)|twin[- ](?:city|town)|twinning|friendship[- ]city|town[- "
            r"]twinning|sisterhood|partner[- ]city) (?:partnership |co-?operation |friendship |"
            rf"relations(?:hip)? )?(?:{PAPER})|twinning",
            "sisterhood_pact",
            "",
        ),
        (
            rf"(?:{PAPER}) (?:on|of) (?:sister|twin|partner)[- ]?(?:cities|city|towns?|hood)(?: "
            r"relations(?:hip)?)?",
            "sisterhood_pact",
            "",
        ),
        (
            r"(?:joint )?(?:declaration|statement|communiqué|communique)(?: of (?:friendship|intent|"
            r"co-?operation))?",
            "declaration",
            "",
        ),
        (r"friendship (?:agreement|pact|accord)", "declaration", ""),
        (rf"{PAPER}|protocol of co-?operation", "memorandum", ""),
    ),
    title_stop=frozenset(
        words(
            "a an the this that their its his her our new same second first following said such in on of "
            "to by and or with for signed sign signs signing inked ink concluded sealed under as formal "
            "formally landmark historic two three five-year three-year draft present existing renewed "
            "bilateral into initialled both was is had has have"
        )
    ),
    title_tail=(
        r"(?: (?:on|for|in the (?:field|area)s? of|concerning|regarding|covering) (?:the )?(?!\d|behalf|"
        r"sunday|monday|tuesday|"
        r"wednesday|thursday|friday|saturday|january|february|march|april|may|june|july|august|september|"
        r"october|november|december)(?![A-Z][a-z]+(?:,| on| yesterday))(?:(?!\b(?:at|with|between|to|"
        r"that|which|who|by|from|this|today|yesterday|last|during|after|in|on|was|were|is|has|had|will|"
        r"signed|while|as|when|under|should|would|before)\b)[\w'&/ -])+(?:, (?:[\w-]+ "
        r"){0,3}?(?=[\w-]+(?: [\w-]+)? and )(?:[\w-]+ ?)+and [\w-]+)?)"
    ),
    signed=rule(
        r"\b(?:signed|signs?|inked|inks?|concluded|sealed|countersigned|signing(?: of| ceremony)?|"
        r"signature of|signatures|entered into|put (?:his|her|their) (?:names?|signatures?|pens?)|done "
        r"(?=at|in)|executed (?=at|in|on))\b"
    ),
    sign_verb=rule(
        r"\b(?:signed|signs?|inked|inks?|countersigned|sealed|concluded|put (?:his|her|their) (?:names?|"
        r"signatures?|pens?))\b"
    ),
    no_signer=rule(r"witness|presence|attend|accompan|look(?:ed|ing)? on|applau|thank|where|met\b|guest"),
    draft=rule(
        r"^\W*(?:(?:working |first |second |final )?draft\b(?!ed)|for discussion|not (?:yet )?(?:signed|"
        r"for signature))|\bdraft (?:version|text|only|for)\b|\bunsigned\b|\[draft\]|(?:not been|yet to "
        r"be) signed"
    ),
    not_yet=rule(
        r"\b(?:will|would|plans? to|planned to|planning to|intends? to|hopes?|hoping|expected|expects?|"
        r"to be|to sign|about to|ahead of|before|prior to|if|once|may|might|could|should|proposed|"
        r"propose|consider\w*|discuss\w*|prepar\w+|upcoming|scheduled|due to|next (?:week|month|year|"
        r"spring|autumn)|tomorrow|draft|negotiat\w+|possible|possibility|rumou?r\w*|reportedly|"
        r"alleged\w*|aim to|seeks? to|ready to|toward|towards|want\w*|wish\w*|agreed to|invit\w+)\b"
    ),
    denied=rule(
        r"\b(?:(?:did|has|have|had|was|were|is|are)(?: not|n't)(?: yet| been| formally)* sign(?:ed)?|no "
        r"(?:\w+ ){0,4}(?:was|were|has been|have been) (?:\w+ )?(?:signed|concluded)|never signed|not "
        r"signed|without signing|signed (?:nothing|no )|yet to (?:be )?sign(?:ed)?|refused to sign|"
        r"nothing (?:was|has been) signed|deni(?:ed|es) (?:that|having)|postponed)\b"
    ),
    before_now=rule(
        r"\b(?:in (?:19|20)\d\d\b(?! \w+ signed)|since (?:19|20)\d\d|last (?:year|month|spring|autumn|"
        r"summer|winter|decade)|(?:\w+ )?(?:years?|months?|decades?) ago|previous(?:ly)?|already|earlier "
        r"(?:this year|agreement|memorandum)|formerly|back in|had (?:signed|been|agreed|met)|until \d{4}|"
        r"originally|first signed|founded|established in|since (?:then|the signing)|renew(?:s|ed|"
        r"ing)?(?= (?:a|the) \w+ (?:of|from))|dating|as early as|once)\b"
    ),
    future=rule(
        r"\b(?:will|shall|would|next|plans?|planned|scheduled|expected|due|invit\w+|hopes?|intends?|"
        r"no later than|upcoming|to be|agreed to|set for|ahead of|deadline)\b"
        r"|\b(?:by|until|before|from|coming)(?: (?:the|early|late|mid))?[ -]?$"
    ),
    treaty=rule(
        r"\bthe parties\b|hereinafter|^\W*(?:article|art\.|section|§|clause)\s*(?:\d+|[ivx]+)\b|\bshall "
        r"(?:enter into force|come into effect|be valid|remain in force|take effect)|\b(?:done|signed) "
        r"(?:at|in) [^.]{2,40}(?:in duplicate|in two|on the|on \d)|in witness whereof|have agreed as "
        r"follows|agree as follows|hereby (?:agree|declare|undertake)|\bthis (?:memorandum|letter of "
        r"intent|agreement|declaration|mou)\b|\bparty [ab]\b|^\W*for (?:and on behalf of )?the (?:city|"
        r"municipality)|\bwhereas\b|on behalf of the parties|in two (?:original|identical) copies|the "
        r"undersigned"
    ),
    notice=rule(
        r"^\W*(?:public )?notice\b|\b(?:city hall|the city (?:government|council)|the mayor's office|the "
        r"bureau) (?:hereby )?(?:announces|informs|gives notice|wishes to inform|is pleased to "
        r"announce)\b|\bour ref|reference no"
    ),
    visit=rule(
        r"\b(?:visit(?:s|ed|ing)?|delegations?|paid a (?:courtesy )?call|courtesy call|received|welcomed|"
        r"hosted|toured|study (?:trip|tour)|met (?:with )?|trip to|arrived in|travelled to|traveled to|"
        r"called on|came to)\b"
    ),
    no_visit=rule(
        r"\b(?:invit\w+|will|would|next|plans?|planned|hopes?|hoping|expect\w*|last year|ago|in (?:19|"
        r"20)\d\d\b|previous\w*|postponed|cancelled|canceled|may|might|could|tourists?|promis\w+|to "
        r"(?:visit|host|receive|welcome))\b"
    ),
    leads=rule(
        r"\b(?P<by>(?:led|headed|chaired) by|under the leadership of)\b|\b(?:(?:who )?(?:led|leads|"
        r"headed|heads|is leading|leading|heading) (?:a|the|his|her|an|its) (?:[\w-]+ "
        r"){0,3}?(?:delegation|mission|group|team|party))\b"
    ),
    led_by=rule(
        r"(?:\bby|\bwith|\bfor [\w ]{2,40} by|: ?)(?: the)? ?$|\bwith (?:his|her|their|its) "
        r"(?:counterpart|opposite number)[\w ]{0,30},? ?$"
    ),
    at_place=re.compile(
        rf"\b(?:[Aa]t|[Ii]n|[Aa]board|[Ii]nside) (?:the |its |a )?(?P<place>(?:{CAPITAL_WORD})(?: "
        rf"(?:(?:of|de|for)(?: the)? )?(?:{CAPITAL_WORD}))*(?: (?:city|town) hall| conference centre| "
        r"hall)?|(?:city|town) hall|council chamber|(?:city )?council chambers)(?! \d)"
    ),
    travel=(
        "visit(?:ed|s|ing)?|arrived in|came to|travel(?:l)?ed to|trip to|toured|flew to|stay in|call at|"
        "went to|visit to|tour of|mission to"
    ),
    term=rule(
        r"(?:valid|in force|in effect|effective|term|duration|period|runs?|last(?:s|ing)?|"
        r"concluded)\b[^.;]{0,40}?\b(?:of|for|is|be)?\s*(?:an? (?:initial )?(?:term|period) of )?"
        r"(?P<years>(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)(?: \(\d{1,2}\)| \(\w+\))?[ "
        r"-](?:years?|months?))"
    ),
    signers=rule(
        r"(?:[ ,]|\b(?:and|both|jointly|formally|officially|today|yesterday|on|of|the|for|on behalf of|"
        r"representing|have|has|had|together with|together|with|then|also|in turn|his|her|counterpart|"
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}|january|february|march|april|may|june|july|"
        r"august|september|october|november|december|\d{4}|city|[a-z]+ side|acting|by|from|and by|"
        r"[A-Z]\w+)\b|[()–-])*"
    ),
    own_government=rule(r"\b(?:city|municipal|town|mayor)\b"),
    binding=BINDING,
    also=rule(r" (?:also|in turn|then|in addition|further)\b"),
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
    rhythm=rule(
        r"(?:every|each)(?: (?:\w+ )?(?:year|spring|summer|autumn|fall|winter|month))?(?: in)? ?$|annually "
        r"in ?$"
    ),
    under_it=rule(r"\bunder the (?:memorandum|mou|agreement|letter|declaration|pact)"),
    any_subject=ANY_SUBJECT,
    that_would=THAT_WOULD,
    promise_list=rule(
        r"\b(?:shall|will|undertakes?(?: to)?|agree[sd]?(?: to| on the following(?: steps| actions| "
        r"measures)?)?|commit(?:s|ted)?(?: themselves| itself)?(?: to)?|pledged?(?: to)?|promised?(?: "
        r"to)?|(?:the )?following (?:commitments|obligations|actions|steps|measures)|obligations of [\w "
        r"]{3,40}|commitments)[^.:]{0,60}:?$"
    ),
    direction_list=rule(
        r"\b(?:(?:\w+ )?(?:areas?|fields?|directions|pillars|priorit(?:y|ies)|themes|strands|domains|"
        r"scope|streams|lines|axes|topics)(?: of (?:(?:mutual|common|joint|our|the) )*(?:co-?operation|"
        r"collaboration|interest|work|action|exchange|partnership|activity))?|co-?operat\w+ (?:in|on|"
        r"will cover) the following)\b[^.]{0,80}$"
    ),
    counted=rule(
        r"\b(?:(?P<count>two|three|four|five|six|seven|\d)\s+(?:[\w-]+ ){0,2}?(?:areas?|fields|"
        r"directions|pillars|priorities|themes|strands|domains|streams|lines of work)(?: of "
        r"(?:co-?operation|collaboration|work|action))?\s*(?::|–|,? (?:namely|which are|are|including)|"
        r",)|(?:in|on|covers?|covering) (?:the )?(?:areas|fields) of|(?:co-?operat\w+|collaborat\w+|work "
        r"together) (?:in|on) (?=[^.;]{5,80}, [^.;]+ and )(?!\d)|agreement (?:covers|spans) (?=[^.;]+, "
        r"))\s*(?P<list>[^.:]{6,260}?)(?=[.:–]|$|, (?:which|with|as|while|according)|\" )"
    ),
    numbers=NUMBERS,
    fixed_pairs=rule(
        r"\b(?:research (?:and|&) (?:\w+ )?development|science and technology|trade and investment|arts? "
        r"and culture|small and medium|health and safety|information and communication\w*|rules and "
        r"regulations|terms and conditions|trial and error|(?:students?|teachers?|staff) and "
        r"(?:students?|teachers?|staff)(?= exchange))\b"
    ),
    and_word="and",
    topics=rule(
        r"(?<!\bwill )(?<!\bto )(?<!\balso )\b(?:discuss(?:ed|ing)?|exchanged (?:views|experience|ideas) on|"
        r"talk(?:s|ed)(?: \w+)? (?:about|"
        r"on|focus(?:ed|ing) on|covered)|spoke about|meeting focused on|debated|(?:talks|discussions|"
        r"conversation) (?:centred|centered|focused|touched) (?:on|upon)|topics (?:included|were)|agenda "
        r"included)\s+(?:the )?(?P<list>[^.;:]{4,160}?)(?=[.;:]|, (?:and (?:visited|toured|agreed|"
        r"signed)|which|while|with|as|before|after)|$| (?:with|during|at|before|after|and (?:visited|"
        r"toured|agreed|signed)) )"
    ),
    tells=rule(
        r"\b(?:presented|shared|showed|demonstrated|briefed [^.,]{3,40} on|outlined|introduced|described|"
        r"raised|reported on|pointed to)\s+(?P<object>(?!the (?:memorandum|agreement|award|"
        r"gift))[^.;:\"]{6,200}?)(?=[.;:\"]|, (?:and|while|which|who)|$| and (?:visited|toured|invited|"
        r"said))"
    ),
    trouble=rule(
        r"\b(?:challenges?|difficult\w+|problems?|obstacles?|bottlenecks?|shortages?|concerns?|"
        r"barriers?)\b|^raised"
    ),
    says=VERBS_OF_SAYING,
    figure=rule(
        r"(?:(?P<bound>more than|over|above|exceeding|at least|nearly|almost|around|about|approximately|"
        r"some|less than|fewer than|under|up to|below|roughly) )?(?:(?:US|NT|S|RM|A)?[$€£¥] ?|NTD |EUR |"
        r"USD |PLN |RM ?)?(?<![\w.,-])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?! ?(?:(?:st|"
        r"nd|rd|th|years? old|p\.?m|a\.?m)\b|[:/]\d))(?: (?P<scale>(?:thousand|million|billion|m|"
        r"bn)\b))?(?P<more>\+)?[ -]?(?P<unit>%|per cent|percent|(?!(?:january|february|march|april|may|june|"
        r"july|august|september|october|november|december|and|or|of|in|on|at|to|the|by|with|from|for|was|"
        r"is|in|a|years?|months?|days?|hours?|minutes?|weeks?)\b)(?:(?!and\b|in\b|of\b|"
        r"with\b)[a-z][\w-]* ){0,2}?(?:[a-z][a-z-]+s|people|km|hectares|staff))\b(?<!delegates)(?<!members)"
    ),
    bounds={
        "more than": "more_than",
        "over": "more_than",
        "above": "more_than",
        "exceeding": "more_than",
        "at least": "more_than",
        "up to": "less_than",
        "nearly": "about",
        "almost": "about",
        "around": "about",
        "about": "about",
        "approximately": "about",
        "some": "about",
        "roughly": "about",
        "less than": "less_than",
        "fewer than": "less_than",
        "under": "less_than",
        "below": "less_than",
        "+": "more_than",
    },
    scales={"thousand": 1e3, "million": 1e6, "billion": 1e9, "m": 1e6, "bn": 1e9},
    standing=rule(
        r"\b(?:is|are) (?:\w+ )?(?:home to|known for|one of|among|the (?:largest|second|biggest|leading|"
        r"country's|capital|hub)|a (?:major|leading|key))\b|\bhas long\b|\bboasts\b|\brenowned for\b"
    ),
    programme=re.compile(
        r"\"(?P<name>[^\"]{3,60}?(?:[Pp]rogramme|[Pp]rogram|[Ii]nitiative|[Ss]trategy|[Pp]lan|[Vv]ision|"
        r"\d{4}))\""
    ),
    statement_joint=rule(
        r"(?:;|,? (?:while|whereas)|,? and(?= (?:also |now |currently )*(?:is|are|has|have|had|hosts?|"
        r"employs?|handles?|accounts?|welcomes?|serves?|runs?|operates?|produces?|exports?|covers?|attracts?|"
        r"offers?|generates?|ranks?|boasts?|it|its|some|about|around|more than|over|nearly|almost) )|"
        r",(?= (?:employing|handling|serving|hosting|covering|making it)))\s*"
    ),
    axes=rule(
        r"\b(?:vision|strategy|priorities|agenda)\b[^.:]{0,60}?\b(?:rests on|is built on|built on|built "
        r"around|based on|consists of|comprises|of)\b[^.:]{0,20}?\b(?:two|three|four|five|six) (?:axes|"
        r"pillars|priorities|goals|themes|principles)[:,–]? ?(?:of |– )?(?P<list>[^.]{6,200})"
    ),
    pronouns=rule(
        r"\b(?:it|he|she|they|the (?:mayor|deputy mayor|director|city|bureau|university|delegation|latter))\b"
    ),
)
