"""Places: which names of a report are those of places, and where each lies.

1. In each sentence, find what the text uses as the name of a place (spots.py).
2. Of several places of one name, take the one that the text tells, here or elsewhere in the report; else the one that
   the tables know, or that lies in a country of which the report speaks; else the far larger one.
3. Where that leaves a doubt, name the place and no country.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dragoman.actors import Actors
from dragoman.gazetteer import BUILT_IN, City, Gazetteer
from dragoman.places.spots import Spot, find_spots, lead
from dragoman.places.tables import Entry, by_name, centres
from dragoman.record import Span, Where
from dragoman.text import View
from dragoman.words import span_of

__all__ = ["Place", "Places", "lead"]

RIVAL_LEAST = 100_000
"""People of a city from which it may stand before the one better known, in a report that never speaks of the latter's
country: Birmingham, Alabama."""
RIVAL_SHARE = 0.1
"""Share of the better known city's people that it needs for that: no London but England's."""
WORLD_CITY = 1_000_000
"""People of a city that is meant all the same: Paris. Smaller ones are in doubt, if any city there bears their name."""
SPOKEN_LEAST = 3
"""Actors of its country that the report names."""
FAR_LARGER = 5
"""How many times the people of every other city of its name a city has that is meant where nothing else tells."""
LARGER_AT_HOME = 3
"""The same among the cities of one country."""
LARGE = 100_000
"""People of a city in a country of which the report does not speak."""
DATELINE = re.compile(
    r"\s*(?P<town>[A-Z][A-Z.’' -]{2,30}|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,2})(?:, (?P<in>[A-Z][\w. ]{1,24}?))?"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?(?: ?\([A-Z][\w ./]{1,40}\))? ?(?:—|–|--| - )"
)
DATELINE_WEIGHT = 2
"""Mentions of its country that a dateline counts for."""

Point = tuple[str | None, float | None, float | None]
UNKNOWN: Point = (None, None, None)


class Place(NamedTuple):
    """A place by the numbers of its words in the sentence, `behind` the word behind all that belongs to it."""

    start: int
    end: int
    behind: int
    kind: str
    where: Where


class Places:
    """The places of one report."""

    def __init__(self, view: View, sentences: Sequence[Span], actors: Actors, gazetteer: Gazetteer = BUILT_IN) -> None:
        self._gazetteer = gazetteer
        self._actors = actors
        spots = {sentence: self._spots_in(sentence) for sentence in sentences}
        self._told = _told(spot for found in spots.values() for spot in found)
        self._weights = _weights(actors, spots)
        self._capitals = Counter(named.name for named in actors.all if named.kind == "capital")
        self.dateline = self._dateline(view.text, sentences)
        if self.dateline and self.dateline.country:
            self._weights[self.dateline.country] += DATELINE_WEIGHT
        self._within = {sentence: self._placed(sentence, found) for sentence, found in spots.items()}

    def within(self, sentence: Span) -> Mapping[int, Place]:
        """The places of a sentence by their first words."""
        return self._within.get(sentence, {})

    def _spots_in(self, sentence: Span) -> list[Spot]:
        line = self._actors.line(sentence)
        named = {line.starts[n.span.start]: n for n in self._actors.within(sentence) if n.span.start in line.starts}
        return list(find_spots(line, named, lambda name: bool(self._gazetteer.cities(name))))

    def _placed(self, sentence: Span, spots: Sequence[Spot]) -> dict[int, Place]:
        words = self._actors.line(sentence).words
        found = {}
        for spot in spots:
            where = Where(spot.name, *self._point(spot), span_of(words, spot.start, spot.end))
            found[spot.start] = Place(spot.start, spot.end, spot.behind, spot.kind, where)
        return found

    def _point(self, spot: Spot) -> Point:
        """The country of a spot, and a point in it."""
        if spot.kind == "country" or (spot.kind == "capital" and not spot.entry):
            return _of_country(spot)
        told = (spot.country, spot.region) if spot.country else self._told.get(spot.name, (None, None))
        if told[0]:
            return self._in(told[0], told[1], spot)
        cities = self._gazetteer.cities(spot.name) if spot.kind in ("city", "capital", "unknown") else ()
        if spot.entry:
            return self._rival(spot.entry, cities) or (spot.entry.country, spot.entry.lat, spot.entry.lon)
        return self._of_report(cities)

    def _in(self, country: str, region: str | None, spot: Spot) -> Point:
        """The place of that name in a country, or in a state of it."""
        if spot.entry and "," in spot.entry.name:
            return spot.entry.country, spot.entry.lat, spot.entry.lon
        cities = [c for c in self._gazetteer.cities(spot.name) if c.country == country]
        if region and (inside := [c for c in cities if c.region == region]):
            return _of_city(inside[0])
        if spot.entry and spot.entry.country in (country, None) and not (region and cities):
            return spot.entry.country or country, spot.entry.lat, spot.entry.lon
        if region is None and cities:
            return _best(cities)
        return country, None, None

    def _rival(self, entry: Entry, cities: Sequence[City]) -> Point | None:
        """A city in the country that the report is on, where it never speaks of the better known one's."""
        if entry.kind != "city" or not cities or not entry.country:
            return None
        if self._weights[entry.country] > self._capitals[entry.name]:
            return None
        own = max((c.people for c in cities if c.country == entry.country), default=0)
        near = [c for c in cities if self._weights[c.country] >= SPOKEN_LEAST and c.country != entry.country]
        large = [c for c in near if c.people >= max(RIVAL_LEAST, RIVAL_SHARE * own)]
        if own and large and len({c.country for c in large}) == 1:
            return _best(large)
        return UNKNOWN if near and own < WORLD_CITY else None

    def _of_report(self, cities: Sequence[City]) -> Point:
        """The city that lies in a country of which the report speaks, or is far larger than the others of its name."""
        spoken = Counter({c.country: self._weights[c.country] for c in cities if self._weights[c.country]})
        if spoken:
            (country, most), *others = spoken.most_common(2)
            if not others or most >= 2 * others[0][1]:
                return _best([c for c in cities if c.country == country])
            cities = [c for c in cities if c.country in spoken]
        elif not cities or cities[0].people < LARGE:
            return UNKNOWN
        abroad = max((c.people for c in cities if c.country != cities[0].country), default=0)
        if cities[0].people < FAR_LARGER * abroad:
            return UNKNOWN
        return _best([c for c in cities if c.country == cities[0].country])

    def _dateline(self, text: str, sentences: Sequence[Span]) -> Where | None:
        """The place that opens the report: "BAGHDAD, Iraq (AP) - "."""
        for sentence in sentences[:2]:
            match = DATELINE.match(text, *sentence)
            if not match:
                continue
            name = match["town"].strip()
            entry = by_name().get(name) or by_name().get(name.title())
            point = (entry.country, entry.lat, entry.lon) if entry else self._of_report(self._gazetteer.cities(name))
            if point[0]:
                return Where(name.title() if name.isupper() else name, *point, Span(*match.span("town")))
        return None


def _told(spots: Iterable[Spot]) -> dict[str, tuple[str | None, str | None]]:
    """What the report says once of where a place lies, by its name: "Tripoli, Lebanon"."""
    found: dict[str, tuple[str | None, str | None]] = {}
    for spot in spots:
        if spot.country and spot.kind != "country" and spot.behind > spot.end:
            found.setdefault(spot.name, (spot.country, spot.region))
    return found


def _weights(actors: Actors, spots: Mapping[Span, Sequence[Spot]]) -> Counter[str]:
    """How often a report speaks of each country: its people, bodies and places."""
    spoken = [named.country for named in actors.all if named.kind != "person"]
    for found in spots.values():
        spoken += [s.country or s.entry.country for s in found if s.entry and s.entry.is_plain and s.kind != "city"]
    return Counter(filter(None, spoken))


def _of_country(spot: Spot) -> Point:
    entry = by_name().get(spot.name)
    if entry and entry.country == spot.country:
        return spot.country, entry.lat, entry.lon
    lat, lon = centres().get(spot.country or "", (None, None)) if spot.kind == "country" else (None, None)
    return spot.country, lat, lon


def _of_city(city: City) -> Point:
    return city.country, round(city.lat, 2), round(city.lon, 2)


def _best(cities: Sequence[City]) -> Point:
    """The largest of a country's cities of one name; the country alone where others are nearly as large."""
    if len(cities) > 1 and cities[0].people < LARGER_AT_HOME * cities[1].people:
        return cities[0].country, None, None
    return _of_city(cities[0])
