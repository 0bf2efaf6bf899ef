"""English verb and noun forms, so that kinds.toml needs lemmas only."""

from __future__ import annotations

from functools import cache

# each row reads base/past/participle
_IRREGULAR: dict[str, tuple[str, str]] = {
    base: (past, participle)
    for base, past, participle in (
        row.split("/")
        for row in """
    arise/arose/arisen be/was/been bear/bore/borne beat/beat/beaten become/became/become begin/began/begun
    bend/bent/bent bind/bound/bound bite/bit/bitten blow/blew/blown break/broke/broken bring/brought/brought
    build/built/built burn/burnt/burnt burst/burst/burst buy/bought/bought catch/caught/caught choose/chose/chosen
    come/came/come cut/cut/cut dig/dug/dug do/did/done draw/drew/drawn drive/drove/driven eat/ate/eaten
    fall/fell/fallen feed/fed/fed fight/fought/fought find/found/found flee/fled/fled fling/flung/flung
    fly/flew/flown forbid/forbade/forbidden freeze/froze/frozen get/got/got give/gave/given go/went/gone
    grind/ground/ground grow/grew/grown hang/hung/hung have/had/had hear/heard/heard hide/hid/hidden hit/hit/hit
    hold/held/held hurt/hurt/hurt keep/kept/kept know/knew/known lay/laid/laid lead/led/led leap/leapt/leapt
    leave/left/left lend/lent/lent let/let/let lie/lay/lain light/lit/lit lose/lost/lost make/made/made meet/met/met
    overfly/overflew/overflown overrun/overran/overrun pay/paid/paid put/put/put quit/quit/quit read/read/read
    rebuild/rebuilt/rebuilt ride/rode/ridden ring/rang/rung rise/rose/risen run/ran/run say/said/said see/saw/seen
    seek/sought/sought sell/sold/sold send/sent/sent set/set/set shake/shook/shaken shoot/shot/shot shut/shut/shut
    sing/sang/sung sink/sank/sunk sit/sat/sat slay/slew/slain sleep/slept/slept slide/slid/slid speak/spoke/spoken
    speed/sped/sped spend/spent/spent spring/sprang/sprung stand/stood/stood steal/stole/stolen step/stepped/stepped
    stick/stuck/stuck sting/stung/stung strew/strewed/strewn strike/struck/struck string/strung/strung
    swear/swore/sworn sweep/swept/swept swim/swam/swum take/took/taken teach/taught/taught tear/tore/torn
    tell/told/told think/thought/thought throw/threw/thrown tread/trod/trodden wear/wore/worn weep/wept/wept
    win/won/won wind/wound/wound withdraw/withdrew/withdrawn write/wrote/written retake/retook/retaken
    overthrow/overthrew/overthrown spoof/spoofed/spoofed
    """.split()
    )
}
_DOUBLED = frozenset(
    """
    stop ban bar cut dig drag drop fit get grab hit jam let nab pat plan plug prop put quit ram rap rob run scrap
    set ship shut sit skip slam slap slip spot stab step strip swap swim tap tip top trap trip wrap refer permit
    admit commit transfer expel repel propel deter occur patrol cancel shovel compel rebel gun wed kidnap pin dam
    hem drum rip flag lob
    """.split()
)
_IRREGULAR_PLURALS = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "policeman": "policemen",
    "gunman": "gunmen",
    "serviceman": "servicemen",
    "militiaman": "militiamen",
    "fisherman": "fishermen",
    "herdsman": "herdsmen",
    "person": "persons",
    "bus": "buses",
    "merchantman": "merchantmen",
    "body": "bodies",
}
_VOWELS = "aeiou"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return (base + base[-1] if base in _DOUBLED else base) + "ed"


def _gerund(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    doubled = base in _DOUBLED or base in ("begin", "run", "swim", "win", "forbid")
    return (base + base[-1] if doubled else base) + "ing"


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


@cache
def verb_forms(base: str) -> dict[str, str]:
    """All forms of a verb with their tag: base, third, past, participle, gerund, or base_or_past ('hit', 'shut').

    Where past and participle agree, the tag is 'past'.
    """
    head, _, tail = base.partition("-")
    if tail and head in ("re", "test", "co"):
        return {f"{head}-{form}": tag for form, tag in verb_forms(tail).items()}
    past, participle = _IRREGULAR.get(base, (_past(base), _past(base)))
    forms = {_gerund(base): "gerund", participle: "participle", past: "past", _third(base): "third", base: "base"}
    if past in (base, participle) and past != base:
        forms[past] = "past"
    if base == past:
        forms[base] = "base_or_past"
    if base in ("burn", "learn", "spill", "spoil", "leap", "dream"):
        forms[base + "ed"] = "past"
    return forms


@cache
def plural(noun: str) -> str:
    """The plural of a noun, of its last word where it has several."""
    if noun in _IRREGULAR_PLURALS:
        return _IRREGULAR_PLURALS[noun]
    return _third(noun) if not noun.endswith("o") else noun + "s"
