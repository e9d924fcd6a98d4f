"""Descriptions that stand for actors told before: "the regime", "the company", "the two countries", "both leaders".

Each actor of a report weighs the more, the more often and the more lately it was told; a description means the
weightiest of its kind, and one of two means the two told together last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from dragoman.actors.tables import Named
from dragoman.encoder import Encoded
from dragoman.lexicon import Row, table
from dragoman.record import Span

FADING = 0.6
"""What of an actor's weight is left with each sentence."""
NEAR = 3
"""Sentences before a description in which two actors are told together."""
INDIRECT = 0.5
"""The weight of a state that is told by its officials or people, beside one named itself."""
LEAST = 0.2
"""Weight below which an actor was told too long ago."""
NARROWING = ("amod", "compound", "nmod", "nmod:poss", "acl", "acl:relcl", "appos", "flat", "nummod")
"""What makes a description one of its own: "the northern country", "the group of seven"."""


class Described(NamedTuple):
    """A description and the actors that it stands for."""

    span: Span
    head: int
    """The number of its noun."""
    actors: tuple[Named, ...]
    sureness: float
    """The share of the weight of all actors of the kind that those chosen have, from 0 to 1."""


@cache
def _descriptions() -> Mapping[str, Row]:
    return {noun: row for row in table("descriptions").rows for noun in row.many("nouns")}


@cache
def states() -> Mapping[str, str]:
    """The name of each country by its code."""
    return {row["iso3"]: row["name"] for row in table("countries").rows}


@dataclass(slots=True)
class _Told:
    """The actors of one kind so far: their weight, and who was told in each sentence."""

    weights: dict[str, tuple[float, int]] = field(default_factory=dict)
    """By key: the weight at the sentence where it was told last."""
    named: dict[str, Named] = field(default_factory=dict)
    together: dict[int, list[str]] = field(default_factory=dict)

    def add(self, key: str, named: Named, sentence: int, weight: float) -> None:
        self.weights[key] = self.weight(key, sentence) + weight, sentence
        self.named[key] = named
        keys = self.together.setdefault(sentence, [])
        if key not in keys:
            keys.append(key)

    def weight(self, key: str, sentence: int) -> float:
        weight, at = self.weights.get(key, (0.0, sentence))
        return float(weight * FADING ** (sentence - at))


def find_descriptions(read: Encoded, named: Sequence[Named]) -> Iterator[Described]:
    """The descriptions of a report whose actors were told before, in order; `named` are its actors in order."""
    told = {"state": _Told(), "body": _Told(), "person": _Told()}
    at = 0
    for number, (first, last) in enumerate(read.sentences):
        for word in range(first, last):
            start = read.words[word].start
            while at < len(named) and named[at].span.end <= start:
                _tell(told, named[at], number)
                at += 1
            row = _descriptions().get(read.words[word].text.lower())
            begin = _begin(read, word, row) if row else None
            if row is None or begin is None or any(n.span.start <= start < n.span.end for n in named[at : at + 1]):
                continue
            yield from _resolved(told[row["kind"]], row, read.span((begin, word)), word, number)


def _tell(told: Mapping[str, _Told], named: Named, sentence: int) -> None:
    """Count one naming of an actor."""
    if named.kind == "person":
        told["person"].add(named.name, named, sentence, 1.0)
    elif named.kind in ("organisation", "media"):
        told["body"].add(named.name, named, sentence, 1.0)
    if named.country:
        is_named = named.kind in ("country", "capital")
        told["state"].add(named.country, named, sentence, 1.0 if is_named else INDIRECT)


def _begin(read: Encoded, word: int, row: Row) -> int | None:
    """The first word of a description; None where the noun is none: narrowed, or of another number."""
    if read.xpos[word] not in ("NN", "NNS"):
        return None
    own = [n for n in range(max(word - 3, 0), min(word + 8, len(read.words))) if read.heads[n] == word]
    if any(read.relations[n] in NARROWING and read.words[n].text.lower() != "two" for n in own):
        return None
    before = [read.words[n].text.lower() for n in range(max(word - 2, 0), word)]
    if row["number"] == "1":
        return word - 1 if before[-1:] == ["the"] else None
    if before in (["the", "two"], ["both", "the"], ["these", "two"]):
        return word - 2
    return word - 1 if before[-1:] == ["both"] else None


def _resolved(told: _Told, row: Row, span: Span, head: int, sentence: int) -> Iterator[Described]:
    keys = [key for key in told.named if _may_be(told.named[key], row)]
    if row["number"] == "2":
        keys = next((pair for n in range(NEAR + 1) if len(pair := told.together.get(sentence - n, [])) > 1), [])
    weights = {key: told.weight(key, sentence) for key in keys}
    wanted = int(row["number"])
    best = sorted(weights, key=lambda key: -weights[key])[:wanted]
    if len(best) == wanted and weights[best[-1]] >= LEAST:
        share = sum(weights[key] for key in best) / sum(weights.values())
        yield Described(span, head, tuple(_as_told(told.named[key], key, row, span) for key in best), share)


def _may_be(named: Named, row: Row) -> bool:
    return row["kind"] != "body" or (named.sector or "-") in row.many("sectors")


def _as_told(named: Named, key: str, row: Row, span: Span) -> Named:
    """The actor where the description stands; a state told by its officials or people as the state itself."""
    if row["kind"] == "state":
        return Named(states().get(key, key), "country", key, "GOV", span)
    return Named(named.name, named.kind, named.country, named.sector, span, named.office)
