"""Words that tell a place's name from other names; lists for recognition, in small letters."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from geo.errors import DataError

WORDS_TXT = Path(__file__).resolve().parents[2] / "data" / "weights" / "words.txt"


def word_set(line: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(line.split())


TITLES = word_set(
    "mr mrs ms dr sir president minister general gen col colonel capt captain maj major lt lieutenant sgt sergeant "
    "spokesman spokeswoman spokesperson chairman secretary senator sen rep judge sheriff king queen prince princess "
    "professor prof pope father sister brother saint marshal admiral premier chancellor ambassador director mayor "
    "governor gov commissioner coach officer commander corporal private sheikh imam ayatollah"
)
ORGANISATION_WORDS = word_set(
    "university college school hospital institute party times post news herald tribune corps army navy force forces "
    "police council committee commission ministry bank company corp inc ltd group association society union league "
    "federation foundation church court department authority agency bureau center centre club united fc "
    "airlines airways hotel museum library stadium cup games festival treaty accord agreement declaration act brigade "
    "division battalion regiment rangers rifles guard guards command journal gazette press radio television tv daily "
    "war summit conference championship championships award prize memorial cathedral"
)
PLACE_PREPOSITIONS = word_set(
    "in at near from to around outside inside into through via of across off between toward towards over along beyond "
    "above opposite"
)
# small words inside names: 'Isle of Man', 'Bab al-Hawa'
LINKS = word_set(
    "of the al el de la le les los las del da do dos di du des y and e i en sur am an der den upon on under in ash at "
    "ar as az ez ad adh ath bin ibn abu ul ud es ed et d l"
)
ARTICLES = word_set("al el ash as ar az an at")
# words that begin a sentence with a capital but no name
OPENERS = word_set(
    "the a an this that these those his her its their our my your no some any each every all both either neither "
    "one two and but or if when while after before since until although though because so yet as for with without by "
    "about under against during among within he she it they we you i who what where why how there here then now also "
    "even only just not most many several few other another such"
)
_SPEECH = (
    "said|says|say|told|tells|accused|accuses|denied|denies|warned|warns|condemned|condemns|vowed|vows|insisted|insists|"
    "summoned|summons|called|calls|announced|announces|rejected|rejects|claimed|claims|protested|protests|demanded|"
    "demands|urged|urges|replied|responded|responds|threatened|threatens|agreed|agrees|wants|asked|asks|blamed|blames|"
    "declared|declares|expressed|refused|refuses|retaliated|retaliates|suspended|proposed|offered|ordered|"
    "sees|considers|regards|sent|lodged|signed|withdrew|recalled|expelled|dismissed|confirmed|answered|spoke|believes|"
    "maintains|argues|argued|hopes|fears|apologised|apologized|hinted|pledged|promised|recognises|recognised|"
    "comment|gave no|made no"
)
SPEAKS = re.compile(
    r"(?:,? (?:which|too|itself|also|later|repeatedly|promptly|in turn|flatly|at once|again|has|had|have|would|will|"
    rf"may|might|could|does|did|not|on \w+day|this week|in reply|then|since|never|\w+ly),?){{0,5}} (?:{_SPEECH})\b"
)


@cache
def ordinary_words() -> frozenset[str]:
    """Words that English writes small.

    Raises:
        DataError: data/weights/words.txt cannot be read.
    """
    try:
        return frozenset(WORDS_TXT.read_text(encoding="utf-8").split())
    except OSError as error:
        raise DataError(f"data/weights/words.txt cannot be read ({error}): restore the file.") from error
