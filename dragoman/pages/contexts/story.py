"""The page of a story."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.pages.contexts.shared import LeftOut, Option, OutletShare, Part, TypeLine


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
    said: str
    """The stance in a word or two."""
    words: str
    """The trigger as the report words it."""
    differs: str
    """What the report has where others have something else, else empty; a passage is no value and left out."""
    difference: str
    """Link to the difference, else empty."""
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
    corrected: str
    """By whom and when a mention of it was, else empty."""
    uncertain: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class StanceLine:
    """A line of the matrix's legend."""

    stance: str
    said: str
    sign: str
    gloss: str


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """Words of a report within their sentence."""

    before: str
    parts: tuple[Part, ...]
    """The words that show it; those that other accounts do not have are marked."""
    after: str
    outlet: str
    published: str
    href: str


@dataclass(frozen=True, slots=True)
class DifferenceItem:
    """One difference and the words that show it."""

    id: str
    kind: str
    said: str
    """The kind in a word."""
    about: str
    event: str
    """Link to the event's row in the matrix, else empty."""
    quotes: tuple[QuoteLine, ...]


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind of difference and what it means."""

    kind: str
    said: str
    gloss: str


@dataclass(frozen=True, slots=True)
class SummaryQuote:
    """Words of a report, or names of those whom it alone quotes; leads to the sentence."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class SummaryCell:
    """What one report has."""

    outlet: str
    href: str
    quotes: tuple[SummaryQuote, ...]


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A row of the table of reports side by side: differences of one sort, between the reports as wholes."""

    ids: tuple[str, ...]
    heading: str
    cells: tuple[SummaryCell, ...]


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
    words: str
    """As the first report that tells it words it."""
    told: str
    uncertain: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A date and what is said to have happened, or to be due, then."""

    when: str
    entries: tuple[DayEntry, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """An event at its date, as one outlet tells it."""

    x: int
    href: str
    label: str
    sign: str
    stance: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One report in the timeline: above, the events by when they happened; below, when it was published."""

    y: int
    outlet: str
    href: str
    published_x: int
    """-1 where it has no date."""
    published: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on the timeline's axis."""

    x: int
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes over one axis of days, in units of the drawing."""

    width: int
    height: int
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    left_out: str
    """How many events lie outside the stretch that is drawn, in words; empty where all are in it."""


@dataclass(frozen=True, slots=True)
class OrderLink:
    """A way to order the matrix."""

    href: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class StoryReport:
    """One report of the story."""

    id: str
    href: str
    title: str
    outlet: str
    published: str
    counts: str


@dataclass(frozen=True, slots=True)
class StoryDecision:
    """What somebody decided about stories, in words."""

    number: int
    at: str
    who: str
    what: str
    href: str
    """Where the reports that it moved stand now; empty where they are gone."""
    why: str
    undone: str
    """By whom and when it was taken back, else empty."""


@dataclass(frozen=True, slots=True)
class DoneNote:
    """A word on what was just decided, and the other story that it made, else empty."""

    words: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class StoryPage:
    root: str
    id: str
    title: str
    dates: str
    outlets: str
    counts: str
    reports: tuple[StoryReport, ...]
    copies: tuple[str, ...]
    columns: tuple[Column, ...]
    orders: tuple[OrderLink, ...]
    order: str
    uncertain: LeftOut | None
    """None where no event is uncertain."""
    shared: tuple[EventRow, ...]
    """Events that two voices or more tell."""
    others: tuple[EventRow, ...]
    """The rest, without the cells of the reports that are silent."""
    stances: tuple[StanceLine, ...]
    types: tuple[TypeLine, ...]
    summaries: tuple[SummaryRow, ...]
    """How the reports differ as wholes: what each begins with, quotes and tells alone."""
    differences: tuple[DifferenceItem, ...]
    """The first by rank."""
    more_differences: tuple[DifferenceItem, ...]
    kinds: tuple[KindLine, ...]
    speakers: tuple[SpeakerRow, ...]
    """Those quoted most."""
    more_speakers: tuple[SpeakerRow, ...]
    shares: tuple[OutletShare, ...]
    claims: tuple[ClaimItem, ...]
    more_claims: str
    timeline: Timeline | None
    """None where no event has a date near the reports."""
    outdated: str
    """A word on corrections since the accounts were compared, else empty."""
    days: tuple[Day, ...]
    undated: str
    """How many events carry no date, in words; empty where all do."""
    like: str
    """Words by which stories to join were looked for; empty for those that are likely."""
    likely: tuple[Option, ...]
    decided: tuple[StoryDecision, ...]
    done: DoneNote | None


# The brief


@dataclass(frozen=True, slots=True)
class Footnote:
    """Where words stand: outlet, title, date, the words, and the address of the place."""

    number: int
    outlet: str
    title: str
    published: str
    quote: str
    href: str
    url: str
    """The report's address on the web, else empty."""


@dataclass(frozen=True, slots=True)
class BriefLine:
    """A sentence of the brief and the numbers of its footnotes."""

    text: str
    notes: tuple[int, ...]
    corrected: str


@dataclass(frozen=True, slots=True)
class BriefPart:
    heading: str
    lines: tuple[BriefLine, ...]


@dataclass(frozen=True, slots=True)
class BriefPage:
    root: str
    story_href: str
    title: str
    dates: str
    outlets: str
    counts: str
    parts: tuple[BriefPart, ...]
    notes: tuple[Footnote, ...]
