"""Near-copies: one text in several outlets, whole or cut, by the MinHash of its five-word shingles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dragoman.stories.gist import Gist

COPY_LIKENESS = 0.2
COPY_SHARE = 0.6
"""Copies share this much of their five-word shingles, and this share of the shorter one's. Of 70 matters told by three
outlets in their own words none passes (highest: likeness .20, share .35); cut wire copies lie from .33, .6 up."""


def voices_of(gists: Sequence[Gist]) -> list[int]:
    """For each report the number of the first one that is a copy of it, or of a copy of it: its own where none is."""
    voice = list(range(len(gists)))
    if not gists:
        return voice
    sizes = np.array([gist.shingles for gist in gists], dtype=np.float64)
    prints = np.stack([gist.prints for gist in gists])
    for i in range(len(gists) - 1):
        rest = slice(i + 1, None)
        same = (prints[rest] == prints[i]).mean(axis=1)
        shared = same / (1 + same) * (sizes[i] + sizes[rest]) / np.maximum(np.minimum(sizes[i], sizes[rest]), 1)
        copied = (same >= COPY_LIKENESS) & (shared >= COPY_SHARE) & (np.minimum(sizes[i], sizes[rest]) > 0)
        for j in np.flatnonzero(copied):
            old, new = sorted((voice[i], voice[i + 1 + int(j)]), reverse=True)
            voice = [new if v == old else v for v in voice]
    return voice


def copies_of(gists: Sequence[Gist]) -> tuple[tuple[str, ...], ...]:
    """Groups of reports that are one voice, in the order given; those that stand alone are left out."""
    voices = voices_of(gists)
    groups = [tuple(g.report for g, v in zip(gists, voices, strict=True) if v == first) for first in voices]
    return tuple(dict.fromkeys(group for group in groups if len(group) > 1))
