"""Dates that contradict each other: a report that cites papers of days after its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from dragoman.header import is_medium
from dragoman.record import Span
from dragoman.text import View

MONTHS = "January February March April May June July August September October November December".split()
MONTH = "|".join([*MONTHS, *(f"{m[:3]}\\.?" for m in MONTHS), r"Sept\.?"])
CITED = re.compile(
    rf"(?P<quoted>[\"”’'»]\s?)?\((?P<paper>(?:[Tt]he )?[A-Z][\w.’' &-]{{0,40}}?)?,?\s?"
    rf"(?:(?P<day1>\d{{1,2}}) (?P<month1>{MONTH})|(?P<month2>{MONTH}) (?P<day2>\d{{1,2}}))(?:,? (?P<year>\d{{4}}))?\)"
)
AHEAD = timedelta(days=180)
"""By how much a citation without a year may lie ahead: one that lies further ahead is of the year before."""
TURN = timedelta(days=31)
"""By how much it may lie ahead across New Year: a paper of January 2 in a report of December 30."""


def find_date_problem(view: View, body: Span, published: str | None) -> str | None:
    """One line where the body cites papers of days after the date that the report states, else None."""
    if published is None:
        return None
    stated = date.fromisoformat(published)
    later = sorted((day, words) for day, words in _citations(view.text, body, stated) if day > stated)
    if not later:
        return None
    cited = "; ".join(dict.fromkeys(f"{words} ({day.isoformat()})" for day, words in later))
    return f"dated {published}, but cites later papers: {cited}"


def _citations(text: str, body: Span, stated: date) -> Iterable[tuple[date, str]]:
    """Days in parentheses that follow a quotation or a newspaper's name: other days may be those of plans."""
    for found in CITED.finditer(text, *body):
        if not (found["quoted"] or is_medium(found["paper"] or "")):
            continue
        day = int(found["day1"] or found["day2"])
        month = next(n for n, name in enumerate(MONTHS, 1) if name.startswith((found["month1"] or found["month2"])[:3]))
        cited = _cited_day(day, month, found["year"], stated)
        if cited:
            yield cited, found[0][found[0].index("(") :].strip("()")


def _cited_day(day: int, month: int, year: str | None, stated: date) -> date | None:
    """The day of a citation; one without a year is of the stated date's year or the next. None for no day."""
    try:
        cited = date(int(year or stated.year), month, day)
        if year is None and cited - stated > AHEAD:
            return None
        following = cited if year or cited.year == date.max.year else cited.replace(year=cited.year + 1)
    except ValueError:
        return None
    return following if timedelta() < following - stated <= TURN else cited
