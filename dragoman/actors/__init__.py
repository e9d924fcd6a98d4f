"""Persons, states, governments, bodies, groups and peoples that a report names, with country and sector.

For each report:

1. Cut its sentences into words and mark what the tables say of each (line.py, tables.py).
2. Find names, groups and bodies sentence by sentence (names.py).
3. With all of them known, lead surnames back to full names (surnames.py), and give each person the country that titles,
   appositions and party tags speak for (countries.py).
4. On demand, lead offices that stand without a name to their holders (roles.py).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from dragoman.actors.countries import (
    HOME_SECTORS,
    NOT_AMERICAN,
    POLITICAL,
    country_of_administration,
    find_countries,
    home_of,
    home_of_politics,
    is_never,
    mates,
)
from dragoman.actors.delegates import delegate_of, find_delegates
from dragoman.actors.descriptions import Described, find_descriptions
from dragoman.actors.line import Line
from dragoman.actors.names import find_names, title_end
from dragoman.actors.offices import country_of_holder, find_offices, terms_at
from dragoman.actors.pronouns import Antecedent, find_antecedents
from dragoman.actors.roles import find_roles
from dragoman.actors.surnames import full_names, with_surnames
from dragoman.actors.tables import NAMESAKES, SECTOR_OF, SHARED, Entry, Kind, Named, lexicon, offices
from dragoman.encoder import Encoded
from dragoman.lexicon import Row
from dragoman.record import Span, Spans
from dragoman.text import View
from dragoman.words import Word, words_in

__all__ = ["SECTOR_OF", "Actors", "Entry", "Kind", "Line", "Named", "lexicon", "title_end"]

SURE = 0.5
"""Share of likelihood from which whom a description means is taken."""


class Actors:
    """The actors of one report, in the order of its text; with what a reading model says of names."""

    def __init__(self, view: View, sentences: Spans, read: Encoded | None = None, quotations: Spans = ()) -> None:
        self._view, self._sentences, self._read, self._quotations = view, sentences, read, quotations
        self._lines = {span: Line(view.text, span, read) for span in sentences}
        self._elsewhere = {name: row["otherwise"] for name, row in NAMESAKES.items() if not _is_told_of(row, view.text)}
        scenes = with_surnames([(line, self._named(line, view.text)) for line in self._lines.values()])
        found = [named for _, in_line in scenes for named in in_line]
        self._full = full_names(found)
        self._offices = find_offices(scenes, self._full)
        self._mates = mates(found)
        self._countries = find_countries(scenes, self._full, view.text)
        self._delegates = find_delegates(scenes, self._full, view.text)
        self._home = home_of(found)
        self._domestic = home_of_politics(scenes, self._countries, self._full)
        self.home = self._home or self._domestic
        self._officials = {self._full.get(n.name, n.name) for n in found if n.office and n.sector in POLITICAL}
        self._foreign = {self._full.get(n.name, n.name) for n in found if n.office and is_never(n.office, self.home)}
        self.all: tuple[Named, ...] = tuple(self._settle(n) for n in found)
        self._times = Counter(n.name for n in self.all)
        self._by_name = {n.name: n for n in reversed(self.all)}
        self._starts = [n.span.start for n in self.all]
        self._eligible: dict[tuple[str, str | None], list[Named]] = {}
        self._holders: dict[str, list[Named]] = {}
        for n in self.all:
            if n.office:
                self._holders.setdefault(n.office, []).append(n)

    def _named(self, line: Line, text: str) -> list[Named]:
        """The actors of a sentence by their names; what only looks like a country here is that of another, or none."""
        found = ((named, self._elsewhere.get(named.span.of(text))) for named in find_names(line))
        return [
            named if country is None else replace(named, country=country)
            for named, country in found
            if country != "" or named.kind != "country"
        ]

    def _settle(self, named: Named) -> Named:
        """The same actor by its full name, with the country that the report gives it."""
        if named.kind == "group" and named.country is None:
            return replace(named, country=self._mates.get(named.sector or "") or self._home_of(named.sector))
        if named.kind == "organisation" and named.country is None and named.name in SHARED:
            is_foreign = self._home == "USA" and NOT_AMERICAN.search(named.name)
            return named if is_foreign else replace(named, country=self._home_of(named.sector))
        if named.kind != "person":
            return named
        name = self._full.get(named.name, named.name)
        country = self._countries.get(name) or named.country or country_of_administration(name)
        country = country or country_of_holder(name)
        if country is None and name not in self._foreign:
            country = self.home if name in self._officials else self._domestic
        return replace(named, name=name, country=country)

    def _home_of(self, sector: str | None) -> str | None:
        """The report's home for a sector; its soldiers and spies may be abroad, so that more must speak for them."""
        home = self._home if sector in ("MIL", "SPY") else self.home
        return home if sector in HOME_SECTORS else None

    def line(self, sentence: Span) -> Line:
        """The words of one of the report's sentences."""
        return self._lines[sentence]

    def within(self, span: Span) -> Sequence[Named]:
        """Actors named wholly within `span`."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [named for named in self.all[first:last] if named.span.end <= span.end]

    def taking_part(self, sentence: Span) -> list[Named]:
        """Actors of a sentence, those among them that stand there by their office or by a description of one."""
        first, last = (bisect_left(self._described, at, key=lambda d: d.span.start) for at in sentence)
        described = [d.actors[0] for d in self._described[first:last] if len(d.actors) == 1 and d.sureness >= SURE]
        return _with(self._acting[sentence], described)

    @cached_property
    def _acting(self) -> dict[Span, list[Named]]:
        """The actors of each sentence, those named only by their office among them: "the president"."""
        found = {}
        for sentence, line in self._lines.items():
            named = self.within(sentence)
            found[sentence] = _with(named, [self._holder_of(role) for role in find_roles(line, named)])
        return found

    @property
    def told(self) -> list[Named]:
        """All actors in order, those named only by their office among them."""
        return [named for sentence in self._sentences for named in self._acting[sentence]]

    @cached_property
    def _described(self) -> list[Described]:
        """Descriptions of actors told before: "the regime"; none without a reading model."""
        return list(find_descriptions(self._read, self.told)) if self._read else []

    def _holder_of(self, role: Named) -> Named:
        """The person who holds an office, where the report names one who may be meant; else the office itself."""
        office = role.office or ""
        country = role.country or (None if is_never(office, self.home) else self.home)
        held = self._held(office, country) or ([] if role.country else self._held(office, None))
        holder = max(held, key=lambda n: self._times[n.name]) if held else None
        if holder:
            return replace(role, name=holder.name, country=holder.country or country, sector=holder.sector)
        return replace(role, country=country)

    def _held(self, office: str, country: str | None) -> list[Named]:
        """The persons named with an office who may be of a country."""
        key = office, country
        if key not in self._eligible:
            named = self._holders.get(office, [])
            self._eligible[key] = [n for n in named if country is None or n.country in (None, country)]
        return self._eligible[key]

    def by_name(self, name: str | None) -> Named | None:
        """The first actor of that name."""
        return self._by_name.get(name or "")

    def office_of(self, name: str | None, day: str | None) -> str | None:
        """A person's office as the report gives it, else as the table of office-holders has it for a day."""
        if name is None:
            return None
        return self._offices.get(name) or next((term.office for term in terms_at(name, day)), None)

    def before(self, at: int, kinds: tuple[Kind, ...]) -> Named | None:
        """The last actor of some kind that is named before a place."""
        last = bisect_left(self._starts, at)
        return next((named for named in reversed(self.all[:last]) if named.kind in kinds), None)

    @cached_property
    def antecedents(self) -> dict[int, Antecedent]:
        """Whom each pronoun means, and each description of actors told before ("the two sides").

        By the place where the pronoun, or the noun of the description, begins; empty without a reading model.
        """
        read = self._read
        if read is None:
            return {}
        described = {read.words[d.head].start: Antecedent(d.actors, d.span, d.sureness) for d in self._described}
        return described | find_antecedents(self._view.text, read, self.told, self._quotations)

    def delegate(self, words: Sequence[Word]) -> Named | None:
        """The politician whom words mean that name a state and a party or seat: "the Arizona Republican"."""
        return self.by_name(delegate_of(words, self._delegates))

    def holder(self, office: str, before: int) -> Named | None:
        """The person of that office who is told of most, of those named before a place, of two the later one."""
        row = offices().at(words_in(office, Span(0, len(office))), 0) if office else None
        named = self._holders.get(row[1]["office"], []) if row else []
        last = bisect_left(named, before, key=lambda n: n.span.start)
        return max(reversed(named[:last]), key=lambda n: self._times[n.name], default=None)


def _is_told_of(namesake: Row, text: str) -> bool:
    """Whether a report speaks of the country, not of another place of its name."""
    return any(word in text for word in namesake.many("words"))


def _with(named: Sequence[Named], others: Sequence[Named]) -> list[Named]:
    """Actors in order, others in the place of those whose words they cover."""
    if not others:
        return list(named)
    ends = [other.span.end for other in others]
    return sorted([*(n for n in named if not _is_covered(n.span, others, ends)), *others], key=lambda n: n.span)


def _is_covered(span: Span, roles: Sequence[Named], ends: Sequence[int]) -> bool:
    """Whether one of the roles, in order and with their ends, shares words with a span."""
    first = bisect_right(ends, span.start)
    return first < len(roles) and roles[first].span.meets(span)
