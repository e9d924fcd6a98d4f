"""Numbers that differ: which quantities of two reports count one thing, and whether both can hold.

quantities by unit -> pairs that share words, a party or what they measure -> pairs of one matter -> differences
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import NamedTuple

from dragoman.accounts.told import Days, days_long, days_of, gap_between, in_order
from dragoman.lexicon import table
from dragoman.quantities import Quantity, find_quantities
from dragoman.record import DifferenceKind, Event, Quote, Reading, Span, Story
from dragoman.stems import LIGHT, WORD, rarity_of, stem, stems_of
from dragoman.times import find_times

NEAR = 60
"""Code points on each side of a number whose words tell what it is of."""

MOST_HOLDERS = 60
"""Counts of a unit that are paired through one word: in a story of 200 reports a commoner word tells nothing."""

MOST_ALLIES = 8
"""Counts of one value that may speak against a pair; a ninth says nothing new."""

LONGEST_DAY = 1
"""Days of a time that is exact enough to keep two numbers apart."""

STRONG_POINTS = 8.0
STRONG_SHARE = 0.3
STRONG_WORDS = 3
"""Two counts are of one thing where rare words around them make so many points (a word of one sentence in thirty makes
3, half as much again for standing in the same clause), are this share of the poorer clause's, and at least so many."""

EVENT_POINTS = 6.0
"""Enough beside one event that both tell of."""

ALONE_POINTS = 2.5
"""Enough, a single rare word, where each report gives one count of the unit. In 70 matters x 3 outlets and these bounds
3 numbers differ, and all do so; the next 6 pairs by points are none of one thing. In 3 matters x 5 outlets 10, all
right."""

OFTEN_TOLD = frozenset({"days", "weeks", "months", "years", "people", "per cent", "dollars", "votes"})
"""Units of which a report gives many numbers, so that one in each says little."""

BESIDE = 4.0
"""Points for a number of something else that both give beside the two, such as the troops whose cost is told."""

LEAST_BESIDE = 5.0
"""Smaller numbers stand beside anything."""

MOST_APART = 4.0
MOST_APART_TOLLS = 100.0
"""How many times the smaller a number may be before the two surely count different things; tolls differ most."""

SAME = 0.03
SAME_HEDGED = 0.05
JUST_OVER = 1.15
"""Numbers as near as this say the same, one of them rounded: 43,885,310 and nearly 44 million, 1.1 and more than 1."""

LOOSE = 0.15
CLOSE = 0.05
"""How far a number with "about", and an exact one, may lie from the truth before two of them conflict."""


@dataclass(frozen=True, slots=True, eq=False)
class Count:
    """A quantity in its report, with what is compared."""

    quantity: Quantity
    voice: str
    quote: Quote
    text: str
    near: frozenset[str]
    """Stems of the telling words around the number."""
    wide: frozenset[str]
    """Those of the whole sentence."""
    parties: frozenset[str]
    """Countries, and other names, that say whose they are."""
    around: frozenset[str]
    """Countries and other names elsewhere in the sentence."""
    kinds: frozenset[str]
    """Stems of the adjectives that say which kind they are."""
    beside: frozenset[tuple[str, float]]
    """Other numbers of this sentence and the one before."""
    events: frozenset[str]
    days: tuple[Days, ...]

    @property
    def unit(self) -> str:
        return self.quantity.unit


@dataclass(frozen=True, slots=True)
class Contrast:
    """Quantities of one thing that differ between voices."""

    kind: DifferenceKind
    about: str
    counts: tuple[Count, ...]
    event: str | None


def find_contrasts(story: Story, events: Sequence[Event], readings: Sequence[Reading]) -> list[Contrast]:
    """The numbers on which the reports of `story` differ; copies of one text are one voice."""
    voices = story.voices
    own = [reading for reading in in_order(story, readings) if voices[reading.report.id] == reading.report.id]
    if len(own) < 2:
        return []
    event_of = {mention: event.id for event in events for mention in event.mentions}
    by_unit: defaultdict[str, list[Count]] = defaultdict(list)
    for reading in own:
        for count in _counts(reading, event_of):
            by_unit[count.unit].append(count)
    rarity = rarity_of(own)
    return [contrast for counts in by_unit.values() for contrast in _contrasts(counts, rarity)]


# Counts


def _counts(reading: Reading, event_of: Mapping[str, str]) -> Iterator[Count]:
    text = reading.report.text
    before: tuple[Quantity, ...] = ()
    for sentence in reading.sentences:
        quantities = find_quantities(text, sentence)
        for quantity in quantities:
            yield _count(reading, sentence, quantity, (*before, *quantities), event_of)
        before = quantities


def _count(
    reading: Reading, sentence: Span, quantity: Quantity, others: Sequence[Quantity], event_of: Mapping[str, str]
) -> Count:
    report, text = reading.report, reading.report.text
    near = _near(text, sentence, quantity, others)
    names = [word for word in quantity.qualifiers if _party(word)]
    return Count(
        quantity=quantity,
        voice=report.id,
        quote=Quote(report.id, sentence),
        text=text,
        near=stems_of(text[near.start : quantity.span.start]) | stems_of(text[quantity.span.end : near.end]),
        wide=stems_of(text[sentence.start : quantity.span.start]) | stems_of(text[quantity.span.end : sentence.end]),
        parties=parties_of(names),
        around=parties_of(WORD.findall(sentence.of(text))),
        kinds=frozenset(stem(w) for w in quantity.qualifiers if w not in names and w.lower() not in LIGHT),
        beside=frozenset((q.unit, q.low) for q in others if q is not quantity and q.low >= LEAST_BESIDE),
        events=frozenset(_events(reading, near, event_of)),
        days=_days(report.published, text, sentence),
    )


CLAUSE = re.compile(r"[;:—–(){}]|, (?:and|but|while|which|who|whose|where|as)\b|\s-\s")


def _near(text: str, sentence: Span, quantity: Quantity, others: Iterable[Quantity]) -> Span:
    """The clause around a number, up to `NEAR` and to the next number of its unit."""
    start, end = quantity.span
    first, last = max(sentence.start, start - NEAR), min(sentence.end, end + NEAR)
    same = [q.span for q in others if q.unit == quantity.unit and q.span != quantity.span]
    cuts = [m.end() for m in CLAUSE.finditer(text, first, start)] + [span.end for span in same if span.end <= start]
    stops = [m.start() for m in CLAUSE.finditer(text, end, last)] + [span.start for span in same if span.start >= end]
    return Span(max([first, *cuts]), min([last, *stops]))


def parties_of(words: Iterable[str]) -> frozenset[str]:
    return frozenset(party for word in words if (party := _party(word)))


def _party(word: str) -> str | None:
    """The country that a capitalised word is of, or the word itself in lower case."""
    if not word[0].isupper() or len(word) < 2 or word.lower() in LIGHT:
        return None
    return _countries().get(word) or word.lower()


@cache
def _countries() -> Mapping[str, str]:
    """Every one-word name, adjective and people of a country."""
    return {
        name: row["iso3"]
        for row in table("countries").rows
        for name in (row["name"], *row.many("adjectives"), *row.many("people"), *row.many("aliases"))
    }


def _events(reading: Reading, near: Span, event_of: Mapping[str, str]) -> Iterator[str]:
    """Events whose trigger stands near the number."""
    for mention in reading.mentions:
        if mention.id in event_of and any(near.meets(span) for span in mention.trigger):
            yield event_of[mention.id]


def _days(published: str | None, text: str, sentence: Span) -> tuple[Days, ...]:
    """The days that a sentence names."""
    times = [when.value for when in find_times(text, published, sentence)]
    return tuple(days for time in times if days_long(time) <= LONGEST_DAY and (days := days_of(time)))


# Pairs of one matter


class Pair(NamedTuple):
    """Two counts that differ, how much their sentences share, and what share of the words near the number."""

    one: Count
    other: Count
    points: float
    share: float


def _pairs(counts: Sequence[Count], rarity: Mapping[str, float]) -> Iterator[Pair]:
    """Pairs of one matter, each the best for both of its counts."""
    told = Told(counts)
    pairs = [_pair(a, b, rarity) for a, b in _candidates(counts) if told.may_differ(a, b)]
    points: defaultdict[tuple[Count, str], list[float]] = defaultdict(list)
    for pair in pairs:
        points[pair.one, pair.other.voice].append(pair.points)
        points[pair.other, pair.one.voice].append(pair.points)
    for pair in pairs:
        rivals = points[pair.one, pair.other.voice] + points[pair.other, pair.one.voice]
        if sum(p >= pair.points for p in rivals) == 2 and told.is_one_matter(pair):
            yield pair


def _candidates(counts: Sequence[Count]) -> Iterator[tuple[Count, Count]]:
    """Counts of two voices that share a word, a party or what they measure, and whose qualifiers fit."""
    holders: defaultdict[object, list[int]] = defaultdict(list)
    for number, count in enumerate(counts):
        for key in (*count.wide, *count.beside, *((party, "") for party in count.parties), count.quantity.of):
            if key and len(holders[key]) < MOST_HOLDERS:
                holders[key].append(number)
    pairs = {pair for numbers in holders.values() for pair in combinations(numbers, 2)}
    for a, b in sorted(pairs):
        if counts[a].voice != counts[b].voice and _fit(counts[a], counts[b]):
            yield counts[a], counts[b]


def _fit(one: Count, other: Count) -> bool:
    """Whether two counts may be of one thing by what qualifies them, and by the days that their sentences name."""
    if one.kinds and other.kinds and one.kinds.isdisjoint(other.kinds):
        return False
    if one.days and other.days and all(gap_between(a, b) > 0 for a in one.days for b in other.days):
        return False
    if one.parties and other.parties:
        return not one.parties.isdisjoint(other.parties)
    return one.parties <= other.around and other.parties <= one.around


def _pair(one: Count, other: Count, rarity: Mapping[str, float]) -> Pair:
    implied = IMPLIED.get(one.unit, frozenset())

    def weight(stems: Iterable[str]) -> float:
        return sum(rarity.get(stem, 0.0) for stem in stems if stem not in implied)

    near, wide = weight(one.near & other.near), weight(one.wide & other.wide)
    fewer = min(weight(one.near), weight(other.near))
    points = near + wide / 2 + BESIDE * len(one.beside & other.beside)
    return Pair(one, other, points, near / fewer if fewer else 0.0)


IMPLIED = {
    "arrested": frozenset({"polic", "arres", "detai"}),
    "dead": frozenset({"kill", "dead", "death", "died", "die", "peopl", "wound", "injur"}),
    "wounded": frozenset({"kill", "dead", "peopl", "wound", "injur", "attac"}),
    "votes": frozenset({"vote", "vot"}),
}
"""Stems that stand with a unit whatever the matter is."""


class Told:
    """All counts of one unit, by what each voice gives."""

    def __init__(self, counts: Sequence[Count]) -> None:
        self.known_allies: dict[Count, list[Count]] = {}
        self.by_voice: defaultdict[str, list[Count]] = defaultdict(list)
        self.by_value: defaultdict[tuple[float, float], list[Count]] = defaultdict(list)
        for count in counts:
            self.by_voice[count.voice].append(count)
            self.by_value[count.quantity.low, count.quantity.high].append(count)

    def allies(self, count: Count) -> list[Count]:
        """Counts of the same value that may be of the same thing; the count itself is one."""
        if count not in self.known_allies:
            same = self.by_value[count.quantity.low, count.quantity.high]
            self.known_allies[count] = [c for c in same if c is count or (_fit(c, count) and c.wide & count.wide)]
        return self.known_allies[count]

    def gives(self, voice: str, count: Count) -> bool:
        """Whether a voice gives the value of `count`, be it of another thing."""
        return any(agree(c.quantity, count.quantity) for c in self.by_voice[voice])

    def may_differ(self, one: Count, other: Count) -> bool:
        """Whether two counts are unequal, neither voice gives the other's value too, and no ally speaks against it."""
        if agree(one.quantity, other.quantity) or too_far(one.quantity, other.quantity):
            return False
        if self.gives(one.voice, other) or self.gives(other.voice, one):
            return False
        ones, others = self.allies(one)[:MOST_ALLIES], self.allies(other)[:MOST_ALLIES]
        return all(_fit(a, b) for a in ones for b in others)

    def is_alone(self, count: Count, other: Count) -> bool:
        """Whether a voice gives no second count that could stand against `other`."""
        rivals = [c for c in self.by_voice[count.voice] if _fit(c, other) and not too_far(c.quantity, other.quantity)]
        return all(c is count or self.gives(other.voice, c) for c in rivals)

    def is_one_matter(self, pair: Pair) -> bool:
        """Whether two counts are surely of one thing."""
        one, other = pair.one, pair.other
        vague = one.quantity.high > 2 * one.quantity.low or other.quantity.high > 2 * other.quantity.low
        close = pair.share >= STRONG_SHARE and len(one.near & other.near) >= STRONG_WORDS
        if pair.points >= STRONG_POINTS and close and not vague:
            return True
        if one.events & other.events and pair.points >= EVENT_POINTS and not vague:
            return True
        if not (self.is_alone(one, other) and self.is_alone(other, one)):
            return False
        if one.parties & other.parties and _kind(one.unit) in ("state", "people"):
            return True
        if one.quantity.of and one.quantity.of == other.quantity.of:
            return True
        often = one.unit in OFTEN_TOLD and not one.beside & other.beside
        return pair.points >= ALONE_POINTS and not often and one.kinds == other.kinds


def too_far(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers are so far apart that they count different things."""
    few, many = sorted((one, other), key=lambda q: q.high)
    most = MOST_APART_TOLLS if _kind(one.unit) == "state" else MOST_APART
    return many.low > most * few.high


def _kind(unit: str) -> str | None:
    return _kinds().get(unit)


@cache
def _kinds() -> Mapping[str, str]:
    return {row["unit"]: row["kind"] for row in table("quantities").rows}


# Values


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities say the same, as far as they are given."""
    few, many = sorted((one, other), key=lambda q: (q.low, q.high))
    if few.low < few.high or many.low < many.high:
        return few.high >= many.low
    if few.low == many.low:
        return True
    if few.hedge in ("more than", "at least") and many.low <= JUST_OVER * few.low:
        return True
    hedged = bool(few.hedge or many.hedge)
    rounded = hedged or _digits(few.low) != _digits(many.low)
    return rounded and many.low - few.low <= (SAME_HEDGED if hedged else SAME) * many.low


def _digits(value: float) -> int:
    """How many figures a number is given with: 2 for 1,500."""
    return len(f"{value:.0f}".rstrip("0")) if value == int(value) else len(f"{value:g}".replace(".", ""))


def _range(quantity: Quantity) -> tuple[float, float]:
    """What the number of a quantity may truly be."""
    low, high = quantity.low, quantity.high
    loose = max(LOOSE * high, 10 ** (len(f"{high:.0f}") - _digits(high)) / 2) if quantity.hedge else CLOSE * high
    if quantity.hedge in ("more than", "at least"):
        return low, math.inf
    return (0.0 if quantity.hedge == "up to" else low - loose), (high if quantity.hedge == "up to" else high + loose)


def conflict(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities cannot both hold."""
    (a, b), (c, d) = _range(one), _range(other)
    return b < c or d < a


# Differences


def _contrasts(counts: Sequence[Count], rarity: Mapping[str, float]) -> Iterator[Contrast]:
    """The contrasts of one unit: pairs that hang together, with those who say the same as one of them."""
    pairs = list(_pairs(counts, rarity))
    told = Told(counts)
    place = {count: number for number, count in enumerate(counts)}
    for group in _joined(pairs):
        own = [pair for pair in pairs if pair.one in group]
        members = sorted(_with_allies(_with_allies(group, told), told), key=place.__getitem__)
        kind: DifferenceKind = "conflict" if any(conflict(p.one.quantity, p.other.quantity) for p in own) else "detail"
        events = [event for pair in own for event in sorted(pair.one.events & pair.other.events)]
        about = f"{_label(members, own)}: {_values(members)}"
        yield Contrast(kind, about, tuple(members), Counter(events).most_common(1)[0][0] if events else None)


def _with_allies(group: Collection[Count], told: Told) -> set[Count]:
    """A group with the counts that say the same as one of it."""
    return {ally for count in group for ally in told.allies(count)}


def _joined(pairs: Iterable[Pair]) -> list[set[Count]]:
    """Counts that pairs link, in the order of the pairs."""
    groups: list[set[Count]] = []
    for pair in pairs:
        linked = [group for group in groups if pair.one in group or pair.other in group]
        groups = [group for group in groups if group not in linked]
        groups.append({pair.one, pair.other}.union(*linked))
    return groups


def _label(counts: Sequence[Count], pairs: Sequence[Pair]) -> str:
    """What is counted: "American troops", "hours of the ultimatum", "miles south of Port Said"."""
    unit = counts[0].unit
    named = [count.parties for pair in pairs for count in pair[:2] if count.parties]
    whose = frozenset.intersection(*named) if named else frozenset()
    if whose:
        return f"{_adjective(counts, whose)} {unit}"
    measured = Counter(count.quantity.of for count in counts if count.quantity.of)
    if measured:
        return f"{unit} of the {measured.most_common(1)[0][0]}"
    after = _same_words_after(pairs[0])
    if after:
        return f"{unit} {after}"
    kinds = [word for word in counts[0].quantity.qualifiers if all(word in c.quantity.qualifiers for c in counts)]
    shared = [word for word in _telling(pairs[0]) if word.isalpha() and word.islower()]
    return " ".join((*kinds, unit)) + (f" ({', '.join(shared)})" if shared else "")


def _adjective(counts: Sequence[Count], whose: Collection[str]) -> str:
    """The commonest word for a party among the qualifiers; an adjective before the name of a people."""
    words = Counter(word for count in counts for word in count.quantity.qualifiers if _party(word) in whose)
    return min(words, key=lambda word: (word.endswith("s"), -words[word], word))


def _same_words_after(pair: Pair) -> str:
    """The words that follow both numbers alike, where there are two or more of them."""
    one, other = (WORD.findall(c.text[c.quantity.span.end : c.quote.span.end][:NEAR]) for c in (pair.one, pair.other))
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    while same and one[same - 1] in LIGHT:
        same -= 1
    return " ".join(one[:same]) if same > 1 else ""


def _telling(pair: Pair) -> list[str]:
    """Up to two words that stand near both numbers, as the first has them."""
    stems = (pair.one.near & pair.other.near) or (pair.one.wide & pair.other.wide)
    words = [word for word in WORD.findall(pair.one.quote.span.of(pair.one.text)) if stem(word) in stems]
    return list({stem(word): word for word in reversed(words)}.values())[::-1][:2]


def _values(counts: Iterable[Count]) -> str:
    """The values in order, each once; "about 10" and "up to 10" are left out where "10" stands too."""
    quantities = sorted({count.quantity for count in counts}, key=lambda q: (q.low, q.high, q.hedge or ""))
    plain = {_figure(quantity) for quantity in quantities if not quantity.hedge}
    own = [q for q in quantities if not q.hedge or _figure(q) not in plain]
    shown = list(dict.fromkeys(f"{q.hedge} {_figure(q)}" if q.hedge else _figure(q) for q in own))
    return " or ".join((", ".join(shown[:-1]), shown[-1]) if len(shown) > 1 else shown)


def _figure(quantity: Quantity) -> str:
    if quantity.low < quantity.high:
        return " ".join(quantity.words.lower().split())
    value = quantity.low
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size and round(value / size, 3) * size == value:
            return f"{value / size:g} {name}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
