"""The phrases of ranges, as patterns: what makes a length a range, and what says that it is something else."""

from __future__ import annotations

import re
from typing import Final

RANGE = (
    r"(?<!mountain )(?<!shooting )(?<!firing )(?<!price )(?<!wide )(?<!broad )(?<!home )(?<!age )(?<!within )(?<!into )(?<!out of )"
    r"(?<!frequency )(?<!within a )(?<!radar )(?<!radio )(?<!detection )(?<!sensor )(?<!temperature )(?<!in )(?<!to within )"
    r"(?:ranges?|(?<!can )(?<!could )(?<!may )(?<!might )(?<!would )(?<!will )(?<!to )(?<!not )(?<!also )(?<!now )reach|(?:combat|strike|striking|operat\w+|action|attack|mission|control|effective|flight|engagement) radius"
    r"|(?:striking|strike|firing|flight|engagement) (?:distance|range)s?)(?!\w)"
)
LINK = (
    r"(?:[\s:,\"'“”‘’„«»(–—=~-]|(?<!\w)(?:of|is|was|are|were|be|been|being|has|have|had|at|to|from|that|which|it|now|currently|said|reported(?:ly)?"
    r"|estimated|believed|thought|claimed|claims|stated|put|puts|given|listed|advertised|official(?:ly)?|originally|initially|theoretically"
    r"|nominally|extended|increased|boosted|raised|limited|capped|stretched|cut|reduced|restricted|doubled|upgraded|down|by|in|the|a|an|some"
    r"|distances?|anywhere|well|far|stands?|reach(?:es|ing)?|reached|between|var(?:ies|ying)|ranging|rang(?:es)|extend(?:s|ing)|may|might|can|could|will|would"
    r"|should|only|just|least|not|does|about|theory|practice|unrefuelled|roughly|up|as|or|than|more|less|also|even|s|barely|does|did|do)\b)*$"
)
NAMED_RANGE = re.compile(r"[A-Z][a-z]+ Range(?![\w:])")
OF_RANGE = re.compile(rf"{RANGE}{LINK}", re.IGNORECASE)
RANGE_VERB = re.compile(
    rf"{RANGE}(?:\s+(?:of|for)\s+|\s*[,(]?\s*)[^.;:!?]{{1,70}}?(?:['’]s\s|\s)?(?<!\w)(?:is|was|are|were|at|to|from|exceeds?|reach(?:es)?|stands? at|has|have|had)(?!\w){LINK}",
    re.IGNORECASE,
)
EVENT_RANGE = re.compile(
    r"(?<!\w)(?:from|at|to) (?:a |an |the |point-blank |close |such )*(?:\w+ )?(?:ranges?|reach)\s+(?:of|between)(?:\W|\w)*$",
    re.IGNORECASE,
)
RANGE_BEHIND = re.compile(
    r"[\s-](?:(?:maximum|max|minimum|effective|operational|operating|firing|flight|combat|strike|striking|estimated|claimed|reported|stated|nominal"
    r"|official|theoretical|advertised|total|combat|engagement|plus)[\s-]){0,2}(?:ranged?|reach|radius(?!\s(?:of|from|around)\s))(?![\w]|\s+of\s+(?:hills|mountains|peaks|products))",
    re.IGNORECASE,
)
AT_FIRST = re.compile(r"\W*at\s(?:(?:an?|its)\s(?:\w+\s)?)?", re.IGNORECASE)
ITS_RANGE = re.compile(
    r",\s[^,.;]{1,50}?(?:['’]s?|its|their)\s(?:\w+\s)?(?:range|reach)(?!\w)", re.IGNORECASE
)
RADIUS_BEHIND = re.compile(r"\s(?:\w+\s)?radius", re.IGNORECASE)
MODAL = (
    r"(?:can|could|may|might|would|will|able to|capable of|designed (?:to|for)|intended to|meant to|built to|said to|reported to|able|ability to"
    r"|allow(?:s|ed|ing)?|enabl(?:e|es|ed|ing)|lets?|rarely|usually|typically|normally|supposed to|repurposed to|modified to|used to|adapted to"
    r"|believed to|thought to|expected to|known to|power to|potential to|capacity to|claimed to|set to|need to|has to|have to|(?:first|only|smallest|largest)(?: [\w-]+){0,3} to)"
)
ACT = (
    r"(?:hit|hits|hitting|strike|strikes|striking|reach|reaches|reaching|fly|flies|flying|flown|travel|travels|travell?ing|fire|fires|fired|firing|launch"
    r"|launched|launching|engage|engages|engaging|intercept|intercepts|intercepting|lob|lobbing|cover|covers|covering|operate|operating|target"
    r"|targeting|go|going|shoot|shooting|shower|destroy|destroying|attack|attacking|kill|killing|down|carry|carrying|deliver|delivering|throw"
    r"|throwing|hurl|hurling|glide|gliding|bombard|bomb|shell|pound|threaten|send|penetrate|manoeuvre|maneuver|soar|streak|range|project|extend|protect|defend|sink|touch|knock out|propel)"
)
ACTS = re.compile(rf"(?<!\w){ACT}(?!\w)", re.IGNORECASE)
ABLE = re.compile(
    rf"(?<!\w){MODAL}(?!\w)(?P<mid>(?:[^.;!?]|\.(?=\d)){{0,60}}?)(?<!\w){ACT}(?!\w)(?P<tail>(?:[^.;!?]|\.(?=\d)){{0,110}})$",
    re.IGNORECASE,
)
DEVICE_RANGE = re.compile(
    r"(?<!\w)(?<!against )(?<!anti-)(?:radars?|sensors?|radios?|cameras?|jammers?|detectors?|detection|tracking|transmitters?|sonars?)(?:['’]s?)?,?\s(?:\w+\s){0,2}?"
    r"(?:has|have|had|with|whose|which|that|(?:\w+\s)?range|reach)(?!\w)[^.;]{0,60}$",
    re.IGNORECASE,
)
EACH = re.compile(r"(?:^|\W)(?:each|every|an?|one|single)\s$", re.IGNORECASE)
AWAY = re.compile(r"\s(?:away|distant|off|out|downrange)(?!\w)", re.IGNORECASE)
STEERED = re.compile(
    r"(?<!\w)be\s(?:flown|operated|controlled|steered|guided|piloted)\s(?:remotely\s)?(?:from|by)(?!\w)",
    re.IGNORECASE,
)
ALTITUDE = re.compile(r"(?:an? )?(?:altitudes?|heights?) of [^,;]{1,40}? and ", re.IGNORECASE)
IT_BASE = re.compile(r"(?:^|\W)(?:it|he|she|one|version|variant|model)\s$", re.IGNORECASE)
PAST = re.compile(
    r"(?<!\w)(?:was|were|had|did|struck|hit|landed|fell|flew|fired|launched|attacked|destroyed|sank|downed|shot|tracked|detected|crashed|reached|killed|bombed|targeted"
    r"|intercepted|tested|exploded|damaged|carried out)(?!\w)",
    re.IGNORECASE,
)
CAP_BEHIND = re.compile(r"\s(?:on|for|to)\s[^.;,]{0,30}\b(?:ranges?|reach)(?!\w)", re.IGNORECASE)
CAPABLE = re.compile(
    r"(?<!\w)(?:capable of|good for|rated (?:for|at)|effective|accurate|lethal|deadly)\s(?:[^.,;!?]{0,60}?)(?:at|to|from|out|of|for|against)?[^.,;!?\w]{0,3}$",
    re.IGNORECASE,
)
HABIT = re.compile(
    r"(?<![\w-])(?:flies|reaches|travels|hits|strikes|fires|covers|engages|intercepts|shoots|throws|carries|glides|lands|launches|lobs|hurls|goes|kills"
    r"|downs|protects|protect|defends|defend|guards|operates|outranges|destroys|threw|hurled|lobbed|ran|reached|fly|reach|travel|hit|strike|cover|engage|throw|glide|carry|intercept"
    r"|shoot|fire|range|ranges|go|is effective|are effective)(?!\w)(?P<tail>(?:[^.;!?]|\.(?=\d)){0,90})$",
    re.IGNORECASE,
)
BASE: Final = frozenset(
    {
        "fly",
        "reach",
        "travel",
        "hit",
        "strike",
        "cover",
        "engage",
        "throw",
        "glide",
        "carry",
        "intercept",
        "shoot",
        "fire",
        "range",
        "go",
        "operate",
        "defend",
        "protect",
    }
)
ITSELF = re.compile(
    r"(?:^|\W)(?:it|they|one|ones|versions?|variants?|models?|upgrade)\s+(?:\w+ly\s|now\s|can\s)?$",
    re.IGNORECASE,
)
PLAIN = re.compile(
    r"['”\"’)]*(?:\s(?:salvos?|batter(?:y|ies)|crews?|launchers?|rounds?|shells?|variants?|versions?|models?|family|series|systems?|units?|guns?|itself))?"
    r"(?:\s(?:of|with|in|on|at|from|by)\s(?:[\w-]+\s?){1,4}?)?(?:\s+\([^)]*\))?,?\s*(?:(?:now|also|only|still|each|all|both|\w+ly)\s*)*",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r"(?:^|\W)(?:that|which|and|but|shells|rounds|rockets|missiles|version|variant|model|one|ones|it|they|launchers?)\s+(?:(?:\w+\s){1,3}(?:says?|claims?|say|believes?)\s)?(?:\w+ly\s|now\s|each\s)?$",
    re.IGNORECASE,
)
ASIDE = re.compile(r",[^,;.]+,\s*")
EVENT = re.compile(
    r"(?<!\w)(?:test\w*|launch\w*|\w+day|before|after|landed|flights?|flew|fell|minutes?|yesterday|today|morning|night|explod\w+)(?!\w)",
    re.IGNORECASE,
)
HAPPENED = re.compile(
    r"(?<!\w)(?:flew|landed|crashed|fell|advanced|drove|walked|travell?ed|marched|moved|heard|located|lies|lie|sits|stretch\w*|runs|recovered|journey"
    r"|attacked|was|were|is located|located|exploded|splashed|reached|killed|wounded|said|near|based|stationed|situated|apogee|altitudes?|heights?|speeds?)(?!\w)",
    re.IGNORECASE,
)
APART = re.compile(r",\s*(?:which is\s)?(?:[\w-]+\s){0,3}$", re.IGNORECASE)
OTHER_BEHIND = re.compile(
    r"[\s-](?:wide|long(?!-range)|deep|tall|thick|high|altitude|in altitude|march|journey|drive|trip|stretch|frontline|front(?! line)|border|zone|coastline|strip"
    r"|round trip|marathon|race|run|walk|hike|radius around|apart|above|up\b|line of|line\b|section|convoy|belt|buffer|area|exclusion|evacuation|pipeline|railway|road|highway|tunnel|fence|wall|bridge)(?!\w)",
    re.IGNORECASE,
)
COMPASS = re.compile(
    r"\s+(?:to the\s|due\s|further\s)?(?:north|south|east|west|northeast|northwest|southeast|southwest|north-?east|north-?west|south-?east|south-?west"
    r"|inside|into|off (?:the|its)|from (?:the (?:border|front|coast|capital|city|town|frontline|frontier|line|center|centre|nearest|scene|site|blast|base|airport)"
    r"|its border|their border|(?:the )?[A-Z][a-z]+|where|here|there|central|downtown))(?!\w)"
)
EXTENT = re.compile(
    r"(?<!\w)(?:zone|strip|belt|corridor|perimeter|cordon|buffer|border|coastline|line|front|frontier|road|pipeline|radius around)s?\s(?:some\s|of\s)*$",
    re.IGNORECASE,
)
FLEW = re.compile(r"(?<!\w)(?:flew|landed|crashed|splashed|fell)(?!\w)", re.IGNORECASE)
FIRED_FROM = re.compile(
    r"(?<!\w)(?:fired|launched|shot|dropped|released)(?!\w)(?:[^.;]{0,60}\s(?:from|off)(?!\w)[^.;]{0,60}|\s(?:some\s|about\s)?)$",
    re.IGNORECASE,
)
MAY = re.compile(rf"(?<!\w){MODAL}(?!\w)", re.IGNORECASE)
AT_A_RANGE = re.compile(r"range,?\s(?:which lies\s)?$", re.IGNORECASE)
FLOWN = re.compile(
    r"(?<!\w)(?:after|having|by)\s(?:flying|flown|travell?(?:ing|ed)|cover(?:ing|ed))\s$", re.IGNORECASE
)
HEIGHT = re.compile(
    r"(?<!\w)(?:altitudes?|heights?|ceilings?|apogee|soar(?:s|ed|ing)|climb(?:s|ed|ing)|rose|peak(?:s|ed|ing)|CEP|circular error(?: probable)?|as high as|speeds?|length|width|area|weigh\w*|diameter|calib(?:er|re)"
    rf"|circumference|distance (?:from|between)|thickness){LINK}",
    re.IGNORECASE,
)
VEHICLE = (
    r"cars?|vehicles?|EVs?|recharg\w+|SUVs?|sedans?|pickups?|trucks?|bus(?:es)?|motorcycles?|scooters?|bikes?|airliners?|airlines?|passengers?|tesla|chevrolet|ford"
    r"|nissan|toyota|hyundai|volkswagen|bmw|mercedes|rivian|hybrid|kwh|mpg|miles per gallon|ferr(?:y|ies)|trains?|boeing|airbus|embraer|gulfstream|cessna|bombardier"
    r"|non-?stop|towing|charging|chargers?|per charge|a charge|gallons?|seats|commuters?|drivers?|motorists?"
)
CIVIL_VEHICLE = re.compile(rf"(?<!\w)(?:{VEHICLE})(?!\w)", re.IGNORECASE)
CIVIL = re.compile(
    rf"(?<!\w)(?:{VEHICLE}|batter(?:y|ies) (?:pack|charge|life)|electric|charge|birds?|species|animals?|wolf|wolves|whales?|radios?|radars?|sensors?|signals?"
    r"|wi-?fi|bluetooth|phones?|cellphones?|routers?|telescopes?|cameras?|microphones?|golf\w*|football\w*|goals?|scored|kick\w*|yards?|putt\w*|hikers?|hikes?|weather"
    r"|hills?|peaks?|mountains?|transmitters?|broadcast\w*|visibility|beacons?|sirens?|bikers?|runners?|quake|earthquake)(?!\w)",
    re.IGNORECASE,
)
SPACE = re.compile(
    r"(?<!\w)(?:nasa|spacex|rocket lab|blue origin|satellites?(?![- ](?:guid|navig|imag|photo|pictur|link|position)\w+)|spacecraft|astronauts?|orbit\w*|mars|moon|space station|probe)(?!\w)",
    re.IGNORECASE,
)
MILITARY = re.compile(
    r"(?<!\w)(?:targets?|warheads?|missiles?|bombs?|bombers?|navy|army|air force|military|troops|warships?|enemy|front lines?|frontline|battlefield|strike|strikes|munitions?"
    r"|air defen[cs]es?|anti-(?:ship|tank|aircraft)|ballistic|nuclear|artillery|war|explosives?|weapons?|combat|torpedo\w*|aircraft|bunkers?|arsenal|drones?|kyiv|moscow|tehran)(?!\w)",
    re.IGNORECASE,
)
DETECTS = re.compile(
    r"(?<!\w)(?:detect\w*|track\w*|see|sees|seeing|spot|spots|monitor\w*|observ\w+|scan\w*|radars?|sensors?|cameras?|listening|surveil\w*|visible|heard|controlled|communicat\w+|jam|jams|jamming)(?!\w)[^.;]{0,60}$",
    re.IGNORECASE,
)
MINIMUM = re.compile(r"(?<!\w)min(?:imum|\.)?(?!\w)[^;.]{0,60}$", re.IGNORECASE)
LIMITED = re.compile(r"(?:limited|restricted|capped|confined)\s", re.IGNORECASE)
WAS = re.compile(
    r"(?<!\w)(?:were|are|is|was|remain|remains|be|been|once|originally|previously|formerly|long)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
EXTREME = re.compile(r"(?<!\w)(?:min|max)(?:imum)?\s(?:\w+\s){0,2}?$", re.IGNORECASE)
SINCE = re.compile(
    r",?\s(?:and\s)?(?:has|have|had|was|were|is|are|will)\s(?:\w+\s){0,2}?(?:extended|stretched|increased|raised|boosted|doubled|tripled|cut|reduced"
    r"|upgraded|improved|lengthened)\s(?:\w+\s)?to\s*",
    re.IGNORECASE,
)
TAIL_PHRASE = re.compile(
    r"^\s(?:by|with|in|at|for|against|when|using|from|over)\s[^,;.()]{1,36}?(?=,|\s(?:and|but|or|while)\s)",
    re.IGNORECASE,
)
LIST_GAP = re.compile(r"\s*(?:,|,? and|,? or|/|,? und|,? et|,? y|,? и|,? і|,? та)\s*", re.IGNORECASE)
PARALLEL = re.compile(
    r"[\s\"”)]*(?:[,;]|,? and|,? but|,? while|,? whereas|,? or|, with)?\s*(?:(?:compared (?:with|to)|against|versus)\s+)?"
    r"(?:(?:a|an|the|its|their|only|now|then|later|eventually|even|another|one|in|at|to|for|out|with|by|up|has|have|had|is|was|goes|can|could)\s+){0,3}(?P<noun>(?:[^\s,;.()]+,?\s+){0,5}?)(?P<at>at|to|with|for|out to)?\s*[\"“(]?",
    re.IGNORECASE,
)
BRACKET = re.compile(r"^\s*\([^)]{0,60}\)")
ONE = re.compile(
    r"(?<!\w)(?:ones?|originals?|versions?|variants?|models?|rounds?|shells?|types?|former|latter|maximum|max|others?|configuration|mode|warhead|increments?|blocks?|successors?|siblings?|cousins?|derivatives?|editions?|upgrades?|counterparts?)(?!\w)|(?<!\w)(?:later|newer|older|improved|extended|heavier|smaller|larger|longer|longer-range|lighter|bigger)\s\w",
    re.IGNORECASE,
)
TARGETS = re.compile(
    r"(?:\w+\s)?(?:targets?|aircraft|planes?|jets?|drones?|missiles?|ships?|tanks?|vehicles?|helicopters?|bombers?)",
    re.IGNORECASE,
)
CONDITION = re.compile(r"\s*\(?\s*(?:with|when|for|using|by|if|without|in|against|from)(?!\w)", re.IGNORECASE)


ARTICLE = re.compile(r"(?:^|\W)(?:a|an|the|each|every|its|their|\w+['’]s?)\s$", re.IGNORECASE)
AIMED = re.compile(
    r"(?<!\w)(?:hit|hits|hitting|strike|strikes|striking|engage|engages|intercept|intercepts|destroy|destroys|kill|kills|pierce|pierces|shoot down|down)\s"
    r"(?:[\w-]+\s){0,2}?(?:targets?|aircraft|planes?|ships?|vessels?|warships?|tanks?|armou?r|drones?|missiles?|bunkers?|positions|helicopters?|vehicles|bases|troops)(?!\w)",
    re.IGNORECASE,
)
BETWEEN_COMMAS = re.compile(
    r",\s(?:depending|according|in|on|with|at|when|if|as)\s[^,;]{1,40},\s", re.IGNORECASE
)
STANDS_FOR = re.compile(
    r"(?:^|\W)(?:it|they|its|one|ones|version|variant|model|versions|variants|models|system|systems|second|first|third|latter|former|other)(?:['’]\w+)?\s",
    re.IGNORECASE,
)
