"""One linear layer over blocks of numbers: what stands beside the network in a model folder, fitted without it.

    blocks by name (means of vectors, counts, bags of words in buckets) -> layer -> probability of each label

Words are counted in buckets by a hash, so that no vocabulary is kept.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import ModelError

BUCKETS = 4096
ENDING = re.compile(r"(?<=\w\w\w)(?:ings?|ed|e?s)$")

Array = NDArray[Any]


class Layer:
    """Weights of each block, `NAME` (numbers x labels); `NAME.rare` for the bags; `bias` (labels)."""

    def __init__(self, labels: Sequence[str], weights: Mapping[str, Array]) -> None:
        self.labels = tuple(labels)
        self._rare = {name.removesuffix(".rare"): w for name, w in weights.items() if name.endswith(".rare")}
        self._weights = {name: w for name, w in weights.items() if name != "bias" and not name.endswith(".rare")}
        self._bias = weights["bias"]

    def probabilities(self, blocks: Mapping[str, Array]) -> dict[str, float]:
        """The probability of each label."""
        found = self._bias.copy()
        for name, weights in self._weights.items():
            rare = self._rare.get(name)
            found += (blocks[name] if rare is None else unit(blocks[name] * rare)) @ weights
        return dict(zip(self.labels, softmax(found).tolist(), strict=True))


def load_layer(path: Path, labels: Sequence[str], remedy: str) -> Layer:
    """The layer of a model folder whose checksums were looked at. Raises ModelError, with the remedy, without one."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            return Layer(labels, {name: stored[name].astype(np.float32) for name in stored.files})
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{path}: no weights ({error}); make them: {remedy}") from None


def bag(items: Iterable[str]) -> Array:
    """Counts of items in buckets, each added or taken away as its hash says, so that those that meet cancel out."""
    counts = np.zeros(BUCKETS, np.float32)
    for item in items:
        number = zlib.crc32(item.encode("utf-8", "replace"))
        counts[number % BUCKETS] += 1 - 2 * ((number >> 20) & 1)
    return counts


def unit(numbers: Array) -> Array:
    """The same numbers, of length 1 along the last axis; zeros stay."""
    scaled: Array = numbers / (np.linalg.norm(numbers, axis=-1, keepdims=True) + 1e-9)
    return scaled


def softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Array = powers / powers.sum(-1, keepdims=True)
    return shares


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """What "accuses" and "accused", "plan" and "planned" have in common."""
    word = ENDING.sub("", word.lower())
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiousl":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word
