"""From scores to frames: which anchors belong together, and which words have which role towards them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]

ANCHOR = 0.5
"""A word is a cue or trigger from this probability on."""
TOGETHER = 0.5
"""Two anchors are of one frame where each gives the other its own role with at least this probability."""


class FrameScores(NamedTuple):
    """What the network says of a window of n words."""

    anchors: Floats
    """n: the probability that a word is an anchor."""
    roles: Floats
    """n n roles+1: log-probabilities of the role of the second word towards the first; role 0 is none."""


class Found(NamedTuple):
    """A frame: its anchors, the words of each role in order, and how sure it is (0 to 1)."""

    anchors: tuple[int, ...]
    roles: tuple[tuple[int, ...], ...]
    score: float


def find_frames(
    scores: FrameScores, own_role: int, change: float, within: range | None = None, least: float = ANCHOR
) -> list[Found]:
    """The frames of a window, in the order of their anchors; anchors outside the words `within` are not looked at.

    `own_role` is the role that anchors themselves have. `change` is what it costs (in log-probability) that two words
    that stand side by side have different roles.
    """
    anchors = [int(n) for n in np.flatnonzero(scores.anchors >= least) if within is None or n in within]
    return [_frame(scores, group, change) for group in _groups(scores, anchors, own_role)]


def _groups(scores: FrameScores, anchors: Sequence[int], own_role: int) -> list[list[int]]:
    """The anchors by frame."""
    groups: list[list[int]] = []
    mutual = np.exp(scores.roles[np.ix_(anchors, anchors)][:, :, own_role])
    place = {anchor: n for n, anchor in enumerate(anchors)}
    for anchor in anchors:
        ties = [
            (min(mutual[place[anchor], place[other]], mutual[place[other], place[anchor]]), group)
            for group in groups
            for other in group
        ]
        best: tuple[float, list[int]] = max(ties, key=lambda tie: tie[0], default=(0.0, []))
        if best[0] >= TOGETHER:
            best[1].append(anchor)
        else:
            groups.append([anchor])
    return groups


def _frame(scores: FrameScores, group: Sequence[int], change: float) -> Found:
    weights = scores.anchors[list(group)]
    roles = np.average(scores.roles[list(group)], axis=0, weights=weights)
    path, surety = best_path(roles, change)
    words = tuple(tuple(int(n) for n in np.flatnonzero(path == role)) for role in range(1, roles.shape[1]))
    return Found(tuple(group), words, float(weights.max()) * surety)


def best_path(roles: NDArray[np.floating], change: float) -> tuple[NDArray[np.int64], float]:
    """Viterbi's path through the roles of a row of words, and the mean probability of the roles that are not none."""
    n, count = roles.shape
    cost = change * (1 - np.eye(count))
    best = roles[0].astype(np.float64)
    back = np.zeros((n, count), np.int64)
    for word in range(1, n):
        reached = best[:, None] - cost
        back[word] = reached.argmax(0)
        best = reached.max(0) + roles[word]
    path = np.zeros(n, np.int64)
    path[-1] = best.argmax()
    for word in range(n - 1, 0, -1):
        path[word - 1] = back[word, path[word]]
    taken = np.exp(roles[np.arange(n), path])[path > 0]
    return path, float(taken.mean()) if len(taken) else 0.0
