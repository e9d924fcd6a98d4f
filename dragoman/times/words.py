"""Words for times, and what they count."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Grain = Literal["day", "month", "year"]
Tense = Literal["ahead", "behind"] | None
Match = re.Match[str]


MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6,
    "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
NUMBERS = {
    "a": 1, "an": 1, "another": 1, "half a": 0.5, "half an": 0.5, "a half": 0.5, "couple of": 2, "a couple": 2,
    "a couple of": 2, "a dozen": 12, **ONES, **TEENS, **TENS,
}  # fmt: skip
SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "million": 1_000_000}
VAGUE_NUMBERS = ("a few", "few", "several", "many", "some", "a number of", "dozens of", "hundreds of", "thousands of")
HEDGES = (
    "about", "around", "approximately", "roughly", "nearly", "almost", "close to", "some", "an estimated", "at least",
    "at most", "up to", "as many as", "as much as", "as long as", "as little as", "more than", "less than",
    "fewer than", "no more than", "over", "under", "just over", "just under", "well over", "an additional", "another",
)  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
DECADES = {
    "twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970,
    "eighties": 1980, "nineties": 1990,
}  # fmt: skip
CENTURIES = {
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
    "twenty-first": 21,
}  # fmt: skip
DAY_WORDS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "yesterday": -1, "last night": -1, "last evening": -1, "tomorrow": 1,
    "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip
STEPS = {
    "last": -1, "previous": -1, "past": -1, "this past": -1, "preceding": -1, "before": -1, "earlier": -1, "ago": -1,
    "prior": -1,
    "this": 0, "that": 0, "same": 0, "current": 0,
    "next": 1, "following": 1, "coming": 1, "this coming": 1, "after": 1, "later": 1, "from now": 1, "hence": 1,
}  # fmt: skip
PARTS = {
    "early": "early", "beginning": "early", "start": "early",
    "mid": "mid", "middle": "mid",
    "late": "late", "end": "late", "close": "late",
    "first half": "first half", "second half": "second half", "last half": "second half", "latter half": "second half",
}  # fmt: skip
# Where a part of a year, a month or ten years begins and ends.
PART_OF_YEAR = {"early": (1, 3), "mid": (5, 8), "late": (10, 12), "first half": (1, 6), "second half": (7, 12)}
PART_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "first half": (1, 15), "second half": (16, 31)}
PART_OF_TEN = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "first half": (0, 4), "second half": (5, 9)}

DAYS_IN = {"day": 1, "night": 1, "morning": 1, "afternoon": 1, "evening": 1, "week": 7, "weekend": 7, "fortnight": 14}
MONTHS_IN = {"month": 1, "quarter": 3, "season": 12, "year": 12, "decade": 120, "century": 1200}

# Holidays on a fixed day, and those on the nth weekday of a month (-1: its last).
FIXED_DAYS = {
    "new year's day": (1, 1), "valentine's day": (2, 14), "st. patrick's day": (3, 17), "may day": (5, 1),
    "bastille day": (7, 14), "fourth of july": (7, 4), "independence day": (7, 4), "halloween": (10, 31),
    "armistice day": (11, 11), "veterans day": (11, 11), "christmas eve": (12, 24), "christmas day": (12, 25),
    "christmas": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
}  # fmt: skip
NTH_WEEKDAYS = {
    "martin luther king day": (1, 0, 3), "presidents' day": (2, 0, 3), "memorial day": (5, 0, -1),
    "labor day": (9, 0, 1), "columbus day": (10, 0, 2), "thanksgiving day": (11, 3, 4), "thanksgiving": (11, 3, 4),
}  # fmt: skip

# Names that hold a weekday or a month and are no time, and the first Monday of a month: whole ones, and what stands
# before it.
NAMES_THAT_ARE_NO_TIME = (
    "Sunday (?:Times|Telegraph|Mirror|Express|Herald|Mail|Post|Star|Sun|Independent|Tribune|Business|school|best)",
    "(?:Saturday|Monday) Night (?:Live|Football)", "Saturday Evening Post", "Friday the 13th", "October Revolution",
    "October [Ss]urprise", "60 Minutes", "48 Hours", "July Monarchy", "August Wilson",
    "This Week [Ww]ith", "[\"“]This Week",
    "[Tt]oday['’]s (?:world|youth|society|young|generation|modern|standards)",
)  # fmt: skip
BEFORE_A_NAME = re.compile(
    r"\b(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ee]very(?: other)?|[Ee]ach|(?:Mail|Independent|Scotland) on|Fox News"
    r"|NFL|Sheffield|Bloody|Palm|Easter|Black|Casual|Freaky|Man|Girl|Good|Blue|Cyber|Super|Fat|Shrove|Ruby|Ash|Holy"
    r"|Maundy|Theresa|Brian|Prime Minister)\s\Z"
)

# Units as TIMEX3 writes them, and how many of the code's unit make one.
LENGTH_CODES = {
    "second": (1, "TS"), "minute": (1, "TM"), "hour": (1, "TH"), "day": (1, "D"), "night": (1, "D"),
    "weekend": (1, "WE"), "week": (1, "W"), "fortnight": (2, "W"), "month": (1, "M"), "quarter": (1, "Q"),
    "year": (1, "Y"), "decade": (10, "Y"), "century": (100, "Y"), "millennium": (1000, "Y"),
}  # fmt: skip
VAGUE_LENGTH_CODES = {"decade": "E", "century": "C", "millennium": "L"}
SEASON_CODES = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
HOURS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "overnight": "NI"}
NOONS = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
ADVERBS = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P3M",
    "annually": "P1Y", "yearly": "P1Y",
}  # fmt: skip
# Times without a date. "Previously" and "future" are left out: of ten in news text people mark one or two as times.
REFERENCES = {
    "now": "PRESENT_REF", "right now": "PRESENT_REF", "just now": "PRESENT_REF", "currently": "PRESENT_REF",
    "presently": "PRESENT_REF", "at present": "PRESENT_REF", "the present": "PRESENT_REF", "nowadays": "PRESENT_REF",
    "these days": "PRESENT_REF", "at the moment": "PRESENT_REF", "at this moment": "PRESENT_REF",
    "at this time": "PRESENT_REF", "at this point": "PRESENT_REF",
    "recently": "PAST_REF", "more recently": "PAST_REF", "most recently": "PAST_REF", "lately": "PAST_REF",
    "the past": "PAST_REF", "the recent past": "PAST_REF", "long ago": "PAST_REF", "not long ago": "PAST_REF",
    "some time ago": "PAST_REF", "a while ago": "PAST_REF",
    "soon": "FUTURE_REF", "shortly": "FUTURE_REF", "as soon as possible": "FUTURE_REF", "the future": "FUTURE_REF",
    "the near future": "FUTURE_REF", "the foreseeable future": "FUTURE_REF", "the near term": "FUTURE_REF",
    "the short term": "FUTURE_REF", "the long term": "FUTURE_REF",
}  # fmt: skip


def one_of(words: Iterable[str]) -> str:
    """An alternation, the longest first."""
    return "|".join(sorted((word.replace(".", r"\.").replace("'", "['’]") for word in words), key=len, reverse=True))


def spaced(words: str) -> str:
    """Lower case, with one blank between words and a straight apostrophe."""
    return " ".join(words.lower().split()).replace("’", "'")


def unit_of(word: str) -> str:
    word = word.lower()
    return {"centuries": "century", "millennia": "millennium"}.get(word, word.removesuffix("s"))


def number_of(words: str) -> float:
    """Thirty-five, "a couple of", "two hundred", 1,500."""
    words = spaced(words)
    if words in NUMBERS:
        return float(NUMBERS[words])
    if words[0].isdecimal():
        return float(words.replace(",", ""))
    first, _, rest = words.replace("-", " ").partition(" ")
    return number_of(first) * SCALES[rest] if rest in SCALES else number_of(first) + number_of(rest)
