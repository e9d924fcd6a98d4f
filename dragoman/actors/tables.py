"""What the tables say of names: countries, institutions, offices, groups and places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from dragoman.lexicon import Row, table
from dragoman.record import Actor, Span
from dragoman.words import Phrases

Kind = Literal["person", "country", "capital", "nationality", "organisation", "media", "group"]
COUNTRIES: tuple[Kind, ...] = ("nationality", "country")


@dataclass(frozen=True, slots=True)
class Named:
    """An actor where the report names it; `office` is the title that stands before a person's name."""

    name: str
    kind: Kind
    country: str | None
    sector: str | None
    span: Span
    office: str | None = None

    def actor(self) -> Actor:
        return Actor(self.name, self.country, self.sector, self.span)


class Entry(NamedTuple):
    """What a table says of a name."""

    name: str
    kind: Kind | Literal["thing"]
    country: str | None
    sector: str | None
    shared: bool = False
    """Whether other states have a body of that name."""


class Place(NamedTuple):
    """What the table of places says of a name."""

    name: str
    kind: str
    country: str | None


@cache
def lexicon() -> Phrases[Entry]:
    """Countries, their peoples and capitals, institutions, and things, by every name that the tables give them."""
    phrases = [(name, Entry(name, "thing", None, None)) for name in not_names("thing")]
    for row in table("countries").rows:
        name, code = row["name"], row["iso3"]
        phrases += [(n, Entry(name, "country", code, "GOV")) for n in (name, *row.many("aliases"))]
        phrases += [(n, Entry(name, "nationality", code, None)) for n in row.many("adjectives")]
        phrases += [(n, Entry(n, "group", code, "CVL")) for n in row.many("people")]
        phrases += [(n, Entry(n, "capital", code, "GOV")) for n in row.many("capital")]
    for row in table("institutions").rows:
        kind: Kind = "media" if row["kind"] == "media" else "organisation"
        entry = Entry(row["name"], kind, row["country"] or None, row["sector"] or None, bool(row["shared"]))
        for name in (row["name"], *row.many("aliases")):
            phrases.append((name, entry._replace(name=name, kind="capital") if name in _cities() else entry))
    return Phrases(phrases)


@cache
def _cities() -> frozenset[str]:
    """Cities, of which some stand for the body that sits there: "Brussels"."""
    rows = [row for row in table("places").rows if row["kind"] == "city"]
    return frozenset(name for row in rows for name in (row["name"], *row.many("aliases")))


@cache
def prefixes() -> dict[str, Entry]:
    """What stands for a nationality before a hyphen: "Franco-German"."""
    rows = table("countries").rows
    return {name: Entry(row["name"], "nationality", row["iso3"], None) for row in rows for name in row.many("prefixes")}


@cache
def offices() -> Phrases[Row]:
    """Titles that stand before a name or for a person."""
    rows = table("offices").rows
    return Phrases(((name, row) for row in rows for name in (row["office"], *row.many("aliases"))), fold_case=True)


@cache
def places() -> Phrases[Place]:
    """Cities, buildings, regions, seas and states of a federation."""
    rows = table("places").rows
    named = ((name, row) for row in rows for name in (row["name"], *row.many("aliases")))
    return Phrases((name, Place(name, row["kind"], row["country"] or None)) for name, row in named)


@cache
def first_names() -> dict[str, str]:
    """First names, and whether "he" or "she" may stand for who bears one."""
    return {name: row["pronoun"] for row in table("names").rows for name in row.many("names")}


@cache
def not_names(kind: str) -> frozenset[str]:
    """Capitalised words of one kind that are no part of a person's name, or phrases of one kind."""
    return frozenset(word for row in table("notnames").rows if row["kind"] == kind for word in row.many("words"))


SECTOR_OF = {row["noun"]: row["sector"] for row in table("groups").rows}
"""Nouns for people and bodies, by sector."""
ALONE = frozenset(row["noun"] for row in table("groups").rows if row["alone"])
"""Those that name an actor with no nationality before them."""
BETWEEN = frozenset(
    "foreign senior top military naval political security interior defence defense nuclear chief former federal then "
    "deputy special islamic interim ruling coalition transitional new armed air ground".split()
)
"""Words between a nationality and the office or people that it belongs to."""
HONORIFICS = frozenset("mr mrs ms miss dr sir lord lady dame prof professor judge justice".split())
PARTICLES = frozenset("al bin bint ibn de del della di da dos du la le van von der den ter el ul ur abu".split())
PARTISAN = {row["adjective"]: row["country"] or None for row in table("adjectives").rows}
"""Adjectives of parties, peoples and faiths, with the country of those that tell one."""
NAMESAKES = {name: row for row in table("namesakes").rows for name in row.many("name")}
"""Names of countries that another place or word bears too."""
SHARED = frozenset(row["name"] for row in table("institutions").rows if row["shared"])
"""Bodies of whose name other states have one too."""
POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
