"""The pages of speakers and of actors."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.pages.contexts.shared import Field, LeftOut, OutletShare, Pager, SaidLine, TypeLine


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """A speaker in the list of all."""

    href: str
    name: str
    kind: str
    office: str
    """Office and country, as far as the reports give them."""
    number: int
    reports: int
    outlets: str


@dataclass(frozen=True, slots=True)
class OriginLine:
    """A country and an office, and how often speakers who have them are quoted."""

    country: str
    office: str
    number: int
    speakers: int


@dataclass(frozen=True, slots=True)
class SpeakersPage:
    root: str
    summary: str
    """Empty where the record holds no statement."""
    speakers: tuple[QuotedLine, ...]
    pager: Pager
    shares: tuple[OutletShare, ...]
    origins: tuple[OriginLine, ...]


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    root: str
    name: str
    kind: str
    office: str
    counts: str
    unnamed: bool
    actor_href: str
    """What else the speaker did; empty where nobody is named."""
    said: tuple[SaidLine, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class ActorLine:
    """An actor in the list of all."""

    href: str
    name: str
    country: str
    sector: str
    offices: str
    done: int
    undergone: int
    said: int


@dataclass(frozen=True, slots=True)
class ActorsPage:
    root: str
    summary: str
    """Empty where the record holds no actor."""
    filters: tuple[Field, ...]
    actors: tuple[ActorLine, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class OfficeWording:
    """An office in the reports' words, and what tables of office-holders know of the same days."""

    href: str
    """The first time that it is worded so."""
    words: str
    dates: str
    reports: int
    outlet: str
    held: str
    contradicted: bool


@dataclass(frozen=True, slots=True)
class OfficeTerm:
    """An office that a table gives an actor."""

    office: str
    whose: str
    start: str
    end: str
    """Empty where the table knows no end."""
    source: str


@dataclass(frozen=True, slots=True)
class ToldLink:
    """One report's words of a deed."""

    href: str
    outlet: str
    published: str


@dataclass(frozen=True, slots=True)
class DeedLine:
    """Something that an actor did or had done to it; leads to the words of each report."""

    type: str
    gloss: str
    words: str
    beside: str
    """Others on the same side."""
    across: str
    """Those on the other side."""
    when: str
    status: str
    tellings: tuple[ToldLink, ...]
    more: int
    """Further reports."""
    uncertain: bool


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """Somebody in the same events; leads to the own page."""

    href: str
    name: str
    together: int
    to: int
    by: int


@dataclass(frozen=True, slots=True)
class VoiceLink:
    """All that was said under the actor's name."""

    href: str
    counts: str


@dataclass(frozen=True, slots=True)
class ActorPage:
    root: str
    name: str
    about: str
    """Country and sector."""
    counts: str
    wordings: tuple[OfficeWording, ...]
    terms: tuple[OfficeTerm, ...]
    done: tuple[DeedLine, ...]
    more_done: str
    """How many more there are, in words; empty where all are shown."""
    undergone: tuple[DeedLine, ...]
    more_undergone: str
    said: tuple[SaidLine, ...]
    """The first of what was said."""
    voices: tuple[VoiceLink, ...]
    partners: tuple[PartnerLine, ...]
    more_partners: str
    uncertain: LeftOut | None
    """None where no event is uncertain."""
    types: tuple[TypeLine, ...]
