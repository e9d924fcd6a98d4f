"""What the tables say of places: where each lies, and which states stand behind the names of towns."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dragoman.lexicon import table
from dragoman.words import Phrases


class Entry(NamedTuple):
    """A place that a table knows; `lat` and `lon` are degrees of a point in it."""

    name: str
    kind: str
    country: str | None
    lat: float
    lon: float
    is_plain: bool
    """Whether no person or thing bears the name, so that it is a place wherever it stands."""


class State(NamedTuple):
    """A state of a federation: the country, and its code among the divisions of GeoNames."""

    country: str
    code: str


@cache
def known() -> Phrases[Entry]:
    """Places by every name that the tables give them."""
    return Phrases(_entries())


def _entries() -> list[tuple[str, Entry]]:
    found = []
    for name, is_plain in (("places", True), ("gazetteer", False)):
        for row in table(name).rows:
            lies = row["kind"], row["country"] or None, float(row["lat"]), float(row["lon"])
            found += [(n, Entry(n, *lies, is_plain)) for n in (row["name"], *row.many("aliases"))]
    return found


@cache
def by_name() -> dict[str, Entry]:
    """The same by the name as a whole."""
    return dict(_entries())


@cache
def centres() -> dict[str, tuple[float, float]]:
    """A point in each country, by its ISO-3 code."""
    return {row["iso3"]: (float(row["lat"]), float(row["lon"])) for row in table("centres").rows}


@cache
def states() -> Phrases[State]:
    """States and provinces by their names, and by what stands for them behind a town."""
    rows = table("states").rows
    return Phrases((name, State(row["country"], row["code"])) for row in rows for name in (row["name"], *_short(row)))


def _short(row: dict[str, str]) -> list[str]:
    short = [name for name in row["short"].split("|") if name]
    return [*short, *(f"{name}." for name in short if "." in name)]


TOWNS = frozenset(
    "city cities town towns village villages port suburb district province capital hamlet settlement neighbourhood "
    "neighborhood region resort borough municipality stronghold outpost county island township enclave state".split()
)
"""Nouns that lead to the name of a place: "the town of Reading"."""
PARTS = frozenset(
    "northern southern eastern western central north south east west downtown neighbouring neighboring nearby "
    "northeastern northwestern southeastern southwestern north-eastern north-western south-eastern south-western "
    "greater upper lower coastal rural mainland".split()
)
"""Words that may stand between a preposition and the name of a place: "in northern Iraq"."""
INNER = frozenset("in near outside around inside into throughout across".split())
"""Prepositions behind which a capitalised name is that of a place."""
LEADING = INNER | frozenset(("at", "from", "to", "of", "for", "on", "towards", "toward", "via", "through"))
"""Prepositions behind which a name is that of a place if the reading model says so."""
TRUSTING = frozenset(
    "confidence confident trust trusts trusted trusting faith belief believe believes believed believing interest "
    "interested hope pride proud".split()
)
"""Words whose "in" leads to no place: "confidence in Lincoln"."""
NEVER = frozenset(
    "House Senate Hill Side Statehouse Earth Heaven Hell North South East West Northeast Southeast".split()
)
"""Capitalised words that name no place on a map."""
WHOLE = frozenset(
    "province region valley city county district state governorate peninsula island islands oblast prefecture "
    "airport port bay square harbor harbour camp base base-camp airfield".split()
)
"""Words that end the name of a place, with a capital or without: "Basra Airport"."""
TIMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Jan Feb Aug Sept Oct Nov Dec".split()
)
"""Capitalised words behind "in" that are times."""
