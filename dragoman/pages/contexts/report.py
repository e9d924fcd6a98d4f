"""The page of a report."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.pages.contexts.shared import LeftOut, TypeLine


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place of a statement or an event in the text; leads to its entry beside the text."""

    id: str
    kind: str
    label: str
    uncertain: bool = False


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
class Decided:
    """A correction of an item, in words."""

    id: int
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Drawer:
    """The evidence of an item: its words in context, where they stand, how it was read, who decided what."""

    before: str
    words: str
    after: str
    source: str
    read: str
    """How it was read and how sure that is."""
    permalink: str
    edit_href: str
    decided: tuple[Decided, ...]
    as_read: tuple[str, ...]
    """What the program had read where that was corrected, a line a field."""
    margin: str
    """How the other reports of the story tell it; empty for a statement."""


@dataclass(frozen=True, slots=True)
class RejectedEntry:
    """An item that somebody rejected."""

    id: str
    words: str
    decided: tuple[Decided, ...]


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
    corrected: str
    evidence: tuple[EvidenceLine, ...]
    drawer: Drawer


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
    corrected: str
    event: str
    """Link to the event in its story, empty before the first comparison."""
    uncertain: bool
    drawer: Drawer


@dataclass(frozen=True, slots=True)
class ReportPage:
    root: str
    id: str
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
    uncertain: LeftOut | None
    """None where no event is uncertain."""
    rejected: tuple[RejectedEntry, ...]
    types: tuple[TypeLine, ...]
