"""What speaks for each candidate as the place of an act: how near it is told, how, and what kind of place it is."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property
from typing import TYPE_CHECKING

from geo.incidents.surroundings import (
    BREAK,
    CALL,
    ENVOY_AFTER,
    LOCATIVE,
    SEA,
    WHOLE,
    classes_meant,
    is_chained,
    may_hold,
    preposition,
    speech_beside,
    words_around,
)
from geo.incidents.telling import BORDER_WORD, COARSE
from geo.kinds import kind as kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.incidents.roles import Roles
    from geo.incidents.spots import Spot
    from geo.incidents.telling import Telling
    from geo.incidents.text import Sentence
    from geo.incidents.triggers import Trigger

Row = dict[str, float]
_GAPS_KM = (2, 5, 10, 20, 30, 60, 120)
_KIND_WEIGHT = 0.5  # of a feature that stands for one kind or group: it has fewer examples
_FOR_ALL_KINDS = ("word ", "speech", "near", "distance", "commas", "others between", "breaks", "fits")


def spread(name: str, kind: str) -> tuple[tuple[str, float], ...]:
    """The names under which a feature of an act of a kind is weighed, with factors: most stand for the kind too."""
    if name.startswith(_FOR_ALL_KINDS):
        return ((name, 1.0),)
    return (name, 1.0), (f"{name}|{kind_of(kind).group.id}", _KIND_WEIGHT), (f"{name}|{kind}", _KIND_WEIGHT)


class Placing:
    """The features of the candidates of one report."""

    def __init__(self, telling: Telling) -> None:
        self.telling = telling
        self._own: dict[tuple[int, str], list[str]] = {}
        self._sentences: dict[int, _SentenceWords] = {}
        self.leads_to = cache(lambda offset: preposition(telling.text, offset))

    def rows(self, spots: Sequence[Spot], sentence: Sentence, trigger: Trigger, roles: Roles) -> list[Row]:
        """One row of features a candidate, in their order."""
        act = _Act(self, sentence, trigger, roles)
        compared = _compared(spots, sentence, trigger)
        return [act.row(spot, compared[number]) for number, spot in enumerate(spots)]

    def words_of(self, sentence: Sentence) -> _SentenceWords:
        """What a sentence says of places without naming them."""
        if sentence.index not in self._sentences:
            self._sentences[sentence.index] = _SentenceWords(self.telling.text, sentence)
        return self._sentences[sentence.index]

    def own(self, spot: Spot) -> list[str]:
        """What is so for a named place whatever the act: the words around it, its class, where in the report it is."""
        key = (spot.offset, spot.place.id)
        if key not in self._own:
            self._own[key] = list(self._own_features(spot))
        return self._own[key]

    def _own_features(self, spot: Spot) -> Iterator[str]:
        telling = self.telling
        text = telling.text
        yield f"class:{spot.place.feature_class}"
        yield f"preposition:{self.leads_to(spot.offset)}"
        yield from words_around(text, spot.offset, spot.end)
        if spot.metonym:
            yield "metonym"
        if spot.meant:
            yield "phrase"
            yield f"phrase:{spot.meant.relation}"
        if speech_beside(text, spot.offset, spot.end):
            yield "speech beside it"
        if spot.offset < telling.dateline_end:
            yield "dateline"
        if spot.place.id == telling.named[0].place.id:
            yield "first of the report"
        yield f"mentions:{min(telling.mentions[spot.place.id], 4)}"
        if spot.line:
            yield f"border within:{sum(spot.gap_m > km * 1000 for km in _GAPS_KM)}"
        else:
            yield "at no border"
        behind = telling.within(spot.offset + 1, spot.end + 60)[:1]
        if any(is_chained(text[spot.end : one.offset]) and may_hold(one.place, spot.place) for one in behind):
            yield "inner of a chain"
        before = telling.within(max(0, spot.offset - 90), spot.offset)[-1:]
        if any(is_chained(text[one.end : spot.offset]) and may_hold(spot.place, one.place) for one in before):
            yield "outer of a chain"


class _SentenceWords:
    def __init__(self, text: str, sentence: Sentence) -> None:
        self.border = bool(BORDER_WORD.search(text, sentence.start, sentence.end))
        self.sea = bool(SEA.search(text, sentence.start, sentence.end))
        self.whole = bool(WHOLE.search(text, sentence.start, sentence.end))
        self.call = bool(CALL.search(text, sentence.start, sentence.end))
        self.meant = classes_meant(text, sentence.start, sentence.end)


class _Act:
    """One act, with what the features of all its candidates need of it."""

    def __init__(self, placing: Placing, sentence: Sentence, trigger: Trigger, roles: Roles) -> None:
        self.placing, self.telling = placing, placing.telling
        self.sentence, self.trigger, self.roles = sentence, trigger, roles
        self.words = placing.words_of(sentence)

    @cached_property
    def alone(self) -> bool:
        """Does the sentence name nothing finer than a province?"""
        here = self.telling.around(self.sentence, self.trigger.start, 16)
        return not any(not one.is_coarse and not one.metonym for one in here)

    @cached_property
    def countries_here(self) -> list[str]:
        """The countries that the sentence speaks of."""
        return self.telling.countries_in(self.sentence.start, self.sentence.end)

    def row(self, spot: Spot, compared: Sequence[str]) -> Row:
        """The features of one candidate."""
        return {**dict(self._measured(spot)), **dict.fromkeys((*self._told(spot), *compared), 1.0)}

    def _told(self, spot: Spot) -> Iterator[str]:
        yield f"source:{spot.source}"
        yield f"fine:{spot.place.footprint.precision.value}"
        yield f"border told:{self.words.border}, {spot.source}"
        if self.words.whole:
            yield f"whole border told, {spot.source}"
        if self.words.call:
            yield f"a call, {spot.source}"
        yield f"sea told:{self.words.sea}, {spot.source}, {spot.place.feature_class}"
        if spot.source in ("border", "sea", "capital"):
            yield from self._reasoned(spot)
        elif spot.source != "part":
            yield from self._named(spot)

    def _reasoned(self, spot: Spot) -> Iterator[str]:
        codes, source = spot.place.countries, spot.source
        yield f"{source} rank:{spot.rank}"
        yield f"{source}, told here:{sum(code in self.countries_here for code in codes)}"
        yield f"{source}, acting:{sum(code in self.roles.countries for code in codes)}"
        yield f"{source}, most told:{sum(code in self.telling.top_countries[:2] for code in codes)}"
        yield f"{source}, nothing finer:{self.alone}"
        yield f"{source}, border told:{self.words.border}, nothing finer:{self.alone}"
        if source == "capital":
            yield from self._side(codes, source)
            yield f"capital of the envoy:{codes[0] in self._envoys}, others here:{len(set(self._envoys) - set(codes))}"
            lead = self.telling.within(0, max(self.telling.dateline_end, 1))
            yield f"capital in the dateline:{any(one.place.id == spot.place.id for one in lead)}"
            yield f"capital named:{min(self.telling.mentions[spot.place.id], 2)}"

    @cached_property
    def _envoys(self) -> list[str]:
        """The countries whose envoy the sentence speaks of."""
        sentence = self.sentence
        return [
            code
            for start, end, code in self.telling.nations_in(sentence.start, sentence.end)
            if ENVOY_AFTER.match(self.telling.text, end)
        ]

    def _named(self, spot: Spot) -> Iterator[str]:
        telling, sentence = self.telling, self.sentence
        yield from self.placing.own(spot)
        own = telling.sentence_of(spot.offset)
        back = max(-1, min(sentence.index - own.index, 4))
        leads_to = self.placing.leads_to(spot.offset)
        told = "locative" if leads_to in LOCATIVE else leads_to if leads_to == "none" else "other"
        yield f"back:{back}"
        yield f"back:{back}, {told}"
        yield f"back:{back}, fine:{spot.place.footprint.precision.value}"
        yield f"paragraph:{own.paragraph == sentence.paragraph}"
        if back == 0:
            yield from self._here(spot, leads_to, told)
        else:
            yield f"alone here:{self.alone}, back:{back}"
            yield f"later ones:{min(telling.count(spot.offset + 1, sentence.start), 5)}"
            yield f"last of its sentence:{telling.count(spot.offset + 1, own.end) == 0}, back:{back}"
            yield f"meant by a noun here:{spot.place.feature_class in self.words.meant}"
        yield f"border told:{self.words.border}, here:{back == 0}, border near:{spot.line is not None}"
        yield from self._sides(spot)

    def _side(self, codes: Sequence[str], source: str) -> Iterator[str]:
        """Whose country is it: that of the doer, of the one done to, or of neither?"""
        roles = self.roles
        doing, done_to = bool(set(codes) & set(roles.doing)), bool(set(codes) & set(roles.done_to))
        side = "both" if doing and done_to else "doer" if doing else "done to" if done_to else "neither"
        yield f"{source} of:{side}, doer known:{bool(roles.doing)}, done to known:{bool(roles.done_to)}"
        if not roles.doing and side == "neither":
            others = [code for code in self.telling.top_countries if code not in roles.done_to]
            yield f"{source} of the most told other:{others[:1] == list(codes[:1])}"

    def _sides(self, spot: Spot) -> Iterator[str]:
        codes = spot.place.countries
        if spot.place.feature_class in ("capital", "country"):
            yield from self._side(codes, spot.place.feature_class)
        acting = [number for number, code in enumerate(self.roles.countries[:2]) if code in codes]
        yield f"in the country of:{acting}"
        yield f"most told country:{bool(set(codes) & set(self.telling.top_countries[:2]))}"

    def _here(self, spot: Spot, leads_to: str, told: str) -> Iterator[str]:
        between = self._between(spot)
        side = "behind" if spot.offset > self.trigger.start else "in front"
        yield side
        yield f"distance:{min(between.count(' ') // 3, 8)}, {side}"
        yield f"breaks:{min(len(BREAK.findall(between)), 2)}, {side}, {told}"
        yield f"here:{leads_to}, {side}"
        yield f"here, {told}"
        yield f"here, {told}, {spot.place.feature_class}"

    def _between(self, spot: Spot) -> str:
        low, high = (
            (self.trigger.end, spot.offset) if spot.offset >= self.trigger.end else (spot.end, self.trigger.start)
        )
        return self.telling.text[low:high]

    def _measured(self, spot: Spot) -> Iterator[tuple[str, float]]:
        if spot.offset >= 0 and self.sentence.start <= spot.offset < self.sentence.end:
            between = self._between(spot)
            yield "near", 1 / (1 + len(between) / 20)
            yield "commas", float(between.count(","))
            low, high = sorted((spot.offset, self.trigger.start))
            yield "others between", float(self.telling.count(low + 1, high))


def _compared(spots: Sequence[Spot], sentence: Sentence, trigger: Trigger) -> dict[int, list[str]]:
    """What a candidate is among the others: the nearest one, the first behind the trigger, the last one before."""
    found: dict[int, list[str]] = defaultdict(list)
    here = [n for n, spot in enumerate(spots) if sentence.start <= spot.offset < sentence.end]
    fine = [n for n in here if spots[n].place.footprint.precision not in COARSE and not spots[n].metonym]
    for name, group in (("all", here), ("fine", fine)):
        offsets = [spots[n].offset for n in group]
        marks = {
            "nearest": min(offsets, key=lambda offset: abs(offset - trigger.start), default=-1),
            "first behind": min((offset for offset in offsets if offset > trigger.start), default=-1),
            "last in front": max((offset for offset in offsets if offset <= trigger.start), default=-1),
        }
        for n in group:
            found[n] += [f"{mark} of {name}" for mark, offset in marks.items() if spots[n].offset == offset]
            found[n].append(f"number of {name}:{min(len(set(offsets)), 4)}")
    earlier = [n for n, spot in enumerate(spots) if 0 <= spot.offset < sentence.start and not spot.metonym]
    latest = max((spots[n].offset for n in earlier if spots[n].place.footprint.precision not in COARSE), default=-1)
    for n in earlier:
        if spots[n].offset == latest:
            found[n].append(f"latest before, fine ones here:{min(len(fine), 1)}")
    return found
