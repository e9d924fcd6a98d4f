"""What a pronoun may mean, and what speaks for each: nearness, number, grammar, and who speaks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from dragoman.actors.referents import Mention, Referent
from dragoman.encoder import Encoded
from dragoman.record import Spans

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
}
FARTHEST = {"he": 8, "she": 8, "they": 4, "it": 3}
"""Sentences beyond which a pronoun looks for nothing."""
OFTEN = 6
"""Mentions from which more do not count."""
FADING = 0.75
"""What of a referent's weight is left with each sentence."""
SUBJECTS = ("nsubj", "nsubj:pass")
OBJECTS = ("obj", "iobj", "obl")
FACTS = (
    "same sentence", "sentence before", "two before", "three before", "farther",
    "subject", "owner", "object", "beside", "main", "joined",
    "times", "weight", "known to be", "described", "same layer",
    "by pronoun", "by this pronoun", "by another", "times by this",
    "same verb", "subject above", "same owner above", "same paragraph", "both subjects", "same relation", "near",
    "first in report", "clause depth", "last", "first of sentence",
    "quoted speaker", "teller", "speaker before", "told of",
    "body", "state", "people", "thing", "plural", "pair", "head above",
    "acts: actor", "acts: thing", "owns: actor", "owns: thing", "subject: thing",
    "rank", "subject, same sentence", "subject, sentence before",
    "share of weight", "said, subject", "possessive of subject's verb",
)  # fmt: skip
NOBODY_FACTS = (
    "nobody",
    "nobody: expletive",
    "nobody: subject of be",
    "nobody: object",
    "nobody: acts",
    "nobody: owns",
)


class Around(NamedTuple):
    """What the candidates for a pronoun have in common."""

    later: dict[str, int]
    """By key, how many candidates were mentioned later."""
    firsts: dict[int, int]
    """By sentence, the first word at which a candidate was mentioned last."""
    weight: float
    """Of all candidates together."""
    above: Sequence[int]
    """The words on which the pronoun depends, the nearest first."""


class Discourse:
    """The referents of a report up to some word, to rank those that a pronoun may mean."""

    def __init__(self, text: str, read: Encoded, quotations: Spans, mentions: Sequence[Mention]) -> None:
        self._read = read
        self.referents: dict[str, Referent] = {}
        self._sentence = _sentence_numbers(read)
        self._paragraph = _paragraphs(text, read)
        self._quoted = _quoted(read, quotations)
        self._speech = _Speech(read, self._quoted, mentions)
        roles = [frame.roles[role] for frame in read.events for role in ("actor", "recipient")]
        roles += [frame.roles["source"] for frame in read.attributions]
        self._acting = frozenset(word for words in roles for word in words)

    def add(self, mention: Mention) -> Referent:
        """A mention whose words name or describe."""
        referent = self.referents.get(mention.key)
        if referent is None:
            referent = self.referents[mention.key] = Referent(mention, mention.head, mention.head, mention.pronoun)
        referent.by_pronoun, referent.last_full = False, mention.head
        referent.pronoun = referent.pronoun or mention.pronoun
        self._count(referent, mention.head)
        return referent

    def resolve(self, word: int, referent: Referent) -> None:
        """A mention by a pronoun."""
        pronoun = self.pronoun(word)
        referent.by_pronoun = True
        referent.called[pronoun] = referent.called.get(pronoun, 0) + 1
        self._speech.learn(word, referent.first.key)
        self._count(referent, word)

    def _count(self, referent: Referent, word: int) -> None:
        apart = self._sentence[word] - self._sentence[referent.last]
        referent.weight = referent.weight * FADING**apart + 1
        referent.times += 1
        referent.last = word

    def pronoun(self, word: int) -> str:
        return PRONOUNS[self._read.words[word].text.lower()]

    def candidates(self, word: int) -> list[Referent]:
        """What a pronoun may mean: of its number and near enough."""
        pronoun = self.pronoun(word)
        least = self._sentence[word] - FARTHEST[pronoun]
        return [
            referent
            for referent in self.referents.values()
            if self._sentence[referent.last] >= least
            and _agrees(referent, pronoun)
            and referent.last != self._read.heads[word]
        ]

    def facts(self, referents: Sequence[Referent], word: int) -> list[list[float]]:
        """What speaks for each of the candidates, in the order of `FACTS`."""
        firsts: dict[int, int] = {}
        for r in referents:
            n = self._sentence[r.last]
            firsts[n] = min(firsts.get(n, r.last), r.last)
        latest = sorted(referents, key=lambda r: -r.last)
        weight = sum(self._weight(r, word) for r in referents)
        later = {r.first.key: n for n, r in enumerate(latest)}
        around = Around(later, firsts, weight, self._above(word))
        return [self._facts_of(r, word, around) for r in referents]

    def _weight(self, referent: Referent, word: int) -> float:
        """The mentions of a referent, each the less the more sentences lie between."""
        apart = self._sentence[word] - self._sentence[referent.last]
        return float(referent.weight * FADING**apart)

    def _facts_of(self, referent: Referent, word: int, around: Around) -> list[float]:
        read, last, kind = self._read, referent.last, referent.first.kind
        pronoun = self.pronoun(word)
        apart = self._sentence[word] - self._sentence[last]
        relation, own = read.relations[last], read.relations[word]
        is_subject = relation in SUBJECTS
        governor = read.heads[last]
        key, above, weight = referent.first.key, around.above, self._weight(referent, word)
        called, acts = referent.called, word in self._acting
        return [
            *(float(apart == n) for n in range(4)),
            float(apart > 3),
            float(is_subject),
            float(relation == "nmod:poss"),
            float(relation in ("obj", "iobj")),
            float(relation in ("obl", "nmod")),
            float(is_subject and governor >= 0 and read.heads[governor] < 0),
            float(relation == "conj"),
            min(referent.times, OFTEN) / (OFTEN / 2),
            min(weight, 4.0),
            float(referent.pronoun == pronoun),
            float(not referent.first.named),
            float(self._quoted[last] == self._quoted[word]),
            float(referent.by_pronoun),
            float(referent.by_pronoun and pronoun in called),
            float(bool(called) and pronoun not in called),
            min(called.get(pronoun, 0), OFTEN) / OFTEN,
            float(is_subject and own in OBJECTS and governor == read.heads[word]),
            float(is_subject and governor in above),
            float(own == "nmod:poss" and is_subject and governor in above[:3]),
            float(self._paragraph[last] == self._paragraph[word]),
            float(is_subject and own in SUBJECTS),
            float(relation == own),
            1 / (1 + (word - last) / 10),
            float(self._sentence[referent.first.head] == 0),
            min(self._depth(last), 4) / 4,
            float(around.later[key] == 0),
            float(last == around.firsts[self._sentence[last]]),
            *self._speech.facts(key, word, last),
            float(kind == "body"),
            float(kind == "state"),
            float(kind == "people"),
            float(kind == "thing"),
            float(referent.first.is_plural),
            float("+" in key),
            float(last in above),
            float(acts and kind != "thing"),
            float(acts and kind == "thing"),
            float(own == "nmod:poss" and kind != "thing"),
            float(own == "nmod:poss" and kind == "thing"),
            float(own in SUBJECTS and kind == "thing"),
            1 / (1 + around.later[key]),
            float(is_subject and apart == 0),
            float(is_subject and apart == 1),
            weight / around.weight,
            float(self._speech.is_source(word) and is_subject),
            float(
                own == "nmod:poss" and is_subject and read.heads[word] >= 0 and read.heads[read.heads[word]] == governor
            ),
        ]

    def nobody(self, word: int) -> list[float]:
        """What speaks for a pronoun's meaning nothing that was mentioned, in the order of `NOBODY_FACTS`."""
        read = self._read
        relation, head = read.relations[word], read.heads[word]
        after = read.words[word + 1].text.lower() if word + 1 < len(read.words) else ""
        is_be = relation in SUBJECTS and (after in ("is", "was", "'s", "’s") or read.upos[head] == "ADJ")
        owns = relation == "nmod:poss"
        is_object = relation in OBJECTS
        return [1.0, *(float(b) for b in (relation == "expl", is_be, is_object, word in self._acting, owns))]

    def _above(self, word: int) -> list[int]:
        found: list[int] = []
        at = self._read.heads[word]
        while at >= 0 and len(found) < 12:
            found.append(at)
            at = self._read.heads[at]
        return found

    def _depth(self, word: int) -> int:
        """The clauses around a word below the root of its sentence."""
        return sum(self._read.upos[n] in ("VERB", "AUX") for n in self._above(word)[:8])


def _agrees(referent: Referent, pronoun: str) -> bool:
    """Whether a pronoun may mean a referent, by number and by what it is."""
    kind, plural = referent.first.kind, referent.first.is_plural
    if pronoun in ("he", "she"):
        return kind == "person" and not plural and referent.pronoun in (None, pronoun)
    if pronoun == "it":
        return not plural and kind != "person"
    return plural or kind in ("people", "body", "state", "person")


class _Speech:
    """Who speaks where, by the reading model's attributions."""

    def __init__(self, read: Encoded, quoted: Sequence[bool], mentions: Sequence[Mention]) -> None:
        self._quoted = quoted
        self._holding: dict[int, list[int]] = {}
        self._source: dict[int, int] = {}
        self._speaker: dict[int, str] = {}
        for n, frame in enumerate(read.attributions):
            for word in frame.roles["content"]:
                self._holding.setdefault(word, []).append(n)
            for word in frame.roles["source"]:
                self._source[word] = n
        for mention in mentions:
            self.learn(mention.head, mention.key)

    def learn(self, word: int, key: str) -> None:
        """A speaker: who is mentioned at a word, where that is the source of an attribution."""
        if word in self._source:
            self._speaker.setdefault(self._source[word], key)

    def is_source(self, word: int) -> bool:
        """Whether a word is a speaker."""
        return word in self._source

    def facts(self, key: str, word: int, last: int) -> list[float]:
        """Whether a referent says the quotation around a word, tells it in others' words, spoke last before a word that
        is a speaker, or is told of by that word."""
        holding = self._holding.get(word, ())
        speakers = [self._speaker.get(n) for n in holding]
        frame = self._source.get(word)
        is_source = frame is not None
        before = self._speaker.get(frame - 1) if frame is not None else None
        return [
            float(self._quoted[word] and key in speakers),
            float(not self._quoted[word] and key in speakers),
            float(is_source and before == key),
            float(frame is not None and frame in self._holding.get(last, ())),
        ]


def _sentence_numbers(read: Encoded) -> list[int]:
    firsts = [first for first, _ in read.sentences]
    return [bisect_right(firsts, n) - 1 for n in range(len(read.words))]


def _paragraphs(text: str, read: Encoded) -> list[int]:
    """The number of the line of text that each word stands on."""
    found: list[int] = []
    at = line = 0
    for word in read.words:
        line += text.count("\n", at, word.start)
        at = word.start
        found.append(line)
    return found


def _quoted(read: Encoded, quotations: Spans) -> list[bool]:
    starts = [quotation.start for quotation in quotations]
    found = []
    for word in read.words:
        at = bisect_right(starts, word.start) - 1
        found.append(at >= 0 and quotations[at].end > word.start)
    return found
