"""Whom "he" and "she" mean: of the persons named or described before, the likeliest.

For each report, in the order of its text:

1. Every name and every description of one person ("the driver") is a mention of a person; names of one person are one.
2. At each pronoun the persons that it may mean are ranked by how near, how often and as what they stood (Discourse).
3. The likeliest is taken, with its share of the likelihood; the pronoun is one more mention of that person.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.actors.tables import Named, first_names
from dragoman.encoder import Encoded
from dragoman.lexicon import table
from dragoman.record import Span, Spans

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}
WEIGHTS = {
    "sentence": 1.7, "sentence before": 0.5, "two before": -0.6, "three before": -0.3, "farther": -1.3,
    "subject": 0.5, "owner": 0.3, "times": 0.8, "known to be": 1.2, "described": 0.2, "same layer": 0.7,
    "last by pronoun": 1.8, "subject of the same verb": -1.8, "same paragraph": 0.8, "both subjects": 0.4, "near": 1.3,
}  # fmt: skip
"""What each fact counts for: a log-linear ranking fitted on GUM's training part by `python -m evals pronouns`."""
FARTHEST = 8
"""Sentences beyond which a pronoun looks for nobody."""
OFTEN = 6
"""Mentions from which more do not count."""
SUBJECTS = ("nsubj", "nsubj:pass")
OBJECTS = ("obj", "iobj", "obl")


class Antecedent(NamedTuple):
    """Whom a pronoun means: by name, or where a description of him stands; and how sure that is, from 0 to 1."""

    name: str | None
    span: Span
    sureness: float


class Mention(NamedTuple):
    """Where a person is named, described or meant by a pronoun: the words, the head among them."""

    key: str
    name: str | None
    span: Span
    head: int
    pronoun: str | None
    """ "he" or "she" where that is known."""


@dataclass(slots=True)
class Person:
    """A person of a report as far as it is read."""

    first: Mention
    last: Mention
    pronoun: str | None
    times: int = 0
    by_pronoun: bool = False
    """Whether the last mention is a pronoun."""


class Discourse:
    """The persons of a report up to some word, to rank those whom a pronoun may mean."""

    def __init__(self, text: str, read: Encoded, quotations: Spans) -> None:
        self._text, self._read = text, read
        self._sentences = [first for first, _ in read.sentences]
        self._quotations = quotations
        self.persons: dict[str, Person] = {}

    def add(self, mention: Mention) -> Person:
        """A mention of a person whose words name or describe him."""
        person = self.persons.setdefault(mention.key, Person(mention, mention, mention.pronoun))
        person.last, person.by_pronoun = mention, False
        person.times += 1
        person.pronoun = person.pronoun or mention.pronoun
        return person

    def resolve(self, word: int, person: Person) -> None:
        """A mention of a person by a pronoun."""
        pronoun = self._pronoun(word)
        person.last = Mention(person.first.key, person.first.name, self._read.span((word,)), word, pronoun)
        person.by_pronoun, person.pronoun = True, person.pronoun or pronoun
        person.times += 1

    def candidates(self, word: int) -> list[Person]:
        """The persons whom a pronoun may mean."""
        pronoun, sentence = self._pronoun(word), self._sentence(word)
        return [
            person
            for person in self.persons.values()
            if person.pronoun in (None, pronoun) and sentence - self._sentence(person.last.head) <= FARTHEST
        ]

    def facts(self, person: Person, word: int) -> list[float]:
        """What `WEIGHTS` weigh, in its order."""
        read, last = self._read, person.last.head
        apart = self._sentence(word) - self._sentence(last)
        relation, own = read.relations[last], read.relations[word]
        between = self._text[read.words[last].end : read.words[word].start]
        return [
            *(float(apart == n) for n in range(4)),
            float(apart > 3),
            float(relation in SUBJECTS),
            float(relation == "nmod:poss"),
            min(person.times, OFTEN) / (OFTEN / 2),
            float(person.pronoun == self._pronoun(word)),
            float(person.first.name is None),
            float(self._is_quoted(last) == self._is_quoted(word)),
            float(person.by_pronoun),
            float(relation in SUBJECTS and own in OBJECTS and read.heads[last] == read.heads[word]),
            float("\n" not in between),
            float(relation in SUBJECTS and own in SUBJECTS),
            1 / (1 + (word - last) / 10),
        ]

    def _pronoun(self, word: int) -> str:
        return PRONOUNS[self._read.words[word].text.lower()]

    def _sentence(self, word: int) -> int:
        return bisect_right(self._sentences, word)

    def _is_quoted(self, word: int) -> bool:
        at = bisect_right(self._quotations, self._read.words[word].start, key=lambda quotation: quotation.start) - 1
        return at >= 0 and self._quotations[at].end > self._read.words[word].start


def find_antecedents(text: str, read: Encoded, persons: Sequence[Named], quotations: Spans) -> dict[int, Antecedent]:
    """Whom each "he" and "she" of a report means, by the place where the pronoun begins."""
    found: dict[int, Antecedent] = {}
    discourse = Discourse(text, read, quotations)
    for item in in_order(text, read, persons):
        if isinstance(item, Mention):
            discourse.add(item)
            continue
        candidates = discourse.candidates(item)
        if candidates:
            shares = likelihoods([discourse.facts(person, item) for person in candidates])
            best = int(shares.argmax())
            first = candidates[best].first
            found[read.words[item].start] = Antecedent(first.name, first.span, float(shares[best]))
            discourse.resolve(item, candidates[best])
    return found


def likelihoods(facts: Sequence[Sequence[float]], weights: Sequence[float] | None = None) -> NDArray[np.float64]:
    """The share of likelihood of each candidate."""
    scores = np.array(facts) @ np.array(weights if weights is not None else list(WEIGHTS.values()))
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def in_order(text: str, read: Encoded, persons: Sequence[Named]) -> Iterator[Mention | int]:
    """The mentions of persons and the numbers of the pronouns, as they follow each other."""
    known = pronouns_of(text, persons)
    starts = {word.start: n for n, word in enumerate(read.words)}
    ends = {word.end: n for n, word in enumerate(read.words)}
    named = [n for n in persons if n.span.start in starts and n.span.end in ends]
    mentions = [
        Mention(n.name, n.name, n.span, _head(read, starts[n.span.start], ends[n.span.end]), known.get(n.name))
        for n in named
    ]
    taken = {k for n in named for k in range(starts[n.span.start], ends[n.span.end] + 1)}
    mentions += _described(read, taken)
    pronouns = [n for n, word in enumerate(read.words) if word.text.lower() in PRONOUNS]
    items: list[Mention | int] = [*mentions, *pronouns]
    yield from sorted(items, key=lambda item: item.head if isinstance(item, Mention) else item)


def _head(read: Encoded, first: int, last: int) -> int:
    """The word of a phrase whose head stands outside it."""
    return next((n for n in range(first, last + 1) if not first <= read.heads[n] <= last), last)


MODIFIERS = frozenset(("det", "amod", "compound", "nummod", "nmod:poss", "case"))
NO_HEADS = frozenset(("compound", "flat", "appos", "nmod:desc"))
"""What a noun is that only describes a name beside it."""


def _described(read: Encoded, taken: set[int]) -> Iterator[Mention]:
    """Single persons without a name: "the driver"; the same noun within a few sentences is the same person."""
    nouns = _persons()
    seen: dict[str, int] = {}
    for n, word in enumerate(read.words):
        low = word.text.lower()
        if low not in nouns or n in taken or read.xpos[n] != "NN" or read.relations[n] in NO_HEADS:
            continue
        first = n
        while first > 0 and read.heads[first - 1] == n and read.relations[first - 1] in MODIFIERS:
            first -= 1
        at = seen[low] if low in seen and n - seen[low] < AGAIN else n
        seen[low] = at
        yield Mention(f"{low}/{at}", None, read.span((first, n)), n, nouns[low] or None)


AGAIN = 100
"""Words within which "the driver" is the driver of before."""


@cache
def _persons() -> Mapping[str, str]:
    """Nouns for one person, and "he" or "she" where they tell it."""
    return {noun: row["pronoun"] for row in table("persons").rows for noun in row.many("nouns")}


# What is known of a person

COURTESY = re.compile(
    r"\b(Mr|Ms|Mrs|Miss|Sir|Lord|Lady|Dame|spokes(?:wo)?man|congress(?:wo)?man|chair(?:wo)?man)\.?\s*$"
)


def pronouns_of(text: str, persons: Sequence[Named]) -> dict[str, str]:
    """Each person's pronoun, where a courtesy, an office or a first name tells it."""
    found: dict[str, str] = {}
    for named in persons:
        courtesy = COURTESY.search(text, max(named.span.start - 14, 0), named.span.start)
        if courtesy:
            feminine = courtesy[1] in ("Ms", "Mrs", "Miss", "Lady", "Dame") or courtesy[1].endswith("woman")
            found[named.name] = "she" if feminine else "he"
        elif pronoun := first_names().get(named.name.split()[0]):
            found.setdefault(named.name, pronoun)
    return found
