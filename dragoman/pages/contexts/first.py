"""The first page."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.pages.contexts.shared import Field, Pager, ReportLine


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days in a trend: bars up from the middle and down from it, in units of the drawing."""

    x: int
    up: int
    down: int


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story that several reports tell."""

    href: str
    title: str
    dates: str
    outlets: str
    counts: str
    differences: str
    abouts: tuple[str, ...]
    """What the first differences are about."""
    trend: tuple[Bar, ...]
    """Cooperation and conflict over the story's days; empty where no event has a date."""
    mood: str
    """The same in words."""


@dataclass(frozen=True, slots=True)
class RefusalLine:
    """Something that the program would not read."""

    path: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table that a reading was made with."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A table of office-holders that was imported before the readings."""

    file: str
    rows: str
    digest: str


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """What readings were made with."""

    program: str
    model: str
    tables: tuple[TableLine, ...]
    imports: tuple[ImportLine, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A count and what was counted."""

    number: str
    noun: str
    note: str


@dataclass(frozen=True, slots=True)
class IndexPage:
    root: str
    summary: str
    """Empty where the record holds no report."""
    figures: tuple[Figure, ...]
    filters: tuple[Field, ...]
    chosen: bool
    """Whether anything was chosen."""
    stories: tuple[StoryCard, ...]
    pager: Pager
    singles: tuple[ReportLine, ...]
    """Reports that share their story with no other one."""
    more_singles: str
    """How many more there are, in words; empty where all are shown."""
    outdated: str
    """A word on reports or corrections that are not compared yet, else empty."""
    refusals: tuple[RefusalLine, ...]
    readers: tuple[ReaderLine, ...]
