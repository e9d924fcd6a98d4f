"""Which words of a sentence the text uses as the name of a place, and what beside them says where it lies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.actors import Line, Named
from dragoman.actors.tables import POSSESSIVE, not_names
from dragoman.places.tables import (
    INNER,
    LEADING,
    NEVER,
    PARTS,
    TIMES,
    TOWNS,
    TRUSTING,
    WHOLE,
    Entry,
    State,
    known,
    states,
)

MOST_WORDS = 3
"""Words of a name that no table holds."""
REACH = 5
"""Words before a town within which its country stands: "the northern Lebanese port city of Tripoli"."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The name of a place by the numbers of its words."""

    start: int
    end: int
    name: str
    kind: str
    entry: Entry | None
    country: str | None = None
    """The country that the words around the name give, and the state of it."""
    region: str | None = None
    behind: int = 0
    """The word behind all that belongs to the name: "Paris, Texas,"."""


def find_spots(line: Line, named: Mapping[int, Named], is_city: Callable[[str], bool]) -> Iterator[Spot]:
    """The places of a sentence in order; `named` holds its actors by their first word."""
    covered = {n for actor in named.values() for n in _within_name(line, actor)}
    at = 0
    while at < len(line.words):
        is_town = _is_called_town(line, at)
        own = None if is_town else named.get(at)
        found = _spot(line, at, named, own, is_city) if is_town or at not in covered else None
        if found:
            yield found
        at = max(found.end if found else at + 1, at + 1)


def _within_name(line: Line, actor: Named) -> range:
    """The words that are no place because they are part of the name of a person, newspaper or body."""
    start, end = line.at(actor.span)
    if actor.kind == "person":
        return range(start, end)
    return range(start + 1, end) if actor.kind in ("media", "organisation") else range(0)


def _spot(
    line: Line, at: int, named: Mapping[int, Named], own: Named | None, is_city: Callable[[str], bool]
) -> Spot | None:
    if not line.words[at].is_capital and line.lows[at] != "the":
        return None
    found = known().at(line.words, at)
    if found and line.lows[at] == "the" and (longer := known().at(line.words, at + 1)) and longer[0] > found[0]:
        return None  # "the Gulf of Aden" is not "the Gulf"
    modelled = None if own and own.kind == "country" else line.places.get(at)
    if modelled and (not found or modelled > found[0]) and is_city(line.text(at, modelled)):
        found = None
    if found and (found[1].is_plain or not (own and own.kind == "country")):
        return _listed(line, at, found[0], found[1], own)
    if own and own.kind in ("country", "capital"):
        return _placed(line, Spot(at, line.at(own.span)[1], own.name, own.kind, None, own.country))
    return None if own else _unlisted(line, at, named, is_city)


def _listed(line: Line, at: int, end: int, entry: Entry, own: Named | None) -> Spot | None:
    """A place that the tables know, where the text means it."""
    name, comma, _ = entry.name.partition(",")
    kind = "capital" if own and own.kind == "capital" else entry.kind
    spot = _placed(line, Spot(at, end, name.removeprefix("the "), kind, entry))
    if comma:
        return spot
    is_whole = line.is_headline or spot.behind > end or not _goes_on(line, end)
    return spot if is_whole and (entry.is_plain or kind == "capital" or _is_meant(line, spot, own)) else None


def _unlisted(line: Line, at: int, named: Mapping[int, Named], is_city: Callable[[str], bool]) -> Spot | None:
    """A place that no table holds: what the reading model names so, or a capitalised name behind "in"."""
    end = line.places.get(at) or _run(line, at)
    if end == at or line.is_headline or not line.words[at].text[1:].islower():
        return None
    if any(n in named for n in range(at + 1, end + 1)):
        return None
    if line.words[at].text in _no_places() and not _is_called_town(line, at):
        return None
    name = line.text(at, end)
    spot = _placed(line, Spot(at, end, name, "city" if is_city(name) else "unknown", None))
    return spot if _is_meant(line, spot, None) else None


def _run(line: Line, at: int) -> int:
    """The word behind a run of capitalised words of which the tables know nothing."""
    end = at
    while (
        end < len(line.words)
        and end - at < MOST_WORDS
        and line.words[end].is_capital
        and len(line.words[end].text) > 2
        and line.listed[end] is None
        and line.words[end].text not in TIMES
    ):
        end += 1
    return end


def _goes_on(line: Line, end: int) -> bool:
    """Whether the next word makes it the name of something else: "Boston Globe", "Paris Hilton"."""
    if end >= len(line.words) or not line.words[end].is_capital or line.listed[end] is not None:
        return False
    word = line.words[end]
    return word.text not in TIMES | not_names("opener") and word.lower not in WHOLE and line.kinds.get(end) != "place"


def _is_meant(line: Line, spot: Spot, own: Named | None) -> bool:
    """Whether the text uses a name as that of a place that persons or things bear too."""
    if _is_called_town(line, spot.start):
        return True
    kinds = {line.kinds.get(n) for n in range(spot.start, spot.end)}
    if "person" in kinds or (own and own.kind not in ("country", "capital")):
        return False
    before = lead(line, spot.start)
    if line.low(before - 1) in TRUSTING:
        return False
    if spot.behind > spot.end and spot.region:
        return True
    if kinds == {"place"}:
        return line.low(before) in LEADING
    is_noun = all(line.tree.classes[n] in ("PROPN", "") for n in range(spot.start, spot.end))
    return line.low(before) in INNER and is_noun and ("organisation" not in kinds or spot.entry is not None)


def _is_called_town(line: Line, at: int) -> bool:
    """Whether a noun for a town leads to a word: "the town of Reading", "the port city Aden"."""
    before = at - 2 if line.low(at - 1) == "of" else at - 1
    return line.low(before) in TOWNS and (before == at - 2 or line.kinds.get(at) == "place")


def lead(line: Line, at: int) -> int:
    """The word before a name, past "the" and "northern"."""
    before = at - 1
    while before > at - 4 and (line.low(before) in PARTS or line.low(before) == "the"):
        before -= 1
    return before


@cache
def _no_places() -> frozenset[str]:
    """Capitalised words that are no place: days, months, and words that no name holds."""
    return not_names("opener") | not_names("part") | not_names("last") | TIMES | NEVER


# Where it lies


def _placed(line: Line, spot: Spot) -> Spot:
    """A spot with the country or state that the words around it give."""
    country, region, behind = spot.country, spot.region, spot.end
    if spot.kind != "country":
        told = _state_behind(line, spot.end) or _country_behind(line, spot.end)
        if told := told or _country_before(line, spot.start, spot.end):
            behind, (country, region) = told
    return Spot(spot.start, spot.end, spot.name, spot.kind, spot.entry, country, region or None, behind)


def _state_behind(line: Line, end: int) -> tuple[int, State] | None:
    """The state behind a town and a comma: "Paris, Texas", "Cambridge, Mass."."""
    if line.low(end) != "," or end + 1 >= len(line.words):
        return None
    found = states().at(line.words, end + 1)
    if found and line.words[end + 1].text.isupper() and len(line.words[end + 1].text) == 2 and line.is_headline:
        return None
    return found if found and _closes(line, found[0]) else None


def _country_behind(line: Line, end: int) -> tuple[int, State] | None:
    """The country behind a town: "Tripoli, Lebanon,", "Tripoli in northern Lebanon"."""
    if line.low(end) not in (",", "in") or end + 1 >= len(line.words):
        return None
    at = end + 1
    while at < end + 4 and (line.low(at) in PARTS or line.low(at) == "the"):
        at += 1
    found = line.listed[at] if at < len(line.words) else None
    if not found or found[1].kind != "country" or found[1].country is None or not _closes(line, found[0]):
        return None
    return found[0], State(found[1].country, "")


def _closes(line: Line, at: int) -> bool:
    """Whether nothing at a word makes what stands before it the head of a new clause: "In Basra, Iran said"."""
    low = line.low(at)
    return low not in POSSESSIVE and low != "-" and (not low[:1].isalnum() or low in CLOSERS)


CLOSERS = frozenset(
    "on in at last after before during for to by where when that which who while as with from this next over since "
    "until early late yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday and".split()
)
"""Words that may follow the country of a town."""


def _country_before(line: Line, start: int, end: int) -> tuple[int, State] | None:
    """The country before a town: "Georgia's city of Batumi", "the Syrian town of Douma"."""
    noun = start - 2 if line.low(start - 1) == "of" else start - 1
    if line.low(noun) not in TOWNS:
        return None
    for n in range(noun - 1, max(noun - 1 - REACH, -1), -1):
        found = line.listed[n]
        if found and found[1].kind in ("country", "nationality") and found[1].country:
            is_owner = found[1].kind == "nationality" or line.low(found[0]) in POSSESSIVE
            return (end, State(found[1].country, "")) if is_owner else None
        if line.low(n) in (",", ";", "in"):
            return None
    return None
