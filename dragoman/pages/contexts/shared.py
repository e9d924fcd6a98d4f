"""Lines that several pages share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Desk:
    """Where corrections are taken: the secret that each form must bring, and who corrects."""

    token: str
    who: str
    regroups: bool = False
    """Whether decisions on stories are taken too."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value that may be chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: a choice where it has options, else a line or a block of text."""

    name: str
    label: str
    value: str
    options: tuple[Option, ...]
    help: str
    lines: int
    """Height; 1 for a line."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many events are uncertain, whether they are shown, and the link to show or to hide them."""

    number: int
    shown: bool
    words: str
    href: str
    action: str


@dataclass(frozen=True, slots=True)
class Pager:
    """What part of a list is shown, and where the rest is; empty links at the ends."""

    shown: str
    back: str
    on: str


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words, and whether it is marked: what was searched for, or what differs."""

    text: str
    found: bool


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
    corrected: str
    """By whom and when, empty where nobody did."""
