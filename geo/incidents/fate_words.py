"""The words that tell what became of people, and who lost them: patterns around a number of people."""

from __future__ import annotations

import re

from geo.incidents.headcounts import INJURED, KILLED

_HEDGE = (
    r"(?:(?:at least|some|about|another|a further|more than|up to|as many as|around|over|nearly|almost|all|the|"
    r"roughly|an estimated|also|both|only|just|for)\s)*"
)
LINK = re.compile(rf"(?:,|,?\s(?:and|plus|as well as|along with)|,?\s(?:including|among them))\s{_HEDGE}", re.I)
APPOSED = re.compile(rf"\s|{LINK.pattern}", re.I)
PART = re.compile("includ|among", re.I)
_KILL = (
    r"(?:kill(?:ed|ing|s)?|(?:shot|shoot(?:s|ing)?)\sdead|gunn(?:ed|ing)\sdown|slew|massacr(?:ed|ing)|drown(?:ed|ing))"
)
_HURT = r"(?:injur(?:ed|ing|es)|wound(?:ed|ing|s)|hurt(?:ing)?|maim(?:ed|ing|s))"
_UNREAL = r"(?<!\bnot\s)(?<!\bto\s)(?<!\bcould\s)(?<!\bwould\s)(?<!\bmay\s)(?<!\bmight\s)(?<!\bwill\s)(?<!\bnever\s)"
_THOSE = r"(?:the|those)\s(?:\w+\s)?"
BEFORE = {
    KILLED: re.compile(
        rf"\b(?:{_UNREAL}{_KILL}|(?:deaths?|lives|killings?|murders?)\sof|among\s{_THOSE}(?:dead|killed|victims)\s(?:was|were|are)"
        r"|(?:dead|death\stoll|toll)\s(?:at|as|to)"
        rf"|(?:dead|killed|victims)\sinclud(?:e|ed|ing))\s{_HEDGE}$",
        re.I,
    ),
    INJURED: re.compile(
        rf"\b(?:{_UNREAL}{_HURT}|injuries\sto|among\s{_THOSE}(?:wounded|injured|hurt)\s(?:was|were|are)"
        rf"|(?:wounded|injured)\sinclud(?:e|ed|ing))\s{_HEDGE}$",
        re.I,
    ),
}
_NO_OBJECT = (  # 'two soldiers killed on Monday' were killed, 'two soldiers killed a man' were not
    r"(?=\s?(?:[.,;:)–—]|$)|\s(?:(?:on|in|at|by|when|after|during|near|while|as|and|or|but|there|overnight|yesterday|"
    r"today|this|last|since|before|along|inside|outside|across|over|from|early|late|around|about|within|between|with|"
    r"under|alongside|together|here|instantly|for)\b|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b))"
)
_ADVERBS = (
    r"(?:\s(?:also|both|all|later|reportedly|apparently|then|instantly|badly|seriously|slightly|critically|lightly|"
    r"severely|fatally|mortally|shot and|hit and|since|already|themselves|gravely))*"
)
_FILL = (
    r"(?:\s(?:of|from|in|on|at|near|inside|outside|along|with|aboard|manning|guarding|patrolling|working|hidden|hiding|"
    r"stationed|posted|deployed|trapped|held|travelling|riding|sleeping)"
    r"(?:\s(?!that\b|and\b|but\b|who\b|which\b|said\b|says\b|reported\b|claimed\b|were\b|was\b)[\w'’-]+){1,7}?)?"
    r"(?:,\s[^,;.:]{3,60},)?(?:,(?=\s(?:was|were|had|died|lost)\b))?(?:\sand\s(?:as\smany|several|many|some|others|a\snumber\sof)\s[\w'’-]+)?"
)
_IS = r"\s(?:(?:had|has|have)\s(?:since\s)?)?(?:was|were|are|is|been|being|got|lay|lie)"
_DEAD_WORDS = r"(?:killed|dead|shot dead|slain|executed|murdered|massacred|gunned down|stabbed to death)"
_HURT_WORDS = r"(?:wounded|injured|hurt|maimed)"
_LIMB = r"(?:leg|legs|foot|feet|hand|hands|arm|eye|eyes|limb|limbs|thumb|finger|fingers)"
_BODY_LOST = rf"lost\s(?:part of\s)?(?:an?|his|her|their)\s(?:left\s|right\s|lower\s)?{_LIMB}"
AFTER = {
    KILLED: re.compile(
        rf"{_FILL}(?:{_IS}{_ADVERBS}\s(?:among\s{_THOSE}(?:dead|killed|victims)|{_DEAD_WORDS})"
        rf"|{_ADVERBS}\s(?:(?:had|has|have)\s(?:since\s)?)?(?:die[ds]?|perish(?:ed)?|drown(?:ed)?|lost\s(?:their|his|her)\sli(?:fe|ves))"
        rf"|{_ADVERBS}\s(?:dead|{_DEAD_WORDS}{_NO_OBJECT}))\b",
        re.I,
    ),
    INJURED: re.compile(
        rf"{_FILL}(?:{_IS}{_ADVERBS}\s(?:among\s{_THOSE}(?:wounded|injured|hurt)|{_HURT_WORDS})"
        rf"|{_ADVERBS}\s(?:had\s)?(?:suffered|sustained)\s(?:\w+\s)?(?:injuries|wounds|burns)|\swith\s(?:\w+\s)?(?:injuries|wounds)"
        rf"|{_ADVERBS}\s(?:had\s)?{_BODY_LOST}|{_ADVERBS}\s{_HURT_WORDS}{_NO_OBJECT})\b",
        re.I,
    ),
}
_TOLL = r"(?:dead|losses|death\stoll|toll|fatalities|deaths|(?P<hurt>wounded|injured))"
_PUT = r"(?:put|puts|counted|counts|gave|gives|listed|reported|reports|announced|confirmed|raised)"
LOST = re.compile(
    rf"\s(?:(?:has|have|had)\s)?(?:lost|loses?|losing|suffered|mourned|mourns|(?P<had>had|owned\sup\sto|admitted|acknowledged|conceded))\s{_HEDGE}$"
    rf"|(?P<toll>(?:\s{_PUT}\s(?:its|their)\s(?:own)?|['’]s?)?\s?{_TOLL}"
    rf"\s(?:(?:stood\s|rose\s|put\s)?(?:at|as|to)|reached|numbered))\s{_HEDGE}$",
    re.I,
)
GAPPED = re.compile(rf"\s(?:(?:its|their)\sown\sat|at)?\s?{_HEDGE}$", re.I)
ON_ITS_SIDE = re.compile(r"\bon\s(?:its|their)\s(?:own\s)?side\b")
ON = re.compile(r"\bon\s(?:the\s)?$", re.I)
SUCCUMBED = re.compile(r"[^;:]*?\b(?:succumbed|died\sof\s(?:his|her|their|the))\b")
SIDE_WORD = re.compile(r"(?:['’]s?)?\sside\b")
CLAUSE = re.compile(r"[;:]|,\s(?:while|but|and)\s")
CAUSED = re.compile(rf"\b(?:{_KILL}|{_HURT})\s[^,;]*$", re.I)
ELLIPSIS = re.compile(
    rf"(?:{_IS})?\s?(?:{_DEAD_WORDS}|{_HURT_WORDS}|died)?(?:\son\s(?:the\s|its\s)?(?:\w+\s)?side)?\s?(?:,\s)?and\s(?:{_HURT}\s|{_KILL}\s)?{_HEDGE}",
    re.I,
)

ANY = re.compile(
    rf"\b(?:{_KILL}|{_HURT}|{_DEAD_WORDS}|die[ds]?|lost|los(?:e|ing|es|ses)|deaths?|lives|toll|fatalities|perish(?:ed)?|"
    r"drown(?:ed)?|injuries|wounds|suffered|mourn(?:ed|s)|murder(?:s|ed))\b",
    re.I,
)
