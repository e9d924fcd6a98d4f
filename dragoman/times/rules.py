"""The rules: a pattern of words and, beside each, the function that gives its value."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.times.clock import clock, hours_alone, noon, oclock
from dragoman.times.lengths import (
    adverb,
    bare_lengths,
    every,
    length,
    length_and_half,
    one_length,
    reference,
    rolling,
    vague_ago,
    vague_length,
    weekdays,
)
from dragoman.times.meanings import Meaning
from dragoman.times.quarters import near_unit, quarter, the_unit, year_before
from dragoman.times.scene import Scene
from dragoman.times.slots import first_words
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
    season_alone,
    season_of_year,
    short_decade,
    single_year,
    slashed_day,
    week_of,
    weekend,
    year_end,
    year_in_words,
    year_range,
)
from dragoman.times.words import (
    ADVERBS,
    CENTURIES,
    DAY_WORDS,
    DECADES,
    FIXED_DAYS,
    HEDGES,
    MONTHS,
    NAMES_THAT_ARE_NO_TIME,
    NOONS,
    NTH_WEEKDAYS,
    NUMBERS,
    ONES,
    ORDINALS,
    PARTS,
    REFERENCES,
    SEASONS,
    STEPS,
    VAGUE_NUMBERS,
    WEEKDAYS,
    Match,
    one_of,
)

_Resolver = Callable[[Match, Scene], Stretch | Meaning | None]
RULES: tuple[tuple[_Resolver, str], ...] = (
    (no_time, f"(?-i:{'|'.join(NAMES_THAT_ARE_NO_TIME)})\\b"),
    (iso_day, "(?P<y>[12][0-9]{3})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])(?![0-9])"),
    (dotted_day, "(?P<d>[0-3]?[0-9])\\.(?P<m>[01]?[0-9])\\.(?P<y>[12][0-9]{3})(?![0-9])"),
    (slashed_day, "(?P<a>[0-3]?[0-9])/(?P<b>[0-3]?[0-9])/(?P<y>[12][0-9]{3})(?![0-9])"),
    (clock, "(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9])(?P<half>) (?:(?-i:GMT|UTC)|hours|hrs|local time)\\b"),
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
    (vague_ago, "(?:<SOME> )?<LENGTHS> ago\\b"),
    (ago, "(?:<ABOUT>)?<NUMBER> <UNIT>(?: or so)? (?P<how>ago|from now|hence)\\b"
     "(?: (?P<exact>today|this week|this month)\\b)?"),
    (later, "<NUMBER> <UNIT> (?P<how>earlier|later)\\b(?! than)"),
    (no_time, "(?:<ABOUT>)?<NUMBER>(?:-| )years?(?:-| )olds?\\b"),
    (length_and_half, "(?:<ABOUT>)?<NUMBER>(?: |-)and(?: |-)a(?: |-)half(?: |-)<LENGTH>"),
    (length_and_half, "(?:<ABOUT>)?<NUMBER> <LENGTH> and a half\\b"),
    (length, "(?:<ABOUT>)?<NUMBER>-<LENGTH>(?:-old\\b)?"),
    (length, "(?:<ABOUT>)?(?:the (?:first |final |full )?)?(?:<FEW>(?: to | or |-|–))?"
     "<NUMBER> (?:<MORE>)?<LENGTH>(?!-long)(?:(?:-| )old\\b| or (?:so|more)\\b)?"),
    (one_length, "(?:all|the whole|the entire|an entire|a whole) <UNIT>"),
    (one_length, "the (?:fiscal )?(?P<unit>year)(?= end(?:ed|ing)\\b)"),
    (year_before, "(?:the )?(?:comparable |same )?year-(?:ago|earlier)"
     " (?:(?:first|second|third|fourth) )?(?:quarter|half|period)\\b"),
    (length, "(?:the )?year-(?:ago|earlier) <NUMBER> <LENGTH>"),
    (year_before, "year-(?:ago|earlier)\\b"),
    (quarter, "(?:(?:the )?(?P<year>(?:19|20)[0-9]{2}) |(?P<how>this|last|next) year['’]s |the )?"
     "(?P<nth>first|second|third|fourth|last)(?: |-)(?P<unit>quarter|half)\\b"
     "(?: of (?:(?P<of_year>(?:19|20)[0-9]{2})|(?P<of_how>this|last|next) year)\\b)?"),
    (year_in_words, "(?:the year )?(?P<first>nineteen|eighteen|seventeen) (?P<rest><TWO DIGITS>)\\b"),
    (year_in_words, "(?:the year )(?P<first>two thousand)(?P<rest>)\\b"),
    (year_range, "<YEAR>[-–](?P<to_year>[0-9]{4}|[0-9]{2})(?![0-9-])"),
    (single_year, "(?:<PART>|(?:the )?(?:fiscal|calendar)(?: year)? )?<YEAR>"),
    (month_alone, "(?:<NEAR>|<PART>)?<FULL MONTH>"),
    (season_alone, "(?:<NEAR>)?<SEASON>"),
    (day_word, f"(?:<LATER>)?(?P<word>{one_of(DAY_WORDS)})\\b(?:<DAYPART>)?"),
    (named_weekday, "(?:<LATER>)?"
     "(?:(?P<how>this past|this coming|coming|last|next|this|(?:the )?(?:previous|following)) )?"
     "<WEEKDAY>(?:<DAYPART>)?"),
    (weekend, "(?P<how>the past|the coming|this past|this coming|last|next|this|the) weekend\\b"),
    (calendar_unit, "(?:(?P<part>early|mid|late)(?: |-)|<LATER>|sometime )?(?P<how>last|this|next) <LONG UNIT>"),
    (anchored, "(?P<how>the next) <DAY UNIT>"),
    (rolling, "(?P<how>(?:the|this|these) (?:past|last|next|coming)|past|last|next) (?:<NUMBER> |<SOME> )?<LENGTH>"),
    (vague_length, "(?:recent|coming) <LENGTHS>"),
    (vague_length, "<SOME> <LENGTHS>"),
    (vague_length, "<SOME>-<LENGTH>"),
    (vague_length, "<LENGTHS>-long\\b"),
    (one_length, "(?P<unit>hour|day|week|month|year|decade|century)-?long\\b"),
    (bare_lengths, "<LENGTHS>"),
    (near_unit, "the (?P<how>current|latest|previous|prior|preceding|following) <ACCOUNTED UNIT>"),
    (near_unit, "(?P<how>that) (?P<unit>quarter|decade|century)\\b"),
    (the_unit, "the <ACCOUNTED UNIT>(?!-)"),
    (every, "(?:every|each) (?:(?P<other>other|<FEW>) )?(?P<what><EVERY>)\\b"),
    (every, "(?:once|twice|<FEW> times)(?P<other>) (?:a|an|every|each|per) (?P<what>day|week|month|year)\\b"),
    (weekdays, "<WEEKDAYS>"),
    (adverb, f"(?P<word>{one_of(ADVERBS)})\\b"),
    (reference, f"(?P<word>{one_of(REFERENCES)})\\b(?! (?:as|before|after)\\b)"),
    (clock, "(?:<ABOUT>)?(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5][0-9]))? ?"
     "(?P<half>[ap])(?:m\\b|\\. ?m\\.?)<ZONE>"),
    (clock, "(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])(?P<half>)(?![:0-9])<ZONE>"),
    (oclock, f"(?:<ABOUT>)?(?P<hour>1[0-2]|[1-9]|{one_of([*ONES, 'ten', 'eleven', 'twelve'])}) o['’]clock\\b"),
    (noon, f"(?:<ABOUT>)?(?P<word>{one_of(NOONS)})\\b<ZONE>"),
    (hours_alone, "(?:the|that) (?:early |late )?<HOURS>"),
    (hours_alone, "(?:mid|late|early)(?: |-)<HOURS>"),
    (hours_alone, "(?P<hours>overnight)\\b"),
    (part_of_unit, "<PART>(?P<how>the|this|last|next) <LONG UNIT>"),
    (year_end, "year['’]s end\\b|year(?:-| )end\\b"),
    (earlier_in, "(?:earlier|later) in the (?P<unit>day|week|month|year)\\b(?! on)"),
    (anchored, "(?:<LATER>)?(?P<how>(?:the|that) same|that|the following|the previous|the preceding) "
     "<CALENDAR UNIT>"),
    (day_before, "the day (?P<how>before|after)(?=[.,;)]|$)"),
    (holiday, "<HOLIDAY>(?:,? <YEAR>)?"),
)  # fmt: skip

STARTS = first_words((
    "the", "that", "coming", "sometime", "these", "recent", "every", "each", "all", "once", "twice", "overnight",
    "fiscal", "calendar", "day", "week", "month", "year", "decade", "century", "days", "weeks", "months", "years",
    "decades", "centuries", "daylong", "weeklong", "monthlong", "yearlong", "decadelong",
    *MONTHS, *WEEKDAYS, *SEASONS, *NUMBERS, *ORDINALS, *DECADES, *CENTURIES, *DAY_WORDS, *STEPS, *PARTS,
    *FIXED_DAYS, *NTH_WEEKDAYS, *ADVERBS, *NOONS, *VAGUE_NUMBERS, *HEDGES, *REFERENCES,
    *(f"{day}s" for day in WEEKDAYS),
))  # fmt: skip
