"""Common nouns that name doers, by what they are: forces of a state, its officials, armed groups, people, craft.

A noun of a state's forces or officials stands for that state ('Kenyan rangers'); people and armed groups act for
themselves.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from geo.places.countries import country_name

FORCE, OFFICIAL, GROUP, PEOPLE, CRAFT = "force", "official", "group", "people", "craft"
_NOUNS = {
    FORCE: """
    soldier soldiers troop troops army armies navy navies forces force military guard guards patrol patrols commandos
    commando marines marine policemen policeman police tanks servicemen serviceman jawans jawan rangers ranger infantry
    infantrymen sailors sailor airmen coastguard coastguards coastguardsmen cutter cutters artillery peacekeepers
    engineers agents agent gendarmes gendarme snipers sniper conscripts conscript unit units battalion brigade garrison
    regiment regiments division squad squads platoon gunners gunner sentry sentries sergeant sergeants private corporal
    paratroopers paratrooper detachment contingent contingents convoy column columns corps legion
    personnel reservists scouts fleet officers officer lieutenant major captain cavalry guardsmen
    border-guards submarine submarines destroyer destroyers frigate frigates corvette corvettes warship
    warships gunboat gunboats warplane warplanes jet jets bombers bomber minesweeper deserter
    """,
    OFFICIAL: """
    authorities government governments ministry officials official president presidents minister ministers premier
    ambassador envoy envoys parliament cabinet court prosecutors prosecutor administration regime command commander
    commanders general generals colonel colonels staff leader leaders leadership king emir chancellor governor customs
    embassy delegation delegations delegates negotiators diplomats spokesman spokeswoman directorate agency service
    services council committee state states emirate kingdom republic junta premier admiral secretary deputy senator
    """,
    GROUP: """
    militants militant fighters fighter gunmen gunman rebels rebel insurgents insurgent saboteurs saboteur raiders
    raider intruders intruder paramilitaries militia militias militiamen militiaman terrorists terrorist bandits
    bandit separatists mercenaries mercenary aggressors attackers attacker assailants assailant jihadists infiltrators
    infiltrator guerrillas guerrilla kidnappers traffickers trafficker group groups gang gangs band alliance front
    movement brigades faction warlord tribesmen robbers cartel smugglers smuggler poachers
    """,
    PEOPLE: """
    activists activist campaigners campaigner defectors defector refugees refugee migrants migrant villagers villager
    protesters protester demonstrators demonstrator farmers farmer crew crews residents resident drivers driver
    civilians civilian families family people men man woman women fishermen fisherman deserters workers worker
    settlers settler herders herder crowds crowd students student supporters supporter journalists journalist tourists
    tourist pilot pilots children child party parties company companies boy boys girl girls traders trader truckers
    shepherds shepherd pilgrims pilgrim missionary missionaries inhabitants locals local marchers nationalists
    citizens citizen nationals national youths youth person persons returnees asylum-seekers couple brothers brother
    relatives teachers labourers shopkeepers mob pastor priest monks monk hunters divers crabbers anglers sisters
    mother father opponents volunteers organisers contractors contractor diggers cattlemen nomads dissidents
    politicians lawmakers
    """,
    CRAFT: """
    drones drone aircraft helicopters helicopter boats boat vessels vessel ships ship trawler trawlers plane planes
    airliner balloons balloon missiles missile rockets rocket shells guns vehicles vehicle craft gliders glider dinghy
    dinghies raft rafts quadcopter quadcopters mortars tanker lorries trucks bulldozers excavators fighter-bombers
    loudspeakers mines mine
    """,
}
_SORTS = {noun: sort for sort, nouns in _NOUNS.items() for noun in nouns.split()}
_ENDINGS = re.compile(
    r"[a-z-]{3,}(?:men|ists|eers|smiths|keepers|workers|hunters|goers|mongers|seekers|fighters|jumpers)"
)
# one soldier is no army: he acts for himself
INDIVIDUALS = frozenset(
    """
    soldier guard policeman jawan ranger agent sniper sailor airman sergeant private corporal lieutenant officer
    deserter conscript serviceman gendarme marine commando constable captain
    """.split()
)
ANYBODY = frozenset("people persons person men man women woman groups group parties party others families".split())
_VERBS = frozenset("insists consists resists assists persists subsists enlists desists specimen regimen".split())
MODIFIERS = frozenset(
    """
    border coast armed security air naval frontier special ground northern southern eastern western paramilitary
    government state lorry truck fishing patrol rocket suspected masked unidentified unknown young women's men's
    local regular riot federal national popular opposition police army navy fighter surveillance reconnaissance
    military human rights republican revolutionary territorial defence defense joint foreign interior artillery
    combat infantry conservative merchant cargo spy scout rebel guard general prime vice deputy acting senior high
    chief regional provincial central anti-tank mobile elite marine coastguard squid wooden small crab rubber speed
    home health transport communist ruling interim self-styled islamist
    jihadist tribal ethnic free exiled former frontline private volunteer irregular undocumented stranded lone
    mechanised armoured engineering airborne parachute customs immigration
    """.split()
)
CAPITALISED_TITLES = frozenset(
    """
    president minister general colonel major admiral captain secretary chairman spokesman spokeswoman governor premier
    chancellor king commander brigadier lieutenant-general marshal ambassador prime foreign defence defense interior
    sergeant corporal private emir sheikh deputy vice
    """.split()
)
STATE_BODIES = {
    "IN": "Border Security Force|BSF|Indo-Tibetan Border Police|ITBP|Assam Rifles|Lok Sabha|Sashastra Seema Bal",
    "PK": "Rangers|Frontier Corps|Inter-Services Public Relations|ISPR|Border Action Team",
    "BD": "Border Guard Bangladesh|BGB",
    "CN": "People's Liberation Army|PLA|Xinhua|Global Times|Eastern Theater Command|Western Theater Command",
    "KP": "Korean People's Army|KPA|KCNA|Korean Central News Agency|General Staff|Workers' Party|Rodong Sinmun|"
    "Ministry of People's Armed Forces",
    "KR": "Joint Chiefs of Staff|Joint Chiefs|JCS|Blue House|Unification Ministry|National Intelligence Service|Yonhap",
    "US": "Pentagon|White House|State Department|Border Patrol|CBP|"
    "Customs and Border Protection|U.S. Navy|US Navy|CENTCOM",
    "RU": "Kremlin|FSB|Federal Security Service|Wagner|TASS|Interfax",
    "UA": "SBU|Ukrainska Pravda|Verkhovna Rada",
    "IL": "IDF|Israel Defense Forces|Israel Defence Forces|Shin Bet|Knesset|Mossad",
    "IR": "Revolutionary Guards|Revolutionary Guard|IRGC|Islamic Revolutionary Guard Corps|IRNA|Fars",
    "SY": "SANA", "MM": "Tatmadaw", "TW": "Coast Guard Administration", "GB": "Downing Street|Royal Navy|Whitehall",
    "TR": "Anadolu", "ES": "Guardia Civil|Civil Guard", "JP": "Self-Defense Forces|Self-Defence Forces",
}  # fmt: skip


_USUAL_NAMES = {"GB": "Britain"}


def state_name(code: str) -> str:
    """A state as news name it."""
    return _USUAL_NAMES.get(code) or country_name(code)


@cache
def bodies() -> dict[str, str]:
    """Names of armies, agencies and palaces, and the country whose they are."""
    return {name: code for code, names in STATE_BODIES.items() for name in names.split("|")}


@lru_cache(maxsize=1 << 14)
def sort_of(noun: str) -> str:
    """What a common noun in small letters names: FORCE, OFFICIAL, GROUP, PEOPLE or CRAFT; '' for none of them."""
    return _SORTS.get(noun) or (PEOPLE if _ENDINGS.fullmatch(noun) and noun not in _VERBS else "")
