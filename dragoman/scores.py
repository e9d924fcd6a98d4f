"""Scores: what an event is in CAMEO, and how much it weighs between conflict and cooperation."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dragoman.lexicon import Row, table
from dragoman.record import EventType


class Score(NamedTuple):
    """A CAMEO root and its value on Goldstein's scale, from -10 (conflict) to 10 (cooperation)."""

    root: str
    """Two digits, "01" to "20"."""
    name: str
    goldstein: float
    quad: int
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""


@cache
def _rows() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in table("scores").rows:
        found.setdefault(row["type"], []).append(row)
    return found


@cache
def score_of(type: EventType, mode: str | None = None, words: str = "") -> Score:
    """The score of an event by its type, its mode and the words of its trigger."""
    said = words.lower().split()
    row = next(row for row in _rows()[type] if _fits(row, mode, said))
    return Score(row["root"], row["name"], float(row["goldstein"]), int(row["quad"]))


def _fits(row: Row, mode: str | None, said: list[str]) -> bool:
    modes, words = row.many("mode"), row.many("words")
    return (not modes or mode in modes) and (not words or not set(words).isdisjoint(said))
