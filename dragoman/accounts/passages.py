"""Sentences as they are compared, and which of them, in two reports, are on one matter.

sentences -> passages -> pairs that share rare words -> matters of two voices or more
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from dragoman.accounts.told import in_order
from dragoman.record import Mention, Quote, Reading, Span, Statement, Story
from dragoman.stems import WORD, rarity_of, stem, stems_of
from dragoman.text import find_quotations, repair

MOST_HOLDERS = 60
"""Passages of which one word is compared with the others that hold it; a commoner word tells nothing."""

MOST_VOICES = 24
"""Voices of one story that are compared; where more tell it they repeat each other."""

POINTS = 0.03
"""What each point of shared rare words adds to the likeness of two passages. Of 43 differences marked by hand in two
stories the 25, 45 and 64 likest pairs of each story show 16, 19, 20 without it, 15, 20, 24 with it; with the model's
sentence vectors, at their best weight, 17, 21, 24: they bring nothing, and are not stored."""

REUSE = 0.08
"""What a pair loses for each time that one of its passages was shown before."""

LEAST = 0.2
"""Likeness of two passages on one matter. Below it they share no more than the story's own words."""

LEAST_THIRD = 0.35
"""Mean likeness to both passages of a pair at which a third voice's is of their matter."""

FEWEST_WORDS = 5
"""Telling words; a shorter sentence says too little to be compared."""

MOST_LIKENESS = 1.0
SURE_POINTS = 20.0
"""Points of shared words that are no names from which two passages are surely of one matter: five rare ones."""

MOST_PAIRS = 2000
"""The likest pairs of a story that are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One sentence of a report's body."""

    reading: Reading
    span: Span
    stems: frozenset[str]
    weight: float
    """Length of the vector of its words' rarities."""
    quoted: bool
    """Whether most of it stands in quotation marks."""
    quotations: tuple[Span, ...]
    """What of it stands in them."""

    @property
    def voice(self) -> str:
        return self.reading.report.id

    @property
    def outlet(self) -> str:
        return self.reading.report.called

    @property
    def words(self) -> str:
        return self.span.of(self.reading.report.text)

    @property
    def own_words(self) -> str:
        """What stands in quotation marks, in one line."""
        return " ".join(" ".join(part.of(self.reading.report.text) for part in self.quotations).split())

    @property
    def quote(self) -> Quote:
        return Quote(self.voice, self.span)

    def places(self, stems: Iterable[str]) -> list[Span]:
        """Where words of these stems stand."""
        wanted = frozenset(stems)
        found = WORD.finditer(self.reading.report.text, *self.span)
        return [Span(*word.span()) for word in found if stem(word.group()) in wanted]

    def mentions(self) -> list[Mention]:
        """The mentions of events whose trigger lies in the passage."""
        return [mention for mention in self.reading.mentions if mention.trigger[0].meets(self.span)]

    def said(self) -> list[Statement]:
        """The statements whose content meets the passage."""
        return [s for s in self.reading.statements if any(content.meets(self.span) for content in s.content)]


class Passages(NamedTuple):
    """The passages of a story, and how rare each stem is in it."""

    passages: list[Passage]
    rarity: dict[str, float]


class Matter(NamedTuple):
    """Passages of two voices or more on one matter, the likest two first."""

    passages: tuple[Passage, ...]
    likeness: float
    shared: frozenset[str]
    """Stems of the words that the first two share."""
    plain: frozenset[str]
    """Those that are no names."""
    sureness: float
    """From 0 to 1: how surely the two are of one matter, of which shared names say less than other words."""


def passages_of(story: Story, readings: Sequence[Reading]) -> Passages:
    """The passages of the first `MOST_VOICES` voices of the story, in order; copies of one text are one voice."""
    voices = story.voices
    own = [reading for reading in in_order(story, readings) if voices[reading.report.id] == reading.report.id]
    rarity = rarity_of(own[:MOST_VOICES])
    return Passages([passage for reading in own[:MOST_VOICES] for passage in _passages(reading, rarity)], rarity)


def by_voice(passages: Iterable[Passage]) -> dict[str, list[Passage]]:
    """The passages of each voice, in order."""
    found: defaultdict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        found[passage.voice].append(passage)
    return dict(found)


def find_matters(told: Passages, most: int) -> list[Matter]:
    """Up to `most` matters that two voices tell, the likest first."""
    passages, rarity = told
    likeness = {pair: points for pair, points in _pairs(passages, rarity) if points >= LEAST}
    return [_matter(pair, likeness, passages, rarity) for pair in _spread(likeness, most)]


def _passages(reading: Reading, rarity: Mapping[str, float]) -> Iterator[Passage]:
    text = reading.report.text
    view = repair(text)
    quotations = [view.source(place) for place in find_quotations(view, Span(0, len(view.text)))]
    for sentence in reading.sentences:
        stems = stems_of(sentence.of(text))
        if sentence.start >= reading.report.body.start and len(stems) >= FEWEST_WORDS:
            parts = [Span(max(q.start, sentence.start), min(q.end, sentence.end)) for q in quotations]
            quoted = tuple(part for part in parts if part.start < part.end)
            inside = sum(part.end - part.start for part in quoted)
            weight = math.sqrt(sum(rarity[word] ** 2 for word in stems))
            yield Passage(reading, sentence, stems, weight, 2 * inside > sentence.end - sentence.start, quoted)


def _pairs(passages: Sequence[Passage], rarity: Mapping[str, float]) -> Iterator[tuple[tuple[int, int], float]]:
    """How like each two passages of two voices are that share a word which is not too common."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, passage in enumerate(passages):
        for word in sorted(passage.stems):
            holders[word].append(number)
    telling = (numbers for numbers in holders.values() if len(numbers) <= MOST_HOLDERS)
    pairs = {pair for numbers in telling for pair in combinations(numbers, 2)}
    for a, b in sorted(pairs):
        one, other = passages[a], passages[b]
        if one.voice != other.voice:
            shared = [rarity[word] for word in sorted(one.stems & other.stems)]
            yield (a, b), sum(w * w for w in shared) / (one.weight * other.weight) + POINTS * sum(shared)


def _spread(likeness: Mapping[tuple[int, int], float], most: int) -> Iterator[tuple[int, int]]:
    """The likest pairs, those that show passages again set back."""
    pool = dict(sorted(likeness.items(), key=lambda item: (-item[1], item[0]))[:MOST_PAIRS])
    used: Counter[int] = Counter()
    for _ in range(min(most, len(pool))):
        best = max(pool, key=lambda pair: pool[pair] - REUSE * (used[pair[0]] + used[pair[1]]))
        del pool[best]
        used.update(best)
        yield best


def _matter(
    pair: tuple[int, int],
    likeness: Mapping[tuple[int, int], float],
    passages: Sequence[Passage],
    rarity: Mapping[str, float],
) -> Matter:
    """A pair with the passage of each further voice that is most like both."""
    one, other = (passages[number] for number in pair)
    points = likeness[pair]
    best: dict[str, tuple[float, int]] = {}
    for number, passage in enumerate(passages):
        if passage.voice not in (one.voice, other.voice):
            to_both = [likeness.get((min(number, n), max(number, n)), 0.0) for n in pair]
            if min(to_both) > 0 and sum(to_both) / 2 >= max(LEAST_THIRD, best.get(passage.voice, (0.0, 0))[0]):
                best[passage.voice] = (sum(to_both) / 2, number)
    others = tuple(passages[number] for _, number in best.values())
    shared = one.stems & other.stems
    plain = shared - _names(one) - _names(other)
    substance = min(1.0, sum(rarity[word] for word in plain) / SURE_POINTS)
    return Matter((one, other, *others), points, shared, plain, (min(points, MOST_LIKENESS) + substance) / 2)


def _names(passage: Passage) -> frozenset[str]:
    """Stems of the words that stand with a capital within the sentence."""
    words = WORD.finditer(passage.reading.report.text, *passage.span)
    return frozenset(stem(w.group()) for n, w in enumerate(words) if n and w.group()[0].isupper())
