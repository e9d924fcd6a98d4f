"""Head and foot of a capture: outlet, title, byline, date, and where the article's own words begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from dragoman.lexicon import table
from dragoman.record import Span
from dragoman.text import View
from dragoman.times import find_header_date

LONGEST_HEAD = 16
"""Lines that hold a word, from the top, among which the head is looked for."""
LONGEST_FOOT = 12
PROSE_WORDS = 20
"""A line of so many words is prose, and ends the head."""


@dataclass(slots=True)
class Header:
    """What the head and foot say: each field's words, and where they stand in the view."""

    body: Span
    fields: dict[str, str] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)

    def put(self, name: str, value: str, span: Span) -> None:
        """Keep the first value found for a field."""
        if value and name not in self.fields:
            self.fields[name], self.spans[name] = value, span


@dataclass(frozen=True, slots=True)
class Line:
    span: Span
    words: str
    heading: bool


def read_header(view: View) -> Header:
    """Find a capture's fields and its body.

    1. The foot: lines at the end that address the reader, not the matter.
    2. The head: lines from the top, up to the first that reads as prose.
    3. Dates and bylines, which look like nothing else.
    4. Title: a Markdown heading; else the line that looks most like a headline.
    5. Outlet: the first plain line above the title; else a short one below it; else a name that the foot gives.
    """
    lines = list(_lines(view.text))
    foot = _foot(lines)
    size = _head(lines[:foot])
    head = lines[:size]
    header = Header(Span(len(view.text), len(view.text)))
    read = [line for line in head if _read_date(header, line) or _read_byline(header, line)]
    read += [line for line in head if line not in read and _read_person(header, line, head)]
    plain = [line for line in head if line not in read and not _is_decoration(line)]
    title = _title(plain)
    if title:
        header.put("title", title.words, title.span)
    _read_outlet(header, plain, title)
    if size < foot:
        _read_first_prose(header, lines[size])
        header.body = Span(lines[size].span.start, lines[foot - 1].span.end)
    for line in lines[foot:]:
        _read_foot_line(header, line)
    return header


def header_of_given(view: View, title: str | None) -> Header:
    """The header of a capture whose fields came beside its text: all is body, but for a first line that is the title."""
    first = next(_lines(view.text), None)
    if title and first and first.words == title.strip():
        spans = {"title": first.span}
        return Header(Span(first.span.end, len(view.text)), {"title": title}, spans)
    return Header(Span(0, len(view.text)))


def _lines(text: str) -> Iterator[Line]:
    for found in re.finditer(r"[^\r\n]*\w[^\r\n]*", text):
        lead = re.match(r"\s*(#{1,6}\s+)?", found[0])
        start = found.start() + (lead.end() if lead else 0)
        words = text[start : found.end()].strip()
        yield Line(Span(start, start + len(words)), words, bool(lead and lead[1]))


# The foot

FOOT = re.compile(
    r"""^\W*(?:to\ contact\b|contact\s(?:us|the)\b|subscribe\b|sign\ up\b|follow\ us\b|copyright\b|©|\(c\)\ \d{4}|all\ rights
    \ reserved|share\ this\b|read\ (?:more|the\ rest|next)\b|click\ here\b|this\ (?:article|story|report)\ (?:was|has\ been|
    (?:first|originally)\ )|get\ (?:the|our)\ .{0,40}newsletter|related\ (?:articles?|stories)\b|most\ read\b|
    (?:e-?mail|tel|phone|fax)\b.{0,3}:|letters\ to\ the\ editor|write\ to\ (?:us|the\ editor)|advertisement$|
    https?://\S+$|www\.\S+$|[\w./-]+\.(?:com|org|net|co\.uk)/?\S*$)""",
    re.IGNORECASE | re.VERBOSE,
)
FOOT_NAMES = (
    re.compile(r"\b(?:contact|visit|subscribe to|write to) (?:the )?(?P<name>[A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*){0,4})"),
    re.compile(
        r"(?:©|\(c\)|copyright)\s*(?:\d{4}\s*)?(?:by\s+)?(?P<name>[A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*){0,4})", re.I
    ),
    re.compile(r"appeared (?:first )?(?:in|on) (?P<name>[A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*){0,4})"),
)


CONTACT = re.compile(r"\S+@\S+\.\w+|\bTel(?:ephone|\.)|\bP\.? ?O\.? Box\b|\bENDS$|\bphone:")
NEAR_END = 3
"""Lines from the end among which an address or telephone number marks the foot."""


def _foot(lines: list[Line]) -> int:
    """Number of the first line of the foot. All that stands below a line of a foot and is no long prose belongs to it."""
    first = len(lines)
    for n in range(len(lines) - 1, max(len(lines) - LONGEST_FOOT, 0) - 1, -1):
        if len(lines[n].words.split()) > 2 * PROSE_WORDS:
            break
        contact = len(lines) - n <= NEAR_END and (CONTACT.search(lines[n].words) or _repeats_masthead(lines, n))
        if n > 0 and (FOOT.search(lines[n].words) or contact):
            first = n
    return first


def _repeats_masthead(lines: list[Line], n: int) -> bool:
    """Whether a line begins with the first line of the capture and a comma: "The Lantern, 14 Caulker's Close, …"."""
    masthead = lines[0].words.casefold()
    return len(masthead.split()) <= 6 and lines[n].words.casefold().startswith(f"{masthead},")


def _read_foot_line(header: Header, line: Line) -> None:
    for pattern in FOOT_NAMES:
        if found := pattern.search(line.words):
            start = line.span.start + found.start("name")
            header.put("outlet", found["name"], Span(start, start + len(found["name"])))


# The head

ENDED = re.compile(r"[.!?][\"”’)]*$")
EPIGRAPH = re.compile(r"^(?:[“\"‘'].*[”\"’']\.?|[—–-]{1,2}\s*[A-Z].*|\*{3,}|[-_=~*\s]{3,})$")
ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$|^\S+@\S+\.\w+$")
DATELINE = re.compile(r"^[A-Z][A-Z .,’'-]{2,40}(?:, [\w .]{2,20})?(?: \([\w /]+\))?\s*(?:—|–|--?)\s")


def _head(lines: list[Line]) -> int:
    """How many lines the head has."""
    for n, line in enumerate(lines[:LONGEST_HEAD]):
        if _is_prose(line) and not (n == 0 and _is_headline(line, lines)):
            return n
    return 0 if len(lines) > LONGEST_HEAD else min(len(lines), LONGEST_HEAD)


def _is_prose(line: Line) -> bool:
    if line.heading or EPIGRAPH.search(line.words):
        return False
    count = len(line.words.split())
    return count >= PROSE_WORDS or bool(DATELINE.search(line.words)) or (count >= 9 and bool(ENDED.search(line.words)))


def _is_headline(line: Line, lines: list[Line]) -> bool:
    """Whether a first line that ends like a sentence is a headline all the same: short, alone, and over longer prose."""
    words = line.words.split()
    if DATELINE.search(line.words) or len(words) >= PROSE_WORDS or len(lines) < 2 or line.words[:1] in "“\"'‘":
        return False
    long = [word for word in words if len(word) > 3]
    capital = sum(word[0].isupper() for word in long) / max(len(long), 1)
    return capital >= 0.6 or (len(words) <= 14 and not line.words.endswith((",", "”", '"')))


BYLINE = re.compile(
    r"^(?:story |report |words |read |written )?(?:by|from)\s*:?\s+(?P<name>[^|•·\d]{3,100})", re.IGNORECASE
)
ROLE = re.compile(
    r",?\s+(?:and\s+)?(?:our\b|in [A-Z]|for the\b|special\b|(?:[A-Z][\w-]+ )*(?:staff|editor|correspondent|reporter|writers?)\b).*$",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"^[A-Z][\w’'.-]+(?: (?:[A-Z]\.|[a-z]{2,3}|[A-Z][\w’'.-]+)){1,3}(?:(?:,| and|, and) [A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){1,2})?$"
)
REPORTS = re.compile(
    r"(?:^|[.!?]\s+)(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){1,3}) (?:reports|writes|explains|investigates)\.?$"
)
MEDIA = re.compile(
    r"\b(?:agency|associated|broadcasting|bulletin|chronicle|courier|daily|dispatch|echo|examiner|gazette|globe|guardian|herald|"
    r"independent|journal|ledger|mail|mercury|mirror|monitor|news|observer|post|press|radio|record|register|review|service|"
    r"sentinel|standard|star|sun|telegraph|television|times|today|tribune|voice|weekly|wire|worker|world)\b",
    re.IGNORECASE,
)


def _read_date(header: Header, line: Line) -> bool:
    """Read a line that states a date, with the byline or outlet that may stand beside it: "The Ledger | Oct 14, 1986"."""
    stated = find_header_date(line.words)
    if stated is None:
        return False
    value, span = stated
    header.put("published", value, Span(line.span.start + span.start, line.span.start + span.end))
    for piece in re.finditer(r"[^|•·]+", line.words[: span.start]):
        words = piece[0].strip(" ,–—-")
        start = line.span.start + piece.start() + piece[0].find(words)
        if found := re.match(r"By (?P<name>[A-Z].{2,60})", words):
            header.put("byline", found["name"], Span(start + 3, start + len(words)))
        elif "|" in line.words and MEDIA.search(words):
            header.put("outlet", words, Span(start, start + len(words)))
    return True


def _read_byline(header: Header, line: Line) -> bool:
    found = BYLINE.search(line.words)
    if not found or len(line.words.split()) > 16:
        return False
    name = ROLE.sub("", found["name"]).strip(" ,")
    start = line.span.start + found.start("name")
    if name:
        header.put("byline", name, Span(start, start + len(name)))
    return True


def _read_person(header: Header, line: Line, head: list[Line]) -> bool:
    """Read a bare line below the title that is a name: two to four capitalised words beside a date or above the prose."""
    n = head.index(line)
    if n == 0 or not PERSON.search(line.words) or MEDIA.search(line.words) or line.words.startswith("The "):
        return False
    beside = [head[k].words for k in (n - 1, n + 1) if 0 <= k < len(head)]
    above = any(len(o.words.split()) >= 4 and not _is_decoration(o) and not find_header_date(o.words) for o in head[:n])
    if not above or not (n == len(head) - 1 or any(find_header_date(words) for words in beside)):
        return False
    header.put("byline", line.words, line.span)
    return True


def _span_of(line: Line, found: re.Match[str]) -> Span:
    start = line.span.start + found.start("name")
    return Span(start, start + len(found["name"].rstrip(" ,")))


def _is_decoration(line: Line) -> bool:
    return bool(EPIGRAPH.search(line.words) or ADDRESS.search(line.words))


def _title(plain: list[Line]) -> Line | None:
    headings = [line for line in plain if line.heading]
    if headings:
        return headings[0]
    return max(plain, key=lambda line: (_headline_points(line), line.span.start), default=None)


def _headline_points(line: Line) -> float:
    """How much a line of the head looks like a headline: long enough, no newspaper's name, no desk or price."""
    words = line.words.split()
    points = min(len(words), 8) / 2 + 2 * (line.words.isupper() and len(words) >= 4)
    if MEDIA.search(line.words) and len(words) <= 8:
        points -= 3
    if re.search(r" / |\d{3}|^Price\b| - .* - ", line.words):
        points -= 3
    return points


def _read_outlet(header: Header, plain: list[Line], title: Line | None) -> None:
    others = [line for line in plain if line is not title and not line.heading and len(line.words.split()) <= 8]
    above = [line for line in others if title is None or line.span.start < title.span.start]
    below = [line for line in others if line not in above and _names_outlet(line)]
    for line in above[:1] or below[:1]:
        words = re.split(r",\s|\s+[|•·–—]\s+", line.words)[0]
        header.put("outlet", _as_name(words), Span(line.span.start, line.span.start + len(words)))


def _as_name(words: str) -> str:
    """A masthead in capitals as a name: "THE LANTERN" -> "The Lantern"; "BBC" stays."""
    if not words.isupper() or (" " not in words and len(words) <= 5):
        return words
    return " ".join(
        word.capitalize() if n == 0 or word not in ("OF", "AND", "DE") else word.lower()
        for n, word in enumerate(words.split())
    )


def _names_outlet(line: Line) -> bool:
    return bool(MEDIA.search(line.words)) or len(line.words.split()) <= 2 or line.words.casefold() in _media()


def _media() -> frozenset[str]:
    rows = [row for row in table("institutions").rows if row["kind"] == "media"]
    return frozenset(name.casefold() for row in rows for name in (row["name"], *row.many("aliases")))


AGENCY = re.compile(
    r"^[A-Z][\w .,’'-]{2,60}?\((?P<name>Reuters|AP|AFP|UPI|TASS|Xinhua|Interfax|DPA|ANSA|EFE|PTI|IRNA)\)"
)


def _read_first_prose(header: Header, line: Line) -> None:
    """A byline at the end of the standfirst, and the agency that a dateline names."""
    if found := REPORTS.search(line.words):
        header.put("byline", found["name"], _span_of(line, found))
    if found := AGENCY.search(line.words):
        header.put("outlet", found["name"], _span_of(line, found))


# Dates that contradict each other

MONTHS = "January February March April May June July August September October November December".split()
MONTH = "|".join([*MONTHS, *(f"{m[:3]}\\.?" for m in MONTHS), r"Sept\.?"])
CITED = re.compile(
    rf"\((?P<paper>(?:[Tt]he )?[A-Z][\w.’' &-]{{0,40}}?)?,?\s*(?:(?P<day1>\d{{1,2}}) (?P<month1>{MONTH})|(?P<month2>{MONTH}) "
    rf"(?P<day2>\d{{1,2}}))(?:,? (?P<year>\d{{4}}))?\)"
)
AHEAD = 180
"""Days by which a citation without a year may lie ahead: one that lies further ahead is of the year before."""


def find_date_problem(view: View, body: Span, published: str | None) -> str | None:
    """One line where the body cites papers of days after the date that the report states, else None."""
    if published is None:
        return None
    stated = date.fromisoformat(published)
    later = sorted((day, words) for day, words in _citations(view.text, body, stated) if day > stated)
    if not later:
        return None
    cited = "; ".join(dict.fromkeys(f"{words} ({day.isoformat()})" for day, words in later))
    return f"dated {published}, but cites later papers: {cited}"


def _citations(text: str, body: Span, stated: date) -> Iterable[tuple[date, str]]:
    for found in CITED.finditer(text, *body):
        day = int(found["day1"] or found["day2"])
        month = next(n for n, name in enumerate(MONTHS, 1) if name.startswith((found["month1"] or found["month2"])[:3]))
        try:
            cited = date(int(found["year"] or stated.year), month, day)
        except ValueError:
            continue
        if found["year"] or (cited - stated).days <= AHEAD:
            yield cited, found[0].strip("()")
