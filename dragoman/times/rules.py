"""The rules: a pattern of words and, beside each, the function that gives its value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from dragoman.record import Span, When
from dragoman.times.scene import Scene, UnanchoredError
from dragoman.times.stretches import Stretch
from dragoman.times.values import (
    ago,
    anchored,
    calendar_unit,
    century_in_words,
    century_of,
    dated,
    day_before,
    day_word,
    decade_in_words,
    decade_of,
    dotted_day,
    earlier_in,
    holiday,
    iso_day,
    later,
    month_alone,
    month_of_near_year,
    month_of_year,
    named_weekday,
    nine_eleven,
    no_time,
    part_of_unit,
    quarter,
    rolling,
    season_alone,
    season_of_year,
    short_decade,
    single_year,
    slashed_day,
    week_of,
    weekend,
    year_end,
    year_range,
)
from dragoman.times.words import (
    CENTURIES,
    DAY_WORDS,
    DECADES,
    FIXED_DAYS,
    MONTHS,
    NAMES_THAT_ARE_NO_TIME,
    NTH_WEEKDAYS,
    NUMBERS,
    ORDINALS,
    PARTS,
    SEASONS,
    STEPS,
    WEEKDAYS,
    Match,
)


def one_of(words: Iterable[str]) -> str:
    """An alternation, the longest first."""
    return "|".join(sorted((word.replace(".", r"\.").replace("'", "['’]") for word in words), key=len, reverse=True))


def _named(words: Iterable[str]) -> str:
    """An alternation of names: March or MARCH, but not march."""
    return "|".join(form for word in words for form in (word.title(), word.upper()))


_FULL_MONTHS = [word for word in MONTHS if len(word) > 4 or word in ("may", "june", "july")]
_SHORT_MONTHS = [word for word in MONTHS if word not in _FULL_MONTHS]
_FULL_WEEKDAYS = [word for word in WEEKDAYS if word.endswith("day")]
_SHORT_WEEKDAYS = [word for word in WEEKDAYS if not word.endswith("day")]

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
    "NUMBER": f"(?P<count>[0-9]{{1,3}}|{one_of(NUMBERS)})",
    "UNIT": "(?P<unit>(?:day|night|week|weekend|fortnight|month|year|decade)s?|century|centuries)\\b",
    "LONG UNIT": "(?P<unit>week|month|year|decade|century)\\b",
    "CALENDAR UNIT": "(?P<unit>day|night|morning|afternoon|evening|week|weekend|month|year)\\b",
    "DAY UNIT": "(?P<unit>day|night|morning|afternoon|evening)\\b",
    "DAYPART": " (?:early |late |mid-?)?(?:morning|afternoon|evening|night)\\b",
    "SEASON": f"(?P<season>{one_of(SEASONS)})\\b",
    "NEAR": "(?:<LATER>)?(?P<how>this past|this coming|last|next|this) ",
    "HOLIDAY": f"(?P<name>{one_of([*FIXED_DAYS, *NTH_WEEKDAYS])})\\b",
}
_BLANK = r"(?:[ \t\xa0]{1,2}|\r?\n)"

_Resolver = Callable[[Match, Scene], Stretch | None]
_RULES: tuple[tuple[_Resolver, str], ...] = (
    (no_time, f"(?-i:{'|'.join(NAMES_THAT_ARE_NO_TIME)})\\b"),
    (iso_day, "(?P<y>[12][0-9]{3})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])(?![0-9])"),
    (dotted_day, "(?P<d>[0-3]?[0-9])\\.(?P<m>[01]?[0-9])\\.(?P<y>[12][0-9]{3})(?![0-9])"),
    (slashed_day, "(?P<a>[0-3]?[0-9])/(?P<b>[0-3]?[0-9])/(?P<y>[12][0-9]{3})(?![0-9])"),
    (nine_eleven, "9/11(?![0-9/])"),
    (dated, "(?:<ANY WEEKDAY>,? )?(?:the )?<DAY>(?:<TO DAY>)?(?: of)? <MONTH>(?:,? <YEAR>)?"),
    (week_of, "(?:the )?week of (?:<ANY WEEKDAY>,? )?<MONTH> ?<DAY>(?:<TO DAY>)?(?:,? <YEAR>)?"),
    (dated, "(?:<ANY WEEKDAY>,? )?<MONTH> ?<DAY>(?:<TO DAY>)?(?:,? <YEAR>)?"),
    (month_of_year, "(?:<PART>)?<MONTH>(?:,| of)? <YEAR>"),
    (month_of_near_year, "(?:<PART>)?<FULL MONTH>(?: of)? (?P<how>last|this|next) year\\b"),
    (season_of_year, "(?:<PART>|the )?<SEASON>(?:,| of)? <YEAR>"),
    (decade_of, "(?:<PART>|the )?(?P<year>1[0-9]{2}0|20[0-9]0)s\\b"),
    (short_decade, "(?:<PART>|the )?['’‘](?P<ten>[2-9]0)s\\b"),
    (decade_in_words, f"(?:<PART>|the )(?P<word>{one_of(DECADES)})\\b"),
    (century_of, "(?:<PART>|the )?(?P<nth>[0-9]{1,2})(?:st|nd|rd|th)(?: |-)century\\b"),
    (century_in_words, f"(?:<PART>|the )?(?P<word>{one_of(CENTURIES)})(?: |-)century\\b"),
    (quarter, "(?:(?:the )?(?P<year>(?:19|20)[0-9]{2}) |(?P<how>this|last|next) year['’]s |the )?"
     "(?P<nth>first|second|third|fourth|last)(?: |-)(?P<unit>quarter|half)\\b"
     "(?: of (?:(?P<of_year>(?:19|20)[0-9]{2})|(?P<of_how>this|last|next) year)\\b)?"),
    (year_range, "<YEAR>[-–](?P<to_year>[0-9]{4}|[0-9]{2})(?![0-9-])"),
    (single_year, "(?:<PART>)?<YEAR>"),
    (month_alone, "(?:<NEAR>|<PART>)?<FULL MONTH>"),
    (season_alone, "(?:<NEAR>)?<SEASON>"),
    (day_word, f"(?:<LATER>)?(?P<word>{one_of(DAY_WORDS)})\\b(?:<DAYPART>)?"),
    (named_weekday, "(?:<LATER>)?"
     "(?:(?P<how>this past|this coming|coming|last|next|this|(?:the )?(?:previous|following)) )?"
     "<WEEKDAY>(?:<DAYPART>)?"),
    (weekend, "(?P<how>the past|the coming|this past|this coming|last|next|this|the) weekend\\b"),
    (ago, "<NUMBER> <UNIT> (?P<how>ago|from now|hence)\\b(?: (?P<exact>today|this week|this month)\\b)?"),
    (later, "<NUMBER> <UNIT> (?P<how>earlier|later)\\b(?! than)"),
    (calendar_unit, "(?:(?P<part>early|mid|late)(?: |-)|<LATER>|sometime )?(?P<how>last|this|next) <LONG UNIT>"),
    (anchored, "(?P<how>the next) <DAY UNIT>"),
    (rolling, "(?P<how>(?:the|this) (?:past|last|next|coming)|past|last|next) (?:<NUMBER> )?"
     "(?P<unit>(?:hour|day|week|month|year|decade)s?)\\b"),
    (part_of_unit, "<PART>(?P<how>the|this|last|next) <LONG UNIT>"),
    (year_end, "year['’]s end\\b|year-end\\b"),
    (earlier_in, "(?:earlier|later) in the (?P<unit>day|week|month|year)\\b(?! on)"),
    (anchored, "(?:<LATER>)?(?P<how>(?:the|that) same|that|the following|the previous|the preceding) "
     "<CALENDAR UNIT>"),
    (day_before, "the day (?P<how>before|after)(?=[.,;)]|$)"),
    (holiday, "<HOLIDAY>(?:,? <YEAR>)?"),
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
    return "|".join(f"[{letter}{letter.upper()}](?i:{one_of(rests)})" for letter, rests in sorted(by_letter.items()))


_STARTS = _first_words((
    "the", "that", "week", "coming", "sometime", "year",
    *MONTHS, *WEEKDAYS, *SEASONS, *NUMBERS, *ORDINALS, *DECADES, *CENTURIES, *DAY_WORDS, *STEPS, *PARTS,
    *FIXED_DAYS, *NTH_WEEKDAYS,
))  # fmt: skip
_EDGE = rf"(?<!\w)(?<![0-9][.,])(?=[0-9'’‘\"“]|(?:{_STARTS})\b)"
_READERS = [(resolve, re.compile(_written_out(pattern), re.IGNORECASE)) for resolve, pattern in _RULES]
_WITHOUT_NAMES = [re.sub("[(][?]P<[a-z_]+>", "(?:", reader.pattern) for _, reader in _READERS]
_ANY = re.compile(f"{_EDGE}(?i:{'|'.join(f'(?P<r{n}>{pattern})' for n, pattern in enumerate(_WITHOUT_NAMES))})")


def find_times(text: str, published: str | None, within: Span | None = None) -> tuple[When, ...]:
    """The times that the text names, in order and without overlap. `published` is the report's ISO date."""
    start, end = within or Span(0, len(text))
    scene = Scene(text, _published_day(published))
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


def _resolved(match: Match, scene: Scene, end: int) -> Stretch | None:
    """None where the calendar has no such day, and where the words hang on a day that is unknown."""
    resolve, reader = _READERS[int((match.lastgroup or "r0")[1:])]
    found = reader.match(scene.text, match.start(), end)
    try:
        return resolve(found, scene) if found else None
    except (UnanchoredError, ValueError, OverflowError):
        return None


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
