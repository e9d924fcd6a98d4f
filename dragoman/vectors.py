"""Vectors as few bytes: four bits a number to weigh by, and the first of them, its sign, to find by.

A row of 384 numbers takes 192 bytes, its signs 48. Two million rows are looked over by their signs in a quarter of a
second; what is nearest among them is weighed by the four bits, which rank as the whole numbers do (docs/meaning.md).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

REACH = 2.5
"""Numbers are kept up to so many standard deviations of a vector of length 1; the rest is cut to that."""
LEVELS = 16
BLOCK = 1 << 15
"""Rows that are looked over at once; they stay in the processor's cache."""

Rows = NDArray[np.float32]
SIGNS: NDArray[Any] = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).astype(np.float32) * 2 - 1
"""Of each byte its eight bits as 1 and -1."""


def pack(vectors: Rows) -> bytes:
    """Rows of length 1 (an even number of columns) as bytes, half a byte a number; a row of zeros as zeros."""
    if not vectors.size:
        return b""
    levels = np.clip(np.floor(vectors / _step(vectors.shape[1])) + LEVELS // 2, 0, LEVELS - 1).astype(np.uint8)
    levels[~vectors.any(1)] = 0
    packed: NDArray[np.uint8] = levels[:, 0::2] << 4 | levels[:, 1::2]
    return packed.tobytes()


def unpack(packed: bytes, width: int) -> Rows:
    """The rows that `pack` was given, nearly: of length 1, or of zeros."""
    found = np.frombuffer(packed, np.uint8).reshape(-1, width // 2)
    levels = np.stack([found >> 4, found & LEVELS - 1], axis=2).reshape(len(found), width)
    rows = levels.astype(np.float32) - np.float32((LEVELS - 1) / 2)
    rows[~found.any(1)] = 0
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)


def signs(packed: bytes) -> bytes:
    """The sign of each number, a bit each: that of each half byte which weighs most."""
    found = np.frombuffer(packed, np.uint8)
    high = np.stack([found >> 7, found >> 3 & 1], axis=1)
    return np.packbits(high.reshape(-1)).tobytes()


def rough(packed_signs: bytes, asked: Rows) -> Rows:
    """How near each row is to one vector, by its signs alone: a number that ranks, on no scale.

    The numbers of a vector whose signs make up a byte are summed beforehand for each byte that there may be.
    """
    width = len(asked)
    sums = np.asarray(asked.reshape(width // 8, 8) @ SIGNS.T, np.float32)
    given = np.frombuffer(packed_signs, np.uint8).reshape(-1, width // 8)
    found = np.zeros(len(given), np.float32)
    for start in range(0, len(given), BLOCK):
        for table, column in zip(sums, np.ascontiguousarray(given[start : start + BLOCK].T), strict=True):
            found[start : start + BLOCK] += table.take(column)
    return found


def _step(width: int) -> float:
    return float(REACH / np.sqrt(width) / (LEVELS // 2))
