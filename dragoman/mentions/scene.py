"""A sentence with the actors, places and triggers found in it: what the other rules of this package read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from dragoman.actors import Actors, Line, Named
from dragoman.actors.pronouns import Antecedent
from dragoman.actors.tables import BETWEEN, HONORIFICS
from dragoman.actors.tree import Tree
from dragoman.lexicon import Row, table
from dragoman.places import Place
from dragoman.record import Span, Statement, Where
from dragoman.words import span_of

PLACE_WORDS = frozenset("in at near inside across throughout outside around into".split())
"""Prepositions that make a country or capital behind them a place."""
NEGATIVE = ("n't", "n’t")
GOVERNING = frozenset(
    "of for with to by on against from after before over about than during under without toward towards amid despite "
    "following until among including regarding concerning".split()
)
"""Prepositions behind which an actor is no subject."""
ATTRIBUTING = frozenset(
    "said says saying told tells telling added adds noted notes reported reports argued argues claimed claims".split()
)
"""Verbs behind which somebody else's words begin, or which stand behind them."""
JOINED_MOST = 8
"""Actors in one list "A, B and C"; longer lists are cut, so that a sentence of names costs no more than its length."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words `start` to `end` of a sentence that report an event, their row of the table, and the type here."""

    start: int
    end: int
    row: Row
    type: str

    @property
    def is_noun(self) -> bool:
        return self.row["class"] == "noun"


@dataclass(frozen=True, slots=True)
class Party:
    """An actor by the numbers of its words in the sentence."""

    start: int
    end: int
    named: Named


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with all that was found in it so far."""

    line: Line
    actors: Actors
    parties: Sequence[Party]
    past: Where | None
    """The place of which the sentences before spoke last, for "there"."""
    statements: Sequence[tuple[Statement, Named | None]]
    """Statements whose content reaches into the sentence, the shortest first, and their speakers as actors."""
    starting: dict[int, Party] = field(default_factory=dict)
    ending: dict[int, Party] = field(default_factory=dict)
    covering: dict[int, Party] = field(default_factory=dict)
    places: Mapping[int, Place] = field(default_factory=dict)
    """Places by their first words."""

    def low(self, at: int) -> str:
        return self.line.low(at)

    @property
    def antecedents(self) -> Mapping[int, Antecedent]:
        """Whom "he" and "she" mean, by where they begin."""
        return self.actors.antecedents

    def by_name(self, name: str | None) -> Named | None:
        return self.actors.by_name(name)

    @property
    def tree(self) -> Tree:
        return self.line.tree

    def is_negative(self, at: int) -> bool:
        """Whether a word is an auxiliary with "not" in it: "hasn't"."""
        return self.low(at).endswith(NEGATIVE)

    def span(self, trigger: Trigger) -> Span:
        return span_of(self.line.words, trigger.start, trigger.end)

    def is_place(self, party: Party) -> bool:
        """Whether a country or capital stands as a place: "in Iraq", "in northern Iraq"."""
        if party.named.kind not in ("country", "capital"):
            return False
        first, second = self.low(party.start - 1), self.low(party.start - 2)
        if first == "," and second.isalpha() and self.line.words[party.start - 2].is_capital:
            return self.low(party.start - 3) in PLACE_WORDS  # "in Benghazi, Libya"
        return first in PLACE_WORDS or (second in PLACE_WORDS and first not in (",", ";", "and"))

    def is_modifier(self, party: Party) -> bool:
        """Whether a nationality or "US-backed" only describes what follows."""
        return party.named.kind == "nationality" or (self.low(party.end) == "-" and self.low(party.end + 1) != "led")

    def joined(self, party: Party) -> list[Named]:
        """An actor with those that a list joins to it on either side."""
        return [*self.joined_before(party), party.named, *self.joined_behind(party)]

    def joined_before(self, party: Party) -> list[Named]:
        """Those before it in a list, which an "and" must close: "A, B and C"."""
        found: list[Named] = []
        while len(found) < JOINED_MOST:
            at = party.start - (self.low(party.start - 1) == "the")
            if self.low(at - 1) not in ("and", "-") and not (self.low(at - 1) == "," and found):
                break
            at -= 2 if self.low(at - 1) == "and" and self.low(at - 2) == "," else 1
            other = self.ending.get(at)
            if other is None or self.is_place(other):
                break
            found.insert(0, other.named)
            party = other
        return found

    def joined_behind(self, party: Party) -> list[Named]:
        """Those behind it in a list; without an "and" that closes it, a comma joins nothing."""
        found: list[Named] = []
        closed, end = 0, party.end
        while len(found) < JOINED_MOST and self.low(end) in ("and", ",", "-"):
            link = self.low(end)
            both = link == "," and self.low(end + 1) == "and"
            end += 1 + both
            other = self.starting.get(end + (self.low(end) == "the"))
            if other is None:
                break
            found.append(other.named)
            end = other.end
            if link != "," or both:
                closed = len(found)
        return found[:closed]


def stage(
    actors: Actors,
    sentence: Span,
    past: Where | None,
    statements: Sequence[tuple[Statement, Named | None]],
    places: Mapping[int, Place],
) -> Scene:
    """A sentence with its actors by their words."""
    line = actors.line(sentence)
    named = actors.taking_part(sentence)
    ends = {line.ends[n.span.end] for n in named if n.kind == "person"}
    parties = [_party(line, n) for n in named if len(n.name) > 1 and not _is_apposition(line, n, ends)]
    starting, ending = {p.start: p for p in parties}, {p.end: p for p in parties}
    covering = {n: p for p in parties for n in range(p.start, p.end)}
    return Scene(line, actors, parties, past, statements, starting, ending, covering, places)


def _is_apposition(line: Line, named: Named, persons: set[int]) -> bool:
    """Whether a group only describes the person before it: "Brett McGurk, the U.S. envoy"."""
    start = line.starts[named.span.start]
    behind_person = line.low(start - 2) == "," and start - 2 in persons
    return named.kind == "group" and behind_person and line.low(start - 1) in ("the", "a", "an")


def _party(line: Line, named: Named) -> Party:
    """An actor by its words, a person's titles among them: "US Secretary of State Colin Powell"."""
    start, end = line.at(named.span)
    if named.kind != "person":
        return Party(start, end, named)
    titles = line.title_starts
    while start > 0:
        low = line.lows[start - 1]
        if start in titles:
            start = titles[start]
        elif (
            low in BETWEEN
            or low.rstrip(".") in HONORIFICS
            or (low == "." and (start - 1 in titles or line.low(start - 2) in HONORIFICS))
        ):
            start -= 1
        else:
            break
    return Party(start, end, named)


@cache
def words_for(use: str) -> frozenset[str]:
    """The words of the table of parties for one use."""
    return frozenset(word for row in table("parties").rows if row["use"] == use for word in row.many("words"))


def unique(parties: Iterable[Named]) -> list[Named]:
    """Actors, each name once."""
    return list({named.name: named for named in reversed(list(parties))}.values())[::-1]
