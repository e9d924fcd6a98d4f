"""Stretches of days, and calendar arithmetic on them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from dragoman.times.words import DAYS_IN, MONTHS_IN, PART_OF_MONTH, PART_OF_TEN, PART_OF_YEAR, PARTS, Grain

_WIDTHS: dict[Grain, int] = {"year": 4, "month": 7, "day": 10}


class Stretch(NamedTuple):
    """The days `first` to `last`, both included, written to the exactness of `grain`."""

    first: date
    last: date
    grain: Grain

    @property
    def value(self) -> str:
        """As `When.value` has it."""
        width = _WIDTHS[self.grain]
        first, last = self.first.isoformat()[:width], self.last.isoformat()[:width]
        return first if first == last else f"{first}/{last}"


def one_day(day: date) -> Stretch:
    return Stretch(day, day, "day")


def some_months(year: int, month: int, count: int = 1) -> Stretch:
    first = date(year, month, 1)
    return Stretch(first, moved(first, count, "month") - timedelta(days=1), "month")


def some_years(first: int, last: int | None = None) -> Stretch:
    return Stretch(date(first, 1, 1), date(last or first, 12, 31), "year")


def moved(day: date, count: float, unit: str) -> date:
    """`count` units on; the 31st becomes the month's last day where that is shorter."""
    if unit in DAYS_IN:
        return day + timedelta(days=count * DAYS_IN[unit])
    months = day.year * 12 + day.month - 1 + int(count * MONTHS_IN[unit])
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, month_length(year, month)))


def month_length(year: int, month: int) -> int:
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - date(year, month, 1)).days


def calendar_around(day: date, unit: str) -> Stretch:
    """The calendar week, month, year and so on that holds the day."""
    monday = day - timedelta(days=day.weekday())
    decade, century = day.year // 10 * 10, (day.year - 1) // 100 * 100 + 1
    match unit:
        case "week" | "fortnight":
            return Stretch(monday, monday + timedelta(days=6), "day")
        case "weekend":
            return Stretch(monday + timedelta(days=5), monday + timedelta(days=6), "day")
        case "month":
            return some_months(day.year, day.month)
        case "quarter":
            return some_months(day.year, (day.month - 1) // 3 * 3 + 1, 3)
        case "year":
            return some_years(day.year)
        case "decade":
            return some_years(decade, decade + 9)
        case "century":
            return some_years(century, century + 99)
    return one_day(day)


def part_of(whole: Stretch, word: str | None) -> Stretch:
    """Early, mid or late in a stretch; the stretch itself where it is a week, a day or a season."""
    if not word:
        return whole
    part = PARTS[" ".join(word.lower().split())]
    years = whole.last.year - whole.first.year + 1
    if whole.grain == "year" and years == 1:
        begin, end = PART_OF_YEAR[part]
        return some_months(whole.first.year, begin, end - begin + 1)
    if whole.grain == "year":
        begin, end = (round(years * edge / 10) for edge in (PART_OF_TEN[part][0], PART_OF_TEN[part][1] + 1))
        return some_years(whole.first.year + begin, whole.first.year + end - 1)
    if whole.grain == "month" and whole == calendar_around(whole.first, "month"):
        begin, end = PART_OF_MONTH[part]
        return Stretch(whole.first.replace(day=begin), whole.first.replace(day=min(end, whole.last.day)), "day")
    return whole


def stepped(anchor: Stretch, count: float, unit: str) -> Stretch:
    """A stretch of the same kind, that many units on."""
    first, last = moved(anchor.first, count, unit), moved(anchor.last, count, unit)
    if anchor.first == anchor.last:
        return calendar_around(first, unit if unit in MONTHS_IN else "day")
    if anchor.grain == "day":
        return Stretch(first, last, "day")
    if anchor.grain == "month":
        length = (anchor.last.year - anchor.first.year) * 12 + anchor.last.month - anchor.first.month + 1
        return some_months(first.year, first.month, length)
    return some_years(first.year, last.year)
