"""Dates that the head lines of a capture state."""

from __future__ import annotations

import re
from datetime import date

from dragoman.record import Span
from dragoman.times.values import from_slashes, month_number
from dragoman.times.words import MONTHS, WEEKDAYS, one_of

_LONGEST_HEADER = 300
_ANY_MONTH = f"(?P<month>{one_of(MONTHS)})\\b\\.?"
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
            return from_slashes(a, b, year)
        month = int(parts["m"] or 0) if "m" in parts else month_number(parts["month"] or "")
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
    return word.isdecimal() or word.lower() in _HEADER_WORDS or word.lower() in WEEKDAYS


def _header_rank(line: str, dates: list[tuple[date, Span]], n: int) -> int:
    """0 for a day of publication, 1 without a word on it, 2 for a later change."""
    before = line[dates[n - 1][1].end if n else 0 : dates[n][1].start]
    labels = list(_LABELS.finditer(before))
    if not labels:
        return 1
    return 0 if labels[-1]["new"] and not any(label["changed"] for label in labels) else 2
