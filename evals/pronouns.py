"""Whom "he" and "she" mean, held against GUM's chains of coreference; and the fit of the weights that decide it.

A pronoun is right where some mention of the person chosen has a head that GUM puts into the pronoun's own chain.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dragoman.actors import Actors
from dragoman.actors.pronouns import WEIGHTS, Discourse, Mention, in_order, likelihoods
from dragoman.encoder import SHIPPED, load_encoder
from dragoman.encoder.words import APART, JOINED, SPACED, Word
from dragoman.record import Span
from dragoman.text import View, find_quotations
from training.documents import glued_words, mentions_of

STEPS, RATE, DECAY = 400, 2.0, 1.0
"""Of the fit: steps, size of a step, weight of a quadratic prior."""


@dataclass(slots=True)
class Document:
    """A document of GUM as running text, with the chains that each word is head of a mention in."""

    name: str
    text: str
    words: list[Word]
    breaks: list[int]
    sentences: list[tuple[int, int]]
    chains: dict[int, set[str]]


class Choice(NamedTuple):
    """What a pronoun's candidates are: the facts of each, and whether it is right."""

    facts: list[list[float]]
    right: list[bool]


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
    for first, last, chain, _ in mentions_of(rows):
        head = next((n for n in range(first, last + 1) if not first <= int(rows[n][6]) - 1 <= last), first)
        document.chains[base + head].add(chain)


def choices(document: Document, weights: Sequence[float] | None, model: Path = SHIPPED) -> Iterator[Choice]:
    """Every pronoun's candidates. Without weights the right one is taken each time, else the likeliest."""
    view = View(document.text)
    read = load_encoder(model).read_words(document.words, document.breaks, document.sentences)
    sentences = tuple(Span(document.words[a].start, document.words[b - 1].end) for a, b in document.sentences)
    persons = [named for named in Actors(view, sentences, read).all if named.kind == "person"]
    quotations = find_quotations(view, Span(0, len(view.text)))
    discourse = Discourse(view.text, read, quotations)
    chains: dict[str, set[str]] = defaultdict(set)
    for item in in_order(view.text, read, persons):
        if isinstance(item, Mention):
            discourse.add(item)
            chains[item.key] |= document.chains[item.head]
            continue
        found = discourse.candidates(item)
        facts = [discourse.facts(person, item) for person in found]
        right = [bool(chains[person.first.key] & document.chains[item]) for person in found]
        if document.chains[item]:
            yield Choice(facts, right)
        if weights is not None and found:
            discourse.resolve(item, found[int(likelihoods(facts, weights).argmax())])
        elif any(right):
            discourse.resolve(item, found[len(right) - 1 - right[::-1].index(True)])


def fit(path: Path, model: Path = SHIPPED) -> dict[str, float]:
    """Weights by gradient ascent on the likelihood of the right candidates of a part of GUM."""
    data = [choice for document in read_gum(path) for choice in choices(document, None, model) if any(choice.right)]
    weights = np.zeros(len(WEIGHTS))
    for _ in range(STEPS):
        slope = -DECAY * weights
        for facts, right in data:
            shares = likelihoods(facts, list(weights))
            wanted = shares * right
            slope += np.array(facts).T @ (wanted / wanted.sum() - shares)
        weights += RATE * slope / len(data)
    return dict(zip(WEIGHTS, weights.round(1).tolist(), strict=True))


def pronouns(path: Path, model: Path = SHIPPED) -> dict[str, float]:
    """Per cent of the pronouns of a part of GUM whose antecedent is right."""
    weights = list(WEIGHTS.values())
    told: list[tuple[bool, bool, bool]] = []
    for document in read_gum(path):
        is_press = "_news_" in document.name or "_interview_" in document.name
        for facts, right in choices(document, weights, model):
            shares = likelihoods(facts, weights) if facts else np.zeros(1)
            best = int(shares.argmax())
            told.append((bool(facts) and right[best], is_press, shares[best] >= 0.5))
    return {
        "pronouns": float(len(told)),
        "all": _share([right for right, _, _ in told]),
        "news and interviews": _share([right for right, is_press, _ in told if is_press]),
        "surer than a half": _share([right for right, _, is_sure in told if is_sure]),
    }


def _share(right: Sequence[bool]) -> float:
    return round(100 * sum(right) / max(len(right), 1), 1)
