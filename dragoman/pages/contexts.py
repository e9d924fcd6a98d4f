"""What each page shows: every field is used by a template, and a template uses nothing else.

`root` is the way from the page to the first one ("." or ".."); every `href` starts from the page itself. All words are
plain text, which the templates escape.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in a list: where it leads, who printed it and when."""

    href: str
    title: str
    outlet: str
    published: str
    counts: str


# The first page


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


# A story


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
class TypeLine:
    """A type of event and what it means."""

    type: str
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


# A report


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place of a statement or an event in the text; leads to its entry beside the text."""

    id: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text between two boundaries."""

    text: str
    classes: str
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, the part of one that stands in a paragraph, or text outside all sentences."""

    id: str
    """`s0`, `s1`, … on the first piece of a sentence, else empty."""
    classes: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text up to a blank line, and the blank space after it. Without pieces, blank space at the start."""

    classes: str
    pieces: tuple[Piece, ...]
    gap: str


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """Words in which the report doubts, denies or supports a statement."""

    stance: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """A statement beside the text. Its link leads to its words."""

    id: str
    label: str
    speaker: str
    kind: str
    act: str
    manner: str
    via: str
    content: str
    confidence: str
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True)
class MentionEntry:
    """A mention of an event beside the text. Its link leads to its words."""

    id: str
    label: str
    type: str
    mode: str
    gloss: str
    trigger: str
    actors: str
    recipients: str
    status: str
    said_by: str
    """The speaker who claims it; empty where the report itself tells it."""
    said_by_href: str
    when: str
    where: str
    point: str
    """Latitude and longitude; empty where they are not known."""
    magnitude: str
    confidence: str
    event: str
    """Link to the event in its story, empty before the first comparison."""


@dataclass(frozen=True, slots=True)
class ReportPage:
    root: str
    title: str
    outlet: str
    byline: str
    published: str
    language: str
    path: str
    url: str
    url_href: str
    """The url where it is one of the web, else empty."""
    date_problem: str
    story: str
    """Empty before the first comparison."""
    story_href: str
    others: str
    """How many other reports tell the story, in words; empty where none does."""
    paragraphs: tuple[Paragraph, ...]
    statements: tuple[StatementEntry, ...]
    events: tuple[MentionEntry, ...]
    types: tuple[TypeLine, ...]


# Speakers


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
    shares: tuple[OutletShare, ...]
    origins: tuple[OriginLine, ...]


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


# Actors


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
    country: str
    """The country whose actors alone are listed; empty for all."""
    countries: tuple[str, ...]
    actors: tuple[ActorLine, ...]


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
    types: tuple[TypeLine, ...]


# Search and errors


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


Page = IndexPage | StoryPage | ReportPage | SpeakersPage | SpeakerPage | ActorsPage | ActorPage | SearchPage | ErrorPage
