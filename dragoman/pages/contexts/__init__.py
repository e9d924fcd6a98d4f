"""What each page shows: every field is used by a template, and a template uses nothing else.

`root` is the way from the page to the first one ("." or ".."); every `href` starts from the page itself. All words are
plain text, which the templates escape.
"""

from __future__ import annotations

from dragoman.pages.contexts.finding import (
    ChronologyPage,
    DatedDay,
    DatedLine,
    ErrorPage,
    ReportHit,
    SearchPage,
    StatementHit,
    StatementsPage,
)
from dragoman.pages.contexts.first import (
    Bar,
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
    Decided,
    Drawer,
    EvidenceLine,
    MentionEntry,
    Paragraph,
    Piece,
    RejectedEntry,
    ReportPage,
    Segment,
    StatementEntry,
)
from dragoman.pages.contexts.review import (
    AgreementLine,
    EditPage,
    HistoryLine,
    HistoryPage,
    Last,
    QueueEntry,
    ReviewPage,
    TextRun,
)
from dragoman.pages.contexts.shared import (
    Desk,
    Field,
    LeftOut,
    Option,
    OutletShare,
    Pager,
    Part,
    ReportLine,
    SaidLine,
    TypeLine,
)
from dragoman.pages.contexts.story import (
    BriefLine,
    BriefPage,
    BriefPart,
    Cell,
    ClaimItem,
    ClaimLink,
    Column,
    Day,
    DayEntry,
    DifferenceItem,
    DoneNote,
    Dot,
    EventRow,
    Footnote,
    KindLine,
    Lane,
    OrderLink,
    QuoteLine,
    SpeakerRow,
    StanceLine,
    StoryDecision,
    StoryPage,
    StoryReport,
    SummaryCell,
    SummaryQuote,
    SummaryRow,
    Telling,
    Tick,
    Timeline,
)

Page = (
    ChronologyPage
    | ErrorPage
    | SearchPage
    | StatementsPage
    | IndexPage
    | ActorPage
    | ActorsPage
    | SpeakerPage
    | SpeakersPage
    | ReportPage
    | EditPage
    | HistoryPage
    | ReviewPage
    | BriefPage
    | StoryPage
)

__all__ = [
    "ActorLine",
    "ActorPage",
    "ActorsPage",
    "AgreementLine",
    "Anchor",
    "Bar",
    "BriefLine",
    "BriefPage",
    "BriefPart",
    "Cell",
    "ChronologyPage",
    "ClaimItem",
    "ClaimLink",
    "Column",
    "DatedDay",
    "DatedLine",
    "Day",
    "DayEntry",
    "Decided",
    "DeedLine",
    "Desk",
    "DifferenceItem",
    "DoneNote",
    "Dot",
    "Drawer",
    "EditPage",
    "ErrorPage",
    "EventRow",
    "EvidenceLine",
    "Field",
    "Figure",
    "Footnote",
    "HistoryLine",
    "HistoryPage",
    "ImportLine",
    "IndexPage",
    "KindLine",
    "Lane",
    "Last",
    "LeftOut",
    "MentionEntry",
    "OfficeTerm",
    "OfficeWording",
    "Option",
    "OrderLink",
    "OriginLine",
    "OutletShare",
    "Page",
    "Pager",
    "Paragraph",
    "Part",
    "PartnerLine",
    "Piece",
    "QueueEntry",
    "QuoteLine",
    "QuotedLine",
    "ReaderLine",
    "RefusalLine",
    "RejectedEntry",
    "ReportHit",
    "ReportLine",
    "ReportPage",
    "ReviewPage",
    "SaidLine",
    "SearchPage",
    "Segment",
    "SpeakerPage",
    "SpeakerRow",
    "SpeakersPage",
    "StanceLine",
    "StatementEntry",
    "StatementHit",
    "StatementsPage",
    "StoryCard",
    "StoryDecision",
    "StoryPage",
    "StoryReport",
    "SummaryCell",
    "SummaryQuote",
    "SummaryRow",
    "TableLine",
    "Telling",
    "TextRun",
    "Tick",
    "Timeline",
    "ToldLink",
    "TypeLine",
    "VoiceLink",
]
