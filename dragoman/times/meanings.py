"""What words about time mean in the terms of TIMEX3 (ISO-TimeML), and in days where they name any."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from dragoman.times.stretches import Stretch, calendar_around, part_of
from dragoman.times.words import HOURS, LENGTH_CODES, SEASON_CODES, VAGUE_LENGTH_CODES, Kind


class Meaning(NamedTuple):
    """A kind and value of TIMEX3; `stretch` has the days, where the words name definite ones."""

    kind: Kind
    value: str
    stretch: Stretch | None = None


def date_of(stretch: Stretch) -> Meaning:
    return Meaning("DATE", timex_value(stretch), stretch)


def some_of(whole: Stretch, part: str | None) -> Meaning:
    """Early in a year: the days of that part, but the TIMEX value of the year."""
    return Meaning("DATE", timex_value(whole), part_of(whole, part))


def in_hours(day: Stretch, hours: str | None) -> Meaning:
    """A day, or the morning, afternoon, evening or night of it."""
    return Meaning("TIME", f"{day.value}T{HOURS[hours.lower()]}", day) if hours else date_of(day)


def timex_value(stretch: Stretch) -> str:
    """A week as 2007-W10, a quarter as 2007-Q1, a summer as 2007-SU, ten years as 199, the rest as in the record."""
    match stretch.grain:
        case "day":
            return _days(stretch)
        case "month":
            return _months(stretch)
    first, last = f"{stretch.first.year:04}", f"{stretch.last.year:04}"
    if first[3] == "0" and first[:3] + "9" == last:
        return first[:3]
    if stretch == calendar_around(stretch.first, "century"):
        return first[:2]
    return first[:2] if (first[2:], last) == ("00", first[:2] + "99") else stretch.value


def _days(stretch: Stretch) -> str:
    year, week, _ = stretch.first.isocalendar()
    if stretch == calendar_around(stretch.first, "week"):
        return f"{year:04}-W{week:02}"
    if stretch == calendar_around(stretch.first, "weekend"):
        return f"{year:04}-W{week:02}-WE"
    return stretch.value


def _months(stretch: Stretch) -> str:
    year, month = stretch.first.year, stretch.first.month
    following = stretch.last + timedelta(days=1)
    match (following.year - year) * 12 + following.month - month:
        case 3 if month % 3 == 0:
            return f"{year:04}-{SEASON_CODES[month]}"
        case 3 if month % 3 == 1:
            return f"{year:04}-Q{month // 3 + 1}"
        case 6 if month % 6 == 1:
            return f"{year:04}-H{month // 6 + 1}"
    return stretch.value


def length_value(count: float | None, unit: str) -> str:
    """Three weeks: P3W; two decades: P20Y; some hours, where they are not counted: PTXH."""
    times, code = LENGTH_CODES[unit]
    if count is None:
        code, number = VAGUE_LENGTH_CODES.get(unit, code), "X"
    else:
        number = f"{count * times:.10g}"
    return f"PT{number}{code[1:]}" if code.startswith("T") else f"P{number}{code}"
