"""Whom "he", "she", "they" and "it" mean: of what was named or described before, the likeliest.

For each report, in the order of its text:

1. Every noun phrase is a mention; those of one name, and those of one noun near each other, are of one referent.
2. At each pronoun the referents of its number are ranked by how near, how often and as what they stood, and by who
   speaks (discourse.py). "They" and "it" may mean a thing, or nothing that was mentioned: such stand in the ranking
   too.
3. The likeliest is taken, with its share of the likelihood; the pronoun is one more mention of that referent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.actors.discourse import FACTS, NOBODY_FACTS, PRONOUNS, Discourse
from dragoman.actors.referents import Mention, Referent, find_mentions
from dragoman.actors.tables import Named
from dragoman.encoder import Encoded
from dragoman.lexicon import table
from dragoman.record import Span, Spans

CLASSES = {"he": "he", "she": "he", "they": "they", "it": "it"}
"""Pronouns that share their weights."""


class Antecedent(NamedTuple):
    """Whom a pronoun or a description means."""

    actors: tuple[Named, ...]
    """The actors by name: two for "both countries"; none where the report only describes whom it means."""
    span: Span
    """Where the report names or describes whom it means for the first time."""
    sureness: float
    """The share of the likelihood of all actors that it might mean, from 0 to 1."""
    acting: float = 1.0
    """How likely it means an actor at all, not a thing or nothing mentioned, from 0 to 1."""

    @property
    def name(self) -> str | None:
        """The name of the only actor."""
        return self.actors[0].name if len(self.actors) == 1 else None


@cache
def weights() -> Mapping[str, NDArray[np.float64]]:
    """What each fact counts for with each class of pronouns: a log-linear ranking."""
    rows = {row["fact"]: row for row in table("antecedents").rows}
    return {c: np.array([float(rows[fact][c]) for fact in (*FACTS, *NOBODY_FACTS)]) for c in ("he", "they", "it")}


class Choice(NamedTuple):
    """What a pronoun may mean, None among them for nothing mentioned, and the facts of each."""

    word: int
    pronoun: str
    candidates: tuple[Referent | None, ...]
    facts: NDArray[np.float64]
    """candidates x facts, in the order of `FACTS` and `NOBODY_FACTS`."""

    def shares(self, weights: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        """The share of likelihood of each candidate."""
        scores = self.facts @ weights[CLASSES[self.pronoun]]
        powers = np.exp(scores - scores.max())
        return np.asarray(powers / powers.sum())


def find_antecedents(text: str, read: Encoded, named: Sequence[Named], quotations: Spans) -> dict[int, Antecedent]:
    """Whom each pronoun of a report means, by the place where it begins; nothing for those that mean no actor."""
    found: dict[int, Antecedent] = {}
    mentions = find_mentions(text, read, named)
    discourse = Discourse(text, read, quotations, mentions)
    for item in in_order(read, mentions):
        if isinstance(item, Mention):
            discourse.add(item)
            continue
        choice = choose(discourse, item)
        if not choice.candidates:
            continue
        shares = choice.shares(weights())
        if (likeliest := choice.candidates[int(shares.argmax())]) is not None:
            discourse.resolve(item, likeliest)
        if antecedent := _likeliest_actor(choice, shares):
            found[read.words[item].start] = antecedent
    return found


def _likeliest_actor(choice: Choice, shares: NDArray[np.float64]) -> Antecedent | None:
    """The likeliest of the candidates that are no things."""
    acting = np.array([c is not None and c.first.kind != "thing" for c in choice.candidates])
    if not acting.any():
        return None
    own = np.where(acting, shares, 0.0)
    best = choice.candidates[int(own.argmax())]
    total = float(own.sum())
    return Antecedent(best.first.named, best.first.span, float(own.max()) / max(total, 1e-9), total) if best else None


def choose(discourse: Discourse, word: int) -> Choice:
    """What the pronoun at a word may mean."""
    pronoun = discourse.pronoun(word)
    candidates: list[Referent | None] = [*discourse.candidates(word)]
    rows = [[*facts, *[0.0] * len(NOBODY_FACTS)] for facts in discourse.facts([c for c in candidates if c], word)]
    if pronoun in ("they", "it"):
        candidates.append(None)
        rows.append([*[0.0] * len(FACTS), *discourse.nobody(word)])
    return Choice(word, pronoun, tuple(candidates), np.array(rows))


def in_order(read: Encoded, mentions: Sequence[Mention]) -> Iterator[Mention | int]:
    """The mentions and the numbers of the pronouns, as they follow each other."""
    pronouns = [n for n, word in enumerate(read.words) if word.text.lower() in PRONOUNS]
    items: list[Mention | int] = [*mentions, *pronouns]
    yield from sorted(items, key=lambda item: item.head if isinstance(item, Mention) else item)
