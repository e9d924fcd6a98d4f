"""Words of a report in a form: each piece on a line, with its place in the text, `[120–134] met in Baghdad`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.corrections import find_words
from dragoman.errors import OptionError
from dragoman.record import Span, Spans

PLACED = re.compile(r"\[\s*([0-9]{1,9})\s*[-–]\s*([0-9]{1,9})\s*\](.*)")
SHOWN = 60


def as_lines(text: str, spans: Spans) -> str:
    """Pieces of a text as lines of a form."""
    return "\n".join(f"[{span.start}–{span.end}] {' '.join(span.of(text).split())}" for span in spans)


def from_lines(field: str, lines: str, text: str, near: int) -> list[list[int]]:
    """The places that lines of a form name, or where the words alone stand nearest to `near`.

    Raises OptionError for a place that holds other words, or none, and for words that the text does not hold.
    """
    return [list(span) for line in lines.splitlines() if line.strip() for span in _spans(field, line, text, near)]


def _spans(field: str, line: str, text: str, near: int) -> Iterator[Span]:
    placed = PLACED.fullmatch(line.strip())
    if placed is None:
        yield from find_words(text, [line], near)
        return
    span = _stripped(Span(int(placed[1]), int(placed[2])), text)
    held = " ".join(span.of(text).split())
    place = f"{field} [{placed[1]}–{placed[2]}]"
    if not held:
        raise OptionError(f"{place}: expected a place within the report’s {len(text)} characters")
    if placed[3].strip() and _letters(placed[3]) != _letters(held):
        said = f"the report has “{held[:SHOWN]}” there, not “{placed[3].strip()[:SHOWN]}”"
        raise OptionError(f"{place}: {said}; leave the brackets out to have the words found")
    yield span


def _stripped(span: Span, text: str) -> Span:
    """A place without the blanks at its ends, cut to the text."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _letters(words: str) -> str:
    """What must agree: blanks and signs come from a browser in other forms."""
    return "".join(sign for sign in words if sign.isalnum())
