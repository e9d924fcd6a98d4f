"""The functions that give a value to what a rule matched; None where the words name no time."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta

from dragoman.times.meanings import Meaning, in_hours, some_of
from dragoman.times.scene import Scene, UnanchoredError, is_done, tense_of
from dragoman.times.stretches import (
    Stretch,
    calendar_around,
    month_length,
    moved,
    one_day,
    part_of,
    some_months,
    some_years,
    stepped,
)
from dragoman.times.words import (
    BEFORE_A_NAME,
    CENTURIES,
    DAY_WORDS,
    DECADES,
    FIXED_DAYS,
    HOURS,
    MONTHS,
    NTH_WEEKDAYS,
    SEASONS,
    STEPS,
    WEEKDAYS,
    Match,
    Tense,
    number_of,
    spaced,
    unit_of,
)


def month_number(word: str) -> int:
    return MONTHS[word.lower().removesuffix(".")]


def _weekday_number(word: str) -> int:
    return WEEKDAYS[word.lower().removesuffix(".")]


def no_time(match: Match, scene: Scene) -> None:
    """A name such as the Sunday Times."""


def iso_day(match: Match, scene: Scene) -> Stretch:
    return one_day(date(int(match["y"]), int(match["m"]), int(match["d"])))


def dotted_day(match: Match, scene: Scene) -> Stretch:
    """Day, month, year by the dots."""
    return one_day(date(int(match["y"]), int(match["m"]), int(match["d"])))


def slashed_day(match: Match, scene: Scene) -> Stretch:
    """Month, day, year, unless that is impossible."""
    return one_day(from_slashes(int(match["a"]), int(match["b"]), int(match["y"])))


def from_slashes(a: int, b: int, year: int) -> date:
    return date(year, b, a) if a > 12 else date(year, a, b)


def nine_eleven(match: Match, scene: Scene) -> Stretch | None:
    if scene.published and scene.published < date(2001, 9, 11):
        return None
    return one_day(date(2001, 9, 11))


def dated(match: Match, scene: Scene) -> Stretch | None:
    """A day of a month, or several, with or without its weekday and year."""
    month, days = month_number(match["month"]), [int(match["day"])]
    if match["to_day"]:
        days.append(int(match["to_day"]))
    if match["year"]:
        year = scene.years[month, days[0]] = int(match["year"])
    elif (month, days[0]) in scene.years:
        year = scene.years[month, days[0]]
    elif _is_the_attack(match, scene, month, days):
        year = 2001
    else:
        year = _nearest_year(month, days[0], match["weekday"], scene.today, tense_of(match, scene))
    first, last = date(year, month, days[0]), date(year, month, days[-1])
    return Stretch(first, last, "day") if first <= last else None


def week_of(match: Match, scene: Scene) -> Stretch | None:
    day = dated(match, scene)
    return day and calendar_around(day.first, "week")


def _is_the_attack(match: Match, scene: Scene, month: int, days: list[int]) -> bool:
    if (month, days) != (9, [11]) or scene.today < date(2001, 9, 11):
        return False
    return bool(
        _ATTACK_WORDS.search(scene.after(match.end()))
        or re.search(r"\b(?:post|pre)-$|\b(?:since|after|before|of) (?:the )?$", scene.before(match.start()))
    )


_ATTACK_WORDS = re.compile(
    r"(?i)\b(?:attacks|terror|hijack|strikes|atrocit|commission|victims|bombings|widow|survivors|families|memorial)"
)


def _nearest_year(month: int, day: int, weekday: str | None, today: date, tense: Tense) -> int:
    """The year that brings the date nearest to the report; a stated weekday must fit where it can.

    Where the sentence looks back, "December 5" in a report of August is last year's.
    """
    candidates = [_try_date(today.year + step, month, day) for step in (0, -1, 1, -2, 2, -3, 3)]
    days = [candidate for candidate in candidates if candidate]
    fitting = [day for day in days if weekday and day.weekday() == _weekday_number(weekday)]
    if tense == "behind" and not weekday:
        fitting = [day for day in days if (day - today).days <= _SOON]
    return min(fitting or days, key=lambda day: abs(day - today)).year


_SOON = 90  # days: a sentence that looks back may yet name a date as near as this ("announced elections on June 5")


def _try_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of_year(match: Match, scene: Scene) -> Meaning:
    return some_of(some_months(int(match["year"]), month_number(match["month"])), match["part"])


def month_of_near_year(match: Match, scene: Scene) -> Meaning:
    year = scene.today.year + STEPS[match["how"].lower()]
    return some_of(some_months(year, month_number(match["month"])), match["part"])


def month_alone(match: Match, scene: Scene) -> Meaning | None:
    """A month without its year, where the words about it show that it is no surname and no march."""
    name, how = match["month"], match["how"]
    if (
        not (how or match["part"] or _reads_as_month(match, scene))
        or _is_a_name(match, scene)
        or _is_a_verb(match, scene)
    ):
        return None
    month, today = month_number(name), scene.today
    match spaced(how or ""):
        case "last" | "this past":
            year = today.year - (month >= today.month)
        case "next" | "this coming":
            year = today.year + (month <= today.month)
        case "this":
            year = today.year
        case _:
            tense = None if _ELECTION.match(scene.after(match.end())) else tense_of(match, scene)
            year = _year_of_month(month, today, tense, is_done(match, scene))
    return some_of(some_months(year, month), match["part"])


def _reads_as_month(match: Match, scene: Scene) -> bool:
    before, after = scene.before(match.start()), scene.after(match.end())
    if re.match(r"['’]s? [a-z]", after) is None and _MONTH_PREPOSITION.search(before):
        return True
    if match["month"].title() in _ALSO_NAMES:
        return bool(_ARTICLE.search(before) and re.match(r"\s(?!(?:on|for|of|to|in|government)\b)[a-z]", after))
    return True


def _is_a_verb(match: Match, scene: Scene) -> bool:
    """As in the headline "This May Be the Last Chance"."""
    return match["month"].title() == "May" and _VERB.match(scene.after(match.end())) is not None


_VERB = re.compile(r"\s(?:[Bb]e|[Hh]ave|[Nn]ot|[Hh]elp|[Mm]ean|[Ss]oon|[Ww]ell)\b")
_ELECTION = re.compile(r"\s(?:\w+ )?(?:elections?|vote|ballots?|primar|runoff|midterm|referendum)")
_ALSO_NAMES = {"March", "April", "May", "June", "August"}
_MONTH_PREPOSITION = re.compile(r"(?i)\b(?:in|by|since|until|till|during|through|from|between|for|of|before|after)\s$")
_ARTICLE = re.compile(r"(?i)\b(?:the|a|an|its|his|her|their)\s$")


# A month that lies this many months ahead or fewer is the coming one, else the past one. 0 to 4 where the sentence
# looks back, and 3 or 5 where it does not say, differ by less than one point of value F1 on TimeBank and AQUAINT.
_MONTHS_AHEAD: dict[Tense, int] = {"ahead": 11, "behind": 3, None: 5}
_MONTHS_AHEAD_OF_DONE = 1


def _year_of_month(month: int, today: date, tense: Tense, done: bool) -> int:
    reach = _MONTHS_AHEAD_OF_DONE if done and tense == "behind" else _MONTHS_AHEAD[tense]
    is_coming = (month - today.month) % 12 <= reach
    return today.year + (month < today.month) if is_coming else today.year - (month > today.month)


def season_of_year(match: Match, scene: Scene) -> Stretch:
    return some_months(int(match["year"]), SEASONS[match["season"].lower()], 3)


def season_alone(match: Match, scene: Scene) -> Stretch | None:
    how, start, today = spaced(match["how"] or ""), SEASONS[match["season"].lower()], scene.today
    if not how and not re.search(r"(?i)\b(?:in|over|during|by) (?:the )?$", scene.before(match.start())):
        return None
    seasons = [some_months(today.year + step, start, 3) for step in (-2, -1, 0, 1)]
    past = [season for season in seasons if season.last < today]
    coming = [season for season in seasons if season.first > today]
    match how:
        case "last" | "this past":
            return past[-1]
        case "next" | "this coming":
            return coming[0]
        case "this":
            return some_months(today.year - (start == 12 and today.month < 3), start, 3)
    current = [season for season in seasons if season.first <= today <= season.last]
    return current[0] if current else coming[0] if tense_of(match, scene) == "ahead" else past[-1]


def decade_of(match: Match, scene: Scene) -> Meaning:
    """The 1980s; the 1800s are a hundred years."""
    first = int(match["year"])
    return some_of(some_years(first, first + (99 if first % 100 == 0 and first < 2000 else 9)), match["part"])


def short_decade(match: Match, scene: Scene) -> Meaning:
    first = 1900 + int(match["ten"])
    return some_of(some_years(first, first + 9), match["part"])


def decade_in_words(match: Match, scene: Scene) -> Meaning:
    first = DECADES[match["word"].lower()]
    return some_of(some_years(first, first + 9), match["part"])


def century_of(match: Match, scene: Scene) -> Meaning | None:
    number = int(match["nth"])
    if _BEFORE_CHRIST.match(scene.after(match.end())) or not 1 <= number <= 30:
        return None
    return some_of(some_years(number * 100 - 99, number * 100), match["part"])


def century_in_words(match: Match, scene: Scene) -> Meaning:
    number = CENTURIES[match["word"].lower()]
    return some_of(some_years(number * 100 - 99, number * 100), match["part"])


_BEFORE_CHRIST = re.compile(r"\s?(?:B\.?C|b\.c)")


def year_range(match: Match, scene: Scene) -> Stretch | None:
    first, last = match["year"], match["to_year"]
    whole = first[: 4 - len(last)] + last
    return some_years(int(first), int(whole)) if int(first) < int(whole) < int(first) + 100 else None


def single_year(match: Match, scene: Scene) -> Meaning | None:
    """A bare number of four digits, where the words about it count nothing and number nothing."""
    year, before, after = int(match["year"]), scene.before(match.start()), scene.after(match.end())
    if _NUMBERED.search(before) or _MORE_OF_A_NUMBER.match(after):
        return None
    if _COUNTED.match(after) and not _SURE_YEAR_PREPOSITION.search(before):
        return None
    if not 1800 <= year <= 2100 and not match["part"] and not _YEAR_PREPOSITION.search(before):
        return None
    return some_of(some_years(year), match["part"])


_YEAR_PREPOSITION = re.compile(r"(?i)\b(?:in|since|by|until|till|from|between|before|after|circa|year)\s$")
_SURE_YEAR_PREPOSITION = re.compile(r"(?i)\b(?:in|since|until|during)\s$")
_NUMBERED = re.compile(
    r"(?i)[$£€#+/:]\s?$|[A-Z0-9]-$|\bresolutions?[\s\d,()]*(?:and)?\s$"
    r"|\b(?:no\.?|flight|route|highway|room|page|article|section|channel|boeing|windows|about|some|nearly|almost|roughly"
    r"|approximately|at least|more than|fewer than|less than|up to|under|another|and some|additional|estimated|over"
    r"|killed|injured|wounded|extra|population of|total of|force of|number|model|line|unit|suite|building)\s$"
)
_MORE_OF_A_NUMBER = re.compile(
    r"[.,:/]\d|\s?%|-(?!era\b|style\b|vintage\b)\w|[a-z]|['’](?!s\b)\w|\s?(?:B\.?C|b\.c)"
    r"|\s[A-Z]\w+\s(?:Ave|St|Street|Road|Blvd|Drive)|\s(?:hours|hrs|local|GMT|EST|EDT|BST|ET|UTC|percent|per cent)\b"
)
_COUNTED = re.compile(
    r"\s(?:people|troops|soldiers|men|women|children|dead|others|miles|kilometers|kilometres|km|meters|metres|feet|foot"
    r"|inches|acres|hectares|dollars|euros|pounds|rupees|tons|tonnes|barrels|jobs|homes|houses|points|workers|civilians"
    r"|refugees|prisoners|police|policemen|officers|protesters|demonstrators|fighters|insurgents|guests|votes|voters"
    r"|members|delegates|students|families|residents|villages|villagers|rockets|missiles|bombs|tanks|planes|ships|copies"
    r"|employees|megawatts|calories|years|months|weeks|days|million|billion|square|cubic|times|more|new|Iraqis|Americans"
    r"|Palestinians|Afghans|detainees|personnel|[Mm]arines|activists|immigrants|migrants|patients|cases|deaths"
    r"|casualties|bodies|companies|shares|firms)\b"
)


def year_in_words(match: Match, scene: Scene) -> Stretch:
    """Nineteen seventy-nine; the year two thousand."""
    hundreds = 2000 if match["first"].lower() == "two thousand" else 100 * number_of(match["first"])
    return some_years(int(hundreds + (number_of(match["rest"]) if match["rest"] else 0)))


def calendar_unit(match: Match, scene: Scene) -> Meaning:
    """Last week, this year, early next month."""
    how, unit = spaced(match["how"]), unit_of(match["unit"])
    return some_of(calendar_around(moved(scene.today, STEPS[how], unit), unit), match["part"])


def part_of_unit(match: Match, scene: Scene) -> Meaning:
    """The end of the year, the start of last week."""
    unit, how = unit_of(match["unit"]), spaced(match["how"])
    return some_of(calendar_around(moved(scene.today, STEPS.get(how, 0), unit), unit), match["part"])


def year_end(match: Match, scene: Scene) -> Meaning:
    year = calendar_around(scene.today, "year")
    return Meaning("DATE", year.last.isoformat(), part_of(year, "end"))


def earlier_in(match: Match, scene: Scene) -> Stretch:
    """Earlier in the day: of the day last spoken of, or else of the report. Later in the year: of the report."""
    unit, day = unit_of(match["unit"]), scene.today
    with suppress(UnanchoredError):
        day = scene.anchor(match.start(), unit).first if unit == "day" else day
    return calendar_around(day, unit)


def weekend(match: Match, scene: Scene) -> Stretch:
    """A weekend: without further words the last one, on Saturday and Sunday the current one."""
    how, today = spaced(match["how"]), scene.today
    if how in ("the past", "this past"):
        how = "last"
    if how in ("the", "this") and today.weekday() < 5:
        how = _unmarked_weekend(how, today, tense_of(match, scene))
    return calendar_around(moved(today, STEPS.get(how.removeprefix("the "), 0), "week"), "weekend")


def _unmarked_weekend(how: str, today: date, tense: Tense) -> str:
    """Early in the week, this weekend may be the last one; later the weekend may be the coming one."""
    if how == "this":
        return "last" if today.weekday() < 3 and tense == "behind" else "this"
    return "this" if tense == "ahead" else "last"


def ago(match: Match, scene: Scene) -> Stretch:
    """Two days ago, a year ago this week: as exact as the unit, or as the quarter of which the text has just spoken."""
    count, unit, exact = number_of(match["count"]), unit_of(match["unit"]), match["exact"]
    step = STEPS[spaced(match["how"])]
    compared = scene.quarter(match.start()) if unit == "year" and step < 0 and not exact else None
    if compared:
        return stepped(compared, step * count, unit)
    day = moved(scene.today, step * count, unit)
    if exact:
        return calendar_around(day, spaced(exact).removeprefix("this ").replace("today", "day"))
    return calendar_around(day, {"decade": "year", "century": "year"}.get(unit, unit))


def later(match: Match, scene: Scene) -> Stretch:
    """Two days later, a year earlier: counted from the time last spoken of."""
    step, count, unit = STEPS[match["how"].lower()], number_of(match["count"]), unit_of(match["unit"])
    compared = scene.quarter(match.start()) if unit == "year" and step < 0 else None
    return stepped(compared or scene.anchor(match.start(), unit), step * count, unit)


def anchored(match: Match, scene: Scene) -> Stretch:
    """That day, the same week, the following month."""
    unit = unit_of(match["unit"])
    step = STEPS[spaced(match["how"]).removeprefix("the ").removeprefix("that ")]
    anchor = scene.anchor(match.start(), unit)
    return calendar_around(moved(anchor.first, step, unit), unit)


def day_before(match: Match, scene: Scene) -> Stretch:
    """The day before, where no further words say before what."""
    anchor = scene.anchor(match.start(), "day")
    return one_day(moved(anchor.first, STEPS[match["how"].lower()], "day"))


def day_word(match: Match, scene: Scene) -> Meaning:
    word = spaced(match["word"])
    return in_hours(one_day(scene.today + timedelta(days=DAY_WORDS[word])), match["hours"] or _hours_in(word))


def _hours_in(word: str) -> str | None:
    """Tonight and last night name a part of a day, yesterday a whole one."""
    return next((hours for hours in HOURS if word.endswith(hours)), None)


def named_weekday(match: Match, scene: Scene) -> Meaning | None:
    """A weekday, or its morning."""
    day = _day_of_weekday(match, scene)
    return day and in_hours(day, match["hours"])


def _day_of_weekday(match: Match, scene: Scene) -> Stretch | None:
    """The nearest such day, the report's own included: past, unless the words about it look ahead."""
    number, today, how = _weekday_number(match["weekday"]), scene.today, spaced(match["how"] or "")
    if _is_a_name(match, scene):
        return None
    since = (today.weekday() - number) % 7
    until = (number - today.weekday()) % 7
    match how:
        case "last" | "this past":
            return one_day(today - timedelta(days=since or 7))
        case "next":
            return one_day(today + timedelta(days=7 - today.weekday() + number))
        case "this coming" | "coming":
            return one_day(today + timedelta(days=until or 7))
        case "this":
            return one_day(today + timedelta(days=until))
        case "previous" | "following" | "the previous" | "the following":
            return _weekday_from_anchor(match, scene, number)
    return one_day(
        today + timedelta(days=until) if tense_of(match, scene) == "ahead" else today - timedelta(days=since)
    )


def _is_a_name(match: Match, scene: Scene) -> bool:
    return BEFORE_A_NAME.search(scene.text, max(0, match.start() - 25), match.start()) is not None


def _weekday_from_anchor(match: Match, scene: Scene, number: int) -> Stretch:
    anchor = scene.anchor(match.start(), "day").first
    if spaced(match["how"]).endswith("previous"):
        return one_day(anchor - timedelta(days=(anchor.weekday() - number) % 7 or 7))
    return one_day(anchor + timedelta(days=(number - anchor.weekday()) % 7 or 7))


def holiday(match: Match, scene: Scene) -> Stretch | None:
    name, today = spaced(match["name"]), scene.today
    years = [int(match["year"])] if match["year"] else [today.year + step for step in (0, -1, 1)]
    days = [_holiday_in(year, name) for year in years]
    coming = [day for day in days if day >= today] if tense_of(match, scene) == "ahead" else []
    return one_day(min(coming or days, key=lambda day: abs(day - today)))


def _holiday_in(year: int, name: str) -> date:
    if name in FIXED_DAYS:
        return date(year, *FIXED_DAYS[name])
    month, weekday, nth = NTH_WEEKDAYS[name]
    if nth < 0:
        last = date(year, month, month_length(year, month))
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
