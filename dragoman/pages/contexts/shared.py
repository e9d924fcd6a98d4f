"""Lines that several pages share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in a list: where it leads, who printed it and when."""

    href: str
    title: str
    outlet: str
    published: str
    counts: str


@dataclass(frozen=True, slots=True)
class TypeLine:
    """A type of event and what it means."""

    type: str
    gloss: str


@dataclass(frozen=True, slots=True)
class OutletShare:
    """How many of an outlet's statements have a named speaker."""

    outlet: str
    number: int
    named: int
    unnamed: int
    percent: str
    """Share of unnamed speakers."""
    relayed: int
    """How many of the unnamed are heard through somebody else."""


@dataclass(frozen=True, slots=True)
class SaidLine:
    """Something that a speaker said; leads to the words."""

    href: str
    outlet: str
    published: str
    worded: str
    """The speaker in the report's own words."""
    act: str
    via: str
    manner: str
    said: str
    confidence: str
