"""Time expressions of English news text, resolved against the day the report was published.

A value is an ISO day `2007-03-10`, month `2007-03` or year `2007`, or an interval of two such, `2003-06/2003-08`.
A word whose value hangs on the day of publication ("on Tuesday") is left out where that day is unknown, and so is a
mere length of time ("for 30 years") and whatever names no definite time ("recently", "in the coming weeks").

How it works: `_RULES` lists patterns and, beside each, the function that gives its value. At each word the first
pattern that fits wins; where its function gives None, those words are no time.

On half of TimeBank and AQUAINT (128 files; dates and times that have an ISO value; weeks, quarters and seasons read as
intervals): strict F1 84, relaxed 93, value 81.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, NamedTuple

from dragoman.record import Span, When

Grain = Literal["day", "month", "year"]
Tense = Literal["ahead", "behind"] | None
Match = re.Match[str]

# --- words -----------------------------------------------------------------------------------------------------------

_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6,
    "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_DECADES = {
    "twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970,
    "eighties": 1980, "nineties": 1990,
}  # fmt: skip
_CENTURIES = {
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
    "twenty-first": 21,
}  # fmt: skip
_DAY_WORDS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "yesterday": -1, "last night": -1, "last evening": -1, "tomorrow": 1,
    "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip
_STEPS = {
    "last": -1, "previous": -1, "past": -1, "this past": -1, "preceding": -1, "before": -1, "earlier": -1, "ago": -1,
    "this": 0, "that": 0, "same": 0, "current": 0,
    "next": 1, "following": 1, "coming": 1, "this coming": 1, "after": 1, "later": 1, "from now": 1, "hence": 1,
}  # fmt: skip
_PARTS = {
    "early": "early", "beginning": "early", "start": "early",
    "mid": "mid", "middle": "mid",
    "late": "late", "end": "late", "close": "late",
    "first half": "first half", "second half": "second half", "last half": "second half", "latter half": "second half",
}  # fmt: skip
# Where a part of a year, a month or ten years begins and ends.
_PART_OF_YEAR = {"early": (1, 3), "mid": (5, 8), "late": (10, 12), "first half": (1, 6), "second half": (7, 12)}
_PART_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "first half": (1, 15), "second half": (16, 31)}
_PART_OF_TEN = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "first half": (0, 4), "second half": (5, 9)}

_DAYS_IN = {"day": 1, "night": 1, "morning": 1, "afternoon": 1, "evening": 1, "week": 7, "weekend": 7, "fortnight": 14}
_MONTHS_IN = {"month": 1, "quarter": 3, "season": 12, "year": 12, "decade": 120, "century": 1200}

# Holidays on a fixed day, and those on the nth weekday of a month (-1: its last).
_FIXED_DAYS = {
    "new year's day": (1, 1), "valentine's day": (2, 14), "st. patrick's day": (3, 17), "may day": (5, 1),
    "bastille day": (7, 14), "fourth of july": (7, 4), "independence day": (7, 4), "halloween": (10, 31),
    "armistice day": (11, 11), "veterans day": (11, 11), "christmas eve": (12, 24), "christmas day": (12, 25),
    "christmas": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
}  # fmt: skip
_NTH_WEEKDAYS = {
    "martin luther king day": (1, 0, 3), "presidents' day": (2, 0, 3), "memorial day": (5, 0, -1),
    "labor day": (9, 0, 1), "columbus day": (10, 0, 2), "thanksgiving day": (11, 3, 4), "thanksgiving": (11, 3, 4),
}  # fmt: skip

# Names that hold a weekday or a month and are no time: whole ones, and what stands before it.
_NAMES_THAT_ARE_NO_TIME = (
    "Sunday (?:Times|Telegraph|Mirror|Express|Herald|Mail|Post|Star|Sun|Independent|Tribune|Business|school|best)",
    "(?:Saturday|Monday) Night (?:Live|Football)", "Saturday Evening Post", "Friday the 13th", "October Revolution",
    "October [Ss]urprise", "July Monarchy", "August Wilson", "This Week [Ww]ith", "[\"“]This Week",
    "[Tt]oday['’]s (?:world|youth|society|young|generation|modern|standards)",
)  # fmt: skip
_BEFORE_A_NAME = re.compile(
    r"\b(?:[Ee]very(?: other)?|[Ee]ach|(?:Mail|Independent|Scotland) on|Fox News|NFL|Sheffield|Bloody|Palm|Easter|Black"
    r"|Casual|Freaky|Man|Girl|Good|Blue|Cyber|Super|Fat|Shrove|Ruby|Ash|Holy|Maundy|Theresa|Brian|Prime Minister)\s\Z"
)

# --- stretches of days -----------------------------------------------------------------------------------------------

_WIDTHS: dict[Grain, int] = {"year": 4, "month": 7, "day": 10}


class _Stretch(NamedTuple):
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


def _day(day: date) -> _Stretch:
    return _Stretch(day, day, "day")


def _months(year: int, month: int, count: int = 1) -> _Stretch:
    first = date(year, month, 1)
    return _Stretch(first, _moved(first, count, "month") - timedelta(days=1), "month")


def _years(first: int, last: int | None = None) -> _Stretch:
    return _Stretch(date(first, 1, 1), date(last or first, 12, 31), "year")


def _moved(day: date, count: int, unit: str) -> date:
    """`count` units on; the 31st becomes the month's last day where that is shorter."""
    if unit in _DAYS_IN:
        return day + timedelta(days=count * _DAYS_IN[unit])
    months = day.year * 12 + day.month - 1 + count * _MONTHS_IN[unit]
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, _month_length(year, month)))


def _month_length(year: int, month: int) -> int:
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - date(year, month, 1)).days


def _around(day: date, unit: str) -> _Stretch:
    """The calendar week, month, year and so on that holds the day."""
    monday = day - timedelta(days=day.weekday())
    decade, century = day.year // 10 * 10, (day.year - 1) // 100 * 100 + 1
    match unit:
        case "week" | "fortnight":
            return _Stretch(monday, monday + timedelta(days=6), "day")
        case "weekend":
            return _Stretch(monday + timedelta(days=5), monday + timedelta(days=6), "day")
        case "month":
            return _months(day.year, day.month)
        case "quarter":
            return _months(day.year, (day.month - 1) // 3 * 3 + 1, 3)
        case "year":
            return _years(day.year)
        case "decade":
            return _years(decade, decade + 9)
        case "century":
            return _years(century, century + 99)
    return _day(day)


def _part(whole: _Stretch, word: str | None) -> _Stretch:
    """Early, mid or late in a stretch; the stretch itself where it is a week, a day or a season."""
    if not word:
        return whole
    part = _PARTS[" ".join(word.lower().split())]
    years = whole.last.year - whole.first.year + 1
    if whole.grain == "year" and years == 1:
        begin, end = _PART_OF_YEAR[part]
        return _months(whole.first.year, begin, end - begin + 1)
    if whole.grain == "year":
        begin, end = (round(years * edge / 10) for edge in (_PART_OF_TEN[part][0], _PART_OF_TEN[part][1] + 1))
        return _years(whole.first.year + begin, whole.first.year + end - 1)
    if whole.grain == "month" and whole == _around(whole.first, "month"):
        begin, end = _PART_OF_MONTH[part]
        return _Stretch(whole.first.replace(day=begin), whole.first.replace(day=min(end, whole.last.day)), "day")
    return whole


# --- the scene: what a rule may look at ------------------------------------------------------------------------------

_ANCHOR_REACH = 300  # code points back to the time that "the next day" follows


class _UnanchoredError(LookupError):
    """The words hang on a day that the report does not give."""


@dataclass
class _Scene:
    text: str
    published: date | None
    found: list[tuple[_Stretch, Span]] = field(default_factory=list)
    years: dict[tuple[int, int], int] = field(default_factory=dict)
    """The year that the text gave with a month and day: it holds where they come again without."""

    @property
    def today(self) -> date:
        if self.published is None:
            raise _UnanchoredError
        return self.published

    def before(self, start: int, reach: int = 90) -> str:
        """The words of the same sentence before `start`."""
        words = self.text[max(0, start - reach) : start]
        return _SENTENCE_BREAK.split(words)[-1]

    def after(self, end: int, reach: int = 60) -> str:
        """The words of the same sentence after `end`."""
        return _SENTENCE_BREAK.split(self.text[end : end + reach])[0]

    def anchor(self, start: int, unit: str) -> _Stretch:
        """The latest time before `start` that is exact enough to count units from."""
        for stretch, span in reversed(self.found):
            if start - span.end > _ANCHOR_REACH:
                break
            if _exact_enough(stretch, unit):
                return stretch
        raise _UnanchoredError


_SENTENCE_BREAK = re.compile(r"(?<=[a-z0-9)”’'\"]{2}[.?!])\s+(?=[A-Z“‘\"`'])|(?<=[.?!][”’'\"])\s|\n\n|[;—]")


def _exact_enough(stretch: _Stretch, unit: str) -> bool:
    if unit in ("week", "weekend", "fortnight"):
        return stretch.grain == "day"
    if unit in _DAYS_IN:
        return stretch.first == stretch.last
    if unit in ("month", "quarter"):
        return stretch.grain != "year" and stretch.last - stretch.first < timedelta(days=100)
    return True


# What makes the words before a time look ahead, or back.
_AHEAD = (
    "(?:will|shall|would|could|may|might|must|to)(?:\\s+not)?\\s+be(?:\\s+\\w+)?",
    "will", "shall", "won['’]t", "would", "could", "may", "might", "until", "till", "upcoming", "forthcoming",
    "next(?! (?:to|day)\\b)", "effective", "forward to", "deadline", "as (?:soon|early) as",
    "(?:is|are|be)\\s+(?:\\w+ing|due|set|expected|scheduled|slated|planned)",
    "(?:due|set|expected|scheduled|slated|planned|postponed|delayed)(?:\\s+(?:for|until|to|on|by|in))?(?:\\s+the)?(?=\\s*$)",
    "(?:due|set|expected|scheduled|slated|planned|expects?|plans?|planning|hop(?:es?|ed|ing)|intends?|agreed|likely|going"
    "|vow(?:s|ed)|supposed|ready|wants?|wanted|threatens?|invited|urged|asked|ordered|promised|prepar(?:es|ing)|needs?"
    "|needed|aims?|is|are|be)\\s+to(?=\\s+[a-z])",
    "(?:asked|invited|urged|told|ordered|summoned|wants?|wanted)\\s+(?:\\w+\\s){1,3}to(?=\\s+[a-z])",
    "to\\s+(?:air|begin|start|resume|expire|take place|vote)",
)  # fmt: skip
_BEHIND = (
    "said", "says", "told", "left", "met", "was", "were", "had", "did", "went", "came", "took", "made", "gave", "held",
    "began", "sent", "saw", "got", "ran", "won", "lost", "fell", "rose", "struck", "shot", "hit", "broke", "found",
    "kept", "led", "spoke", "wrote", "stood", "brought", "bought", "fought", "sought", "became", "withdrew", "flew",
    "sold", "paid", "threw", "drew", "grew", "put", "blew", "since", "after", r"[a-z]{2,}ed(?<!eed)(?<!dred)", "agreed",
)  # fmt: skip
_TENSE = re.compile(rf"\b(?:(?P<ahead>{'|'.join(_AHEAD)})|(?P<behind>{'|'.join(_BEHIND)}))\b|['’](?P<contracted>ll)\b")
# The same for the words after it: there "On Friday he agreed to go" looks back.
_TENSE_AFTER = re.compile(
    rf"\b(?:(?P<ahead>will|shall|would|may|might|(?:is|are|plans?|expects?|hopes?|expected|scheduled)\s+to\s+[a-z]|deadline)"
    rf"|(?P<behind>{'|'.join(_BEHIND)}))\b|['’](?P<contracted>ll)\b"
)
_OWNER = re.compile(r"['’]s\b")
_AHEAD_OF = re.compile(r"\b(?:ahead of|until|for|by|upcoming) (?:the )?$")


def _tense(match: Match, scene: _Scene) -> Tense:
    """Whether the sentence speaks of that time as still to come: by its verb before, or else the one after."""
    before, after = scene.before(match.start()), scene.after(match.end())
    following = _TENSE_AFTER.search(after)
    if _OWNER.match(after):
        return "ahead" if _AHEAD_OF.search(before) or (following and not following["behind"]) else "behind"
    cues = list(_TENSE.finditer(before))
    cue = cues[-1] if cues and not after.startswith(" deadline") else following
    return None if cue is None else "behind" if cue["behind"] else "ahead"


# --- the functions that give a value ---------------------------------------------------------------------------------


def _number(words: str) -> int:
    words = words.lower()
    return int(words) if words.isdecimal() else _NUMBERS[words]


def _spaced(words: str) -> str:
    """Lower case, with one blank between words and a straight apostrophe."""
    return " ".join(words.lower().split()).replace("’", "'")


def _unit(word: str) -> str:
    word = word.lower()
    return "century" if word == "centuries" else word.removesuffix("s")


def _month(word: str) -> int:
    return _MONTHS[word.lower().removesuffix(".")]


def _weekday_number(word: str) -> int:
    return _WEEKDAYS[word.lower().removesuffix(".")]


def _no_time(match: Match, scene: _Scene) -> None:
    """A name such as the Sunday Times."""


def _iso_day(match: Match, scene: _Scene) -> _Stretch:
    return _day(date(int(match["y"]), int(match["m"]), int(match["d"])))


def _dotted_day(match: Match, scene: _Scene) -> _Stretch:
    """Day, month, year by the dots."""
    return _day(date(int(match["y"]), int(match["m"]), int(match["d"])))


def _slashed_day(match: Match, scene: _Scene) -> _Stretch:
    """Month, day, year, unless that is impossible."""
    return _day(_from_slashes(int(match["a"]), int(match["b"]), int(match["y"])))


def _from_slashes(a: int, b: int, year: int) -> date:
    return date(year, b, a) if a > 12 else date(year, a, b)


def _nine_eleven(match: Match, scene: _Scene) -> _Stretch | None:
    if scene.published and scene.published < date(2001, 9, 11):
        return None
    return _day(date(2001, 9, 11))


def _date(match: Match, scene: _Scene) -> _Stretch | None:
    """A day of a month, or several, with or without its weekday and year."""
    month, days = _month(match["month"]), [int(match["day"])]
    if match["to_day"]:
        days.append(int(match["to_day"]))
    if match["year"]:
        year = scene.years[month, days[0]] = int(match["year"])
    elif (month, days[0]) in scene.years:
        year = scene.years[month, days[0]]
    elif _is_the_attack(match, scene, month, days):
        year = 2001
    else:
        year = _nearest_year(month, days[0], match["weekday"], scene.today, _tense(match, scene))
    first, last = date(year, month, days[0]), date(year, month, days[-1])
    return _Stretch(first, last, "day") if first <= last else None


def _week_of(match: Match, scene: _Scene) -> _Stretch | None:
    day = _date(match, scene)
    return day and _around(day.first, "week")


def _is_the_attack(match: Match, scene: _Scene, month: int, days: list[int]) -> bool:
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


def _month_of_year(match: Match, scene: _Scene) -> _Stretch:
    return _part(_months(int(match["year"]), _month(match["month"])), match["part"])


def _month_of_near_year(match: Match, scene: _Scene) -> _Stretch:
    year = scene.today.year + _STEPS[match["how"].lower()]
    return _part(_months(year, _month(match["month"])), match["part"])


def _month_alone(match: Match, scene: _Scene) -> _Stretch | None:
    """A month without its year, where the words about it show that it is no surname and no march."""
    name, how = match["month"], match["how"]
    if (
        not (how or match["part"] or _reads_as_month(match, scene))
        or _is_a_name(match, scene)
        or _is_a_verb(match, scene)
    ):
        return None
    month, today = _month(name), scene.today
    match _spaced(how or ""):
        case "last" | "this past":
            year = today.year - (month >= today.month)
        case "next" | "this coming":
            year = today.year + (month <= today.month)
        case "this":
            year = today.year
        case _:
            tense = None if _ELECTION.match(scene.after(match.end())) else _tense(match, scene)
            year = _year_of_month(month, today, tense)
    return _part(_months(year, month), match["part"])


def _reads_as_month(match: Match, scene: _Scene) -> bool:
    before, after = scene.before(match.start()), scene.after(match.end())
    if re.match(r"['’]s? [a-z]", after) is None and _MONTH_PREPOSITION.search(before):
        return True
    if match["month"].title() in _ALSO_NAMES:
        return bool(_ARTICLE.search(before) and re.match(r"\s(?!(?:on|for|of|to|in|government)\b)[a-z]", after))
    return True


def _is_a_verb(match: Match, scene: _Scene) -> bool:
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


def _year_of_month(month: int, today: date, tense: Tense) -> int:
    is_coming = (month - today.month) % 12 <= _MONTHS_AHEAD[tense]
    return today.year + (month < today.month) if is_coming else today.year - (month > today.month)


def _season_of_year(match: Match, scene: _Scene) -> _Stretch:
    return _months(int(match["year"]), _SEASONS[match["season"].lower()], 3)


def _season_alone(match: Match, scene: _Scene) -> _Stretch | None:
    how, start, today = _spaced(match["how"] or ""), _SEASONS[match["season"].lower()], scene.today
    if not how and not re.search(r"(?i)\b(?:in|over|during|by) (?:the )?$", scene.before(match.start())):
        return None
    seasons = [_months(today.year + step, start, 3) for step in (-2, -1, 0, 1)]
    past = [season for season in seasons if season.last < today]
    coming = [season for season in seasons if season.first > today]
    match how:
        case "last" | "this past":
            return past[-1]
        case "next" | "this coming":
            return coming[0]
        case "this":
            return _months(today.year - (start == 12 and today.month < 3), start, 3)
    current = [season for season in seasons if season.first <= today <= season.last]
    return current[0] if current else coming[0] if _tense(match, scene) == "ahead" else past[-1]


def _decade(match: Match, scene: _Scene) -> _Stretch:
    """The 1980s; the 1800s are a hundred years."""
    first = int(match["year"])
    return _part(_years(first, first + (99 if first % 100 == 0 and first < 2000 else 9)), match["part"])


def _short_decade(match: Match, scene: _Scene) -> _Stretch:
    first = 1900 + int(match["ten"])
    return _part(_years(first, first + 9), match["part"])


def _decade_in_words(match: Match, scene: _Scene) -> _Stretch:
    first = _DECADES[match["word"].lower()]
    return _part(_years(first, first + 9), match["part"])


def _century(match: Match, scene: _Scene) -> _Stretch | None:
    number = int(match["nth"])
    if _BEFORE_CHRIST.match(scene.after(match.end())) or not 1 <= number <= 30:
        return None
    return _part(_years(number * 100 - 99, number * 100), match["part"])


def _century_in_words(match: Match, scene: _Scene) -> _Stretch:
    number = _CENTURIES[match["word"].lower()]
    return _part(_years(number * 100 - 99, number * 100), match["part"])


_BEFORE_CHRIST = re.compile(r"\s?(?:B\.?C|b\.c)")


def _year_range(match: Match, scene: _Scene) -> _Stretch | None:
    first, last = match["year"], match["to_year"]
    whole = first[: 4 - len(last)] + last
    return _years(int(first), int(whole)) if int(first) < int(whole) < int(first) + 100 else None


def _year(match: Match, scene: _Scene) -> _Stretch | None:
    """A bare number of four digits, where the words about it count nothing and number nothing."""
    year, before, after = int(match["year"]), scene.before(match.start()), scene.after(match.end())
    if _NUMBERED.search(before) or _MORE_OF_A_NUMBER.match(after):
        return None
    if _COUNTED.match(after) and not _SURE_YEAR_PREPOSITION.search(before):
        return None
    if not 1800 <= year <= 2100 and not match["part"] and not _YEAR_PREPOSITION.search(before):
        return None
    return _part(_years(year), match["part"])


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


def _quarter(match: Match, scene: _Scene) -> _Stretch | None:
    """A quarter of a year, or a half; without its year only where the words about it speak of money."""
    length = 3 if match["unit"].lower() == "quarter" else 6
    count = 12 // length
    number = count if match["nth"].lower() == "last" else _ORDINALS[match["nth"].lower()]
    if number > count:
        return None
    start = (number - 1) * length + 1
    year = match["year"] or match["of_year"]
    if year:
        return _months(int(year), start, length)
    how = match["how"] or match["of_how"]
    if how:
        return _months(scene.today.year + _STEPS[_spaced(how)], start, length)
    around = scene.text[max(0, match.start() - 150) : match.end() + 150]
    if length == 6 or not _MONEY.search(around):
        return None
    return _months(_year_of_quarter(start, scene.today), start, length)


def _year_of_quarter(start: int, today: date) -> int:
    return min((today.year, today.year - 1, today.year + 1), key=lambda year: abs(date(year, start + 1, 15) - today))


_MONEY = re.compile(
    r"(?i)\b(?:profit|earn|net income|revenue|sales|shares?\b|cents|dividend|econom|gdp|growth|shipments)"
)


def _calendar_unit(match: Match, scene: _Scene) -> _Stretch:
    """Last week, this year, early next month."""
    how, unit = _spaced(match["how"]), _unit(match["unit"])
    return _part(_around(_moved(scene.today, _STEPS[how], unit), unit), match["part"])


def _part_of_unit(match: Match, scene: _Scene) -> _Stretch:
    """The end of the year, the start of last week."""
    unit, how = _unit(match["unit"]), _spaced(match["how"])
    return _part(_around(_moved(scene.today, _STEPS.get(how, 0), unit), unit), match["part"])


def _year_end(match: Match, scene: _Scene) -> _Stretch:
    return _part(_around(scene.today, "year"), "end")


def _earlier_in(match: Match, scene: _Scene) -> _Stretch:
    """Earlier in the day: of the day last spoken of, or else of the report. Later in the year: of the report."""
    unit, day = _unit(match["unit"]), scene.today
    with suppress(_UnanchoredError):
        day = scene.anchor(match.start(), unit).first if unit == "day" else day
    return _around(day, unit)


def _weekend(match: Match, scene: _Scene) -> _Stretch:
    """A weekend: without further words the last one, on Saturday and Sunday the current one."""
    how, today = _spaced(match["how"]), scene.today
    if how in ("the past", "this past"):
        how = "last"
    if how in ("the", "this") and today.weekday() < 5:
        how = _unmarked_weekend(how, today, _tense(match, scene))
    return _around(_moved(today, _STEPS.get(how.removeprefix("the "), 0), "week"), "weekend")


def _unmarked_weekend(how: str, today: date, tense: Tense) -> str:
    """Early in the week, this weekend may be the last one; later the weekend may be the coming one."""
    if how == "this":
        return "last" if today.weekday() < 3 and tense == "behind" else "this"
    return "this" if tense == "ahead" else "last"


def _rolling(match: Match, scene: _Scene) -> _Stretch | None:
    """The past two weeks: from then until the day of the report; the next two: from that day on."""
    step, count = _STEPS[_spaced(match["how"]).split()[-1]], _number(match["count"] or "one")
    unit = _unit(match["unit"])
    if not match["count"] and match["unit"].lower().endswith("s"):
        return None
    if unit == "hour":
        unit, count, rest = "day", *divmod(count, 24)
        if rest or not count:
            return None
    edge, today = _moved(scene.today, step * count, unit), scene.today
    first, last = min(edge, today), max(edge, today)
    return _Stretch(first, last, _rolling_grain(unit, count))


def _rolling_grain(unit: str, count: int) -> Grain:
    if unit in _DAYS_IN:
        return "day"
    return "month" if unit == "month" or (unit == "year" and count <= 2) else "year"


def _ago(match: Match, scene: _Scene) -> _Stretch:
    """Two days ago, a year ago this week: as exact as the unit."""
    count, unit, exact = _number(match["count"]), _unit(match["unit"]), match["exact"]
    day = _moved(scene.today, _STEPS[_spaced(match["how"])] * count, unit)
    if exact:
        return _around(day, _spaced(exact).removeprefix("this ").replace("today", "day"))
    return _around(day, {"decade": "year", "century": "year"}.get(unit, unit))


def _later(match: Match, scene: _Scene) -> _Stretch:
    """Two days later, a year earlier: counted from the time last spoken of."""
    count, unit = _number(match["count"]), _unit(match["unit"])
    anchor = scene.anchor(match.start(), unit)
    return _stepped(anchor, _STEPS[match["how"].lower()] * count, unit)


def _stepped(anchor: _Stretch, count: int, unit: str) -> _Stretch:
    first, last = _moved(anchor.first, count, unit), _moved(anchor.last, count, unit)
    if anchor.first == anchor.last:
        return _around(first, unit if unit in _MONTHS_IN else "day")
    if anchor.grain == "day":
        return _Stretch(first, last, "day")
    if anchor.grain == "month":
        length = (anchor.last.year - anchor.first.year) * 12 + anchor.last.month - anchor.first.month + 1
        return _months(first.year, first.month, length)
    return _years(first.year, last.year)


def _anchored(match: Match, scene: _Scene) -> _Stretch:
    """That day, the same week, the following month."""
    unit = _unit(match["unit"])
    step = _STEPS[_spaced(match["how"]).removeprefix("the ").removeprefix("that ")]
    anchor = scene.anchor(match.start(), unit)
    return _around(_moved(anchor.first, step, unit), unit)


def _day_before(match: Match, scene: _Scene) -> _Stretch:
    """The day before, where no further words say before what."""
    anchor = scene.anchor(match.start(), "day")
    return _day(_moved(anchor.first, _STEPS[match["how"].lower()], "day"))


def _day_word(match: Match, scene: _Scene) -> _Stretch:
    return _day(scene.today + timedelta(days=_DAY_WORDS[_spaced(match["word"])]))


def _weekday(match: Match, scene: _Scene) -> _Stretch | None:
    """The nearest such day, the report's own included: past, unless the words about it look ahead."""
    number, today, how = _weekday_number(match["weekday"]), scene.today, _spaced(match["how"] or "")
    if _is_a_name(match, scene):
        return None
    since = (today.weekday() - number) % 7
    until = (number - today.weekday()) % 7
    match how:
        case "last" | "this past":
            return _day(today - timedelta(days=since or 7))
        case "next":
            return _day(today + timedelta(days=7 - today.weekday() + number))
        case "this coming" | "coming":
            return _day(today + timedelta(days=until or 7))
        case "this":
            return _day(today + timedelta(days=until))
        case "previous" | "following" | "the previous" | "the following":
            return _weekday_from_anchor(match, scene, number)
    return _day(today + timedelta(days=until) if _tense(match, scene) == "ahead" else today - timedelta(days=since))


def _is_a_name(match: Match, scene: _Scene) -> bool:
    return _BEFORE_A_NAME.search(scene.text, max(0, match.start() - 25), match.start()) is not None


def _weekday_from_anchor(match: Match, scene: _Scene, number: int) -> _Stretch:
    anchor = scene.anchor(match.start(), "day").first
    if _spaced(match["how"]).endswith("previous"):
        return _day(anchor - timedelta(days=(anchor.weekday() - number) % 7 or 7))
    return _day(anchor + timedelta(days=(number - anchor.weekday()) % 7 or 7))


def _holiday(match: Match, scene: _Scene) -> _Stretch | None:
    name, today = _spaced(match["name"]), scene.today
    years = [int(match["year"])] if match["year"] else [today.year + step for step in (0, -1, 1)]
    return _day(min((_holiday_in(year, name) for year in years), key=lambda day: abs(day - today)))


def _holiday_in(year: int, name: str) -> date:
    if name in _FIXED_DAYS:
        return date(year, *_FIXED_DAYS[name])
    month, weekday, nth = _NTH_WEEKDAYS[name]
    if nth < 0:
        last = date(year, month, _month_length(year, month))
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


# --- the rules -------------------------------------------------------------------------------------------------------


def _one_of(words: Iterable[str]) -> str:
    """An alternation, the longest first."""
    return "|".join(sorted((word.replace(".", r"\.").replace("'", "['’]") for word in words), key=len, reverse=True))


def _named(words: Iterable[str]) -> str:
    """An alternation of names: March or MARCH, but not march."""
    return "|".join(form for word in words for form in (word.title(), word.upper()))


_FULL_MONTHS = [word for word in _MONTHS if len(word) > 4 or word in ("may", "june", "july")]
_SHORT_MONTHS = [word for word in _MONTHS if word not in _FULL_MONTHS]
_FULL_WEEKDAYS = [word for word in _WEEKDAYS if word.endswith("day")]
_SHORT_WEEKDAYS = [word for word in _WEEKDAYS if not word.endswith("day")]

# What `<NAME>` stands for in a pattern below; a blank there stands for a blank or two, or the end of a line.
_SLOTS = {
    "MONTH": f"(?P<month>(?-i:{_named(_FULL_MONTHS)}|(?:{_named(_SHORT_MONTHS)})\\b\\.?))",
    "FULL MONTH": f"(?P<month>(?-i:{_named(_FULL_MONTHS)})\\b)",
    "WEEKDAY": f"(?P<weekday>(?-i:{_named(_FULL_WEEKDAYS)})\\b)",
    "ANY WEEKDAY": f"(?P<weekday>(?-i:{_named(_FULL_WEEKDAYS)}|(?:{_named(_SHORT_WEEKDAYS)})\\b\\.?))",
    "DAY": "(?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9]|[.,:][0-9]|%)",
    "TO DAY": "(?: ?[-–] ?| to | and | & | or )"
    "(?P<to_day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9]|[.,:][0-9]|%)",
    "YEAR": "(?P<year>1[0-9]{3}|20[0-9]{2})(?![0-9])",
    "PART": "(?:the )?(?P<part>early|mid|late|<BEGINNING>)(?: of(?: the)? | in | |-)",
    "BEGINNING": "(?:beginning|middle|start|end|close|(?:first|second|last|latter) half)(?= of )",
    "LATER": "(?:early|earlier|late|later)(?: on)? ",
    "NUMBER": f"(?P<count>[0-9]{{1,3}}|{_one_of(_NUMBERS)})",
    "UNIT": "(?P<unit>(?:day|night|week|weekend|fortnight|month|year|decade)s?|century|centuries)\\b",
    "LONG UNIT": "(?P<unit>week|month|year|decade|century)\\b",
    "CALENDAR UNIT": "(?P<unit>day|night|morning|afternoon|evening|week|weekend|month|year)\\b",
    "DAY UNIT": "(?P<unit>day|night|morning|afternoon|evening)\\b",
    "DAYPART": " (?:early |late |mid-?)?(?:morning|afternoon|evening|night)\\b",
    "SEASON": f"(?P<season>{_one_of(_SEASONS)})\\b",
    "NEAR": "(?:<LATER>)?(?P<how>this past|this coming|last|next|this) ",
    "HOLIDAY": f"(?P<name>{_one_of([*_FIXED_DAYS, *_NTH_WEEKDAYS])})\\b",
}
_BLANK = r"(?:[ \t\xa0]{1,2}|\r?\n)"

_Resolver = Callable[[Match, _Scene], _Stretch | None]
_RULES: tuple[tuple[_Resolver, str], ...] = (
    (_no_time, f"(?-i:{'|'.join(_NAMES_THAT_ARE_NO_TIME)})\\b"),
    (_iso_day, "(?P<y>[12][0-9]{3})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])(?![0-9])"),
    (_dotted_day, "(?P<d>[0-3]?[0-9])\\.(?P<m>[01]?[0-9])\\.(?P<y>[12][0-9]{3})(?![0-9])"),
    (_slashed_day, "(?P<a>[0-3]?[0-9])/(?P<b>[0-3]?[0-9])/(?P<y>[12][0-9]{3})(?![0-9])"),
    (_nine_eleven, "9/11(?![0-9/])"),
    (_date, "(?:<ANY WEEKDAY>,? )?(?:the )?<DAY>(?:<TO DAY>)?(?: of)? <MONTH>(?:,? <YEAR>)?"),
    (_week_of, "(?:the )?week of (?:<ANY WEEKDAY>,? )?<MONTH> ?<DAY>(?:<TO DAY>)?(?:,? <YEAR>)?"),
    (_date, "(?:<ANY WEEKDAY>,? )?<MONTH> ?<DAY>(?:<TO DAY>)?(?:,? <YEAR>)?"),
    (_month_of_year, "(?:<PART>)?<MONTH>(?:,| of)? <YEAR>"),
    (_month_of_near_year, "(?:<PART>)?<FULL MONTH>(?: of)? (?P<how>last|this|next) year\\b"),
    (_season_of_year, "(?:<PART>|the )?<SEASON>(?:,| of)? <YEAR>"),
    (_decade, "(?:<PART>|the )?(?P<year>1[0-9]{2}0|20[0-9]0)s\\b"),
    (_short_decade, "(?:<PART>|the )?['’‘](?P<ten>[2-9]0)s\\b"),
    (_decade_in_words, f"(?:<PART>|the )(?P<word>{_one_of(_DECADES)})\\b"),
    (_century, "(?:<PART>|the )?(?P<nth>[0-9]{1,2})(?:st|nd|rd|th)(?: |-)century\\b"),
    (_century_in_words, f"(?:<PART>|the )?(?P<word>{_one_of(_CENTURIES)})(?: |-)century\\b"),
    (_quarter, "(?:(?:the )?(?P<year>(?:19|20)[0-9]{2}) |(?P<how>this|last|next) year['’]s |the )?"
     "(?P<nth>first|second|third|fourth|last)(?: |-)(?P<unit>quarter|half)\\b"
     "(?: of (?:(?P<of_year>(?:19|20)[0-9]{2})|(?P<of_how>this|last|next) year)\\b)?"),
    (_year_range, "<YEAR>[-–](?P<to_year>[0-9]{4}|[0-9]{2})(?![0-9-])"),
    (_year, "(?:<PART>)?<YEAR>"),
    (_month_alone, "(?:<NEAR>|<PART>)?<FULL MONTH>"),
    (_season_alone, "(?:<NEAR>)?<SEASON>"),
    (_day_word, f"(?:<LATER>)?(?P<word>{_one_of(_DAY_WORDS)})\\b(?:<DAYPART>)?"),
    (_weekday, "(?:<LATER>)?(?:(?P<how>this past|this coming|coming|last|next|this|(?:the )?(?:previous|following)) )?"
     "<WEEKDAY>(?:<DAYPART>)?"),
    (_weekend, "(?P<how>the past|the coming|this past|this coming|last|next|this|the) weekend\\b"),
    (_ago, "<NUMBER> <UNIT> (?P<how>ago|from now|hence)\\b(?: (?P<exact>today|this week|this month)\\b)?"),
    (_later, "<NUMBER> <UNIT> (?P<how>earlier|later)\\b(?! than)"),
    (_calendar_unit, "(?:(?P<part>early|mid|late)(?: |-)|<LATER>|sometime )?(?P<how>last|this|next) <LONG UNIT>"),
    (_anchored, "(?P<how>the next) <DAY UNIT>"),
    (_rolling, "(?P<how>(?:the|this) (?:past|last|next|coming)|past|last|next) (?:<NUMBER> )?"
     "(?P<unit>(?:hour|day|week|month|year|decade)s?)\\b"),
    (_part_of_unit, "<PART>(?P<how>the|this|last|next) <LONG UNIT>"),
    (_year_end, "year['’]s end\\b|year-end\\b"),
    (_earlier_in, "(?:earlier|later) in the (?P<unit>day|week|month|year)\\b(?! on)"),
    (_anchored, "(?:<LATER>)?(?P<how>(?:the|that) same|that|the following|the previous|the preceding) "
     "<CALENDAR UNIT>"),
    (_day_before, "the day (?P<how>before|after)(?=[.,;)]|$)"),
    (_holiday, "<HOLIDAY>(?:,? <YEAR>)?"),
)  # fmt: skip


def _written_out(pattern: str) -> str:
    """The pattern with its slots filled and its blanks loosened."""
    filled = re.sub(r"<([A-Z ]+)>", lambda slot: _SLOTS[slot[1]], pattern)
    return filled.replace(" ", _BLANK) if filled == pattern else _written_out(filled)


def _first_words(words: Iterable[str]) -> str:
    """An alternation by first letter: four times as fast as to try every rule at every word."""
    by_letter: dict[str, set[str]] = {}
    for word in words:
        first = re.split("[ -]", word)[0].lower()
        by_letter.setdefault(first[0], set()).add(first[1:])
    return "|".join(f"[{letter}{letter.upper()}](?i:{_one_of(rests)})" for letter, rests in sorted(by_letter.items()))


_STARTS = _first_words((
    "the", "that", "week", "coming", "sometime", "year",
    *_MONTHS, *_WEEKDAYS, *_SEASONS, *_NUMBERS, *_ORDINALS, *_DECADES, *_CENTURIES, *_DAY_WORDS, *_STEPS, *_PARTS,
    *_FIXED_DAYS, *_NTH_WEEKDAYS,
))  # fmt: skip
_EDGE = rf"(?<!\w)(?<![0-9][.,])(?=[0-9'’‘\"“]|(?:{_STARTS})\b)"
_READERS = [(resolve, re.compile(_written_out(pattern), re.IGNORECASE)) for resolve, pattern in _RULES]
_WITHOUT_NAMES = [re.sub("[(][?]P<[a-z_]+>", "(?:", reader.pattern) for _, reader in _READERS]
_ANY = re.compile(f"{_EDGE}(?i:{'|'.join(f'(?P<r{n}>{pattern})' for n, pattern in enumerate(_WITHOUT_NAMES))})")


def find_times(text: str, published: str | None, within: Span | None = None) -> tuple[When, ...]:
    """The times that the text names, in order and without overlap. `published` is the report's ISO date."""
    start, end = within or Span(0, len(text))
    scene = _Scene(text, _published_day(published))
    for match in _ANY.finditer(text, start, end):
        stretch = _resolved(match, scene, end)
        if stretch:
            scene.found.append((stretch, Span(*match.span())))
    return tuple(When(stretch.value, span) for stretch, span in _joined(scene.found, text))


def _published_day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _resolved(match: Match, scene: _Scene, end: int) -> _Stretch | None:
    """None where the calendar has no such day, and where the words hang on a day that is unknown."""
    resolve, reader = _READERS[int((match.lastgroup or "r0")[1:])]
    found = reader.match(scene.text, match.start(), end)
    try:
        return resolve(found, scene) if found else None
    except (_UnanchoredError, ValueError, OverflowError):
        return None


def _joined(found: list[tuple[_Stretch, Span]], text: str) -> list[tuple[_Stretch, Span]]:
    """Two times with "from ... to" or a dash between them become the interval that they bound."""
    out: list[tuple[_Stretch, Span]] = []
    for stretch, span in found:
        if out and _bound(out[-1], (stretch, span), text):
            first, start = out.pop()
            stretch, span = _Stretch(first.first, stretch.last, stretch.grain), Span(start.start, span.end)
        out.append((stretch, span))
    return out


def _bound(one: tuple[_Stretch, Span], other: tuple[_Stretch, Span], text: str) -> bool:
    (first, start), (last, end) = one, other
    if first.grain != last.grain or first.last >= last.first or end.start - start.end > 10:
        return False
    between, before = text[start.end : end.start], text[max(0, start.start - 9) : start.start]
    return bool(_DASH.fullmatch(between) or (_TO.fullmatch(between) and _FROM.search(before)))


_DASH = re.compile(r"\s?[-–—]\s?")
_TO = re.compile(r"\s(?:to|through|until|till|and)\s")
_FROM = re.compile(r"(?i)\b(?:from|between)\s(?:the\s)?$")

# --- header lines ----------------------------------------------------------------------------------------------------

_LONGEST_HEADER = 300
_ANY_MONTH = f"(?P<month>{_one_of(_MONTHS)})\\b\\.?"
_NTH = "(?P<d>[0-3]?[0-9])(?:st|nd|rd|th)?"
_HEADER_DATES = tuple(
    re.compile(rf"(?<![\w/.-])(?:{pattern})(?![0-9/])(?!\.[0-9])", re.IGNORECASE)
    for pattern in (
        "(?P<y>[12][0-9]{3})(?P<sep>[-/.])(?P<m>[01]?[0-9])(?P=sep)(?P<d>[0-3]?[0-9])",
        r"(?P<d>[0-3]?[0-9])\.[ ]?(?P<m>[01]?[0-9])\.[ ]?(?P<y>[12][0-9]{3}|[0-9]{2})",
        "(?P<a>[0-3]?[0-9])(?P<sep>[/-])(?P<b>[0-3]?[0-9])(?P=sep)(?P<y>[12][0-9]{3}|[0-9]{2})",
        rf"{_NTH}[ ]?(?:of[ ])?[ -]?{_ANY_MONTH},?[ -]?(?P<y>[12][0-9]{{3}})",
        rf"{_ANY_MONTH}[ -]{_NTH}(?:,[ ]?|[ -])(?P<y>[12][0-9]{{3}})",
    )
)
_HEADER_WORDS = frozenset(
    "published posted updated modified edited created revised reviewed released filed printed last first page story"
    " article date dated time on at in the of and from by a issue volume vol no print edition online web version"
    " am pm m p noon midnight local hrs hours gmt utc bst est edt et cst cdt ct mst mdt mt pst pdt pt ist cet cest eet"
    " eest msk jst hkt aest aedt z uk us comments comment views share email st nd rd th".split()
)
_CLOCK = re.compile(
    r"(?i)T?[0-9]{1,2}[:.h][0-9]{2}(?:[:.][0-9]{2})*(?:\s?[ap]\.?\s?m\b\.?)?|[0-9]{1,2}\s?[ap]\.?m\b\.?|[+-][0-9]{4}"
)
_AUTHOR = re.compile(
    r"(?i)\bby\s[^|•·,;–—]{1,60}?(?=\s*(?:$|[|•·,;–—]|\s-\s|\son\b|\spublished\b|\sposted\b|\supdated\b))"
)
_SET_APART = re.compile(r"[,|•·:;–—()\[\]/\t\n]|\s-\s|\s\s")
_LABELS = re.compile(
    r"(?i)\b(?:(?P<new>published|posted|created|released|filed|date|dated)|(?P<changed>updated|modified|edited|revised))\b"
)


def find_header_date(line: str) -> tuple[str, Span] | None:
    """The ISO day that a header line such as "Published: Friday, March 2, 2007 10:30 AM EST" states, and where.

    None where it states none, where it is prose that names a date in passing, and where it cannot be told which date
    is meant ("03-05-2007", or two days without a word on either).
    """
    if len(line) > _LONGEST_HEADER:
        return None
    dates = _header_dates(line)
    if not dates or not _is_header(line, [span for _, span in dates]):
        return None
    ranks = [_header_rank(line, dates, n) for n in range(len(dates))]
    best = [found for found, rank in zip(dates, ranks, strict=True) if rank == min(ranks)]
    if min(ranks) == 1 and len({day for day, _ in best}) > 1:
        return None
    return best[0][0].isoformat(), best[0][1]


def _header_dates(line: str) -> list[tuple[date, Span]]:
    found: list[tuple[date, Span]] = []
    for pattern in _HEADER_DATES:
        for match in pattern.finditer(line):
            day, span = _header_day(match.groupdict()), Span(*match.span())
            if day and not any(span.meets(other) for _, other in found):
                found.append((day, span))
    return sorted(found, key=lambda pair: pair[1])


def _header_day(parts: dict[str, str | None]) -> date | None:
    """None where the calendar has no such day, and for dashes that may be read both ways."""
    year = int(parts["y"] or 0)
    if year < 100:
        year += 1900 if year >= 70 else 2000
    try:
        if "a" in parts:
            a, b = int(parts["a"] or 0), int(parts["b"] or 0)
            if parts["sep"] == "-" and a != b and max(a, b) <= 12:
                return None
            return _from_slashes(a, b, year)
        month = int(parts["m"] or 0) if "m" in parts else _month(parts["month"] or "")
        return date(year, month, int(parts["d"] or 0))
    except ValueError:
        return None


def _is_header(line: str, spans: list[Span]) -> bool:
    """Whether the rest of the line is what stands beside a date: labels, times, a place, a name; no prose."""
    rest = line
    for span in spans:
        rest = rest[: span.start] + "\0" * (span.end - span.start) + rest[span.end :]
    rest = _AUTHOR.sub(" ", _CLOCK.sub(" ", rest))
    unknown = 0
    for piece in _SET_APART.split(rest):
        names = [word for word in re.findall(r"[^\W_]+", piece) if not _belongs_in_header(word)]
        if any(word[0].islower() for word in names) or ("\0" in piece and len(names) > 1):
            return False
        unknown += len(names)
    return unknown <= 6


def _belongs_in_header(word: str) -> bool:
    return word.isdecimal() or word.lower() in _HEADER_WORDS or word.lower() in _WEEKDAYS


def _header_rank(line: str, dates: list[tuple[date, Span]], n: int) -> int:
    """0 for a day of publication, 1 without a word on it, 2 for a later change."""
    before = line[dates[n - 1][1].end if n else 0 : dates[n][1].start]
    labels = list(_LABELS.finditer(before))
    if not labels:
        return 1
    return 0 if labels[-1]["new"] and not any(label["changed"] for label in labels) else 2
