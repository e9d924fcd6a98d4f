"""How a difference is made: its id is its content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from dragoman.record import Difference, DifferenceKind, Quote


def difference(
    story: str, event: str | None, kind: DifferenceKind, about: str, evidence: Iterable[Quote]
) -> Difference:
    """A difference of a story, perhaps of one event of it, with each quote once."""
    quotes = tuple(dict.fromkeys(evidence))
    key = "\n".join((story, kind, about, *(f"{quote.report} {quote.span.start} {quote.span.end}" for quote in quotes)))
    return Difference(f"df-{hashlib.sha256(key.encode()).hexdigest()[:12]}", story, event, kind, about, quotes)
