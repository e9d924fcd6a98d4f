"""What each page shows: every field is used by a template, and a template uses nothing else.

`root` is the way from the page to the first one ("." or ".."); every `href` starts from the page itself. All words are
plain text, which the templates escape.
"""

from __future__ import annotations

from dragoman.pages.contexts.finding import (
    ErrorPage,
    Part,
    ReportHit,
    SearchPage,
    StatementHit,
)
from dragoman.pages.contexts.first import (
    Figure,
    ImportLine,
    IndexPage,
    ReaderLine,
    RefusalLine,
    StoryCard,
    TableLine,
)
from dragoman.pages.contexts.people import (
    ActorLine,
    ActorPage,
    ActorsPage,
    DeedLine,
    OfficeTerm,
    OfficeWording,
    OriginLine,
    PartnerLine,
    QuotedLine,
    SpeakerPage,
    SpeakersPage,
    ToldLink,
    VoiceLink,
)
from dragoman.pages.contexts.report import (
    Anchor,
    EvidenceLine,
    MentionEntry,
    Paragraph,
    Piece,
    ReportPage,
    Segment,
    StatementEntry,
)
from dragoman.pages.contexts.shared import (
    OutletShare,
    ReportLine,
    SaidLine,
    TypeLine,
)
from dragoman.pages.contexts.story import (
    Cell,
    ClaimItem,
    ClaimLink,
    Column,
    Day,
    DayEntry,
    DifferenceGroup,
    DifferenceItem,
    EventRow,
    QuoteLine,
    SpeakerRow,
    StanceLine,
    StoryPage,
    Telling,
)

Page = IndexPage | StoryPage | ReportPage | SpeakersPage | SpeakerPage | ActorsPage | ActorPage | SearchPage | ErrorPage

__all__ = [
    "ActorLine",
    "ActorPage",
    "ActorsPage",
    "Anchor",
    "Cell",
    "ClaimItem",
    "ClaimLink",
    "Column",
    "Day",
    "DayEntry",
    "DeedLine",
    "DifferenceGroup",
    "DifferenceItem",
    "ErrorPage",
    "EventRow",
    "EvidenceLine",
    "Figure",
    "ImportLine",
    "IndexPage",
    "MentionEntry",
    "OfficeTerm",
    "OfficeWording",
    "OriginLine",
    "OutletShare",
    "Page",
    "Paragraph",
    "Part",
    "PartnerLine",
    "Piece",
    "QuoteLine",
    "QuotedLine",
    "ReaderLine",
    "RefusalLine",
    "ReportHit",
    "ReportLine",
    "ReportPage",
    "SaidLine",
    "SearchPage",
    "Segment",
    "SpeakerPage",
    "SpeakerRow",
    "SpeakersPage",
    "StanceLine",
    "StatementEntry",
    "StatementHit",
    "StoryCard",
    "StoryPage",
    "TableLine",
    "Telling",
    "ToldLink",
    "TypeLine",
    "VoiceLink",
]
