"""Event data: the mentions that are sure enough, and the events that they tell, each with one status and its parties.

A text that several outlets carry is one voice, and its mentions are taken once.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations, product
from typing import Literal, NamedTuple

from dragoman.record import (
    NARRATOR,
    SHOWN,
    STATUSES,
    Actor,
    Event,
    EventType,
    Mention,
    Reading,
    Report,
    Span,
    Status,
    Story,
    Where,
)

Precision = Literal["day", "month", "year", "interval", "report"]
"""How exactly the text tells when; "report" where only the report's date is known."""

MUTUAL: frozenset[EventType] = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types of what several actors do with one another where nobody is its recipient."""
BETWEEN = re.compile(r"\W+between\b", re.IGNORECASE)
LEADING = 0.2
"""Two actors that a smaller share of an event's mentions tell are not its parties."""
TIME = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which mentions are taken: those as sure as `least` at least, and of these statuses."""

    least: float = SHOWN
    statuses: tuple[Status, ...] = STATUSES


ACTUAL = Selection(statuses=("actual",))


class Pair(NamedTuple):
    """Who did it to whom; None where nobody is named on that side."""

    source: Actor | None
    target: Actor | None

    @property
    def names(self) -> tuple[str | None, str | None]:
        return (self.source.name if self.source else None, self.target.name if self.target else None)


class Told(NamedTuple):
    """A mention in its report, its event where reports were compared, and who says it."""

    report: Report
    sentence: Span | None
    number: int | None
    """Which sentence of the report that is, from 0."""
    mention: Mention
    event: str | None
    speaker: str
    """`NARRATOR`, the speaker of the innermost statement that holds it, or "unnamed"."""

    @property
    def words(self) -> str:
        return " ".join(" ".join(span.of(self.report.text).split()) for span in self.mention.trigger)


class Dated(NamedTuple):
    """The first and last day of a time."""

    first: date
    last: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as it is told with its status: all its tellings have that."""

    id: str
    status: Status
    tellings: tuple[Told, ...]

    @property
    def type(self) -> EventType:
        return Counter(t.mention.type for t in self.tellings).most_common(1)[0][0]

    @property
    def mode(self) -> str | None:
        modes = Counter(t.mention.mode for t in self.tellings if t.mention.mode and t.mention.type == self.type)
        return modes.most_common(1)[0][0] if modes else None

    @property
    def words(self) -> str:
        """The triggers of all tellings."""
        return " ".join(dict.fromkeys(t.words for t in self.tellings))

    @property
    def confidence(self) -> float:
        """That of the surest telling."""
        return max(t.mention.confidence for t in self.tellings)

    @property
    def reports(self) -> int:
        return len({t.report.id for t in self.tellings})

    @property
    def where(self) -> Where | None:
        """The place told most often, one with coordinates before others."""
        places = [t.mention.where for t in self.tellings if t.mention.where]
        names = Counter(place.name for place in places)
        return max(places, key=lambda place: (place.lat is not None, names[place.name]), default=None)

    @property
    def when(self) -> Dated | None:
        """The day told most often, else the commonest longer time, else the day of the first report."""
        told = Counter(filter(None, (dated(t.mention.when.value) for t in self.tellings if t.mention.when)))
        if told:
            return max(told, key=lambda time: (time.precision == "day", told[time]))
        days = sorted(filter(None, (t.report.published for t in self.tellings)))
        known = dated(days[0]) if days else None
        return known._replace(precision="report") if known else None

    @property
    def pairs(self) -> list[Pair]:
        """Who did it to whom, as the tellings have it most often; half a pair only where no whole one has its name."""
        every = [pair for t in self.tellings for pair in pairs(t)]
        counts = Counter(pair.names for pair in every)
        least = LEADING * len(self.tellings)
        first = {pair.names: pair for pair in reversed(every)}
        kept = [first[names] for names, count in counts.most_common() if count >= least]
        whole = [pair for pair in kept if None not in pair]
        sources, targets = {p.names[0] for p in whole}, {p.names[1] for p in whole}
        halves = [p for p in kept if None in p and p.names[0] not in sources and p.names[1] not in targets]
        return whole + [p for p in halves if not whole or p.source]


def told(
    readings: Iterable[Reading], events: Iterable[Event], stories: Iterable[Story], selection: Selection
) -> Iterator[Told]:
    """The mentions that are as sure as asked for, of any status, in the order of the readings; copies once."""
    event_of = {mention: event.id for event in events for mention in event.mentions}
    voice = {id: first for story in stories for id, first in story.voices.items()}
    for reading in readings:
        if voice.get(reading.report.id, reading.report.id) != reading.report.id:
            continue
        speakers = {s.id: s.speaker or "unnamed" for s in reading.statements} | {NARRATOR: NARRATOR}
        for mention in reading.mentions:
            if mention.confidence >= selection.least:
                number = _sentence(reading, mention)
                sentence = reading.sentences[number] if number is not None else None
                speaker = speakers.get(mention.said_by, "unnamed")
                yield Told(reading.report, sentence, number, mention, event_of.get(mention.id), speaker)


def _sentence(reading: Reading, mention: Mention) -> int | None:
    at = mention.trigger[0].start
    return next((n for n, span in enumerate(reading.sentences) if span.start <= at < span.end), None)


def happenings(tellings: Iterable[Told], selection: Selection) -> Iterator[Happening]:
    """The events told, each once, with those of its tellings that have its status; of the statuses asked for."""
    groups: defaultdict[str, list[Told]] = defaultdict(list)
    for one in tellings:
        groups[one.event or one.mention.id].append(one)
    for id, every in groups.items():
        status = status_of(every)
        if status in selection.statuses:
            yield Happening(id, status, tuple(t for t in every if t.mention.status == status))


def status_of(tellings: Sequence[Told]) -> Status:
    """Actual where no fewer reports tell it as that than deny it; else negated, planned, possible, in this order."""
    reports = {status: {t.report.id for t in tellings if t.mention.status == status} for status in STATUSES}
    if reports["actual"] and len(reports["actual"]) >= len(reports["negated"]):
        return "actual"
    return next(status for status in ("negated", "planned", "possible") if reports[status])


def pairs(one: Told) -> list[Pair]:
    """Each actor with each recipient; with one another, both ways, where they did it together."""
    mention = one.mention
    if mention.actors and mention.recipients:
        return [Pair(a, r) for a, r in product(mention.actors, mention.recipients) if a.name != r.name]
    if len(mention.actors) > 1 and is_mutual(one):
        return [Pair(a, b) for a, b in permutations(mention.actors, 2) if a.name != b.name]
    return [Pair(a, None) for a in mention.actors] + [Pair(None, r) for r in mention.recipients]


def is_mutual(one: Told) -> bool:
    """Whether the actors are one another's: a meeting, a deal, the fighting between two."""
    is_between = BETWEEN.match(one.report.text, one.mention.trigger[-1].end)
    return not one.mention.recipients and (one.mention.type in MUTUAL or bool(is_between))


def dated(value: str) -> Dated | None:
    """An ISO day, month, year or `start/end` as days. None for what is none."""
    first, _, last = value.partition("/")
    start, end = _days(first), _days(last or first)
    if not start or not end or start[0] > end[1]:
        return None
    precision: Precision = "interval" if last else ("year", "month", "day")[first.count("-")]
    return Dated(start[0], end[1], precision)


def _days(value: str) -> tuple[date, date] | None:
    found = TIME.fullmatch(value)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last = first if day else date(first.year, month or 12, monthrange(first.year, month or 12)[1])
    except ValueError:
        return None
    return first, last
