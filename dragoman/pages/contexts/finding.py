"""Search, and what is shown where a page cannot be."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.pages.contexts.shared import Field, LeftOut, Option, Pager, Part, SaidLine


@dataclass(frozen=True, slots=True)
class StatementHit:
    href: str
    speaker: str
    kind: str
    act: str
    outlet: str
    published: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ReportHit:
    href: str
    title: str
    outlet: str
    published: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class NearHit:
    """A sentence, or a report by its nearest sentence; leads to the sentence."""

    href: str
    title: str
    outlet: str
    published: str
    nearness: str
    likeness: str
    """From 0 to 1, with two decimals."""
    parts: tuple[Part, ...]
    also: str
    """In how many more reports the same sentence stands; empty where in none."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    root: str
    words: str
    limit: int
    by: tuple[Option, ...] = field(default=())
    """Whether words are searched for or meaning; empty where no reading model is at hand."""
    near: bool = False
    """Whether meaning was."""
    passages: tuple[NearHit, ...] = field(default=())
    whole: tuple[NearHit, ...] = field(default=())
    """The reports nearest in meaning."""
    unweighed: str = ""
    """How many reports could not be weighed, empty where all were."""
    statements: tuple[StatementHit, ...] = field(default=())
    reports: tuple[ReportHit, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class StatementsPage:
    root: str
    filters: tuple[Field, ...]
    chosen: bool
    """Whether anything was chosen."""
    said: tuple[SaidLine, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class DatedLine:
    """An event of some story; leads to its row there."""

    href: str
    type: str
    gloss: str
    actors: str
    recipients: str
    told: str
    story: str
    uncertain: bool


@dataclass(frozen=True, slots=True)
class DatedDay:
    """A date and the events of it."""

    when: str
    events: tuple[DatedLine, ...]


@dataclass(frozen=True, slots=True)
class ChronologyPage:
    root: str
    filters: tuple[Field, ...]
    chosen: bool
    days: tuple[DatedDay, ...]
    uncertain: LeftOut | None
    """Of this part of the list; None where no event is uncertain."""
    pager: Pager


@dataclass(frozen=True, slots=True)
class ErrorPage:
    root: str
    title: str
    message: str
