"""A story's timeline: one lane a report, with when it was published and when what it tells happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dragoman.pages import lines, words
from dragoman.pages.contexts import Dot, EventRow, Lane, Tick, Timeline
from dragoman.record import Event, Reading

WIDTH = 1000
LEFT, RIGHT, TOP, HEIGHT = 190, 24, 30, 54
"""Units of the drawing: the outlets' names, the margin, the axis, a lane."""
BEFORE, AFTER = timedelta(days=45), timedelta(days=45)
"""Events further from the reports than this are told of below the drawing, or they would press all others together."""
MOST_LANES = 24
TICKS = 6
GAP = 13
"""Dots nearer than this are moved apart."""


def timeline(events: Sequence[Event], rows: dict[str, EventRow], readings: Sequence[Reading]) -> Timeline | None:
    """The lanes of the first reports, None where no event has a date near theirs."""
    published = {r.report.id: day for r in readings if (day := day_of(r.report.published))}
    when = {event.id: day for event in events if (day := day_of(event.when))}
    known = sorted(published.values()) or sorted(when.values())
    if not known:
        return None
    near = {id: day for id, day in when.items() if known[0] - BEFORE <= day <= known[-1] + AFTER}
    every = sorted([*published.values(), *near.values()])
    axis = Axis(every[0], every[-1])
    lanes = tuple(
        _lane(number, reading, rows, published.get(reading.report.id), near, axis)
        for number, reading in enumerate(readings[:MOST_LANES])
    )
    if not any(lane.dots for lane in lanes):
        return None
    return Timeline(WIDTH, TOP + HEIGHT * len(lanes), tuple(axis.ticks()), lanes, _left_out(events, near, readings))


def _left_out(events: Sequence[Event], near: dict[str, date], readings: Sequence[Reading]) -> str:
    far, rest = len(events) - len(near), len(readings) - MOST_LANES
    parts = [f"{words.count(far, 'event')} without a date near the reports"] if far else []
    parts += [words.count(rest, "report")] if rest > 0 else []
    return words.listing(parts)


class Axis:
    """Days as places from left to right."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.days = first, max((last - first).days, 1)

    def x(self, day: date) -> int:
        return LEFT + round((day - self.first).days * (WIDTH - LEFT - RIGHT) / self.days)

    def ticks(self) -> Iterator[Tick]:
        step = max(-(-self.days // TICKS), 1)
        for number in range(0, self.days + 1, step):
            day = self.first + timedelta(days=number)
            yield Tick(self.x(day), words.date(day.isoformat()).rsplit(" ", 1)[0])


def day_of(value: str | None) -> date | None:
    """The first day of an ISO date of any precision; None for a year alone, which is no place on an axis of days."""
    first = (value or "").split("/")[0]
    try:
        return date.fromisoformat((first + "-01")[:10]) if len(first) > 4 else None
    except ValueError:
        return None


def _lane(
    number: int, reading: Reading, rows: dict[str, EventRow], published: date | None, when: dict[str, date], axis: Axis
) -> Lane:
    name = lines.outlet_name(reading.report)
    return Lane(
        y=TOP + HEIGHT * number,
        outlet=words.cut(name, 26),
        href=lines.report_href(reading.report.id),
        published_x=axis.x(published) if published else -1,
        published=words.date(reading.report.published),
        dots=tuple(_dots(number, rows, when, axis)),
    )


def _dots(number: int, rows: dict[str, EventRow], when: dict[str, date], axis: Axis) -> Iterator[Dot]:
    """What a report tells, by date; dots of one day stand side by side."""
    last = -GAP
    for id, day in sorted(when.items(), key=lambda item: item[1]):
        cell = rows[id].cells[number]
        if cell.stance == "silent":
            continue
        x = last = min(max(axis.x(day), last + GAP), WIDTH - RIGHT + 14)
        who = " → ".join(filter(None, (rows[id].actors, rows[id].recipients)))
        label = f"{cell.said}: {rows[id].type} {who}, {rows[id].when}"
        yield Dot(x, cell.href, label, cell.sign, cell.stance)
