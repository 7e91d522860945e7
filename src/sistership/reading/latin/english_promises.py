"""The words of English for what is promised, and for what is only hoped."""

from __future__ import annotations

import re

from sistership.reading.draft import IntentionMode
from sistership.reading.latin.lexicon import rule

_DEEDS = (
    "establish set up create open launch host hold organise organize provide supply send second appoint "
    "designate nominate exchange grant fund finance co-fund co-finance build publish share deliver hire "
    "offer prepare draw up"
    " run train admit bear contribute join accept receive maintain translate pay cover reserve allocate "
    "donate meet report "
    "submit make available conduct give name assign inform issue hand over introduce start begin "
    "complete install equip lend"
    " form convene arrange carry out present adopt draft elaborate renovate plant name dispatch deploy "
    "award sponsor waive contribute earmark invest operate staff enrol enroll recruit place keep notify "
    "review test pilot"
    " be responsible|take part in|act as|serve as|put in place|put forward|set aside|work out|take "
    "in|take over|found|host|dedicate|commission|welcome|digitise|digitize|buy|procure|swap|rotate|"
    "co-host|co-organise|co-organize|jointly host|teach|produce|release"
)
_TWO = ("set up", "draw up", "make available", "hand over", "carry out", "be responsible")


def _forms(verb: str) -> str:
    first, _, rest = verb.partition(" ")
    stem = first[:-1] if first.endswith("e") and first != "be" else first
    doubled = stem + stem[-1] if re.search(r"[^aeiou][aeiou][bdgmnpt]$", stem) else stem
    ing = f"(?:{re.escape(stem)}|{re.escape(doubled)})ing"
    return rf"(?:{re.escape(first)}|{ing})" + (rf" {re.escape(rest)}" if rest else "")


def _verbs() -> list[str]:
    single, *others = _DEEDS.split("|")
    words = single
    for pair in _TWO:
        words = words.replace(pair, "")
    return [*_TWO, *words.split(), *others]


_ADVERB = (
    r"(?:(?:also|jointly|together|each|both|annually|regularly|immediately|further|then|likewise|in turn|"
    r"mutually|actively|co-|to|not later than [\w ]+,|within [\w ]{3,30}(?:of \w+)?,?|by [\w ]{3,24},|in "
    r"\w+ \d{4},|every year|each year|once a year|twice a year|at its own (?:cost|expense),?|at no "
    r"(?:cost|charge),?|free of charge,?),? )*"
)
DEED = rule(
    rf"{_ADVERB}(?P<verb>{'|'.join(sorted(map(_forms, _verbs()), key=len, reverse=True))})\b(?! (?:the "
    r"(?:possibility|feasibility)|ways|towards?))(?<!beginning)(?<!starting)"
)
VAGUE = rule(
    rf"{_ADVERB}(?:bear (?:its|their|his|her) own|promot|support|encourag|facilitat|strengthen|deepen|"
    rf"enhanc|explor|consider|endeavou?r|"
    r"seek|striv|tr(?:y|ying)\b|attempt|foster|develop (?:cooperation|ties|relations|friend)|co-?operat|"
    r"collaborat|work (?:together|towards?|on|closely)|continu|expand|broaden|aim|discuss|examin|assess|"
    r"study|look (?:into|at)|analys|evaluat|intensif|boost|improv|advanc|build (?:on|stronger|closer|"
    r"trust|bridges|a (?:bridge|sustainable|better))|help|assist|join forces|intend|remain|stay|use "
    r"(?:their )?best|make (?:every|all) effort|take into|respect|be guided|strengthening|share (?:a |"
    r"the )?(?:vision|commitment|values)|favour|stimulat|contribute to|pursue|consult|talk|focus|enable|"
    r"benefit|become|see\b|bring (?:benefit|new|the)|allow|serve (?!as)|make (?:it|our|the|life)|need|"
    r"want|visit|return|travel|attend|speak|be\b|have\b|mark\b|last\b|learn\b|identify\b)"
)
ABSTRACT = rule(
    r"\b(?:co-?operation|relations(?:hips?)?|friendship|ties|understanding|dialogue|partnership|"
    r"environment|conditions|atmosphere|synerg\w+|collaboration|contacts between|bonds?|trust|growth|"
    r"prosperity|awareness|opportunities|value)\b"
)
THING = rule(
    r"\b(?:offices?|windows?|contact (?:points?|persons?|officers?)|desks?|centres?|centers?|committees?|"
    r"working (?:groups?|part(?:y|ies))|task ?forces?|teams?|funds?|scholarships?|grants?|forums?|"
    r"conferences?|workshops?|seminars?|meetings?|summits?|exhibitions?|fairs?|festivals?|weeks?|days?|"
    r"students?|interns?(?:hips?)?|places|apprentices?|trainees?|engineers?|experts?|teachers?|staff|"
    r"officers?|specialists?|delegations?|delegates"
    r"|reports?|lists?|plans?|road ?maps?|websites?|portals?|platforms?|data(?: ?sets?)?|database|"
    r"catalogues?|handbook|guides?|newsletter|courses?|classes|camps?|programmes?|programs?|pilots?|"
    r"trials?|projects?|laborator(?:y|ies)|labs?|rooms?|space|premises|accommodation|flights?|tickets?|"
    r"routes?|lines?|stipends?|allowances?|travel costs?|costs?|fees?|equipment|sensors?|buses|stations?|"
    r"ships?|trees|books|documents?|translations?|interpreters?|contracts?|calls?|competitions?|prizes?|"
    r"awards?|coordinators?|representatives?|liaison|secretariat|agenda|schedule|calendar|minutes|"
    r"residenc(?:y|ies)|artists?|firms|companies|start-?ups|stands?|booths?|pavilions?|services?|"
    r"helplines?|hotline|legal advice|mentors?|vouchers?|rent|licen[cs]es?|models?|software|code|maps?|"
    r"measurements?|playground|gardens?|street|plaque|statue)\b"
    r"|\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|"
    r"fifty|hundred) (?:\w+ ){0,3}?\w+s\b|\b(?:every|each|per|once a|twice a) (?:year|month|quarter|"
    r"semester|six months|two years)\b|\bannual(?:ly)?\b|\bquarterly\b"
)
WEAK = rule(
    r"\b(?:where(?:ver)? (?:possible|appropriate|feasible|practicable)|if (?:possible|necessary|funds|"
    r"funding|the budget)|as (?:far as possible|appropriate)|subject to (?:the availability|available|"
    r"funds|funding|budget\w*|approval)|within (?:the limits of )?(?:their|its|available|existing) "
    r"(?:means|budgets?|resources|possibilities)|when (?:funds|funding|resources)|depending on (?:funds|"
    r"funding|budget)|budget permitting|in principle|on a best[- ]efforts? basis|best (?:efforts|"
    r"endeavours)|resources permitting|funds permitting)\b"
)
UNBOUND = rule(r"\b(?:not|never|n't|no longer|neither|nor)\b")
BINDING = rule(
    r"\b(?:shall|will|would|must|(?:hereby )?undert(?:ake|akes|ook|aken)(?: to)?|(?:has |have |had |is |"
    r"are |was |were )?(?:also )?(?:agreed|pledged|committed|promised|vowed|undertaken)(?: (?:itself|"
    r"themselves|himself|herself))?(?: in writing| publicly)? to(?! (?:explore|discuss|consider|study|"
    r"examine|look))|(?:hereby )?(?:agrees?|commits?|pledges?|promises?)(?: (?:itself|themselves))? to|"
    r"(?:is|are) (?:obliged|required|bound) to)(?!\w)(?! (?:each )?bear (?:its|their) own)"
)
PLEDGE = rule(
    r"(?:hereby |has |have |had |is |are |was |were |also )*(?:undert|agree|pledge|commit|promise|vow|"
    r"(?:is|are) (?:obliged|required|bound))"
)
PASSIVE = rule(
    r" (?:also |jointly |then )*be (?:jointly |also |formally |fully )?(?P<verb>established|set up|"
    r"created|opened|launched|held|hosted|organised|organized|appointed|designated|nominated|exchanged|"
    r"published|formed|provided|sent|made available|financed|funded|awarded|offered|shared|built|"
    r"installed|signed|prepared|run|trained|convened|allocated)\b"
)
NO_PROMISE = rule(
    r"\b(?:(?:this|the|present) (?:\w+ ){0,2}?(?:memorandum|agreement|declaration|letter|document|mou|"
    r"text|article|annex|amendments?|cooperation|partnership|event|exhibition|ceremony|project|costs?|"
    r"disputes?|terms?)(?: of (?:understanding|intent))?|disputes?|differences|any (?:dispute|difference|"
    r"amendment|costs?)|amendments?|nothing|costs|it|there|termination|which|that|who|what|this) (?:also "
    r"|further )?$"
)
ANY_SUBJECT = rule(
    r"(?:^|[,;:.] |\b(?:and|that) )(?P<who>the (?:coordinators|secretariat|committee|working group)|(?:each|"
    r"every|either|the host|the sending|the receiving|the "
    r"joint|the hosting|a joint|the steering|the coordinating)\s(?:[\w'-]+ ){0,5}?[\w'-]+?)(?: also| "
    r"jointly)? $"
)
THAT_WOULD = rule(
    r"\b(?:agreed|announced|decided|promised|pledged|confirmed|assured|undertook)\b[^.]{0,120}$"
)
CUT_AFTER = rule(
    r"(?:;|,? (?:while|whereas|although|but|so that|because|since both|as well as (?:to "
    r")?explor\w+)\b|, (?:which|who|where|he|she|it|they|said|added|according|as|and (?:we|they|it) (?:may|"
    r"might|hope)|and (?:will|would) "
    r"(?:explore|consider|seek)|and (?:hopes?|intends?|invited|looks|expects|said|added|thanked|"
    r"expressed|plans?|also hopes?))\b|,? (?:he|she|it) (?:said|added|noted|explained)\b| and (?:may|"
    r"hopes?|intends?|invited|expressed|thanked|will explore|will consider|to explore|to promote|to "
    r"strengthen|to encourage|explore|consider)\b|, (?:to promote|to strengthen|to encourage|explore|"
    r"consider|may)\b)"
)
_HOPE = rule(
    r"\b(?:(?:(?:is|are|am) )?hop(?:es?|ed|ing)(?: (?:that|to|for))?|look(?:s|ed|ing)? forward to|wish(?:es|"
    r"ed)? (?:to|"
    r"that)|would like(?: to)?|expressed (?:the |his |her |its |their )?(?:hope|wish|desire|interest|"
    r"readiness|willingness)|want(?:s|ed)? to|expects? (?:that|to)|dreams? of|keen to|eager to|would "
    r"welcome)\b(?! (?:of|into))"
)
_INVITE = rule(r"\b(?:invit(?:es?|ed|ing)|extended an invitation)\b(?! (?:by|guests?|speakers?|to sign))")
_TALK = rule(
    r"\b(?:(?:will|would|shall|agreed to|undertake to|to|may) (?:also |jointly |further )*(?:explore|"
    r"discuss|consider|examine|study|look (?:into|at)|assess|analyse|analyze|evaluate|continue (?:talks|"
    r"discussions))|(?:is|are) (?:considering|exploring|discussing|in talks|studying|examining)|"
    r"(?:discussed|considered|explored|raised) (?:the (?:possibility|idea|prospect|option)|possible|"
    r"potential|whether|opening|launching|joint|future|a possible|plans)|talks (?:on|about) (?:a|the) "
    r"(?:possible|future|direct|joint)|will hold talks|under discussion)\b"
)
_PLAN = rule(
    r"\b(?:plan(?:s|ned|ning)? (?:to|for)|intend(?:s|ed)?(?: to)?|is (?:due|set|scheduled|expected|"
    r"preparing) to|are (?:due|set|scheduled|expected|preparing) to|prepar(?:es|ing) to|has plans to|"
    r"announced plans|aims? to have|ha(?:s|ve) in mind)\b"
)
_AIM = rule(
    r"\b(?:aim(?:s|ed|ing)? (?:to|at)|might(?= )|seek(?:s|ing)? to|striv(?:e|es|ing) to|endeavou?rs? to|"
    r"wish(?:es)? "
    r"to see|may(?:, by [^,]{3,40}(?=,))?(?! be (?:terminated|amended|extended|renewed)| terminate| withdraw)"
    r"(?! \d|(?-i: [A-Z]))(?=,? (?:also |jointly |further |by mutual \w+,? )*[a-z]+)|(?:can|"
    r"could)(?= (?:also |jointly )*(?:host|offer|organi[sz]e|establish|set up|provide|invite|include|"
    r"appoint|hold))|are encouraged to|is encouraged to)\b"
)
INTENTIONS: tuple[tuple[re.Pattern[str], IntentionMode, float], ...] = (
    (_HOPE, "hope", 0.85),
    (_INVITE, "invitation", 0.9),
    (_TALK, "talk", 0.8),
    (_PLAN, "plan", 0.75),
    (_AIM, "aim", 0.7),
)
