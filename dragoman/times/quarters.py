"""Quarters of a year, as reports on money count them, and the unit that the text is in: "the latest quarter"."""

from __future__ import annotations

import re
from datetime import date

from dragoman.times.meanings import Meaning, length_value, timex_value
from dragoman.times.scene import Scene, UnanchoredError
from dragoman.times.stretches import Stretch, calendar_around, moved, some_months, stepped
from dragoman.times.words import ORDINALS, STEPS, Match, spaced, unit_of


def quarter(match: Match, scene: Scene) -> Stretch | None:
    """A quarter of a year, or a half; without its year only where the words about it speak of money."""
    length = 3 if match["unit"].lower() == "quarter" else 6
    count = 12 // length
    number = count if match["nth"].lower() == "last" else ORDINALS[match["nth"].lower()]
    if number > count:
        return None
    start = (number - 1) * length + 1
    year = match["year"] or match["of_year"]
    if year:
        return some_months(int(year), start, length)
    how = match["how"] or match["of_how"]
    if how:
        return some_months(scene.today.year + STEPS[spaced(how)], start, length)
    around = scene.text[max(0, match.start() - 150) : match.end() + 150]
    if length == 6 or not _MONEY.search(around):
        return None
    return some_months(_year_of_quarter(start, scene.today), start, length)


def _year_of_quarter(start: int, today: date) -> int:
    return min((today.year, today.year - 1, today.year + 1), key=lambda year: abs(date(year, start + 1, 15) - today))


_MONEY = re.compile(
    r"(?i)\b(?:profit|earn|net |income|loss(?:es)?\b|results\b|charges?\b|compan|revenue|sales|shares?\b|cents"
    r"|dividend|econom|gdp|growth|shipments)"
)


def year_before(match: Match, scene: Scene) -> Stretch:
    """The year-ago quarter: a year before the one of which the text speaks."""
    return stepped(_quarter_spoken_of(match, scene), -1, "year")


def near_unit(match: Match, scene: Scene) -> Stretch:
    """The current year, the latest quarter, the previous month, that quarter."""
    how, unit = spaced(match["how"]), unit_of(match["unit"])
    match how:
        case "current":
            return calendar_around(scene.today, unit)
        case "latest":
            return calendar_around(moved(scene.today, -1, unit), unit)
        case "that" if unit == "quarter":
            return _quarter_spoken_of(match, scene)
    return calendar_around(moved(scene.anchor(match.start(), unit).first, STEPS[how], unit), unit)


def _quarter_spoken_of(match: Match, scene: Scene) -> Stretch:
    """The last one before the report, where the text has named none."""
    known = scene.quarter(match.start())
    if known is None and not scene.loose:
        raise UnanchoredError
    return known or calendar_around(moved(scene.today, -1, "quarter"), "quarter")


def the_unit(match: Match, scene: Scene) -> Meaning | None:
    """In the year, the week's: most often the current one, but nothing for the record; the decade is ten years."""
    unit, after = unit_of(match["unit"]), scene.after(match.end())
    if _OF_WHAT.match(after) or not (_IN.search(scene.before(match.start())) or _OWNER.match(after)):
        return None
    match unit:
        case "decade" | "century":
            return Meaning("DURATION", length_value(1, unit))
        case "quarter":
            return Meaning("DATE", timex_value(_quarter_spoken_of(match, scene)))
    return Meaning("DATE", timex_value(calendar_around(scene.today, unit)))


_OWNER = re.compile("['’]s")
_OF_WHAT = re.compile(r"\s(?:of|before|after|following|when|that|in which)\b")
_IN = re.compile(r"(?i)\b(?:in|during|for|of|over|within|through|throughout|by)\s$")
