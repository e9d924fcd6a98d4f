"""The first page."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.pages.contexts.shared import ReportLine


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
    stories: tuple[StoryCard, ...]
    singles: tuple[ReportLine, ...]
    """Reports that share their story with no other one."""
    refusals: tuple[RefusalLine, ...]
    readers: tuple[ReaderLine, ...]
