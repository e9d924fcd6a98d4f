"""Which kind of event a source does to a target, told from what the network read in their sentence.

    words, tree, scores, vectors + source + target + weights of the words that may be the trigger
      -> blocks of numbers (means of vectors, class scores, triggers of the lexicon, bags of words and of tree edges)
      -> one linear layer -> probabilities of PLOVER's 15 roots

The network does not run again for it. Words are counted in buckets by a hash, so that no vocabulary is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from dragoman.encoder.linear import Array, Layer, bag, load_layer, softmax, stem
from dragoman.lexicon import table

ROOTS = tuple(
    "ACCUSE AGREE AID ASSAULT COERCE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST SANCTION SUPPORT THREATEN "
    "YIELD".split()
)
"""PLOVER's sixteen types, CONCEDE and RETREAT together as YIELD."""
FILE = "relations.npz"
TYPES = 16
"""The first so many of the network's event classes are types, the others statuses."""
LONGEST_TRIGGER = 4
OBLIQUE = frozenset("obj xcomp ccomp aux advmod obl compound compound:prt case mark nsubj conj nmod amod".split())
"""Relations of a path's dependents that are told with both words."""


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A sentence of n words as the network read it."""

    words: Sequence[str]
    heads: Sequence[int]
    """The number of each word's head in this sentence, -1 for a root."""
    relations: Sequence[str]
    anchors: Array
    """n: the probability that a word is an event's trigger."""
    classes: Array
    """n x (types + statuses): scores of the event that a word tells, were it a trigger."""
    vectors: Array
    """n x width."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The numbers of the words of a source and of a target; one of them may have none."""

    source: Sequence[int]
    target: Sequence[int]


def root_of(kind: str) -> str:
    """The root of one of PLOVER's sixteen types."""
    return "YIELD" if kind in ("CONCEDE", "RETREAT") else kind


def likely_triggers(scored: Scored, roles: Array, pair: Pair) -> Array:
    """How likely each word is the trigger between the two, summing to 1.

    `roles` are the network's log-probabilities (n x n x none, actor, trigger, recipient) of the second word's role.
    """
    n = len(scored.words)
    source, target = pair.source or [0], pair.target or [n - 1]
    acting = np.exp(roles[:, source, 1]).max(1)
    reached = np.exp(roles[:, target, 3]).max(1) + 0.5 * np.exp(roles[:, target, 1]).max(1)
    inside = np.zeros(n)
    inside[[*source, *target]] = np.log(0.3)
    return softmax(np.log(scored.anchors + 1e-4) + 1.5 * np.log(0.1 + acting) + 1.5 * np.log(0.1 + reached) + inside)


class Relations:
    """The layer over the blocks below."""

    def __init__(self, layer: Layer) -> None:
        self._layer = layer

    def probabilities(self, scored: Scored, triggers: Array, pair: Pair) -> dict[str, float]:
        """The probability of each root; `triggers` weighs the words that may be the trigger and sums to 1."""
        return self._layer.probabilities(blocks(scored, triggers, pair))


def load_relations(folder: Path) -> Relations:
    """The layer of a model folder whose checksums were looked at. Raises ModelError where it has none."""
    return Relations(load_layer(folder / FILE, ROOTS, "python -m training.relations"))


# From a sentence to numbers


def blocks(scored: Scored, triggers: Array, pair: Pair) -> dict[str, Array]:
    """All blocks by name: those of bags are `BUCKETS` long, the others are means and counts."""
    n = len(scored.words)
    top, path = _path(scored.heads, pair)
    taken = {*pair.source, *pair.target}
    path = [k for k in path if k not in taken] or [top]
    between = _between(pair, n)
    inside = list(between) or list(range(n))
    vectors, types = scored.vectors, softmax(scored.classes[:, :TYPES]) * scored.anchors[:, None]
    named, on_path = _named(scored.words, triggers, between, frozenset(path))
    stems = ["@s" if k in pair.source else "@t" if k in pair.target else stem(scored.words[k]) for k in range(n)]
    told = _squeezed(stems[max(between.start - 1, 0) : between.stop + 1])
    likeliest = [stems[k] for k in np.argsort(-triggers, kind="stable")[:2]]
    return {
        "trigger": triggers @ vectors,
        "between": vectors[inside].mean(0),
        "all": vectors.mean(0),
        "top": vectors[top],
        "classes": triggers @ scored.classes,
        "types between": types[inside].sum(0),
        "lexicon": named,
        "lexicon on path": on_path,
        "shape": np.array([scored.anchors.max(), *_shape(pair, path, between)]),
        "words": bag(f"w:{word}" for word in dict.fromkeys(stems) if word.isalpha()),
        "words between": bag(f"b:{word}" for word in dict.fromkeys(told) if word.isalpha()),
        "pairs between": bag(f"g:{one}_{two}" for one, two in pairwise(told)),
        "tree": bag(_edges(scored, pair, stems, top, path)),
        "likeliest": bag([*(f"tr:{word}" for word in likeliest), f"t1:{likeliest[0]}"]),
    }


def _between(pair: Pair, n: int) -> range:
    """The words between the two; empty where they stand side by side, and over one end where one has no words."""
    source, target = pair.source or [0], pair.target or [n - 1]
    first, last = sorted((source, target), key=min)
    return range(min(max(first), max(last)) + 1, max(min(first), min(last)))


def _shape(pair: Pair, path: Sequence[int], between: range) -> tuple[float, ...]:
    ordered = not (pair.source and pair.target) or min(pair.source) < min(pair.target)
    return (float(ordered), float(bool(pair.source)), float(bool(pair.target)), len(path) / 5, float(len(between) > 0))


def _squeezed(stems: Sequence[str]) -> list[str]:
    """The same words, each run of a source's or target's as one."""
    return [word for n, word in enumerate(stems) if not (n and word == stems[n - 1] and word.startswith("@"))]


def _path(heads: Sequence[int], pair: Pair) -> tuple[int, list[int]]:
    """The word under which source and target hang both, and the words on the way from the one to the other."""
    root = next((k for k, head in enumerate(heads) if head < 0), 0)
    firsts = (_head(heads, words) for words in (pair.source, pair.target))
    ups = [[root] if first is None else _up(heads, first) for first in firsts]
    top = next((k for k in ups[0] if k in ups[1]), root)
    legs = [up[1 : up.index(top) + 1] if top in up else [] for up in ups]
    return top, list(dict.fromkeys([*legs[0], top, *legs[1]]))


def _head(heads: Sequence[int], words: Sequence[int]) -> int | None:
    return next((k for k in words if heads[k] not in words), None)


def _up(heads: Sequence[int], word: int) -> list[int]:
    found = [word]
    while heads[found[-1]] >= 0 and len(found) <= len(heads):
        found.append(heads[found[-1]])
    return found


def _edges(scored: Scored, pair: Pair, stems: Sequence[str], top: int, path: Sequence[int]) -> list[str]:
    """The words of the path and those that hang on it, with their relations."""
    on_path, taken = set(path), {*pair.source, *pair.target}
    steps = [stems[k] for k in path if stems[k].isalpha()]
    above = scored.heads[top]
    found = [f"p:{word}" for word in steps] + [f"l:{stems[top]}"] + ([f"u:{stems[above]}"] if above >= 0 else [])
    found += [f"pp:{one}_{two}" for one, two in pairwise(["@", *steps])]
    for k, (head, relation) in enumerate(zip(scored.heads, scored.relations, strict=True)):
        if head in on_path and k not in on_path and k not in taken:
            found.append(f"k:{relation}>{stems[k]}")
            found += [f"c:{relation}:{stems[head]}>{stems[k]}"] if relation in OBLIQUE else []
    return found


@cache
def _triggers() -> dict[str, int]:
    """Each form of the lexicon's triggers -> the number of its root, the first row's where there are several."""
    found: dict[str, int] = {}
    for row in table("triggers").rows:
        for form in row.many("forms"):
            found.setdefault(form.lower(), ROOTS.index(root_of(row["type"])))
    return found


def _named(words: Sequence[str], triggers: Array, between: range, path: frozenset[int]) -> tuple[Array, Array]:
    """How much the lexicon's triggers in a sentence speak for each root; and counts of those on the path."""
    forms, low = _triggers(), [word.lower() for word in words]
    named, on_path = np.zeros(len(ROOTS)), np.zeros(len(ROOTS))
    at = 0
    while at < len(low):
        size = next((s for s in range(LONGEST_TRIGGER, 0, -1) if " ".join(low[at : at + s]) in forms), 0)
        if size:
            root = forms[" ".join(low[at : at + size])]
            named[root] += 0.3 + 3 * triggers[at : at + size].sum() + 0.5 * (at in between)
            on_path[root] += not path.isdisjoint(range(at, at + size))
        at += size or 1
    return named, on_path
