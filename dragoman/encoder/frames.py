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


def find_frames(scores: FrameScores, own_role: int, within: range) -> list[Found]:
    """The frames of a window whose first anchor is one of the words `within`, in the order of their anchors.

    `own_role` is the role that anchors themselves have.
    """
    anchors = np.flatnonzero(scores.anchors >= ANCHOR).tolist()
    return [_frame(scores, group) for group in _groups(scores, anchors, own_role) if group[0] in within]


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


def _frame(scores: FrameScores, group: Sequence[int]) -> Found:
    """Each word has the role that the anchors, taken together, most likely give it."""
    weights = scores.anchors[list(group)]
    roles = np.average(scores.roles[list(group)], axis=0, weights=weights)
    best = roles.argmax(1)
    taken = np.exp(roles.max(1))[best > 0]
    words = tuple(tuple(np.flatnonzero(best == role).tolist()) for role in range(1, roles.shape[1]))
    return Found(tuple(group), words, float(weights.max() * taken.mean()) if len(taken) else 0.0)
