"""Times of day: "9 a.m.", "noon", "the morning"."""

from __future__ import annotations

import re

from dragoman.record import Span
from dragoman.times.meanings import Meaning
from dragoman.times.scene import Scene, UnanchoredError
from dragoman.times.words import HOURS, NOONS, Match, number_of

Found = tuple[Meaning, Span]


def clock(match: Match, scene: Scene) -> Meaning | None:
    """A time by the clock, on the day last spoken of or else the report's; the record takes no day from it."""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return Meaning("TIME", f"{_day(match, scene)}T{hour:02}:{minute:02}") if hour < 24 else None


def oclock(match: Match, scene: Scene) -> Meaning:
    """Five o'clock: in the morning or the afternoon, the text does not say."""
    return Meaning("TIME", f"{_day(match, scene)}T{number_of(match['hour']):02.0f}:00")


def noon(match: Match, scene: Scene) -> Meaning:
    """Noon, midnight."""
    return Meaning("TIME", f"{_day(match, scene)}T{NOONS[match['word'].lower()]}")


def hours_alone(match: Match, scene: Scene) -> Meaning:
    """The morning, overnight."""
    return Meaning("TIME", f"{_day(match, scene)}T{HOURS[match['hours'].lower()]}")


def _day(match: Match, scene: Scene) -> str:
    try:
        return scene.anchor(match.start(), "day").value
    except UnanchoredError:
        return scene.published.isoformat() if scene.published else "XXXX-XX-XX"


def with_clocks(found: list[Found], text: str) -> list[Found]:
    """ "9 a.m. Tuesday" and "Friday at noon" are one time each."""
    out: list[Found] = []
    for meaning, span in found:
        if out and _ADJOINING.fullmatch(text[out[-1][1].end : span.start]):
            joined = _timed(out[-1][0], meaning) or _timed(meaning, out[-1][0])
            if joined:
                meaning, span = joined, Span(out.pop()[1].start, span.end)
        out.append((meaning, span))
    return out


_ADJOINING = re.compile(r"(?i),?\s?(?:(?:on|at|around|about|of)\s)?")


def _timed(day: Meaning, time: Meaning) -> Meaning | None:
    """The clock's time on that day, where the one is a day and the other a time by the clock."""
    if time.kind != "TIME" or time.stretch or day.kind != "DATE" or not day.stretch:
        return None
    if day.stretch.first != day.stretch.last:
        return None
    return Meaning("TIME", f"{day.stretch.value}{time.value[time.value.index('T') :]}", day.stretch)
