"""Lengths of time ("three weeks"), sets of times ("every Monday") and times that are named without a date ("now")."""

from __future__ import annotations

import re

from dragoman.times.meanings import Meaning, length_value
from dragoman.times.scene import Scene
from dragoman.times.stretches import Stretch, moved
from dragoman.times.words import (
    ADVERBS,
    DAYS_IN,
    HOURS,
    LENGTH_CODES,
    MONTHS,
    MONTHS_IN,
    REFERENCES,
    SEASON_CODES,
    SEASONS,
    STEPS,
    WEEKDAYS,
    Grain,
    Match,
    number_of,
    spaced,
    unit_of,
)


def length(match: Match, scene: Scene) -> Meaning | None:
    """Three weeks, nearly 30 years, a 12-hour siege; no length in "$5 a day" and "three-quarters"."""
    if _FRACTION.search(match[0]) or _is_one_in_passing(match, scene):
        return None
    return Meaning("DURATION", length_value(number_of(match["count"]), unit_of(match["unit"])))


_FRACTION = re.compile(r"(?i)\b(?:an?|one)(?:\s|-)(?:quarter|second)\b|\bthree(?:\s|-)quarters\b")


def _is_one_in_passing(match: Match, scene: Scene) -> bool:
    """Whether it is a bare "a year", which is a length after some words only: in "$5 a year" it is none."""
    if match[0].lower() not in (f"{article} {match['unit'].lower()}" for article in ("a", "an")):
        return False
    return not _TAKES_A_LENGTH.search(scene.before(match.start()))


_TAKES_A_LENGTH = re.compile(
    r"(?i)\b(?:for|in|within|after|of|over|than|as|last(?:s|ed|ing)?|takes?|took|taking|spen[dt]|spending|under|wait(?:s|ed)?"
    r"|during|least|most|until|only|just|half|and|or|every)\s$"
)


def vague_length(match: Match, scene: Scene) -> Meaning | None:
    """A few days, several years, recent months; but not "in as many weeks", which another number counts."""
    if scene.before(match.start()).endswith("as "):
        return None
    return Meaning("DURATION", length_value(None, unit_of(match["unit"])))


def bare_lengths(match: Match, scene: Scene) -> Meaning | None:
    """Ruled for centuries, gone within days; but no length in "days of rage"."""
    return vague_length(match, scene) if _FOR.search(scene.before(match.start())) else None


_FOR = re.compile(r"(?i)\b(?:for|in|within|over|after|last(?:s|ed)?|takes?|took)\s$")


def length_and_half(match: Match, scene: Scene) -> Meaning:
    """Two and a half years, an hour and a half."""
    return Meaning("DURATION", length_value(number_of(match["count"]) + 0.5, unit_of(match["unit"])))


def one_length(match: Match, scene: Scene) -> Meaning:
    """All day; the year ended March 31, which is not the calendar's."""
    return Meaning("DURATION", length_value(1, unit_of(match["unit"])))


def rolling(match: Match, scene: Scene) -> Meaning | None:
    """The past two weeks: from then until the day of the report; the next two: from that day on."""
    unit = unit_of(match["unit"])
    if match["some"] or (not match["count"] and match["unit"].lower().endswith("s")):
        return vague_length(match, scene)
    count = number_of(match["count"] or "one")
    stretch = _rolled(STEPS[spaced(match["how"]).split()[-1]], count, unit, scene) if scene.published else None
    return Meaning("DURATION", length_value(count, unit), stretch)


def _rolled(step: int, count: float, unit: str, scene: Scene) -> Stretch | None:
    if unit == "hour":
        unit, count = "day", count / 24
    if (unit not in DAYS_IN and unit not in MONTHS_IN) or not count.is_integer():
        return None
    edge, today = moved(scene.today, step * count, unit), scene.today
    return Stretch(min(edge, today), max(edge, today), _grain_of_length(unit, count))


def _grain_of_length(unit: str, count: float) -> Grain:
    if unit in DAYS_IN:
        return "day"
    return "month" if unit in ("month", "quarter") or (unit == "year" and count <= 2) else "year"


def every(match: Match, scene: Scene) -> Meaning:
    """Every day, each Monday, every other week, twice a year."""
    what, other = unit_of(match["what"]), (match["other"] or "one").lower()
    if what in LENGTH_CODES and what != "weekend":
        return Meaning("SET", length_value(2 if other == "other" else number_of(other), what))
    return Meaning("SET", _YEARLY[what])


def weekdays(match: Match, scene: Scene) -> Meaning:
    """Mondays."""
    return Meaning("SET", _YEARLY[unit_of(match["what"])])


_YEARLY = {
    "weekend": "XXXX-WXX-WE",
    **{name: f"XXXX-WXX-{number + 1}" for name, number in WEEKDAYS.items()},
    **{name: f"XXXX-{number:02}" for name, number in MONTHS.items()},
    **{name: f"XXXX-{SEASON_CODES[month]}" for name, month in SEASONS.items()},
    **{name: f"XXXX-XX-XXT{code}" for name, code in HOURS.items()},
}


def adverb(match: Match, scene: Scene) -> Meaning:
    """Daily, annually."""
    return Meaning("SET", ADVERBS[match["word"].lower()])


def reference(match: Match, scene: Scene) -> Meaning:
    """Now, recently, the future."""
    return Meaning("DATE", REFERENCES[spaced(match["word"])])


def vague_ago(match: Match, scene: Scene) -> Meaning:
    """Several years ago."""
    return Meaning("DATE", "PAST_REF")
