"""Whom pronouns mean, held against GUM's chains of coreference; and the fit of the weights that decide it.

An antecedent is right where some mention of it has a head that GUM puts into the pronoun's own chain; a pair "A and B",
where GUM's chain has that pair. A name counts with its title and its apposition, where GUM's head may stand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.actors import Actors
from dragoman.actors.discourse import FACTS, NOBODY_FACTS, Discourse
from dragoman.actors.pronouns import CLASSES, Choice, choose, in_order, weights
from dragoman.actors.referents import Mention, Referent, find_mentions
from dragoman.encoder import SHIPPED, Encoded, load_encoder
from dragoman.encoder.words import APART, JOINED, SPACED, Word
from dragoman.record import Span
from dragoman.text import View, find_quotations
from training.documents import glued_words, mentions_of

STEPS, RATE, DECAY = 600, 0.05, 1.0
"""Of the fit: steps, size of a step, weight of a quadratic prior."""
NEAR = 6
"""Words around a name's head in which its title and apposition stand."""
ACTING = ("person", "organization")
"""GUM's kinds of entities that act."""
SURE = 0.5


@dataclass(slots=True)
class Document:
    """A document of GUM as running text, with the chains that each word is head of a mention in."""

    name: str
    text: str
    words: list[Word]
    breaks: list[int]
    sentences: list[tuple[int, int]]
    chains: dict[int, set[str]]
    kinds: dict[int, str] = field(default_factory=dict)
    """The kind of entity that a word is the head of a mention of."""

    @property
    def is_press(self) -> bool:
        return "_news_" in self.name or "_interview_" in self.name


class Judged(NamedTuple):
    """What a pronoun may mean, which of it is right, and what GUM says of the pronoun."""

    choice: Choice
    right: NDArray[np.bool_]
    is_press: bool
    is_chained: bool
    """Whether GUM gives the pronoun a chain at all."""
    is_acting: bool
    """Whether that is of an entity that acts and was named or described before."""


def read_gum(path: Path) -> Iterator[Document]:
    """The documents of a CoNLL-U file with GUM's `Entity=` marks."""
    document: Document | None = None
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        started = next((line for line in lines if line.startswith("# newdoc")), None)
        if started:
            if document:
                yield document
            document = Document(started.split("=")[-1].strip(), "", [], [], [], defaultdict(set))
        if document:
            _add(document, lines)
    if document:
        yield document


def _add(document: Document, lines: Sequence[str]) -> None:
    rows = [line.split("\t") for line in lines if re.match(r"\d+\t", line)]
    if not rows:
        return
    base = len(document.words)
    glued = glued_words(lines)
    gap = APART if not base or any(line.startswith("# newpar") for line in lines) else SPACED
    for row in rows:
        document.text += "" if not document.text else ("", " ", "\n\n")[gap]
        at = len(document.text)
        document.text += row[1]
        document.words.append(Word(row[1], at, at + len(row[1])))
        document.breaks.append(gap)
        gap = JOINED if int(row[0]) in glued or "SpaceAfter=No" in row[9] else SPACED
    document.sentences.append((base, len(document.words)))
    for first, last, chain, kind in mentions_of(rows):
        head = next((n for n in range(first, last + 1) if not first <= int(rows[n][6]) - 1 <= last), first)
        document.chains[base + head].add(chain)
        document.kinds[base + head] = kind


def judged(document: Document, read: Encoded, given: Mapping[str, NDArray[np.float64]] | None) -> Iterator[Judged]:
    """Every pronoun's candidates. Without weights the right one is taken each time, else the likeliest."""
    view = View(document.text)
    sentences = tuple(Span(document.words[a].start, document.words[b - 1].end) for a, b in document.sentences)
    quotations = find_quotations(view, Span(0, len(view.text)))
    mentions = find_mentions(view.text, read, Actors(view, sentences, read, quotations).told)
    discourse = Discourse(view.text, read, quotations, mentions)
    linked: dict[str, set[str]] = defaultdict(set)
    before: set[str] = set()
    for item in in_order(read, mentions):
        if isinstance(item, Mention):
            discourse.add(item)
            linked[item.key] |= _chains_of(document, read, item)
            before |= document.chains.get(item.head, set())
            continue
        choice, own = choose(discourse, item), document.chains.get(item, set())
        right = np.array([bool(c and own & linked[c.first.key]) for c in choice.candidates], bool)
        if None in choice.candidates and not right.any():
            right[-1] = True
        is_acting = document.kinds.get(item) in ACTING and bool(own & before)
        yield Judged(choice, right, document.is_press, bool(own), is_acting)
        if taken := _taken(choice, right, given):
            discourse.resolve(item, taken)


def _chains_of(document: Document, read: Encoded, mention: Mention) -> set[str]:
    """GUM's chains of a mention: those of its head, and of a name those of its words, title and apposition."""
    chains = document.chains
    if "+" in mention.key or mention.kind not in ("person", "body") or not mention.named:
        return set(chains.get(mention.head, ()))
    beside = ("appos", "flat", "nmod:desc")
    near = range(max(mention.head - NEAR, 0), min(mention.head + NEAR, len(read.words)))
    words = {n for n in near if read.heads[n] == mention.head and read.relations[n] in beside}
    words |= {n for n in near if mention.span.start <= read.words[n].start < mention.span.end}
    if read.relations[mention.head] in beside:
        words.add(read.heads[mention.head])
    return {chain for n in {mention.head, *words} for chain in chains.get(n, ())}


def _taken(
    choice: Choice, right: NDArray[np.bool_], given: Mapping[str, NDArray[np.float64]] | None
) -> Referent | None:
    """The likeliest candidate, without weights the last of the right ones."""
    if not choice.candidates:
        return None
    if given is not None:
        return choice.candidates[int(choice.shares(given).argmax())]
    fit = [c for c, is_right in zip(choice.candidates, right, strict=True) if c and is_right]
    return max(fit, key=lambda c: c.last) if fit else None


def fit(path: Path, model: Path = SHIPPED) -> dict[str, dict[str, float]]:
    """Weights by gradient ascent (Adam) on the likelihood of the right candidates of a part of GUM."""
    encoder = load_encoder(model)
    data: list[Judged] = []
    for document in read_gum(path):
        read = encoder.read_words(document.words, document.breaks, document.sentences)
        data += [j for j in judged(document, read, None) if j.right.any() and len(j.right) > 1]
    names = (*FACTS, *NOBODY_FACTS)
    found = {c: _fitted([j for j in data if CLASSES[j.choice.pronoun] == c]) for c in ("he", "they", "it")}
    return {name: {c: round(float(found[c][n]), 2) for c in found} for n, name in enumerate(names)}


def _fitted(data: Sequence[Judged]) -> NDArray[np.float64]:
    """The weights of one class of pronouns; all candidates lie in one table, those of a pronoun side by side."""
    facts = np.concatenate([j.choice.facts for j in data])
    right = np.concatenate([j.right for j in data]).astype(float)
    sizes = [len(j.right) for j in data]
    starts, of = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(data)), sizes)
    found, mean, square = (np.zeros(facts.shape[1]) for _ in range(3))
    for step in range(1, STEPS + 1):
        scores = facts @ found
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        shares = powers / np.add.reduceat(powers, starts)[of]
        wanted = shares * right / np.maximum(np.add.reduceat(shares * right, starts), 1e-12)[of]
        slope = facts.T @ (wanted - shares) - DECAY * found
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        rate = RATE * (1 - 0.9 * step / STEPS)
        found = found + rate * mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return np.asarray(found)


def pronouns(path: Path, model: Path = SHIPPED) -> dict[str, float]:
    """Per cent of the pronouns of a part of GUM that are led to the right person, people or body."""
    encoder = load_encoder(model)
    told: list[Judged] = []
    for document in read_gum(path):
        read = encoder.read_words(document.words, document.breaks, document.sentences)
        told += judged(document, read, weights())
    return measured(told, weights())


def measured(told: Sequence[Judged], given: Mapping[str, NDArray[np.float64]]) -> dict[str, float]:
    """The figures of a part: "he" and "she" by accuracy, "they" and "it" by precision and recall of those that act."""
    persons = [j for j in told if CLASSES[j.choice.pronoun] == "he" and j.is_chained]
    press = [j for j in persons if j.is_press]
    sure = [j for j in persons if len(j.right) and j.choice.shares(given).max() >= SURE]
    figures = {
        "pronouns": float(len(persons)),
        "all": _share([_is_right(j, given) for j in persons]),
        "news and interviews": _share([_is_right(j, given) for j in press]),
        "surer than a half": _share([_is_right(j, given) for j in sure]),
    }
    for pronoun in ("they", "it"):
        for part, own in (("", told), (" in news and interviews", [j for j in told if j.is_press])):
            mine = [j for j in own if j.choice.pronoun == pronoun]
            figures |= {f"{pronoun}{part}: {key}": value for key, value in _led(mine, given).items()}
    return figures


def _led(told: Sequence[Judged], given: Mapping[str, NDArray[np.float64]]) -> dict[str, float]:
    """Of pronouns that may mean things: precision of those led to an actor, recall of those that mean one."""
    led = [j for j in told if _is_led(j, given)]
    acting = [j for j in told if j.is_acting]
    return {
        "pronouns": float(len(told)),
        "led to an actor": float(len(led)),
        "precision": _share([_is_right(j, given) for j in led]),
        "mean an actor": float(len(acting)),
        "recall": _share([_is_led(j, given) and _is_right(j, given) for j in acting]),
    }


def _is_led(told: Judged, given: Mapping[str, NDArray[np.float64]]) -> bool:
    """Whether the likeliest that a pronoun may mean acts, with at least half of the likelihood."""
    shares = told.choice.shares(given)
    best = told.choice.candidates[int(shares.argmax())]
    return best is not None and best.first.kind != "thing" and shares.max() >= SURE


def _is_right(told: Judged, given: Mapping[str, NDArray[np.float64]]) -> bool:
    return bool(told.choice.candidates) and bool(told.right[int(told.choice.shares(given).argmax())])


def _share(right: Sequence[bool]) -> float:
    return round(100 * sum(right) / max(len(right), 1), 1)
