"""The best tree over the scores of all arcs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Heads = NDArray[np.int64]

NEVER = -1e9
"""The score of an arc that cannot be."""
ONE_ROOT = 1e5
"""What each root costs: more than any tree's score, so that a second one never pays."""


def best_tree(scores: Floats) -> list[int]:
    """The head of each word, 0 for the root, which one word alone has.

    `scores[i, j]` is the log-probability that word `i` (from 0) has head `j` (0 the root, else word `j - 1`). Mostly
    each word's best head already gives a tree; else the best one is found by the algorithm of Chu and Liu (1965) and
    Edmonds (1967).
    """
    n = len(scores)
    scores = scores.astype(np.float64)
    scores[np.arange(n), np.arange(1, n + 1)] = -np.inf
    heads = [int(head) for head in scores.argmax(1)]
    if heads.count(0) == 1 and not _cycle(heads):
        return heads
    square = np.full((n + 1, n + 1), NEVER)
    square[1:] = np.maximum(scores, NEVER)
    square[1:, 0] -= ONE_ROOT
    return [int(head) for head in _edmonds(square)[1:]]


def _edmonds(scores: Floats) -> Heads:
    """The best heads of all nodes but node 0; `scores[dependent, head]`."""
    n = len(scores)
    heads: Heads = scores.argmax(1)
    heads[0] = 0
    cycle = np.array(_cycle([int(head) for head in heads[1:]]), np.int64)
    if not len(cycle):
        return heads
    inside = np.zeros(n, bool)
    inside[cycle] = True
    kept = np.flatnonzero(~inside)
    weight = scores[cycle, heads[cycle]]
    into = scores[np.ix_(cycle, kept)] - weight[:, None]
    out = scores[np.ix_(kept, cycle)]
    size = len(kept) + 1
    smaller = np.full((size, size), NEVER)
    smaller[:-1, :-1] = scores[np.ix_(kept, kept)]
    smaller[-1, :-1] = into.max(0)
    smaller[:-1, -1] = out.max(1)
    smaller[0, -1] = NEVER
    found = _edmonds(smaller)
    result = heads.copy()
    for place, node in enumerate(kept):
        result[node] = cycle[out[place].argmax()] if found[place] == size - 1 else kept[found[place]]
    entry = int(found[-1])
    broken = int(into[:, entry].argmax())
    result[cycle[broken]] = kept[entry]
    result[0] = 0
    return result


def _cycle(heads: list[int]) -> list[int]:
    """The nodes of a cycle, none if there is none; `heads[i]` is the head of node `i + 1`."""
    state = [0] * (len(heads) + 1)
    state[0] = 2
    for start in range(1, len(heads) + 1):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node - 1]
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return []
