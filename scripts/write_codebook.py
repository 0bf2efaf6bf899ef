"""Write docs/codebook.md from data/kinds.toml: `python -m scripts.write_codebook`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geo.kinds import groups, kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.kinds import Group, Kind

PAGE = Path(__file__).resolve().parent.parent / "docs" / "codebook.md"
_HEAD = """\
# The codebook: what counts as an incident, and of which kind

Borderwatch codes by these rules, and people who correct it should. The kinds are data (`data/kinds.toml`): a kind of
your own is described in [kinds.md](kinds.md). All sentences below are our own and tell of nothing that happened.

This page is written by `python -m scripts.write_codebook`.

## What is an incident

Something that a text says has happened, or is happening, at a border or bearing on it, and that the text dates: by a
day or a month of its own, or relative to its publication ('on Thursday', 'in recent weeks').

What counts:

- an act told as done, also in the passive and as a noun ('the launch of 300 balloons');
- an attempt: it counts as the act;
- history with a day or a month of its own ('on 9 June', 'in October 2024 it blew up the roads');
- an act that one side claims and another denies: its status says so;
- a threat by an official, as a threat.

What happened once is one incident a report, however often it is told. Several acts of one sentence are several
incidents (a crossing, and the warning shots that answered it); a joint act told as one ('both sides fired') is one
incident with two initiators.

What does not count:

- what may, could, will or should happen; a plan, a wish, a condition, a question;
- an act that was called off or stopped before it began, and an announced measure that is still to come;
- history with a bare year ('in 2010'), or with no date in reach;
- a denial alone; 'no shots were fired';
- the act that is threatened;
- a standing state ('the fence is 400 km long', 'troops stand there');
- opinion, metaphor, sport and film ('the two teams clashed').

## When

First and last day on which it may have happened, both included, in the local calendar of the place.

- 'On Thursday' is the Thursday before publication, unless the text points ahead. 'Overnight' is the night and its two
  days. A month without a day is the whole month; 'this month' ends with the day of publication.
- 'In recent weeks' is the month before publication; so is 'has done' with no date at all.
- A date at the head of a paragraph or of a list entry governs what follows. The date of a statement ('officials said on
  Monday') is not the date of the act, where another one is told.
- Precision: `day`, `night`, `range`, `month`, `open`.

## Where

- The most exact place that the text gives for this act, as a point, an area or a stretch of line, with its precision:
  `exact`, `locality`, `on_line`, `district`, `province`, `along_line`, `country`.
- A border is a line. 'The border' between two neighbours is their shared line; a length without a position ('a 7 km
  stretch') is somewhere along it. A line is cut only where the text says where: 'the eastern sector', 'in Cheorwon
  county', 'between Sokcho and Goseong'.
- No place in the text: an act on the border of two named neighbours has their shared line, a statement or a threat of a
  government its capital. Where only a country is told, a point in it.

## Who

- The initiator is who did it, the target against whom or what, as short noun phrases. Both may be empty: a text that
  names nobody names nobody.
- Who speaks of it is neither, unless the act is what was said.

## Status

| status | when |
|---|---|
| reported | told as fact, or by an official source that would know |
| claimed | only a side with an interest says so; 'reportedly', 'appeared to', 'allegedly' |
| disputed | another party denies it |

Status says whether it is true according to the reports, not how exactly the place and the day are known, and not what
you have decided about it.

## Numbers

- A plural common noun and a number: `balloons: 20`, `leaflets: 300000`. Money is `usd`, distances are `km`.
- `killed` and `injured` are the totals of the act over all sides.
- `losses` say who lost how many, where the report says whose they were: 'three Lao and two Thai soldiers were killed'
  is Laos 3, Thailand 2. A side is a state by its usual name, with its civilians; armed groups, migrants, settlers and
  protesters stand under their own name as written ('attackers', 'Afghan migrants'). 'Two of its men' are of whoever
  says so, else of whoever was struck. 'Three soldiers', 'four villagers' tell no side, and who kills is no loser.
- Two phrases of one breath are added ('two Thai guards and a Thai cook'), a part is not ('including an officer'), nor
  is what another report says: where reports differ on a side, both numbers are shown. Losses need not sum up to the
  totals.
- '20 to 30 soldiers' is 20; 'more than 200' and 'twenty or so' are the numbers named.

## The kinds

The crosswalk to ACLED sub-events and PLOVER is a first **proposal**, not checked against their codebooks.
"""


def page() -> str:
    """The whole codebook."""
    return "\n".join([_HEAD, *_overview(), *(text for group in groups().values() for text in _group(group))])


def _overview() -> Iterator[str]:
    yield "| group | kind | definition | ACLED (proposal) | PLOVER (proposal) |\n|---|---|---|---|---|"
    for one in kinds().values():
        cells = (one.group.label, f"`{one.id}` {one.label}", one.definition, one.acled or "–", one.plover or "–")
        yield f"| {' | '.join(cells)} |"
    yield ""


def _group(group: Group) -> Iterator[str]:
    yield f"## {group.glyph} {group.label}\n"
    for one in kinds().values():
        if one.group is group:
            yield from _kind(one)


def _kind(one: Kind) -> Iterator[str]:
    yield f"### {one.label} (`{one.id}`)\n"
    yield f"**Definition.** {_sentence(one.definition)}\n"
    for title, text in (("Counts.", one.counts), ("Does not count.", one.counts_not)):
        if text:
            yield f"**{title}** {text}\n"
    yield from _list("Decisions", one.decisions)
    yield from _list("Examples", one.examples)
    yield from _list("Near misses: none of these is one", one.near_misses)
    if one.acled or one.plover:
        yield f"Proposed crosswalk: ACLED {one.acled or '–'}; PLOVER {one.plover or '–'}.\n"


def _list(title: str, entries: Sequence[str]) -> Iterator[str]:
    if entries:
        yield f"**{title}**\n"
        yield "\n".join(f"- {entry}" for entry in entries) + "\n"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].removesuffix('.')}."


def main() -> None:
    """Write it."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
