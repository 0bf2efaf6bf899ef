"""Words that stand beside a place's name and say what sort of place it is: 'Belgorod region', 'village of Plav'."""

from __future__ import annotations

from geo.places.vocabulary import word_set

_ADMIN1 = "province region oblast state governorate prefecture territory krai republic emirate voivodeship viloyat"
_ADMIN2 = "county district raion rayon municipality subdistrict sub-district department division woreda commune tehsil"
_TOWN = "city town village township hamlet settlement neighborhood neighbourhood suburb borough community"
_NATURE = {
    "river": "river creek stream estuary canal delta",
    "sea": "sea ocean gulf bay strait straits channel lagoon lake reservoir waters",
    "island": "island islands islet islets isle archipelago atoll shoal reef bank rocks",
    "mountain": "mountain mountains mount hill hills peak ridge range heights plateau",
    "pass": "pass gorge valley canyon",
    "region": "peninsula corridor desert plain plains basin strip triangle gap wetlands forest sector area valley cape",
    "crossing": "crossing checkpoint gate border-crossing terminal port junction gateway",
    "bridge": "bridge dam tunnel",
    "base": "base station airbase airport camp post outpost garrison observatory barracks",
    "road": "road highway avenue street square boulevard route",
    "line": "line zone",
}
_NATURE["region"] += " front falls park"

# place word → the feature class that it hints at
CLASS_OF: dict[str, str] = {
    word: feature_class
    for feature_class, words in {"admin1": _ADMIN1, "admin2": _ADMIN2, "town": _TOWN, **_NATURE}.items()
    for word in words.split()
}
# classes of the gazetteer that answer to a hint
ANSWERS: dict[str, frozenset[str]] = {
    "admin1": frozenset({"admin1", "region", "admin2"}),
    "admin2": frozenset({"admin2", "county", "district"}),
    "town": frozenset({"town", "capital", "village"}),
    "river": frozenset({"river"}),
    "sea": frozenset({"sea", "lake", "strait"}),
    "island": frozenset({"island", "shoal"}),
    "mountain": frozenset({"mountain", "region"}),
    "pass": frozenset({"pass", "region", "valley"}),
    "region": frozenset({"region", "mountain", "sector"}),
    "crossing": frozenset({"crossing", "bridge", "post", "station"}),
    "bridge": frozenset({"bridge", "crossing", "dam", "tunnel"}),
    "base": frozenset({"base", "site", "post", "camp", "station"}),
    "road": frozenset({"road"}),
    "line": frozenset({"line", "zone"}),
}
# those that belong to the name even when they are written small ('Sumy region', 'Rafah crossing')
TAKEN = word_set(
    "region oblast bridge valley corridor peninsula river estuary gorge "
    "strip dam triangle plains islands island lake strait canal mountains hills airport"
)
KOREAN_ENDINGS = {
    "ri": "town", "dong": "town", "eup": "town", "myeon": "town", "gun": "admin2", "kun": "admin2", "gu": "admin2",
    "si": "town", "do": "island",
}  # fmt: skip
# what marks a capitalised name beside it as a place beyond doubt: 'village of X' (also in the plural) …
SURE_OF = word_set(
    "village town city hamlet settlement township district subdistrict county province oblast raion governorate "
    "prefecture municipality commune tehsil island islet suburb neighbourhood neighborhood port crossing checkpoint"
)
PLURALS = word_set("villages towns cities hamlets settlements districts counties provinces municipalities islands")
# … 'the village X' …
SURE_BEFORE = word_set("village hamlet outpost checkpoint")
# … 'Fort X' …
SURE_LEAD = word_set("mount lake fort cape camp port")
# … 'X county', 'X County' …
SURE_AFTER = word_set(
    "village hamlet township county district subdistrict province oblast raion rayon governorate prefecture "
    "municipality commune tehsil woreda island islet river creek bridge dam checkpoint crossing barracks airbase "
    "airport reservoir peninsula valley pass outpost"
)
ALSO_VERBS = frozenset({"pass", "bridge", "dam", "island"})
# … 'X refugee camp', 'X border crossing' …
PAIRS: dict[str, frozenset[str]] = {
    "refugee": frozenset({"camp", "settlement"}),
    "displacement": frozenset({"camp"}),
    "transit": frozenset({"camp"}),
    "idp": frozenset({"camp"}),
    "army": frozenset({"camp", "base", "barracks"}),
    "military": frozenset({"camp", "base", "airport", "airfield", "outpost"}),
    "naval": frozenset({"base", "station"}),
    "air": frozenset({"base"}),
    "border": word_set("crossing checkpoint post gate terminal point outpost station village town district"),
    "mountain": frozenset({"pass"}),
}
# … and 'X-ri'
SURE_KOREAN = frozenset({"ri", "dong", "eup", "myeon", "gun", "kun"})
# what may stand before a place word: 'a small border village in northern Y'
KINDS_OF_PLACES = word_set(
    "north northern south southern east eastern west western central upper lower northeast northeastern northwest "
    "northwestern southeast southeastern southwest southwestern north-eastern north-western south-eastern "
    "south-western small remote border frontier rural coastal mountainous hilly tiny nearby neighbouring neighboring "
    "occupied disputed contested government-held rebel-held besieged fishing farming"
)
# capitalised words that stand before place words and are no names of places
NO_PLACE = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december taliban hezbollah hizbullah hamas houthi houthis druze sunni shia shiite muslim arab "
    "christian orthodox catholic jewish hindu sikh buddhist alawite bedouin roma romani rohingya kurd pashtun maoist "
    "islamist jihadist kalashnikov wagner sdf ypg pkk nato isis isil azov un idf"
)
NO_PLACE_ENDINGS = ("ish", "ian", "ist", "ese", "ite")


def hint(word: str) -> str:
    """The feature class that a word hints at, '' for none. 'Districts' hints like 'district'."""
    key = word.casefold()
    return CLASS_OF.get(key) or (CLASS_OF.get(key[:-1], "") if key[-1:] == "s" else "")
