"""Finding: each rule tried at each word, and what two times side by side make together."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from dragoman.record import Span, When
from dragoman.times.clock import Found, with_clocks
from dragoman.times.meanings import Meaning, date_of
from dragoman.times.rules import RULES, STARTS
from dragoman.times.scene import Scene, UnanchoredError
from dragoman.times.slots import written_out
from dragoman.times.stretches import Stretch
from dragoman.times.words import Kind, Match

_EDGE = rf"(?<!\w)(?<![0-9][.,])(?=[0-9'’‘\"“]|(?:{STARTS})\b)"
_READERS = [(resolve, re.compile(written_out(pattern), re.IGNORECASE)) for resolve, pattern in RULES]
_WITHOUT_NAMES = [re.sub("[(][?]P<[a-z_]+>", "(?:", reader.pattern) for _, reader in _READERS]
_ANY = re.compile(f"{_EDGE}(?i:{'|'.join(f'(?P<r{n}>{pattern})' for n, pattern in enumerate(_WITHOUT_NAMES))})")


def find_times(text: str, published: str | None, within: Span | None = None) -> tuple[When, ...]:
    """The dates and intervals that the text names, in order and without overlap.

    `published` is the report's ISO date.
    """
    found = _found(text, published, within)
    dates = [(meaning.stretch, span) for meaning, span in found if meaning.stretch]
    return tuple(When(stretch.value, span) for stretch, span in _joined(dates, text))


def find_timexes(text: str, published: str | None, within: Span | None = None) -> tuple[Timex, ...]:
    """All expressions of time, lengths and sets included, as TIMEX3 (ISO-TimeML) has them."""
    return tuple(Timex(span, meaning.kind, meaning.value) for meaning, span in _found(text, published, within))


class Timex(NamedTuple):
    """A time expression with its kind and value in TIMEX3: "three weeks" is a DURATION, P3W."""

    span: Span
    kind: Kind
    value: str


def _found(text: str, published: str | None, within: Span | None) -> list[Found]:
    start, end = within or Span(0, len(text))
    scene = Scene(text, _published_day(published))
    for match in _ANY.finditer(text, start, end):
        meaning = _resolved(match, scene, end)
        if meaning:
            scene.found.append((meaning, Span(*match.span())))
    return with_clocks(scene.found, text)


def _published_day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _resolved(match: Match, scene: Scene, end: int) -> Meaning | None:
    """None where the calendar has no such day, and where the words hang on a day that is unknown."""
    resolve, reader = _READERS[int((match.lastgroup or "r0")[1:])]
    found = reader.match(scene.text, match.start(), end)
    try:
        meaning = resolve(found, scene) if found else None
    except UnanchoredError:
        return None if scene.loose else _guessed(match, scene, end)
    except (ValueError, OverflowError):
        return None
    return date_of(meaning) if isinstance(meaning, Stretch) else meaning


def _guessed(match: Match, scene: Scene, end: int) -> Meaning | None:
    """What hangs on a time of which the text has not spoken, counted from the report's day; no date for the record."""
    meaning = _resolved(match, replace(scene, loose=True), end)
    return meaning and meaning._replace(stretch=None)


def _joined(found: list[tuple[Stretch, Span]], text: str) -> list[tuple[Stretch, Span]]:
    """Two times with "from ... to" or a dash between them become the interval that they bound."""
    out: list[tuple[Stretch, Span]] = []
    for stretch, span in found:
        if out and _bound(out[-1], (stretch, span), text):
            first, start = out.pop()
            stretch, span = Stretch(first.first, stretch.last, stretch.grain), Span(start.start, span.end)
        out.append((stretch, span))
    return out


def _bound(one: tuple[Stretch, Span], other: tuple[Stretch, Span], text: str) -> bool:
    (first, start), (last, end) = one, other
    if first.grain != last.grain or first.last >= last.first or end.start - start.end > 10:
        return False
    between, before = text[start.end : end.start], text[max(0, start.start - 9) : start.start]
    return bool(_DASH.fullmatch(between) or (_TO.fullmatch(between) and _FROM.search(before)))


_DASH = re.compile(r"\s?[-–—]\s?")
_TO = re.compile(r"\s(?:to|through|until|till|and)\s")
_FROM = re.compile(r"(?i)\b(?:from|between)\s(?:the\s)?$")
