"""Windows over a text of any length: whole sentences, each window reaching back into the one before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

LONGEST = 180
"""Words of a window at most, as in training; an attribution with its parts rarely reaches over 100."""
BACK = 60
"""Words, about, that a window has in common with the one before it."""


class Window(NamedTuple):
    """Words `start` to `end` (exclusive), whose sentences begin at the words `firsts`; it tells of the words `kept`."""

    start: int
    end: int
    firsts: tuple[int, ...]
    kept: range


def windows_over(sentences: Sequence[tuple[int, int]], longest: int = LONGEST, back: int = BACK) -> list[Window]:
    """Windows that hold all sentences, given by first and last word (exclusive); each word is kept by one window.

    A sentence that two windows hold is kept by the one in which it stands further from the edge. A sentence longer than
    a window is read in parts, each as a sentence of its own.
    """
    parts = [part for first, last in sentences for part in _parts(first, last, longest)]
    groups = _groups(parts, longest, back)
    windows = [_window(parts, groups, n) for n in range(len(groups))]
    return [window for window in windows if window.kept]


def _parts(first: int, last: int, longest: int) -> list[tuple[int, int]]:
    return [(at, min(at + longest, last)) for at in range(first, last, longest)]


def _groups(parts: Sequence[tuple[int, int]], longest: int, back: int) -> list[range]:
    """The parts of each window: as many as it can hold, beginning with some that the last one holds."""
    groups: list[range] = []
    start = 0
    while start < len(parts):
        end = start + 1
        while end < len(parts) and parts[end][1] - parts[start][0] <= longest:
            end += 1
        groups.append(range(start, end))
        if end == len(parts):
            break
        following = end
        while following > start + 1 and _is_near(parts, following - 1, end, longest, back):
            following -= 1
        start = following
    return groups


def _is_near(parts: Sequence[tuple[int, int]], first: int, end: int, longest: int, back: int) -> bool:
    """Whether a window may begin at part `first`: little of it was read before, and part `end` has room in it."""
    return parts[end - 1][1] - parts[first][0] <= back and parts[end][1] - parts[first][0] <= longest


def _window(parts: Sequence[tuple[int, int]], groups: Sequence[range], n: int) -> Window:
    group = groups[n]
    first = _border(parts, groups[n - 1], group) if n else 0
    last = _border(parts, group, groups[n + 1]) if n + 1 < len(groups) else len(parts)
    kept = range(parts[first][0], parts[last - 1][1]) if last > first else range(0)
    return Window(parts[group[0]][0], parts[group[-1]][1], tuple(parts[k][0] for k in group), kept)


def _border(parts: Sequence[tuple[int, int]], left: range, right: range) -> int:
    """The first part that the right window keeps, of those that both hold: the half that stands further in."""
    if right.start >= left.stop:
        return right.start
    middle = (parts[right.start][0] + parts[left.stop - 1][1]) / 2
    return next((k for k in range(right.start, left.stop) if parts[k][0] >= middle), left.stop)
