"""The pages on which corrections are made."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.pages.contexts.shared import Field, Option
from dragoman.pages.contexts.story import StoryDecision


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """An item that nobody decided on, in its sentence."""

    id: str
    kind: str
    read: str
    """What the program read, in a line."""
    before: str
    words: str
    after: str
    outlet: str
    published: str
    confidence: str
    href: str
    edit_href: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A correction, in words."""

    id: int
    at: str
    who: str
    did: str
    what: str
    href: str
    """Where the item stands; empty for names and happenings."""
    why: str
    holds: bool
    """Whether it was not taken back."""


@dataclass(frozen=True, slots=True)
class Last:
    """The newest correction in force, in words."""

    id: int
    words: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    root: str
    kind: str
    """What alone is queued; empty for all."""
    entries: tuple[QueueEntry, ...]
    done: int
    """How many corrections the record holds."""
    last: Last | None


@dataclass(frozen=True, slots=True)
class AgreementLine:
    who: str
    kind: str
    field: str
    confirmed: int
    corrected: int
    rejected: int
    share: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    root: str
    lines: tuple[HistoryLine, ...]
    agreement: tuple[AgreementLine, ...]
    more: str
    """How many older lines there are, in words; empty where all are shown."""
    decided: tuple[StoryDecision, ...]
    """What was decided about stories."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of a report's text: how many code points of it stand before, and what the words are to the item."""

    start: int
    text: str
    classes: str


@dataclass(frozen=True, slots=True)
class EditPage:
    """A form with all that may be set of an item."""

    root: str
    id: str
    kind: str
    before: str
    words: str
    after: str
    outlet: str
    published: str
    href: str
    back: str
    """Where to go when it is done."""
    fields: tuple[Field, ...]
    uses: tuple[Option, ...]
    """What selected words may be used as: the field, and what it is called."""
    text: tuple[TextRun, ...]
    message: str
    """What was wrong with what was sent; empty at first."""
