"""The offices of persons: what a report says first, and what the table of office-holders knows of its day."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from dragoman.actors.countries import APPOSITION
from dragoman.actors.line import Line
from dragoman.actors.surnames import Scenes
from dragoman.actors.tables import BETWEEN, HONORIFICS, Named, offices
from dragoman.lexicon import table
from dragoman.record import Actor, Mention, Office, Officeholder, Span, Statement
from dragoman.words import span_of, words_in

FORMER = frozenset(("former", "ex", "then", "late", "acting", "incoming", "outgoing", "deputy"))
"""Words before an office that make it another."""
LEFT = frozenset(("former", "ex"))
NOT_NOW = frozenset(("then", "late", "incoming"))
LESSER = frozenset(("deputy", "vice", "assistant", "under"))
"""What such words say of a person's holding the office on the day."""
VAGUE = frozenset(
    "administrator chairman commander commissioner director governor leader minister negotiator office official".split()
)
"""Offices that many bodies have: beside one of these in a report, a table's other office is no contradiction."""
ALIKE = {
    "foreign secretary": "foreign minister",
    "defence secretary": "defence minister",
    "home secretary": "interior minister",
}
"""One office under the names of several states."""


class Term(NamedTuple):
    """A time in which somebody held an office; a date has the precision that is known: year, month or day."""

    person: str
    office: str
    country: str | None
    body: str | None
    start: str
    end: str | None
    """None where the term has not ended, as far as the table knows."""
    file: str | None = None
    """The table that says so, where it is not that of the package."""

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
            if person.kind == "person" and name not in found and (place := _told(line, person, starts)):
                found[name] = _words(line, *place)
    return found


def offices_told(scenes: Scenes) -> tuple[Office, ...]:
    """The offices that a report gives persons in its own words, each wording once, where it first stands."""
    found: dict[tuple[str, str], Office] = {}
    for line, named in scenes:
        starts = {line.starts[other.span.start] for other in named if other.kind == "person"}
        for person in named:
            if person.kind == "person" and (place := _told(line, person, starts)):
                words = _words(line, *place)
                if words.lower() not in HONORIFICS:
                    office = Office(person.name, words, span_of(line.words, *place))
                    found.setdefault((person.name, words.casefold()), office)
    return tuple(found.values())


Place = tuple[int, int]
"""An office in its sentence: the first word, and the one behind the last."""


def _told(line: Line, person: Named, starts: Set[int]) -> Place | None:
    start, end = line.at(person.span)
    if start in line.title_starts:
        return _office(line, line.title_starts[start], start)
    if line.low(end) == "," and (office := _in_apposition(line, end + 1, starts)):
        return office
    if line.low(start - 1) != ",":
        return None
    before = next((n for n in range(start - 2, max(start - APPOSITION, 0), -1) if line.lows[n] in ("the", ",")), -1)
    return _in_apposition(line, before + 1, starts - {start})


ENDS_APPOSITION = frozenset((",", ";", ".", "(", ")", "who", "said", "and", "as", "for", "with", "if"))
"""Marks and words that no apposition holds before its office: "*as* president, Romney would …"."""


def _in_apposition(line: Line, at: int, starts: Set[int]) -> Place | None:
    """The first office of an apposition, up to the mark that ends it; none that is the title of another person."""
    for n in range(at, min(at + APPOSITION, len(line.words))):
        if line.lows[n] in ENDS_APPOSITION:
            return None
        if found := offices().at(line.words, n):
            return None if found[0] in starts else _office(line, n, found[0])
    return None


def _office(line: Line, start: int, end: int) -> Place:
    """An office with what makes it another: "former defence secretary"."""
    first = start
    while first > 0 and line.lows[first - 1] in BETWEEN | FORMER:
        first -= 1
    return first, end


def _words(line: Line, start: int, end: int) -> str:
    """An office as the report words it."""
    words = line.text(start, end).rstrip(".,")
    return words.lower() if words.islower() else words


# What the tables say

Terms = Mapping[str, tuple[Term, ...]]
"""The terms of office-holders by each of their names."""


@cache
def terms() -> Terms:
    """The terms of the package's table, by every name that it gives a person."""
    found: dict[str, list[Term]] = {}
    for row in table("officeholders").rows:
        term = Term(
            row["person"], row["office"], row["country"] or None, row["body"] or None, row["start"], row["end"] or None
        )
        for name in (row["person"], *row.many("aliases")):
            found.setdefault(name, []).append(term)
    return {name: tuple(rows) for name, rows in found.items()}


def with_given(given: Iterable[Officeholder]) -> Terms:
    """The terms of the package's table, and behind them those of somebody's own office-holders."""
    rows = list(given)
    ids: defaultdict[str, set[str | None]] = defaultdict(set)
    for row in rows:
        ids[row.person].add(row.id)
    found = defaultdict(list, {name: list(held) for name, held in terms().items()})
    for row in rows:
        person = _person(row, len(ids[row.person]) > 1)
        term = Term(person, row.office, row.country, None, row.start, row.end, row.file)
        for name in dict.fromkeys((row.person, plain(row.person), *_names_of_persons().get(person, ()))):
            found[name].append(term)
    return {name: tuple(held) for name, held in found.items()}


def _person(row: Officeholder, is_shared: bool) -> str:
    """Whom a row is about: a person of the package's table, or its own; one of several by what tells them apart."""
    if is_shared:
        return f"{row.person} ({row.id or 'no id'})"
    known = {term.person for name in (row.person, plain(row.person)) for term in terms().get(name, ())}
    return known.pop() if len(known) == 1 else row.person


@cache
def _names_of_persons() -> Mapping[str, tuple[str, ...]]:
    names: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for name, held in terms().items():
        for term in held:
            names[term.person][name] = None
    return {person: tuple(every) for person, every in names.items()}


def plain(name: str) -> str:
    """A name without diacritics, as newspapers spell it."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))


def country_of_holder(name: str, known: Terms | None = None) -> str | None:
    """The country whose offices somebody of a full name held, where it is one."""
    held = (terms() if known is None else known).get(name, ()) if " " in name else ()
    countries = {term.country for term in held}
    return countries.pop() if len(countries) == 1 else None


def terms_at(name: str, day: str | None, known: Terms | None = None) -> Sequence[Term]:
    """The offices that somebody of a full name held on a day; none where two persons of that name did."""
    every = (terms() if known is None else known).get(name, ())
    held = [term for term in every if day and term.holds(day)]
    return held if len({term.person for term in held}) == 1 else ()


def settle_statement(statement: Statement, day: str | None, known: Terms) -> Statement:
    """The same statement with the country and office that its report leaves open and a table gives the speaker."""
    name = statement.speaker
    if statement.speaker_kind != "person" or name is None:
        return statement
    country = statement.country or country_of_holder(name, known)
    office = statement.office or next((term.office for term in terms_at(name, day, known)), None)
    return replace(statement, country=country, office=office)


def settle_mention(mention: Mention, known: Terms) -> Mention:
    """The same mention with the countries that its report leaves open and a table gives its persons."""
    actors, recipients = ([_settled(actor, known) for actor in side] for side in (mention.actors, mention.recipients))
    return replace(mention, actors=tuple(actors), recipients=tuple(recipients))


def _settled(actor: Actor, known: Terms) -> Actor:
    return actor if actor.country else replace(actor, country=country_of_holder(actor.name, known))


# A report's words against the tables


@cache
def office_named(words: str) -> str:
    """The office that a wording names, in lower case, as the table of offices has it where it does."""
    split = words_in(words, Span(0, len(words)))
    for n in range(len(split)):
        found = offices().at(split, n)
        if found and found[0] == len(split) and not LESSER & {word.text.lower() for word in split[:n]}:
            name = found[1]["office"].lower().replace("defense", "defence")
            return ALIKE.get(name, name)
    return " ".join(words.lower().split())


def is_contradicted(words: str, day: str, held: Sequence[Term], tracked: Set[str]) -> bool:
    """Whether the terms of a day give somebody another office than a report does.

    `tracked` are the offices that the tables know at all: where they do not know the one in the report, they cannot
    contradict it. Who left an office on the day itself may be called its former holder.
    """
    told, first = office_named(words), {word.lower() for word in words.replace("-", " ").split()}
    if first & NOT_NOW:
        return False
    if first & LEFT:
        return told in {office_named(term.office) for term in held if not day.startswith(term.end or "-")}
    offices_held = {office_named(term.office) for term in held}
    return bool(offices_held) and told in tracked - VAGUE and told not in offices_held


def tracked_offices(known: Terms) -> frozenset[str]:
    """The offices that the tables know."""
    return frozenset(office_named(term.office) for held in known.values() for term in held)
