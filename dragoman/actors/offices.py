"""The offices of persons: what a report says first, and what the table of office-holders knows of its day."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache
from typing import NamedTuple

from dragoman.actors.countries import APPOSITION
from dragoman.actors.line import Line
from dragoman.actors.surnames import Scenes
from dragoman.actors.tables import BETWEEN, Named, offices
from dragoman.lexicon import table

FORMER = frozenset(("former", "ex", "then", "late", "acting", "incoming", "outgoing", "deputy"))
"""Words before an office that make it another."""


class Term(NamedTuple):
    """A time in which somebody held an office; a date has the precision that is known: year, month or day."""

    person: str
    office: str
    country: str | None
    body: str | None
    start: str
    end: str | None
    """None where the term has not ended, as far as the table knows."""

    def holds(self, day: str) -> bool:
        """Whether an ISO date may lie in the term."""
        return self.start <= day[: len(self.start)] and (self.end is None or day[: len(self.end)] <= self.end)


def find_offices(scenes: Scenes, full: dict[str, str]) -> dict[str, str]:
    """Each person's office in the report's own words: the title before the name, or the apposition beside it."""
    found: dict[str, str] = {}
    for line, named in scenes:
        starts = {line.starts[other.span.start] for other in named if other.kind == "person"}
        for person in named:
            name = full.get(person.name, person.name)
            if person.kind == "person" and name not in found and (office := _told(line, person, starts)):
                found[name] = office
    return found


def _told(line: Line, person: Named, starts: Set[int]) -> str | None:
    start, end = line.at(person.span)
    if start in line.title_starts:
        return _office(line, line.title_starts[start], start)
    if line.low(end) == "," and (office := _in_apposition(line, end + 1, starts)):
        return office
    if line.low(start - 1) != ",":
        return None
    before = next((n for n in range(start - 2, max(start - APPOSITION, 0), -1) if line.lows[n] in ("the", ",")), -1)
    return _in_apposition(line, before + 1, starts - {start})


def _in_apposition(line: Line, at: int, starts: Set[int]) -> str | None:
    """The first office of an apposition, up to the mark that ends it; none that is the title of another person."""
    for n in range(at, min(at + APPOSITION, len(line.words))):
        if line.lows[n] in (",", ";", ".", "who", "(", ")", "said", "and"):
            return None
        if found := offices().at(line.words, n):
            return None if found[0] in starts else _office(line, n, found[0])
    return None


def _office(line: Line, start: int, end: int) -> str:
    """An office as the report words it, with what makes it another: "former defence secretary"."""
    first = start
    while first > 0 and line.lows[first - 1] in BETWEEN | FORMER:
        first -= 1
    words = line.text(first, end).rstrip(".,")
    return words.lower() if words.islower() else words


@cache
def terms() -> dict[str, tuple[Term, ...]]:
    """The terms of office-holders by every name that the table gives them."""
    found: dict[str, list[Term]] = {}
    for row in table("officeholders").rows:
        term = Term(
            row["person"], row["office"], row["country"] or None, row["body"] or None, row["start"], row["end"] or None
        )
        for name in (row["person"], *row.many("aliases")):
            found.setdefault(name, []).append(term)
    return {name: tuple(rows) for name, rows in found.items()}


@cache
def country_of_holder(name: str) -> str | None:
    """The country whose offices somebody of a full name held, where it is one."""
    countries = {term.country for term in terms().get(name, ())} if " " in name else set()
    return countries.pop() if len(countries) == 1 else None


def terms_at(name: str, day: str | None) -> Sequence[Term]:
    """The offices that somebody of a full name held on a day; none where two persons of that name did."""
    held = [term for term in terms().get(name, ()) if day and term.holds(day)]
    return held if len({term.person for term in held}) == 1 else ()
