"""Uncertain events (`dragoman.certain`) on the pages.

Pages leave them out where nobody asked for them, say how many these are, and lead to all: `?uncertain=show`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from dragoman.certain import MENTIONS, UNCERTAIN, uncertain
from dragoman.lists import TypedDay
from dragoman.pages import words
from dragoman.pages.contexts import LeftOut
from dragoman.record import SHOWN, Reading
from dragoman.store import Record

__all__ = ["SHOW", "days", "left_out", "of_report", "uncertain"]

SHOW = "show"


def days(record: Record, stories: Iterable[str]) -> dict[str, list[TypedDay]]:
    """Type and date of the events of some stories that are not uncertain, by story."""
    found: dict[str, list[TypedDay]] = {id: [] for id in stories}
    rows = record.select(
        f"""SELECT s.story, s.type, s."when" FROM events s JOIN event_mentions e ON e.event = s.id {MENTIONS}
        WHERE s.story IN (SELECT value FROM json_each(:ids)) GROUP BY s.id HAVING NOT ({UNCERTAIN})""",
        {"ids": json.dumps(list(found))},
    )
    for row in rows:
        found[row["story"]].append(TypedDay(row["story"], row["type"], row["when"]))
    return found


def of_report(record: Record, reading: Reading) -> set[str]:
    """The mentions of a report that tell uncertain events; what was not compared yet stands for itself."""
    event_of = {mention.id: record.event_of(mention.id) for mention in reading.mentions}
    unsure = uncertain(record, filter(None, event_of.values()))
    upheld = _upheld(record, reading.report.id)
    return {
        mention.id
        for mention in reading.mentions
        if event_of[mention.id] in unsure
        or (event_of[mention.id] is None and mention.confidence < SHOWN and mention.id not in upheld)
    }


def _upheld(record: Record, report: str) -> set[str]:
    return {row["item"] for row in record.select("SELECT item FROM as_read WHERE report = ? AND decided", report)}


def left_out(number: int, shown: bool, place: str = "", rest: str = "") -> LeftOut | None:
    """A line on uncertain events, and the link to show or to hide them; None where there are none.

    `rest` is what else the address asks for.
    """
    if not number:
        return None
    events = words.count(number, "uncertain event")
    if shown:
        return LeftOut(number, True, f"{events} shown", f"?{rest}{place}", "hide")
    asked = "&".join(filter(None, (rest, f"uncertain={SHOW}")))
    return LeftOut(number, False, f"{events} not shown", f"?{asked}{place}", "show")
