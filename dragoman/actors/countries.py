"""Countries of persons, and of officials and groups that stand without one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from dragoman.actors.line import Line
from dragoman.actors.names import read_title
from dragoman.actors.roles import country_of
from dragoman.actors.surnames import Scenes, last_name
from dragoman.actors.tables import BETWEEN, SECTOR_OF, Named, lexicon, offices, places
from dragoman.record import Span
from dragoman.words import span_of, words_in

HOME_SECTORS = frozenset(("GOV", "MIL", "LEG", "JUD", "SPY", "COP"))
POLITICAL = HOME_SECTORS | {"PTY"}
LANDS = frozenset(("country", "capital", "nationality"))
HOME_SHARE = 0.6
"""Share of the state bodies that a report names from which their country is that of its officials without one."""
HOME_LEAST = 3
HOME_PARTIES = 0.75
"""Share of the bodies, parties and officials of a report from which their country is its home, where bodies are few."""
NOT_AMERICAN = re.compile(r"Ministry|Parliament|Constitutional Court|General Staff")
"""Bodies of which the United States have none, so that a report on them does not mean theirs."""
MATES_SHARE = 0.6
"""Share of a report's groups of one sector with a country from which that country is that of those without one.

With 0.4, 124 instead of 126 dyads are right in six annotated reports; with 0.8, as many.
"""
CALLINGS = frozenset(
    "head chief leader member chairwoman founder commander boss ruler strongman dissident blogger author".split()
)
"""Words besides offices and groups that make an apposition a description of a person."""
APPOSITION = 9
"""Words of an apposition within which it names a country."""
PARTY_TAG = re.compile(r"\s?(?:\(|,\s)(?:[RDI]|Rep|Dem|Republican|Democrat)-[A-Z][\w.]*")
PARTY_ALONE = re.compile(r"\s?\([RD]\)")
PARTY_OF_STATE = re.compile(r",?\s(?:a\s|an\s)?(?:Republican|Democrat|Independent)\s(?:of|from)\s")


def home_of(found: Sequence[Named]) -> str | None:
    """The country whose state bodies a report speaks of, where one stands out."""
    bodies = [n.country for n in found if n.kind == "organisation" and n.country and n.sector in HOME_SECTORS]
    return _outstanding(bodies, HOME_SHARE)


def home_of_politics(scenes: Scenes, countries: dict[str, str], full: dict[str, str]) -> str | None:
    """The country of whose politics alone a report tells: of its bodies, parties, officials and states."""
    found = [named for _, in_line in scenes for named in in_line]
    bodies = [n.country for n in found if n.kind != "person" and (n.kind in LANDS or n.sector in POLITICAL)]
    officials = [countries.get(full.get(n.name, n.name)) or n.country for n in found if n.kind == "person" and n.office]
    states = [place.country for line, _ in scenes for _, _, place in places().find(line.words) if place.kind == "state"]
    return _outstanding([country for country in (*bodies, *officials, *states) if country], HOME_PARTIES)


def _outstanding(countries: Sequence[str], share: float) -> str | None:
    if len(countries) < HOME_LEAST:
        return None
    country, count = Counter(countries).most_common(1)[0]
    return country if count >= share * len(countries) else None


def mates(found: Sequence[Named]) -> dict[str, str]:
    """For each sector the country of most of a report's groups: "the troops" after "American troops"."""
    votes: dict[str, Counter[str]] = {}
    for named in found:
        if named.kind == "group" and named.country and named.sector:
            votes.setdefault(named.sector, Counter())[named.country] += 1
    best = {sector: count.most_common(1)[0] for sector, count in votes.items()}
    return {sector: country for sector, (country, n) in best.items() if n >= MATES_SHARE * votes[sector].total()}


def is_never(office: str, country: str | None) -> bool:
    """Whether a country has no such office: the United States no prime minister."""
    row = offices().at(words_in(office, Span(0, len(office))), 0) if office and country else None
    return bool(row) and country in row[1].many("never")  # type: ignore[index]


@lru_cache(maxsize=4096)
def country_of_administration(name: str) -> str | None:
    """The country of a president for whom the table of institutions names an administration."""
    phrase = f"{last_name(name)} administration"
    found = lexicon().at(words_in(phrase, Span(0, len(phrase))), 0)
    return found[1].country if found and found[0] == 2 else None


def find_countries(scenes: Scenes, full: dict[str, str], text: str) -> dict[str, str]:
    """Each person's country as most of the titles, appositions and party tags that give one have it."""
    known: dict[str, str] = {}
    for _ in range(2):  # again for those whom an apposition leads to a person of the first round
        votes: dict[str, Counter[str]] = {}
        for line, found in scenes:
            found = [_with_country(named, known, full) for named in found]
            for named in found:
                if named.kind == "person" and (country := _told_country(line, named, found, text)):
                    votes.setdefault(full.get(named.name, named.name), Counter())[country] += 1
        known = {name: count.most_common(1)[0][0] for name, count in votes.items()}
    return known


def _with_country(named: Named, known: dict[str, str], full: dict[str, str]) -> Named:
    if named.kind != "person" or named.country:
        return named
    country = known.get(full.get(named.name, named.name)) or country_of_administration(named.name)
    return replace(named, country=country) if country else named


def _told_country(line: Line, named: Named, found: Sequence[Named], text: str) -> str | None:
    """The country that the words around a person's name give."""
    start, end = line.at(named.span)
    if any(tag.match(text, named.span.end) for tag in (PARTY_TAG, PARTY_ALONE, PARTY_OF_STATE)):
        return "USA"
    told = named.country or _country_of_title(line, start)
    return told or _country_before(line, start, found) or _country_behind(line, end, found)


def _country_of_title(line: Line, start: int) -> str | None:
    """ "Arkansas Gov. Asa Hutchinson", "New Jersey Senator Bob Menendez": the country of the state before the title."""
    first = line.title_starts.get(start)
    if first is None:
        return None
    first -= line.low(first - 1) in ("republican", "democratic", "independent")
    return next((c for n in (first - 2, first - 1) if n >= 0 and (c := _country_of_state(line, n, first))), None)


def _country_behind(line: Line, end: int, found: Sequence[Named]) -> str | None:
    """ "Netanyahu of Israel", "Rice, President Bush's adviser", "Weiss as Pentagon spokesman"."""
    if line.low(end) == "of" and end + 1 < len(line.words):
        return country if (country := country_of(line, end)) else _country_of_state(line, end + 1)
    if line.low(end) == "," and _may_describe(line, end + 1):
        return _country_in(line, end + 1, _next_comma(line, end + 1), found)
    last = min(end + 5, len(line.words))
    at = next((n for n in range(end, last) if line.lows[n] == "as"), None)
    if at is None or "," in line.lows[end:at]:
        return None
    return read_title(line.words, at + 1, line.listed).country


def _may_describe(line: Line, at: int) -> bool:
    """Whether an apposition may begin at a word: "the ...", "Iran's ...", "president of ..."."""
    if at >= len(line.words):
        return False
    is_noun = line.words[at].is_capital or line.lows[at] in BETWEEN or offices().at(line.words, at) is not None
    return line.lows[at] in ("the", "a", "an") or is_noun


def _country_of_state(line: Line, at: int, end: int | None = None) -> str | None:
    """The country of a state of a federation that is named at a word, and ends before another where that is given."""
    place = places().at(line.words, at)
    is_state = place and place[1].kind == "state" and end in (None, place[0])
    return place[1].country if place and is_state else None


def _country_before(line: Line, start: int, found: Sequence[Named]) -> str | None:
    """ "the US ambassador to Peru, Anna Kerr"."""
    if line.low(start - 1) != ",":
        return None
    first = start - 1
    while first > 0 and start - first <= APPOSITION and line.lows[first - 1] not in (",", ";", ".", "the", "a"):
        first -= 1
    return _country_in(line, first, start - 1, found)


def _next_comma(line: Line, at: int) -> int:
    """The word at which an apposition ends."""
    last = min(at + APPOSITION, len(line.words))
    return next((n for n in range(at, last) if line.lows[n] in (",", ";", ".", "who", "(")), last)


def _country_in(line: Line, start: int, end: int, found: Sequence[Named]) -> str | None:
    """The first country in an apposition that speaks of an office or a group."""
    words = range(start, end)
    if not any(line.lows[n] in SECTOR_OF or line.lows[n] in CALLINGS or offices().at(line.words, n) for n in words):
        return None
    if end <= start:
        return None
    span = span_of(line.words, start, end)
    first = bisect_left(found, span.start, key=lambda n: n.span.start)
    inside = (n for n in found[first : first + APPOSITION] if span.holds(n.span))
    return next((n.country for n in inside if n.country), None)
