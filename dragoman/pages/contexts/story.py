"""The page of a story."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.pages.contexts.shared import OutletShare, ReportLine, TypeLine


@dataclass(frozen=True, slots=True)
class Column:
    """One report at the head of the matrix."""

    href: str
    outlet: str
    published: str
    copy_of: str
    """The outlet that carries the same text and counts as the voice, else empty."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one report does with one event."""

    outlet: str
    stance: str
    sign: str
    words: str
    """The trigger as the report words it."""
    href: str
    """Empty where the report is silent."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event and what each report does with it."""

    id: str
    type: str
    gloss: str
    actors: str
    recipients: str
    when: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class StanceLine:
    """A line of the matrix's legend."""

    stance: str
    sign: str
    gloss: str


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """Words of a report within their sentence."""

    before: str
    words: str
    after: str
    outlet: str
    published: str
    href: str


@dataclass(frozen=True, slots=True)
class DifferenceItem:
    """One difference and the words that show it."""

    id: str
    about: str
    event: str
    """Link to the event's row in the matrix, else empty."""
    quotes: tuple[QuoteLine, ...]


@dataclass(frozen=True, slots=True)
class DifferenceGroup:
    """The differences of one kind."""

    kind: str
    heading: str
    gloss: str
    items: tuple[DifferenceItem, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """How often one outlet quotes a speaker; leads to the first time."""

    outlet: str
    number: int
    href: str


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A speaker and the outlets that quote them."""

    href: str
    name: str
    kind: str
    number: int
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """One report's wording of a claim, and the way that it came: speaker, relays, outlet."""

    way: str
    published: str
    act: str
    said: str
    href: str


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """A claim at second hand that several reports carry, by date."""

    outlets: str
    links: tuple[ClaimLink, ...]


@dataclass(frozen=True, slots=True)
class DayEntry:
    """An event in the chronology; leads to its row in the matrix."""

    href: str
    type: str
    actors: str
    recipients: str
    told: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date and what is said to have happened, or to be due, then."""

    when: str
    entries: tuple[DayEntry, ...]


@dataclass(frozen=True, slots=True)
class StoryPage:
    root: str
    title: str
    dates: str
    outlets: str
    counts: str
    reports: tuple[ReportLine, ...]
    copies: tuple[str, ...]
    columns: tuple[Column, ...]
    shared: tuple[EventRow, ...]
    """Events that two voices or more tell."""
    others: tuple[EventRow, ...]
    """The rest, without the cells of the reports that are silent."""
    stances: tuple[StanceLine, ...]
    types: tuple[TypeLine, ...]
    differences: tuple[DifferenceGroup, ...]
    speakers: tuple[SpeakerRow, ...]
    """Those quoted most."""
    more_speakers: tuple[SpeakerRow, ...]
    shares: tuple[OutletShare, ...]
    claims: tuple[ClaimItem, ...]
    days: tuple[Day, ...]
    undated: str
    """How many events carry no date, in words; empty where all do."""
