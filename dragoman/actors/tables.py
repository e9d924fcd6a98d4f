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
    kind: Kind
    country: str | None
    sector: str | None


class Place(NamedTuple):
    """What the table of places says of a name."""

    name: str
    kind: str
    country: str | None


@cache
def lexicon() -> Phrases[Entry]:
    """Countries, their peoples and capitals, and institutions, by every name that the tables give them."""
    phrases: list[tuple[str, Entry]] = []
    for row in table("countries").rows:
        name, code = row["name"], row["iso3"]
        phrases += [(n, Entry(name, "country", code, "GOV")) for n in (name, *row.many("aliases"))]
        phrases += [(n, Entry(name, "nationality", code, None)) for n in row.many("adjectives")]
        phrases += [(n, Entry(n, "group", code, "CVL")) for n in row.many("people")]
        phrases += [(n, Entry(n, "capital", code, "GOV")) for n in row.many("capital")]
    for row in table("institutions").rows:
        kind: Kind = "media" if row["kind"] == "media" else "organisation"
        entry = Entry(row["name"], kind, row["country"] or None, row["sector"] or None)
        phrases += [(n, entry) for n in (row["name"], *row.many("aliases"))]
    return Phrases(phrases)


@cache
def offices() -> Phrases[Row]:
    """Titles that stand before a name or for a person."""
    rows = table("offices").rows
    return Phrases(((name, row) for row in rows for name in (row["office"], *row.many("aliases"))), fold_case=True)


@cache
def places() -> Phrases[Place]:
    """Cities, buildings, regions, seas and states of a federation."""
    rows = table("places").rows
    named = ((name, row) for row in rows for name in row.many("names"))
    return Phrases((name, Place(name, row["kind"], row["country"] or None)) for name, row in named)


@cache
def first_names() -> dict[str, str]:
    """First names, and whether "he" or "she" may stand for who bears one."""
    return {name: row["pronoun"] for row in table("names").rows for name in row.many("names")}


@cache
def not_names(kind: str) -> frozenset[str]:
    """Capitalised words of one kind that are no part of a person's name."""
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
NAMESAKES = {row["name"]: row for row in table("namesakes").rows}
"""Countries of whose name there is another place."""
POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
