"""Search, and what is shown where a page cannot be."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a hit's words, and whether it is what was searched for."""

    text: str
    found: bool


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
class SearchPage:
    root: str
    words: str
    limit: int
    statements: tuple[StatementHit, ...] = field(default=())
    reports: tuple[ReportHit, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ErrorPage:
    root: str
    title: str
    message: str
