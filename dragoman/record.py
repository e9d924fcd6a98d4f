"""The nouns: what dragoman reads, finds and compares.

Everything imports this file and it imports nothing of the package. All dataclasses are frozen. A `Span` is a pair of
code point offsets into the `text` of one report, and `text[span.start:span.end]` is what a reader sees highlighted.
Event types are PLOVER's (2021 and later, 16 types); the acts of a statement are those of docs/terms.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Literal, NamedTuple, get_args

Act = Literal[
    "state", "announce", "deny", "admit", "accuse", "criticise", "praise", "demand",
    "threaten", "warn", "promise", "propose", "ask", "believe", "report",
]  # fmt: skip
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
SpeakerKind = Literal["person", "organisation", "anonymous", "document"]
Manner = Literal["direct", "mixed", "indirect"]
Status = Literal["actual", "planned", "possible", "negated"]
Stance = Literal["reports", "attributes", "plans", "denies", "silent"]
DifferenceKind = Literal["conflict", "detail", "status", "framing"]
RefusalReason = Literal[
    "missing",
    "unreadable",
    "empty",
    "too-large",
    "binary",
    "undecodable",
    "unknown-format",
    "no-text",
    "not-a-report",
    "language",
    "failed",
]

ACTS: tuple[Act, ...] = get_args(Act)
EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)
STATUSES: tuple[Status, ...] = get_args(Status)
REFUSAL_REASONS: tuple[RefusalReason, ...] = get_args(RefusalReason)
NARRATOR = "narrator"
SHOWN = 0.4
"""Confidence from which a mention is shown where no other is asked for: event data, trends, the list of events."""


class Span(NamedTuple):
    """Code points `start` to `end` (exclusive) of a report's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Capture:
    """What a source hands over: one article's text exactly as captured, and the fields that came beside it."""

    text: str
    path: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something the program would not read, with a reason from the closed list `RefusalReason`."""

    path: str
    reason: RefusalReason
    detail: str


@dataclass(frozen=True, slots=True)
class Report:
    """One article by one outlet. `header` says where in `text` a field stands; a field given beside it has no span."""

    id: str
    text: str
    path: str
    url: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    published: str | None
    """ISO 8601 date."""
    date_problem: str | None
    language: str | None
    """ISO 639-1 code of the body, None where it is too short to tell."""
    body: Span
    header: tuple[tuple[str, Span], ...] = ()

    @property
    def called(self) -> str:
        """What the report is called among others: its outlet, else its title, else its file's name."""
        return self.outlet or self.title or PurePath(self.path).name or self.id


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, state, government, body, group or people that takes part in an event."""

    name: str
    country: str | None
    """ISO 3166-1 alpha-3 code of the state that it belongs to."""
    sector: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class When:
    """A time as the text gives it: ISO date, month, year, or `start/end`."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Where:
    """A place as the text gives it."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    span: Span


@dataclass(frozen=True, slots=True)
class Magnitude:
    """A count that belongs to an event: `value` of `unit` ("2,000 troops")."""

    value: float
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words in which the report itself doubts, denies or supports what a statement claims."""

    stance: Literal["doubts", "denies", "supports"]
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """A passage that the report attributes to somebody: one record a cue."""

    id: str
    source: Spans
    cue: Spans
    content: Spans
    speaker: str | None
    speaker_kind: SpeakerKind
    via: tuple[str, ...]
    """The relays, outermost first: outlet's author -> via[0] -> ... -> speaker."""
    manner: Manner
    act: Act
    confidence: float
    """Share of such statements that were right when measured; see docs/evaluation.md."""
    evidence: tuple[Evidence, ...] = ()
    country: str | None = None
    """ISO 3166-1 alpha-3 code of the state that the speaker belongs to or speaks for."""
    office: str | None = None
    """The speaker's office as the report gives it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One predicate that reports an event."""

    id: str
    trigger: Spans
    type: EventType
    mode: str | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    status: Status
    said_by: str
    """`NARRATOR`, or the id of the innermost statement whose content holds the trigger."""
    when: When | None
    where: Where | None
    magnitude: tuple[Magnitude, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a report gives a person, in its own words."""

    name: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Officeholder:
    """A row of somebody's table of office-holders; a date has the precision that is known: year, month or day."""

    person: str
    id: str | None
    """What tells persons of one name apart."""
    office: str
    country: str | None
    start: str
    end: str | None
    """None where the person still holds the office."""
    file: str
    """The table that says so."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one report gives."""

    report: Report
    sentences: Spans
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    offices: tuple[Office, ...] = ()
    lead: bytes = b""
    """The reading model's vector of what the report is about: 16-bit floats, low byte first; empty without a model."""
    vectors: bytes = b""
    """The vectors of the lead and then of each sentence, packed (`dragoman.vectors`); empty without a model."""


@dataclass(frozen=True, slots=True)
class Account:
    """One outlet's version of an event."""

    outlet: str | None
    report: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Event:
    """The happening that mentions of one or several reports share."""

    id: str
    story: str
    type: EventType
    when: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    mentions: tuple[str, ...]
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The reports on one matter. Each group in `copies` holds one text in several outlets: one voice."""

    id: str
    title: str
    reports: tuple[str, ...]
    copies: tuple[tuple[str, ...], ...]

    @property
    def voices(self) -> dict[str, str]:
        """The report that speaks for each: itself, or the first of its copies."""
        return {id: id for id in self.reports} | {id: group[0] for group in self.copies for id in group}


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one report."""

    report: str
    span: Span


@dataclass(frozen=True, slots=True)
class Difference:
    """Two or more accounts that conflict, or differ in detail, status or framing, and the words that show it."""

    id: str
    story: str
    event: str | None
    kind: DifferenceKind
    about: str
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What many readings give together. Every report is in one story, every mention in one event."""

    stories: tuple[Story, ...] = ()
    events: tuple[Event, ...] = ()
    differences: tuple[Difference, ...] = field(default=())
